"""A proposal that somebody is writing, as it was understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from handlers.answers.found import Answer
from handlers.answers.parts import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftProblem:
    """What has to be mended in a field before a proposal can be handed in: a refusal's code."""

    name: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDraftAnswer(Answer):
    """A draft as it was understood, ready to be handed in where it has no ``problems``.

    ``unread`` are the words that could not be understood, by field; ``loose`` is what stood under
    no heading and is left out. ``similar`` already exist. ``thrown_away``: it is gone.
    """

    kind: ClassVar[str] = "proposal_dialog"
    draft: int
    # The number of the proposal that it changes, or nothing.
    changes: str = ""
    title: str = ""
    area: str = ""
    background: str = ""
    goal: str = ""
    offices: tuple[str, ...] = ()
    target_group: str = ""
    form: str = ""
    focus_area: str = ""
    environmental_goals: tuple[str, ...] = ()
    wished_time: str = ""
    can_take_part: str = ""
    standing: bool = False
    links: tuple[str, ...] = ()
    problems: tuple[DraftProblem, ...] = ()
    unread: Mapping[str, str] = field(default_factory=dict)
    loose: str = ""
    similar: tuple[Item, ...] = ()
    # Why nothing is taken now, whatever the draft says: a round has closed, or is yet to open.
    not_now: DraftProblem | None = None
    thrown_away: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomLineAnswer:
    """A line from a room as it was understood; ``problem`` says why it cannot be handed in.

    ``like`` is an earlier proposal like it, ``twin`` an earlier line that says the same, and
    ``number`` what it is called once it has been handed in.
    """

    at: int
    title: str
    offices: tuple[str, ...] = ()
    words: str = ""
    problem: DraftProblem | None = None
    twin: int | None = None
    like: Item | None = None
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomAnswer(Answer):
    """Lines from a room as they were understood, or as the proposals that they have become.

    Without a ``paste`` nothing has been pasted yet.
    """

    kind: ClassVar[str] = "proposal_dialog"
    paste: int = 0
    lines: tuple[RoomLineAnswer, ...] = ()
    handed_in: bool = False

    @property
    def faults(self) -> int:
        """Return how many lines have to be mended before any can be handed in."""
        return sum(one.problem is not None for one in self.lines)

    @property
    def ready(self) -> bool:
        """Tell whether they can be handed in as they are."""
        return bool(self.lines) and not self.faults and not self.handed_in


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRoundLine:
    """When proposals for a year's plan are handed in; ``late`` ones are taken and marked."""

    year: int
    opens: date
    closes: date
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRoundsAnswer(Answer):
    """The rounds in which proposals are handed in; which was just set, or taken away, by year."""

    kind: ClassVar[str] = "cadence"
    rounds: tuple[ProposalRoundLine, ...] = ()
    today: date
    changed: int = 0
    removed: int = 0
    # The asker may take a whole round out.
    may_export: bool = False
