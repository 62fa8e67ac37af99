"""Invitations as mails, to be read."""

from dataclasses import dataclass

from bot.mail.links import Links
from bot.mail.sheets import Footing, Link, Row
from bot.texts import text
from bot.texts.invited import (
    about_lines,
    invitation_lead,
    invitation_rows,
    invitation_title,
    join_link,
)
from bot.texts.safe import clean
from handlers.contents import Invitation
from handlers.ports import Recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationSheet:
    """The words of an invitation; ``about`` stands under its ``heading``, a line each.

    ``reply`` is where one answers, ``link`` where one takes part at a distance.
    """

    subject: str
    preview: str
    title: str
    lead: str
    rows: tuple[Row, ...]
    reply: Link | None
    link: Link | None
    heading: str
    about: tuple[str, ...]
    notes: tuple[str, ...]
    footing: Footing


def invitation_sheet(content: Invitation, to: Recipient, links: Links) -> InvitationSheet:
    """Return what the mail says: all that the calendar is told, since Outlook shows it instead."""
    title, lead = invitation_title(content), invitation_lead(content)
    link, label = join_link(content), text("invite.join")
    reply = _reply(content, to, links)
    return InvitationSheet(
        subject=title,
        preview=lead,
        title=title,
        lead=lead,
        rows=tuple(Row(value, name) for name, value in invitation_rows(content)),
        reply=reply,
        link=Link(label, label, link) if link else None,
        heading=text("invite.about"),
        about=() if content.cancelled else about_lines(content),
        notes=_notes(content, reply),
        footing=Footing(
            sender=text("mail.sender", collaboration=clean(content.meeting.collaboration)),
            why=_why(content),
            change=text("answer.help"),
            settings=None,
        ),
    )


def _reply(content: Invitation, to: Recipient, links: Links) -> Link | None:
    if content.cancelled or to.person_id is None:
        return None
    address = links.reply(to.person_id, content.meeting.number, content.revision)
    label = text("invite.reply")
    return Link(label, label, address) if address else None


def _notes(content: Invitation, reply: Link | None) -> tuple[str, ...]:
    if content.cancelled:
        return ()
    return (text("invite.answer_here") if reply else text("invite.answer"),)


def _why(content: Invitation) -> str:
    if content.removed:
        return text("invite.why_removed")
    return text("invite.why_registered") if content.joined else text("invite.why")
