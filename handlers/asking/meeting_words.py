"""Booked meetings in words: moved, cancelled, held ("flytta mötet styrgrupp till 21 mars")."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from handlers.answers import Answer, BookingAnswer, Option, WhichAnswer
from handlers.asking.booking_words import BookingWords, booking_words
from handlers.asking.day_words import find_day
from handlers.asking.meant import Meant, meant, which
from handlers.asking.meetings_named import MEETING_NUMBER, meetings_matching
from handlers.asking.orders import order_text
from handlers.asking.question import Question
from handlers.booked import meeting_line
from handlers.contents import MeetingLine
from handlers.errors import Refusal
from storage.models import Meeting

if TYPE_CHECKING:
    from handlers.meetings import Booking

_SAID = r"(?P<said>(?:det bokade )?(?:mötet |möte (?!\d)))?"
_MOVE = re.compile(rf"flytta:? {_SAID}(?P<what>\S.*?) till (?P<when>\S.*)", re.IGNORECASE)
_CANCEL = re.compile(rf"(?:ställa? in|avboka):? {_SAID}(?P<what>\S.*)", re.IGNORECASE)
_CANCELLED = re.compile(
    r"(?P<said>mötet|möte) (?P<what>\S.*?) (?:är inställt|ställs in)", re.IGNORECASE
)
_HELD = re.compile(
    r"(?P<said>mötet|möte) (?P<what>\S.*?) (?:är|blev|har) (?:genomfört|hållet|hållits|klart)"
    r"|(?:mötet|möte) (?P<whole>\S.*? (?:hölls|genomfördes)(?: \S.*)?)",
    re.IGNORECASE,
)
_HELD_VERB = re.compile(r" (?:hölls|genomfördes)\b", re.IGNORECASE)
_BOOKED = "booked"


def move(question: Question) -> Answer | None:
    """Move a booked meeting; what is not said stays as it was."""
    said = _MOVE.fullmatch(order_text(question))
    found = meetings_meant(question, said["what"], explicit=bool(said["said"])) if said else None
    if said is None or found is None:
        return None
    when = said["when"]
    wanted = booking_words(when, question.scope.today)
    if wanted.what or not (wanted.days or wanted.starts):
        raise Refusal("say_day", example=f"flytta mötet {found.said} till 21 mars kl 10")
    if len(found.meetings) > 1:
        return found.which(lambda name: f"flytta mötet {name} till {when}")
    from handlers import meetings  # noqa: PLC0415 - the days off are slow to load

    booking = _moved(found.meetings[0], wanted)
    moved = meetings.move_meeting(*question.scope.let_go(), found.meetings[0].number, booking)
    return _told(moved, "moved")


def cancel(question: Question) -> Answer | None:
    """Cancel a booked meeting."""
    text = order_text(question)
    said = _CANCEL.fullmatch(text) or _CANCELLED.fullmatch(text)
    found = meetings_meant(question, said["what"], explicit=bool(said["said"])) if said else None
    if found is None:
        return None
    if len(found.meetings) > 1:
        return found.which(lambda name: f"ställ in mötet {name}")
    from handlers import meetings  # noqa: PLC0415 - the days off are slow to load

    ended = meetings.cancel_meeting(*question.scope.let_go(), found.meetings[0].number)
    return _told(ended, "cancelled")


def hold(question: Question) -> Answer | None:
    """Say that a meeting was held."""
    said = _HELD.fullmatch(order_text(question))
    what = _HELD_VERB.sub("", said["whole"] or "", count=1) or said["what"] if said else ""
    found = meetings_meant(question, what, explicit=True, past=True) if what else None
    if found is None:
        return None
    if len(found.meetings) > 1:
        return found.which(lambda name: f"mötet {name} hölls")
    from handlers import meetings  # noqa: PLC0415 - the days off are slow to load

    return _told(meetings.mark_held(*question.scope.let_go(), found.meetings[0].number), "held")


@dataclass(frozen=True, slots=True)
class MeetingsMeant:
    """The booked meetings that fit what was said: at least one. ``named`` are their rules."""

    said: str
    today: date
    rows: tuple[tuple[Meeting, str], ...]
    named: Meant | None = None

    @property
    def meetings(self) -> tuple[MeetingLine, ...]:
        """Return them as people see them, in the order of time."""
        return tuple(meeting_line(meeting, owner) for meeting, owner in self.rows)

    def which(self, typed: Callable[[str], str]) -> Answer:
        """Ask which of them is meant; ``typed`` makes of a meeting's name what is typed for it."""
        options = [
            Option(typed=typed(self._name(row, line)), meeting=line)
            for (row, _), line in zip(self.rows, self.meetings, strict=True)
        ]
        if self.named is not None:
            return which(self.named, options)
        return WhichAnswer(query=self.said, options=tuple(options), today=self.today)

    def _name(self, meeting: Meeting, line: MeetingLine) -> str:
        if self.named is None or not meeting.rule_key:
            return f"möte {meeting.id}"
        return f"{self.named.reference(meeting.collaboration_id, meeting.rule_key)} {line.first}"


