"""What has come of a form, or how a duty stands already; and what of it can be taken back.

What the address claims is told only where the duty bears it out.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from bot.texts import text, word
from bot.texts.booked import meeting_words
from bot.texts.dates import short_day
from bot.web.pages.acting import CANCELLED, COUNT, DAY, MEETING, TOLD, UNDO
from bot.web.pages.desk import DONE, OPEN, SKIPPED, Desk, is_booked
from handlers.contents import Act, Duty, MeetingLine
from handlers.errors import Refusal
from handlers.meetings import show_meeting

Query: TypeAlias = Mapping[str, str]
_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Undo:
    """A button that takes something back; ``line`` says what, where that is not said above."""

    what: Act
    label: str
    meeting: int = 0
    line: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What has happened, or how it stands, and what of it can be taken back."""

    heading: str
    lead: str = ""
    undo: Sequence[Undo] = ()
    # What the form for booking would send to have the cancelled meeting again.
    again: Mapping[str, str] = field(default_factory=dict)


def told(desk: Desk, duty: Duty, query: Query) -> Told | None:
    """Return what has come of a form, or None where that is not so (any more)."""
    tell = _TELLERS.get(query.get(TOLD, ""))
    return tell(desk, duty, query) if tell else None


def standing(desk: Desk, duty: Duty, lead: str = "") -> Told:
    """Return how a duty stands where there is nothing left of what the link is for."""
    meetings = desk.meetings()
    if is_booked(duty, meetings):
        undo = [_cancelling(one) for one in meetings] if desk.keeps else []
        return Told(word("page_standing", "booked"), lead, undo)
    undo = [_undo(Act.DONE)] if Act.REOPEN in duty.acts else []
    return Told(word("page_standing", duty.state), lead, undo)


def _done(_desk: Desk, duty: Duty, _query: Query) -> Told | None:
    if duty.state != DONE:
        return None
    lead = text("pages.done_office") if duty.office else text("pages.done")
    return Told(word("page_told", "done"), lead, _reopening(duty))


def _skipped(_desk: Desk, duty: Duty, _query: Query) -> Told | None:
    if duty.state != SKIPPED:
        return None
    return Told(word("page_told", "skip"), text("pages.skipped"), _reopening(duty))


def _put_off(desk: Desk, duty: Duty, query: Query) -> Told | None:
    # Of an office's own reminder nothing stands in the duty.
    day = duty.later_until if desk.keeps else _day(query.get(DAY, ""))
    if day is None or day <= desk.today or duty.state != OPEN:
        return None
    lead = text("pages.put_off") if desk.keeps else text("pages.put_off_office")
    undo = [_undo(Act.LATER)] if desk.keeps else []
    return Told(text("pages.later", day=_said(desk, day)), lead, undo)


def _moved(desk: Desk, duty: Duty, _query: Query) -> Told | None:
    if not duty.moved or duty.due is None or duty.state != OPEN:
        return None
    heading = text("pages.moved_to", day=_said(desk, duty.due))
    return Told(heading, text("pages.moved"), [_undo(Act.MOVE)])


def _booked(desk: Desk, _duty: Duty, query: Query) -> Told | None:
    found = next((one for one in desk.meetings() if str(one.number) == query.get(MEETING)), None)
    if found is None:
        return None
    undo = Undo(Act.BOOK, word("page_undo", "booked"), found.number)
    return Told(word("page_told", "book"), meeting_words(found), [undo])


def _cancelled(desk: Desk, duty: Duty, query: Query) -> Told | None:
    meeting = _meeting(desk, query.get(MEETING, ""))
    if (
        meeting is None
        or meeting.state != CANCELLED
        or (meeting.rule, meeting.part) != (duty.rule, duty.part)
    ):
        return None
    again = _again(meeting) if Act.BOOK in desk.acts(duty) else {}
    return Told(word("page_told", "cancelled"), meeting_words(meeting), again=again)


def _ticked(_desk: Desk, duty: Duty, _query: Query) -> Told | None:
    if duty.offices is None:
        return None
    lead = text("pages.offices_done", done=duty.offices.done, of=duty.offices.of)
    return Told(word("page_told", "offices"), lead)


def _reminded(_desk: Desk, _duty: Duty, query: Query) -> Told | None:
    count = query.get(COUNT, "")
    if not _NUMBER.fullmatch(count):
        return None
    if not int(count):
        return Told(word("page_told", "nobody"), text("pages.reminded_nobody"))
    lead = text("pages.reminded_one") if int(count) == 1 else text("pages.reminded", count=count)
    return Told(word("page_told", "remind"), lead)


def _reopened(_desk: Desk, duty: Duty, _query: Query) -> Told | None:
    return Told(word("page_told", "reopen"), text("pages.reopened")) if duty.state == OPEN else None


def _undone(_desk: Desk, _duty: Duty, _query: Query) -> Told | None:
    return Told(word("page_told", "undo"), text("pages.undone"))


_TELLERS: Mapping[str, Callable[[Desk, Duty, Query], Told | None]] = {
    Act.DONE: _done,
    Act.SKIP: _skipped,
    Act.LATER: _put_off,
    Act.MOVE: _moved,
    Act.BOOK: _booked,
    CANCELLED: _cancelled,
    Act.OFFICES: _ticked,
    Act.REMIND: _reminded,
    Act.REOPEN: _reopened,
    UNDO: _undone,
}


def _reopening(duty: Duty) -> list[Undo]:
    return [_undo(Act.DONE)] if Act.REOPEN in duty.acts else []


def _undo(act: Act) -> Undo:
    return Undo(act, word("page_undo", act))


def _cancelling(meeting: MeetingLine) -> Undo:
    return Undo(Act.BOOK, word("page_undo", "book"), meeting.number, meeting_words(meeting))


def _again(meeting: MeetingLine) -> Mapping[str, str]:
    return {
        "first": meeting.first.isoformat(),
        "last": meeting.last.isoformat(),
        "starts": f"{meeting.starts:%H:%M}" if meeting.starts else "",
        "ends": f"{meeting.ends:%H:%M}" if meeting.ends else "",
        "place": meeting.place,
        "host": meeting.host,
    }


def _meeting(desk: Desk, number: str) -> MeetingLine | None:
    if not _NUMBER.fullmatch(number):
        return None
    try:
        return show_meeting(desk.services, desk.asker, int(number))
    except Refusal:
        return None


def _said(desk: Desk, day: date) -> str:
    return short_day(day, year=day.year != desk.today.year)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
