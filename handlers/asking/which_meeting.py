"""Which booked meeting is to be answered, sent or followed: those ahead, or else the last one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select

from handlers.answers import Answer, Option, WhichAnswer
from handlers.asking.day_words import find_day
from handlers.asking.meetings_named import meetings_matching
from handlers.asking.question import Question
from handlers.booked import meeting_line
from handlers.contents import MeetingLine
from handlers.errors import Refusal
from storage.models import Invitee, Meeting
from storage.words import stem, words

# What says that it is a meeting, and nothing of which.
_SAYS_NOTHING = frozenset(
    stem(word) for word in words("möte mötet möten nästa det den vår vårt alla")
)
_AROUND = " ./!?,;:”“\"'"
_LONGEST_SAID = 100


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
    """Return the meetings that the asker is invited to, and that ``said`` means.

    Refuses where none does.
    """
    mine = select(Invitee.meeting_id).where(
        Invitee.person_id == question.scope.asker.person_id, Invitee.removed_at.is_(None)
    )
    found = _found(question, said, Meeting.id.in_(mine))
    if found is None:
        raise Refusal("no_such_invitation", said=said.strip(_AROUND)[:_LONGEST_SAID])
    return found


def kept(question: Question, said: str, *, states: Sequence[str] = ("booked",)) -> MeetingsFound:
    """Return the meetings of the asker's collaborations that ``said`` means.

    Refuses where none does.
    """
    found = _found(question, said, Meeting.id.is_not(None), states=states)
    if found is None:
        raise Refusal("no_such_meeting", said=said.strip(_AROUND)[:_LONGEST_SAID])
    return found


def is_booked(question: Question, said: str) -> bool:
    """Tell whether ``said`` means a meeting that is booked, whoever may see more of it."""
    return _found(question, said, Meeting.id.is_not(None)) is not None


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
    named = meetings_matching(question, "" if says_nothing(bare) else bare)
    theirs = set(question.scope.session.scalars(select(Meeting.id).where(condition)))
    rows = [one for one in named if one[0].id in theirs and one[0].state in states]
    today = question.scope.today
    if find_day(bare, today) is None:
        # Of those ahead; of what has been where there is none, the last one.
        rows = _next_of_each([one for one in rows if one[0].last >= today]) or rows[-1:]
    lines = tuple(meeting_line(meeting, owner) for meeting, owner in rows)
    return MeetingsFound(bare, lines, today) if lines else None


def _next_of_each(rows: Sequence[tuple[Meeting, str]]) -> list[tuple[Meeting, str]]:
    """Keep of each series the next time, where no day is said."""
    found = {one[0].series_id or -one[0].id: one for one in reversed(rows)}
    return [one for one in rows if one in found.values()]


def says_nothing(said: str) -> bool:
    """Tell whether no more is said than that it is a meeting: "mötet"."""
    found = words(said)
    return bool(found) and all(stem(word) in _SAYS_NOTHING for word in found)
