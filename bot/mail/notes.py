"""Short notes and confirmations as mails."""

from dataclasses import dataclass

from bot.mail.links import Links
from bot.mail.sheets import AnswerSheet, Footing, Link
from bot.texts import text
from bot.texts.notes import note_body, note_quote, note_then, note_title, note_why
from bot.texts.safe import clean
from handlers.contents import Confirmation, Note


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmationSheet:
    """The words of a mail that asks whether another one is the reader's; ``asked`` is quoted.

    Without ``link`` there is no page to confirm it on.
    """

    subject: str
    preview: str
    title: str
    lead: str
    asked: str
    link: Link | None
    notes: tuple[str, ...]
    footing: Footing


def note_sheet(note: Note) -> AnswerSheet:
    """Return what the mail of a note says."""
    title, body = note_title(note), note_body(note)
    return AnswerSheet(
        subject=title,
        preview=body,
        title=title,
        lead=body,
        rows=(),
        quote=note_quote(note),
        choices=(),
        notes=tuple(filter(None, (note_then(note),))),
        footing=Footing(
            sender=text("mail.sender", collaboration=clean(note.collaboration)),
            why=note_why(note),
            change=text("answer.help"),
            settings=None,
        ),
    )


def confirmation_sheet(content: Confirmation, links: Links) -> ConfirmationSheet:
    """Return what the mail says that asks whether another one is the reader's."""
    address = links.confirm(content.number)
    label = text("answer.confirm_button")
    notes = (text("answer.confirm_not_mine"),)
    return ConfirmationSheet(
        subject=content.subject,
        preview=text("answer.confirm_lead"),
        title=text("answer.confirm_title"),
        lead=text("answer.confirm_lead"),
        asked=content.asked,
        link=Link(label, label, address) if address else None,
        notes=notes if address else (text("answer.confirm_no_page"), *notes),
        footing=Footing(
            sender=text("answer.sender"),
            why=text("answer.confirm_why"),
            change=text("answer.help"),
            settings=None,
        ),
    )
