"""Invitations as mails, to be taken over by the recipient's calendar."""

from datetime import datetime

from bot.invites import (
    Days,
    Happening,
    Moved,
    Party,
    Series,
    Timed,
    When,
    cancel,
    decline,
    request,
)
from bot.mail.addresses import Sender, deliverable
from bot.mail.letters import CalendarPart
from bot.texts import text
from bot.texts.booked import meeting_name
from bot.texts.invited import about_lines, invitation_rows, join_link, web_address
from bot.texts.safe import clean
from handlers.contents import Invitation
from handlers.ports import Recipient
from handlers.series_views import Moment, OtherTime, Recurring


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
    meeting, series = content.meeting, content.series
    return Happening(
        uid=content.uid,
        sequence=content.sequence,
        title=meeting_name(meeting),
        when=_when(series.starts, series.ends) if series else _meeting_when(content),
        about="\n".join(_told(content)),
        place=meeting.place,
        link=join_link(content),
        series=_series(series) if series else None,
        slot=content.slot,
    )


def _meeting_when(content: Invitation) -> When:
    if content.starts_at and content.ends_at:
        return Timed(content.starts_at, content.ends_at)
    return Days(content.meeting.first, content.meeting.last)


def _when(starts: Moment, ends: Moment) -> When:
    if isinstance(starts, datetime) and isinstance(ends, datetime):
        return Timed(starts, ends)
    return Days(starts, ends)


def _series(series: Recurring) -> Series:
    return Series(
        rule=series.rule,
        until=series.until,
        left_out=series.left_out,
        moved=tuple(_moved(one) for one in series.others),
    )


def _moved(one: OtherTime) -> Moved:
    return Moved(
        slot=one.slot,
        when=_when(one.starts, one.ends) if one.starts and one.ends else None,
        title=clean(one.title),
        place=clean(one.place),
        about="\n".join(clean(line) for line in one.about.splitlines()),
        link=web_address(one.link),
        sequence=one.sequence,
    )


def _told(content: Invitation) -> tuple[str, ...]:
    rows = tuple(f"{label}: {value}" for label, value in invitation_rows(content))
    link = join_link(content)
    return (*rows, *((f"{text('invite.join')}: {link}",) if link else ()), *about_lines(content))
