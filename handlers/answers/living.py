"""Answers about a project that lives: what was changed, what has happened, who takes part."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from handlers.answers.found import Answer, ListAnswer
from handlers.answers.parts import Item, Progress, ProjectCard

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One field of a project before and after; None where there was nothing, or is nothing now.

    ``field`` says what was changed, ``subject`` whose it is where it is an office's. ``who`` is the
    name of who did it, for those alone who may see the register.
    """

    id: int
    at: datetime
    field: str
    old: Values | None
    new: Values | None
    subject: str = ""
    who: str = ""
    undoes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectChangedAnswer(Answer):
    """Something about a project was changed; ``undo`` is what is typed to take it back.

    Without ``changes`` it was so already; where a suggestion was ``settled``, by its number, it was
    let be.
    """

    kind: ClassVar[str] = "project"
    card: ProjectCard
    changes: tuple[ChangeLine, ...]
    undo: str = ""
    settled: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRemovedAnswer(Answer):
    """A project that somebody had started was taken back: there is none any more."""

    kind: ClassVar[str] = "project"
    title: str


@dataclass(frozen=True, slots=True)
class ProjectOption:
    """A project that may be meant; ``typed`` is what asks for the same of it alone."""

    item: Item
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichProjectAnswer(Answer):
    """It is not certain which project is to be changed: a choice, and nothing is changed."""

    kind: ClassVar[str] = "ambiguous"
    query: str
    options: tuple[ProjectOption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryAnswer(ListAnswer):
    """What has happened in a project since a local day, the latest first; since ever without."""

    title: str
    since: date | None
    changes: tuple[ChangeLine, ...]
    updated: date | None = None


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """An office that takes part in a project, with the visits that it has made."""

    name: str
    visits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingPartAnswer(ListAnswer):
    """The offices that take part in a project, and how far it has come."""

    title: str
    progress: Progress
    offices: tuple[OfficeLine, ...]


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody who has asked to be in a project's group, and what has become of it."""

    person_id: int
    name: str
    office: str
    state: str
    words: str
    applied_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CallCard:
    """The call for a project's group; ``state`` is open or closed, or empty where there is none.

    ``mine`` is what has become of the asker's own application.
    """

    key: str
    owner: str
    title: str
    state: str
    about: str = ""
    closes_on: date | None = None
    goal: int | None = None
    accepted: int = 0
    applied: int = 0
    mine: str = ""
    # The asker leads the project, and says what its call is to be.
    leads: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAnswer(Answer):
    """A call, and what somebody has just done about it: ``change`` says what, empty if nothing."""

    kind: ClassVar[str] = "project"
    call: CallCard
    change: str = ""
    who: str = ""
    undo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersAnswer(ListAnswer):
    """Who has asked to be in a project's group, for those who lead it."""

    call: CallCard
    members: tuple[MemberLine, ...]
