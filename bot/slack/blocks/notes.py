"""A short note, as one sees it; finished minutes where no mail reaches who was invited."""

from bot.slack.blocks.answers import title
from bot.slack.blocks.parts import Message, cut, message, paragraph, quotation, said
from bot.texts.invited import paper_lines
from bot.texts.minutes import sent_lead, sent_title
from bot.texts.notes import note_body, note_then, note_title
from handlers.contents import Note, SentMinutes

# All of it stands on the list "att hantera", and in the mail that came.
_LONGEST_QUOTE = 2500


def note_message(note: Note) -> Message:
    """Show what has happened, and what to do."""
    head, body, then = note_title(note), note_body(note), note_then(note)
    quote = [quotation(cut(note.quote, _LONGEST_QUOTE))] if note.quote else []
    further = [said(then)] if then else []
    blocks = [paragraph(title(head, "")), said(body), *quote, *further]
    return message(f"{head}. {body}", blocks)


def minutes_message(content: SentMinutes) -> Message:
    """Show that minutes are finished, and whom to ask for the files."""
    head, lead = sent_title(content), sent_lead(content)
    files = map(said, paper_lines(content.papers, attached=False))
    return message(f"{head}. {lead}", [paragraph(title(head, "")), said(lead), *files])
