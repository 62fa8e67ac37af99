"""What answers are made of."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from storage.partial_dates import PartialDate


class ProjectState(StrEnum):
    """What can be said of a project on a given day."""

    RUNNING = "running"
    PLANNED = "planned"
    FINISHED = "finished"
    POSTPONED = "postponed"
    UNDECIDED = "undecided"
    OVERDUE = "overdue"  # its time has passed and nothing newer is known


@dataclass(frozen=True, slots=True)
class RoleContact:
    """Whom to ask: a role and its mailbox, never a private person."""

    key: str
    title: str
    email: str


@dataclass(frozen=True, slots=True)
class Period:
    """From and to, each as exact as the source is; either may be missing."""

    start: PartialDate | None
    end: PartialDate | None


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """One milestone of a project, as known."""

    kind: str
    period: Period
    count: int | None = None
    form: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """One material; ``url`` is None while nobody has given its link."""

    title: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a project has come: numbers beside what is aimed at, None where nobody has said."""

    offices: int = 0
    visits: int = 0
    members: int = 0
    office_goal: int | None = None
    visit_goal: int | None = None
    member_goal: int | None = None

    @property
    def told(self) -> bool:
        """Tell whether there is anything to say."""
        goals = (self.office_goal, self.visit_goal, self.member_goal)
        return any((self.offices, self.visits, self.members)) or any(
            one is not None for one in goals
        )


@dataclass(frozen=True, slots=True)
class ProjectOrigin:
    """What a project was started from: a proposal by its number, or a line of a plan's year."""

    kind: str
    number: str
    year: int = 0
    sort: str = ""


@dataclass(frozen=True, slots=True)
class ProjectCard:
    """A project as an asker needs it."""

    key: str
    title: str
    collaboration: str
    kind: str
    year: int
    state: ProjectState
    source_status: str
    period: Period
    period_text: str
    campaign: Period
    milestones: tuple[MilestoneLine, ...]
    materials: tuple[MaterialLine, ...]
    contact: RoleContact | None
    goal: str
    # None where the source does not say, and where the asker may not see it.
    responsible: str | None
    parties: tuple[str, ...]
    source: str
    status_asof: PartialDate | None
    notes: tuple[str, ...]
    # True when who is responsible was left out because it may name a person.
    responsible_withheld: bool = False
    # What should have happened since the source was written, if anything.
    overdue: PartialDate | None = None
    # The value of the one fact that was asked for, where it is none of the fields above.
    fact: str = ""
    # The key of the collaboration whose project it is: ``key`` is unique within that alone.
    owner: str = ""
    # "national_activity" for what is shown like a project and is none: nobody can follow it.
    record_kind: str = "project"
    progress: Progress = Progress()
    # The last local day on which somebody here changed it.
    updated: date | None = None
    # The asker leads it, and may change it.
    leads: bool = False
    # The asker speaks for an office that may take part.
    speaks: bool = False
    # People are called to its group, until a local day where one is set.
    calls: bool = False
    focus_area: str = ""
    # What it was started from, where that was here.
    origin: ProjectOrigin | None = None
    # What its offices find is gathered, and the asker may see it taken together.
    results: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list or a choice."""

    key: str
    title: str
    record_kind: str  # project | proposal | rule | group | …
    state: str = ""
    time: str = ""
    collaboration: str = ""
    note: str = ""
    # The year that tells it from its namesakes: the plan's, or the one it came in.
    year: int | None = None
    # A project's: the key of the collaboration whose it is.
    owner: str = ""


@dataclass(frozen=True, slots=True)
class ContactCard:
    """A person or a role mailbox, as much of it as the asker may see."""

    key: str
    name: str
    title: str
    organisation: str
    email: str | None
    phone: str | None
    subject_areas: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    confirmed_on: date | None = None
    # True when details were left out because the asker may not see this register.
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label with a value in words: a place, a composition row, a course's field by its name."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number and what it is counted of; None where the source does not say.

    ``label`` is the source's own name of it; without one, ``code`` says what is counted. A text
    stands where the source gives its number in words.
    """

    label: str = ""
    code: str = ""
    value: float | str | None = None
    approximate: bool = False
    of: int | None = None
    percent: float | str | None = None
    finished: float | str | None = None
    women_percent: float | str | None = None
    men_percent: float | str | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """A course among several: its title, and its length in days where the source says it."""

    title: str
    days: float | str | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """A budget line; ``amount`` is None where the source leaves it empty."""

    item: str
    amount: float | None
    share: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """A line of a budget, in kronor; ``item`` is empty for the whole of a side.

    ``printed`` is what its source says; ``entered``: somebody here has said something of it, and
    ``own_source`` is where they have it from.
    """

    side: str
    item: str
    budget: float | None = None
    revised: float | None = None
    outcome: float | None = None
    note: str = ""
    source: str = ""
    own_source: str = ""
    printed: float | None = None
    version: int = 0
    entered: bool = False

    @property
    def planned(self) -> float | None:
        """Return what holds: the revised budget where there is one."""
        return self.budget if self.revised is None else self.revised

    @property
    def left(self) -> float | None:
        """Return the budget without the outcome, None until there are both."""
        if self.planned is None or self.outcome is None:
            return None
        return round(self.planned - self.outcome, 2)

    @property
    def differs(self) -> bool:
        """Tell whether its source says something else."""
        return self.entered and self.printed is not None and self.printed != self.budget


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetTotal:
    """What the lines of a side come to, in kronor."""

    side: str
    budget: float | None = None
    revised: float | None = None
    outcome: float | None = None

    @property
    def left(self) -> float | None:
        """Return the budget without the outcome, None until there are both."""
        planned = self.budget if self.revised is None else self.revised
        return None if planned is None or self.outcome is None else round(planned - self.outcome, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetChangeLine:
    """A change that somebody made: what the line said before and after, in kronor and words.

    ``by`` is whom the asker may know of; ``undone``: it has been taken back.
    """

    at: datetime
    item: str
    side: str
    field: str
    old: float | str | None
    new: float | str | None
    by: str = ""
    undone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetSheet:
    """One budget as its source prints it, in ``unit`` (``kr`` or ``tkr``).

    Where somebody here has entered anything, ``lines`` and ``totals`` say how it stands, in kronor.
    ``changes`` are the latest, the newest first.
    """

    key: str
    organisation: str
    year: int
    unit: str
    frame: float | None = None
    invoiced: float | None = None
    income: tuple[Money, ...] = ()
    income_total: float | None = None
    costs: tuple[Money, ...] = ()
    costs_total: float | None = None
    surplus: float | None = None
    shares: tuple[Money, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""
    owner: str = ""
    lines: tuple[BudgetLine, ...] = ()
    totals: tuple[BudgetTotal, ...] = ()
    changes: tuple[BudgetChangeLine, ...] = ()

    @property
    def entered(self) -> bool:
        """Tell whether somebody here has said anything of it."""
        return any(one.entered for one in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class CostSplit:
    """An amount split between the parties of an umbrella, in kronor."""

    amount: float | None
    parts: tuple[Money, ...]
    threshold: int
    obligatory: bool
    note: str = ""
    source: str = ""
