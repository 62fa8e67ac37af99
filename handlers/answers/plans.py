"""Activity plans as people see them: their years, lines, boards, versions and differences."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from handlers.answers.found import Answer
from handlers.answers.parts import Item, Labelled
from storage.partial_dates import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """A line of a plan year, with the columns of the plans.

    ``number`` is what it is called by. ``told`` are facts of its record that no column holds, by
    their codes. A column in ``withheld`` is left out, since it may name somebody.
    """

    id: int = 0
    number: int
    heading: str = ""
    title: str
    goal: str = ""
    doing: str = ""
    time: str = ""
    responsible: str = ""
    parties: str = ""
    effects: str = ""
    follow_up: str = ""
    focus_area: str = ""
    national: str = ""
    standing: bool = False
    told: tuple[Labelled, ...] = ()
    notes: tuple[str, ...] = ()
    record_kind: str = ""
    record_key: str = ""
    section: str = ""
    kind: str = ""
    # Of a proposal: the year it came in, and what became of it.
    received: int | None = None
    status: str = ""
    progress: str = ""
    progress_note: str = ""
    revision: int = 0
    withheld: tuple[str, ...] = ()

    @property
    def in_bank(self) -> bool:
        """Tell whether it stands in the bank, and not in the year itself."""
        return self.section == "bank"


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A board that adopts a plan, and when it did, where it has."""

    id: int
    title: str
    day: date | None = None
    minutes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanYearLine:
    """One year of a plan: its position, and how much of what it holds.

    ``version`` is its latest, 0 for none; ``frozen``: all boards have adopted it.
    """

    id: int = 0
    year: int
    position: str
    counts: tuple[Labelled, ...]
    items: tuple[Item, ...]
    lines: tuple[PlanLine, ...] = ()
    boards: tuple[BoardLine, ...] = ()
    version: int = 0
    frozen: bool = False
    comments_by: date | None = None
    decide_by: date | None = None

    @property
    def own(self) -> tuple[PlanLine, ...]:
        """Return the lines of the year itself."""
        return tuple(line for line in self.lines if not line.in_bank)

    @property
    def bank(self) -> tuple[PlanLine, ...]:
        """Return the lines of the bank that goes with the year."""
        return tuple(line for line in self.lines if line.in_bank)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAnswer(Answer):
    """The activity plan of a year, its state and dates.

    ``number`` is the plan's, ``noun`` what its lines are called, ``owner`` the name of whose it
    is. ``change`` says what was just done, ``about`` to what, and ``undo`` what to type to undo
    it. ``file`` asks for it as a file: "word" or "excel". ``national`` is what national
    authorities do in its years, ``line`` the one that is shown, where that is all.
    """

    kind: ClassVar[str] = "plan"
    number: int = 0
    title: str
    period: str
    sort: str = "activity_plan"
    noun: str = ""
    owner: str = ""
    vision: str = ""
    decided: PartialDate | None
    decided_by: str = ""
    years: tuple[PlanYearLine, ...] = ()
    # All years of the plan that the asker may see.
    every_year: tuple[int, ...] = ()
    bank: int = 0
    bank_for: str = ""
    national: tuple[Labelled, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""
    # The page that everybody can read it on; "" where there are no pages.
    address: str = ""
    today: date | None = None
    keeps: bool = False
    line: PlanLine | None = None
    # The project that was started from that line.
    project: Item | None = None
    change: str = ""
    about: str = ""
    undo: str = ""
    told: int = 0
    file: str = ""

    @property
    def withholds(self) -> bool:
        """Tell whether words of a line are left out."""
        return any(line.withheld for year in self.years for line in year.lines)


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """What a column said before and says now, by the column's name."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LineDifference:
    """What has become of a line: added, removed or changed, and then in which columns."""

    change: str
    number: int
    title: str
    fields: tuple[FieldDifference, ...] = ()


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of a plan year: when it was made, and why."""

    number: int
    made: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVersionsAnswer(Answer):
    """The versions of a plan year, and what differs between two of them."""

    kind: ClassVar[str] = "plan"
    title: str
    year: int
    versions: tuple[VersionLine, ...] = ()
    older: int = 0
    newer: int = 0
    differences: tuple[LineDifference, ...] = ()
    file: str = ""
    owner: str = ""
    withheld: bool = False

    @property
    def withholds(self) -> bool:
        """Tell whether words are left out, since they may name somebody."""
        return self.withheld
