"""One proposal, as an asker sees it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from handlers.answers.found import Answer
from handlers.answers.parts import Item
from handlers.opinion_views import Opinion, VoteResult


class ProposalAct(StrEnum):
    """What somebody may do about a proposal."""

    CHANGE = "change"
    WITHDRAW = "withdraw"
    MOVE = "move"
    MERGE = "merge"
    PART = "part"
    JOIN = "join"
    LEAVE = "leave"
    COMMENT = "comment"
    UNDO = "undo"
    EXPORT = "export"
    START = "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalStepLine:
    """A step on a proposal's way: when, where to, why; ``by`` is whom the asker may know of."""

    at: datetime
    state: str
    reason: str = ""
    other: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRemark:
    """What somebody has said of a proposal."""

    at: datetime
    words: str
    by: str
    office: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalAnswer(Answer):
    """One proposal in the bank or the round.

    ``status`` is where it stands: a code of ours, or the words of its source. ``number`` is what
    people call one that was handed in here. ``change`` is what the asker has just done about it.
    """

    kind: ClassVar[str] = "proposal"
    # By number in the database, for buttons alone.
    proposal: int = field(default=0, compare=False)
    title: str
    category: str
    year_received: int | None
    status: str
    bank_for_plan: str | None
    number: str = ""
    background: str = ""
    goal: str = ""
    target_group: str = ""
    form: str = ""
    focus_area: str = ""
    environmental_goals: tuple[str, ...] = ()
    wished_time: str = ""
    can_take_part: str = ""
    standing: bool = False
    links: tuple[str, ...] = ()
    registration_number: str = ""
    late: bool = False
    incomplete: bool = False
    offices: tuple[str, ...] = ()
    # Who is behind it, with their offices: for those who may see the register.
    people: tuple[str, ...] = ()
    steps: tuple[ProposalStepLine, ...] = ()
    comments: tuple[ProposalRemark, ...] = ()
    # What offices have written when they were asked, for those who may see the register; how many
    # that are, for all; and the votes that are closed.
    opinions: tuple[Opinion, ...] = ()
    opinion_count: int = 0
    votes: tuple[VoteResult, ...] = ()
    into: Item | None = None
    merged: tuple[Item, ...] = ()
    # The project that was started from it.
    project: Item | None = None
    acts: tuple[ProposalAct, ...] = ()
    # The step that can be taken back, by number in the database, or 0.
    undo: int = field(default=0, compare=False)
    withheld: bool = False
    change: str = ""
    notes: tuple[str, ...] = ()
    source: str = ""

    @property
    def withholds(self) -> bool:
        """Tell whether what people have written of it is left out."""
        return self.withheld
