"""Invitations as mails, to be taken over by the recipient's calendar."""

from datetime import datetime

from bot.invites import Days, Happening, Party, Timed, cancel, decline, request
from bot.mail.addresses import Sender, deliverable
from bot.mail.letters import CalendarPart
from bot.texts import text
from bot.texts.booked import meeting_name
from bot.texts.invited import about_lines, invitation_rows, join_link
from handlers.contents import Invitation
from handlers.ports import Recipient


def calendar_part(
    content: Invitation, to: Recipient, sender: Sender, moment: datetime
) -> CalendarPart:
    """Return what the recipient's calendar is told; ``moment``, aware, is when.

    The organizer is the sender: calendars answer to the organizer, whatever Reply-To says.
    """
    organizer = Party(sender.name, sender.address)
    attendee = Party(to.name, deliverable(to.email))
    moment = content.stamp or moment
    if content.cancelled:
        return CalendarPart("CANCEL", cancel(_happening(content), organizer, attendee, moment))
    if content.declined:
        told = decline(_happening(content), organizer, attendee, moment)
        return CalendarPart("DECLINECOUNTER", told)
    return CalendarPart("REQUEST", request(_happening(content), organizer, attendee, moment))


def _happening(content: Invitation) -> Happening:
    meeting, starts, ends = content.meeting, content.starts_at, content.ends_at
    return Happening(
        uid=content.uid,
        sequence=content.sequence,
        title=meeting_name(meeting),
        when=Timed(starts, ends) if starts and ends else Days(meeting.first, meeting.last),
        about="\n".join(_told(content)),
        place=meeting.place,
        link=join_link(content),
    )


def _told(content: Invitation) -> tuple[str, ...]:
    rows = tuple(f"{label}: {value}" for label, value in invitation_rows(content))
    link = join_link(content)
    return (*rows, *((f"{text('invite.join')}: {link}",) if link else ()), *about_lines(content))