def meetings_meant(
    question: Question, what: str, *, explicit: bool, past: bool = False
) -> MeetingsMeant | None:
    """Return the meetings that are meant: by their day where it is said, else those to come.

    None where nothing of the kind is booked and it was not said that a meeting is meant.
    """
    today = question.scope.today
    day = find_day(what, today)
    if planned := _planned(question, what):
        rows = planned if day else _near(planned, today, past=past)
        return MeetingsMeant(what.strip(), today, tuple(rows))
    named = meant(question, f"{day.before} {day.after}".strip() if day else what)
    booked = [one for one in named.meetings() if one[0].state == _BOOKED] if named else []
    if named is None or not (booked or explicit):
        return None
    rows = [one for one in booked if day is None or day.covers(one[0].first, one[0].last)]
    if not rows:
        raise Refusal("no_meeting_booked", title=named.title)
    if day is None:
        rows = _near(rows, today, past=past)
    return MeetingsMeant(named.said, today, tuple(rows), named)


def _planned(question: Question, what: str) -> list[tuple[Meeting, str]]:
    """Return the booked meetings that are called so, where one of them belongs to no rule.

    Those that belong to one are found by it; but what fits both ways is to be asked about.
    """
    booked = [one for one in meetings_matching(question, what) if one[0].state == _BOOKED]
    numbered = MEETING_NUMBER.fullmatch(what.strip())
    return booked if numbered or any(not one[0].rule_key for one in booked) else []


def _near(rows: list[tuple[Meeting, str]], today: date, *, past: bool) -> list[tuple[Meeting, str]]:
    """Return those that have begun, or else those that are not over; all where none are."""
    if past:
        return [one for one in rows if one[0].first <= today] or rows
    return [one for one in rows if one[0].last >= today] or rows


def _moved(meeting: MeetingLine, wanted: BookingWords) -> "Booking":
    from handlers.meetings import Booking  # noqa: PLC0415 - the days off are slow to load

    first, last = meeting.first, meeting.last
    if wanted.days is not None:
        first = wanted.days.first
        one_day = wanted.days.last == first
        last = first + (meeting.last - meeting.first) if one_day else wanted.days.last
    return Booking(
        first=first,
        last=last,
        starts=wanted.starts or meeting.starts,
        ends=wanted.ends or _as_long(meeting, wanted.starts),
        place=wanted.place or meeting.place,
        host=wanted.host or meeting.host,
    )


def _as_long(meeting: MeetingLine, starts: time | None) -> time | None:
    """Return when a meeting that begins at another time ends, if it takes as long as it did."""
    if starts is None or meeting.starts is None or meeting.ends is None:
        return meeting.ends
    same = date.min
    lasted = datetime.combine(same, meeting.ends) - datetime.combine(same, meeting.starts)
    over = datetime.combine(same, starts) + lasted
    # Into the next day, or over several of them, nobody can tell.
    return over.time() if over.date() == same else None


def _told(meeting: MeetingLine, change: str) -> Answer:
    return BookingAnswer(ids=(meeting.rule,), meeting=meeting, change=change)
