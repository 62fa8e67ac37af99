"""Invitations as mails, to be read."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.documents.attachments import Attachment
from bot.mail.links import Links
from bot.mail.sheets import Footing, Link, Row
from bot.texts import text
from bot.texts.invited import (
    about_lines,
    invitation_lead,
    invitation_rows,
    invitation_title,
    join_link,
    paper_lines,
    paper_links,
)
from bot.texts.safe import clean
from handlers.contents import Invitation
from handlers.enclosures import Enclosure
from handlers.ports import Recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationSheet:
    """The words of an invitation; ``about`` stands under its ``heading``, a line each.

    ``reply`` is where one answers, ``link`` where one takes part at a distance.
    ``links`` and ``files`` are to be read before, under ``papers``.
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
    papers: str
    links: tuple[Link, ...]
    files: tuple[str, ...]
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
        papers=text("papers.heading") if content.papers else "",
        links=tuple(Link(title, title, address) for title, address in paper_links(content)),
        files=paper_lines(content.papers, attached=True),
        notes=_notes(content, reply),
        footing=Footing(
            sender=text("mail.sender", collaboration=clean(content.meeting.collaboration)),
            why=_why(content),
            change=text("answer.help"),
            settings=None,
        ),
    )


def _reply(content: Invitation, to: Recipient, links: Links) -> Link | None:
    if not content.asks or to.person_id is None:
        return None
    address = links.reply(to.person_id, content.meeting.number, content.revision)
    label = text("invite.reply")
    return Link(label, label, address) if address else None


def _notes(content: Invitation, reply: Link | None) -> tuple[str, ...]:
    if not content.asks:
        return ()
    answer = text("invite.answer_here") if reply else text("invite.answer")
    return (*([text("series.answer_for_all")] if content.series else []), answer)


def _why(content: Invitation) -> str:
    if content.removed:
        return text("invite.why_removed")
    return text("invite.why_registered") if content.joined else text("invite.why")


def enclosed_files(papers: Iterable[Enclosure]) -> tuple[Attachment, ...]:
    """Return the files that go with what somebody is told of a meeting."""
    return tuple(
        Attachment(one.name, one.kind, one.content) for one in papers if one.content is not None
    )
