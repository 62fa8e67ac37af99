"""What is booked and falls due, as a file for calendars (RFC 5545).

There is no METHOD: it is to be taken over into one's own calendar, not an invitation.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

from icalendar import Calendar, Event

from bot.documents.attachments import Attachment
from bot.invites.components import empty_calendar, set_when
from bot.invites.happening import Days
from bot.invites.zones import STOCKHOLM, stockholm
from bot.texts import text
from bot.texts.booked import meeting_name, meeting_words
from bot.texts.duties import duty_cells, line_within
from bot.texts.invited import web_address
from bot.texts.safe import clean
from handlers.contents import Duty, MeetingLine

_KIND = 'text/calendar; charset="utf-8"'


def calendar_file(
    name: str,
    duties: Iterable[Duty],
    meetings: Sequence[MeetingLine],
    now: datetime,
    domain: str,
    *,
    invited: bool = False,
) -> Attachment | None:
    """Return booked meetings and open duties with a last day, or None where there are none.

    ``now``: an aware moment. ``domain``: what makes the events' ids nobody else's; they are the
    same every time, so that an event that comes again is not doubled. Where one takes part at a
    distance stands there for who is ``invited``, and for nobody else.
    """
    maker = _Maker(now, domain, invited)
    events = [
        *map(maker.meeting, meetings),
        *(maker.duty(duty, duty.due) for duty in duties if duty.due and duty.state == "open"),
    ]
    if not events:
        return None
    calendar = _empty()
    if any(meeting.starts and meeting.first == meeting.last for meeting in meetings):
        calendar.add_component(stockholm())
    for event in events:
        calendar.add_component(event)
    return Attachment(name, _KIND, calendar.to_ical())


def _empty() -> Calendar:
    calendar = empty_calendar()
    calendar.add("x-wr-calname", text("answer.calendar_name"))
    return calendar


@dataclass(frozen=True, slots=True)
class _Maker:
    """Make events: what changes every time, and what makes their ids."""

    now: datetime
    domain: str
    invited: bool = False

    def meeting(self, meeting: MeetingLine) -> Event:
        """Return a meeting: at its hour where it is known, else on its whole days."""
        event = self._event("meeting", str(meeting.number))
        if meeting.uid:
            # Whoever has been invited as well has it once in their calendar.
            event["uid"] = meeting.uid
        event.add("summary", meeting_name(meeting))
        link = web_address(meeting.link) if self.invited else ""
        if where := ", ".join(filter(None, (clean(meeting.place), link))):
            event.add("location", where)
        timed = meeting.starts is not None and meeting.first == meeting.last
        if meeting.starts is not None and timed:
            event.add("dtstart", datetime.combine(meeting.first, meeting.starts, STOCKHOLM))
            if meeting.ends is not None:
                event.add("dtend", datetime.combine(meeting.last, meeting.ends, STOCKHOLM))
        else:
            set_when(event, Days(meeting.first, meeting.last))
        event.add("description", _about(meeting, open_end=timed and meeting.ends is None))
        event.add("status", "CANCELLED" if meeting.state == "cancelled" else "CONFIRMED")
        return event

    def duty(self, duty: Duty, due: date) -> Event:
        """Return a duty on its last day, which it does not make anybody busy."""
        named = duty.collaboration, duty.rule, duty.part, duty.slot, duty.office
        event = self._event("duty", *named)
        what, _, _ = duty_cells(duty, due)
        event.add("summary", what)
        set_when(event, Days(due, due))
        event.add("description", line_within(duty, self.now.astimezone(STOCKHOLM).date(), ""))
        event.add("transp", "TRANSPARENT")
        return event

    def _event(self, *key: str) -> Event:
        event = Event()
        named = sha256("\0".join(key).encode()).hexdigest()[:40]
        event.add("uid", f"{named}@{self.domain}")
        event.add("dtstamp", self.now.astimezone(UTC))
        return event


def _about(meeting: MeetingLine, *, open_end: bool) -> str:
    said = [meeting_words(meeting)]
    if open_end:
        said.append(text("answer.no_end"))
    return "\n".join(said)
