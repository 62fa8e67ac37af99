"""Which meeting somebody means: by its name, by its day, or by the number of a choice."""

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from sqlalchemy import select

from handlers.access import Information, may, require
from handlers.answers import Answer, Option, WhichAnswer
from handlers.asking.day_words import find_day
from handlers.asking.meant import meant_loosely
from handlers.asking.question import Question
from handlers.asking.topics import topic
from handlers.booked import meeting_line
from handlers.contents import MeetingLine
from handlers.errors import Refusal
from storage.models import Collaboration, Meeting
from storage.words import fold, is_generic, stem, words

MEETING_NUMBER = re.compile(r"möte(?:t)? (?:nr\.? |nummer )?(?P<number>\d{1,9})", re.IGNORECASE)
_SHORTEST = 5
_Row: TypeAlias = tuple[Meeting, str]


def one_meeting(
    question: Question, said: str, typed: Callable[[str], str], *, past: bool = False
) -> MeetingLine | Answer | None:
    """Return the meeting that ``said`` means, or the question which of several it is.

    ``typed`` makes of a meeting's name what is to be typed to choose it. None where no meeting is
    meant; refuses whoever may not keep the calendar, and a day on which there is none. With
    ``past`` the latest that has begun goes before the next.
    """
    found = meetings_named(question, said, past=past)
    if not found:
        _refuse_day(question, said)
        return None
    require(question.scope.asker, Information.CALENDAR)
    if len(found) == 1:
        return found[0]
    options = [Option(typed=typed(f"möte {one.number}"), meeting=one) for one in found]
    return WhichAnswer(
        ids=tuple(dict.fromkeys(one.rule for one in found if one.rule)),
        query=said,
        options=tuple(options),
        today=question.scope.today,
    )


def meetings_named(question: Question, said: str, *, past: bool = False) -> tuple[MeetingLine, ...]:
    """Return the meetings that ``said`` fits: of each name the one on the day, or the nearest."""
    rows = meetings_matching(question, said)
    if find_day(said, question.scope.today) is None:
        rows = _nearest_of_each(question, rows, past=past)
    return tuple(meeting_line(*one) for one in rows)


def meetings_matching(question: Question, said: str) -> list[_Row]:
    """Return every meeting that ``said`` fits, all where nothing is said; in the order of time."""
    every = _meetings(question)
    if numbered := MEETING_NUMBER.fullmatch(said.strip()):
        return [one for one in every if one[0].id == int(numbered["number"])]
    return _fitting(question, every, said) if said and every else every


def _meetings(question: Question) -> list[_Row]:
    """Return the meetings of the family that are not cancelled, in the order of time."""
    rows = question.scope.session.execute(
        select(Meeting, Collaboration.name)
        .join(Collaboration, Collaboration.id == Meeting.collaboration_id)
        .where(Meeting.collaboration_id.in_(question.scope.family.ids))
        .where(Meeting.state != "cancelled")
        .order_by(Meeting.first, Meeting.id)
    )
    return [(row[0], row[1]) for row in rows]


def _fitting(question: Question, every: Sequence[_Row], said: str) -> list[_Row]:
    day = find_day(said, question.scope.today)
    what = f"{day.before} {day.after}".strip() if day else said
    named = _named(question, every, what, any_name=day is not None)
    if day is None:
        return list(named)
    return [one for one in named if day.covers(one[0].first, one[0].last)]


def _nearest_of_each(question: Question, rows: Sequence[_Row], *, past: bool) -> list[_Row]:
    called: dict[tuple[int, str, str], list[_Row]] = {}
    for one in rows:
        called.setdefault((one[0].collaboration_id, one[0].title, one[0].part), []).append(one)
    return [_nearest(several, question, past=past) for several in called.values()]


def _nearest(rows: Sequence[_Row], question: Question, *, past: bool) -> _Row:
    """Return the latest that has begun, or else the next; the other way round if not ``past``."""
    today = question.scope.today
    begun = [one for one in rows if one[0].first <= today]
    coming = [one for one in rows if one[0].last >= today]
    if past and begun:
        return begun[-1]
    return coming[0] if coming else rows[-1]


def _named(
    question: Question, every: Sequence[_Row], what: str, *, any_name: bool
) -> Sequence[_Row]:
    """Return the meetings called so: by the whole title, by words of it, or as the rule is."""
    asked = [word for word in words(topic(what)) if not is_generic(word)]
    if not asked:
        return every if any_name else []
    exact = [one for one in every if fold(one[0].title) == fold(what.strip())]
    by_words = exact or [one for one in every if _is_called(one[0], asked)]
    if by_words:
        return by_words
    meant = meant_loosely(question, what)
    fitting = {one.id for one, _ in meant.meetings()} if meant and not meant.stranger else set()
    return [one for one in every if one[0].id in fitting]


def _is_called(meeting: Meeting, asked: Sequence[str]) -> bool:
    title = [stem(word) for word in words(meeting.title)]
    return all(any(_alike(stem(word), one) for one in title) for word in asked)


def _alike(one: str, other: str) -> bool:
    """Tell whether two stems are of one word, or the shorter begins the longer: "styrgrupp"."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= _SHORTEST and long.startswith(short))


def _refuse_day(question: Question, said: str) -> None:
    """Refuse where somebody who keeps the calendar has named a day on which nothing is booked."""
    if not may(question.scope.asker, Information.CALENDAR):
        return
    day = find_day(said, question.scope.today)
    if day is not None:
        raise Refusal("no_meeting_that_day", date=day.first)
