"""A short note, as one sees it."""

from bot.slack.blocks.answers import title
from bot.slack.blocks.parts import Message, message, paragraph, said
from bot.texts.notes import note_body, note_title
from handlers.contents import Note


def note_message(note: Note) -> Message:
    """Show what has happened, and what to do."""
    head, body = note_title(note), note_body(note)
    return message(f"{head}. {body}", [paragraph(title(head, "")), said(body)])
