"""Answers about what was searched for: one, several, or none."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.answers.parts import Item, ProjectCard, RoleContact


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What every answer has."""

    kind: ClassVar[str]
    ids: tuple[str, ...] = ()
    # The asker's wish went to the coordinator's list under this number.
    task_id: int | None = None

    @property
    def withholds(self) -> bool:
        """Tell whether what was asked for is left out, since the asker may not have it."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectAnswer(Answer):
    """One project was meant and found; ``asked`` is what about it ("" = all)."""

    kind: ClassVar[str] = "project"
    card: ProjectCard
    asked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAnswer(Answer):
    """Several were asked for. ``subject`` and ``filters`` say what the list is of."""

    kind: ClassVar[str] = "list"
    subject: str
    filters: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    notes: tuple[str, ...] = ()
    contact: RoleContact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbiguousAnswer(Answer):
    """One was meant, several fit about equally: newest first."""

    kind: ClassVar[str] = "ambiguous"
    query: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DidYouMeanAnswer(Answer):
    """Nothing fits well enough; at most three are near."""

    kind: ClassVar[str] = "did_you_mean"
    query: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundAnswer(Answer):
    """Nothing is near; what is running and whom to ask."""

    kind: ClassVar[str] = "not_found"
    query: str
    running: tuple[Item, ...] = ()
    contact: RoleContact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownFactAnswer(Answer):
    """The record exists, the fact asked for does not; or there is no such record of ``year``."""

    kind: ClassVar[str] = "unknown_fact"
    # "" when there is no record at all: then ``fact`` says what is missing.
    title: str = ""
    fact: str
    year: int | None = None
    # A project's: the key of the collaboration whose it is.
    owner: str = ""
    # What the record is, where it is no project.
    record_kind: str = ""
    notes: tuple[str, ...] = ()
    contact: RoleContact | None = None
