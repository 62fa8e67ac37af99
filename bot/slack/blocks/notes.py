"""A short note, as one sees it; finished minutes where no mail reaches who was invited."""

from bot.slack.blocks.answers import title
from bot.slack.blocks.parts import Message, message, paragraph, said
from bot.texts.invited import paper_lines
from bot.texts.minutes import sent_lead, sent_title
from bot.texts.notes import note_body, note_title
from handlers.contents import Note, SentMinutes


def note_message(note: Note) -> Message:
    """Show what has happened, and what to do."""
    head, body = note_title(note), note_body(note)
    return message(f"{head}. {body}", [paragraph(title(head, "")), said(body)])


def minutes_message(content: SentMinutes) -> Message:
    """Show that minutes are finished, and whom to ask for the files."""
    head, lead = sent_title(content), sent_lead(content)
    files = map(said, paper_lines(content.papers, attached=False))
    return message(f"{head}. {lead}", [paragraph(title(head, "")), said(lead), *files])
