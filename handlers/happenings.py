"""What has happened in a collaboration, and comes next: what a newsletter is drafted from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from handlers.answers import MaterialLine, ProjectCard, RoleContact
from handlers.contents import MeetingLine, Section


class Stage(StrEnum):
    """What is news about a project."""

    NEW = "new"
    ONGOING = "ongoing"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectHappening:
    """A project that there is something to tell of; ``materials`` are those that are new."""

    key: str
    stage: Stage
    card: ProjectCard
    materials: tuple[MaterialLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingHappening:
    """A meeting that is to come.

    ``answer_by`` is the last local day to answer, and ``registration`` where whoever has the
    address registers; "" where one does not.
    """

    key: str
    meeting: MeetingLine
    answer_by: date | None = None
    registration: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallHappening:
    """People are called to a project's group, until a local day where one is said."""

    key: str
    title: str
    closes: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundHappening:
    """Proposals for a year's plan are taken until a local day."""

    key: str
    year: int
    closes: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalHappening:
    """What a national authority does in a year."""

    key: str
    title: str
    authority: str
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionHappening:
    """What a board has decided, at which meeting, on which local day."""

    key: str
    words: str
    meeting: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionHappening:
    """A year of a plan that boards have adopted, by their names; ``page`` is where it is read."""

    key: str
    plan: str
    year: int
    boards: tuple[str, ...]
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happenings:
    """All that a draft is made of.

    ``since`` is the local day of the issue before, None for the first one. ``year`` and ``number``
    are the new issue's.
    """

    collaboration: str
    year: int
    number: int
    today: date
    since: date | None
    contact: RoleContact | None
    projects: tuple[ProjectHappening, ...] = ()
    meetings: tuple[MeetingHappening, ...] = ()
    calls: tuple[CallHappening, ...] = ()
    round: RoundHappening | None = None
    national: tuple[NationalHappening, ...] = ()
    decisions: tuple[DecisionHappening, ...] = ()
    adoptions: tuple[AdoptionHappening, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftedItem:
    """A heading and Markdown for a section, and the record that it was drafted from."""

    section: Section
    heading: str
    body: str
    source_kind: str
    source_key: str


@dataclass(frozen=True, slots=True)
class DraftedIssue:
    """What somebody begins with who writes an issue."""

    subject: str
    preview: str
    items: tuple[DraftedItem, ...]
