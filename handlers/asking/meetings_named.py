"""Which booked meeting somebody means: by its number, its title, its sort, its day."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select

from handlers.answers import Answer, Option, WhichAnswer
from handlers.asking.day_words import FoundDay, find_day
from handlers.asking.question import Question
from handlers.booked import meeting_line
from handlers.contents import MeetingLine
from handlers.errors import Refusal
from handlers.meeting_kinds import words_for
from storage.models import Collaboration, Invitee, Meeting
from storage.words import LINKING, fold, stem, words

_NUMBER = re.compile(r"(?:möte(?:t)?|nr|nummer)?\s*#?(\d{1,9})", re.IGNORECASE)
# What says that it is a meeting, and nothing of which.
_SAYS_NOTHING = frozenset(stem(word) for word in words("möte mötet nästa det den vår vårt"))
_SHORTEST = 4
_AROUND = " ./!?,;:”“\"'"


@dataclass(frozen=True, slots=True)
class MeetingsFound:
    """The meetings that fit what was said, in the order of time: at least one."""

    said: str
    lines: tuple[MeetingLine, ...]
    today: date

    @property
    def one(self) -> MeetingLine | None:
        """Return the one that is meant; None where several may be."""
        return self.lines[0] if len(self.lines) == 1 else None

    def which(self, typed: Callable[[str], str]) -> Answer:
        """Ask which is meant; ``typed`` makes of a meeting's name what is typed for it."""
        options = [Option(typed=typed(f"möte {one.number}"), meeting=one) for one in self.lines]
        return WhichAnswer(query=self.said, options=tuple(options), today=self.today)


def invited_to(question: Question, said: str) -> MeetingsFound:
    """Return the meetings ahead that the asker is invited to, and that ``said`` means.

    Refuses where none does.
    """
    mine = select(Invitee.meeting_id).where(
        Invitee.person_id == question.scope.asker.person_id, Invitee.removed_at.is_(None)
    )
    found = _found(question, said, Meeting.id.in_(mine))
    if found is None:
        raise Refusal("no_such_invitation", said=said.strip(_AROUND)[:100])
    return found


def kept(question: Question, said: str, *, states: Sequence[str] = ("booked",)) -> MeetingsFound:
    """Return the meetings of the asker's collaborations that ``said`` means, those ahead first.

    Refuses where none does.
    """
    ours = Meeting.collaboration_id.in_(question.scope.family.ids)
    found = _found(question, said, ours, states=states)
    if found is None:
        raise Refusal("no_such_meeting", said=said.strip(_AROUND)[:100])
    return found


def received(question: Question, said: str) -> MeetingsFound | None:
    """Return the meetings that the asker receives the people of, and that ``said`` means."""
    mine = Meeting.receiver_id == question.scope.asker.person_id
    return _found(question, said, mine, states=("booked", "held"))


def _found(
    question: Question,
    said: str,
    condition: ColumnElement[bool],
    *,
    states: Sequence[str] = ("booked",),
) -> MeetingsFound | None:
    bare = said.strip(_AROUND)
    rows = _rows(question, condition, states)
    number = _NUMBER.fullmatch(bare)
    if number:
        fitting = [one for one in rows if one[0].id == int(number[1])]
    else:
        fitting = _fitting(rows, bare, question.scope.today)
    if not fitting:
        return None
    lines = tuple(meeting_line(meeting, owner) for meeting, owner in fitting)
    return MeetingsFound(bare, lines, question.scope.today)


def _rows(
    question: Question, condition: ColumnElement[bool], states: Sequence[str]
) -> list[tuple[Meeting, str]]:
    scope = question.scope
    found = scope.session.execute(
        select(Meeting, Collaboration.name)
        .join(Collaboration, Collaboration.id == Meeting.collaboration_id)
        .where(condition, or_(*(Meeting.state == one for one in states)))
        .order_by(Meeting.first, Meeting.starts_at, Meeting.id)
    )
    return [(meeting, owner) for meeting, owner in found]


def _fitting(
    rows: Sequence[tuple[Meeting, str]], said: str, today: date
) -> list[tuple[Meeting, str]]:
    day = find_day(said, today)
    name = f"{day.before} {day.after}" if day else said
    wanted = [word for word in words(name) if word not in LINKING and not _says_nothing(word)]
    if not wanted and day is None and not _says_nothing_at_all(name):
        return []
    named = [one for one in rows if _is_named(one[0], wanted)]
    if day is not None:
        return [one for one in named if _is_on(one[0], day)]
    # Of those ahead; of what has been where there is none, the last one.
    ahead = [one for one in named if one[0].last >= today]
    return ahead or named[-1:]


def _is_on(meeting: Meeting, day: FoundDay) -> bool:
    return day.covers(meeting.first, meeting.last)


def _is_named(meeting: Meeting, wanted: Sequence[str]) -> bool:
    named = words(f"{meeting.title} {meeting.part} {words_for(meeting.kind)}")
    return all(any(_alike(word, one) for one in named) for word in wanted)


def _alike(said: str, named: str) -> bool:
    if stem(said) == stem(named):
        return True
    one, other = fold(said), fold(named)
    shortest = min(len(one), len(other))
    return shortest >= _SHORTEST and (one.startswith(other) or other.startswith(one))


def _says_nothing(word: str) -> bool:
    return stem(word) in _SAYS_NOTHING


def _says_nothing_at_all(name: str) -> bool:
    """Tell whether no more is said than that it is a meeting: "mötet"."""
    said = words(name)
    return bool(said) and all(_says_nothing(word) for word in said)
