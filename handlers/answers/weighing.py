"""Answers about how proposals are weighed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from handlers.answers.found import ListAnswer
from handlers.opinion_views import Opinion, VoteResult


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """Something that proposals are weighed against, with points from 1 to ``most``."""

    id: int
    name: str
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaAnswer(ListAnswer):
    """What proposals are weighed against; ``changed`` where that was just said.

    ``may_set``: the asker may say what it is to be.
    """

    criteria: tuple[CriterionLine, ...]
    changed: bool = False
    may_set: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """A proposal as it is weighed.

    ``number`` is empty for one that an import has brought: its ``key`` names it. ``outcome`` is the
    state that the preparatory group wants for it; ``points`` stand in the order of the sheet's
    criteria; ``version`` is 0 for one that has not been weighed. ``votes`` are those that are
    closed, and ``opinions`` what offices have written when they were asked.
    """

    id: int
    key: str
    number: str
    title: str
    state: str
    area: str
    year: int | None
    offices: tuple[str, ...]
    background: str = ""
    goal: str = ""
    target_group: str = ""
    form: str = ""
    wished_time: str = ""
    late: bool = False
    incomplete: bool = False
    notes: tuple[str, ...] = ()
    outcome: str = ""
    reason: str = ""
    points: tuple[int | None, ...] = ()
    version: int = 0
    votes: tuple[VoteResult, ...] = ()
    opinions: tuple[Opinion, ...] = ()

    @property
    def name(self) -> str:
        """Return what names it: its number, or the key it was imported by."""
        return self.number or self.key


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """What is to be weighed, and against what; ``today`` is a local day."""

    collaboration: str
    today: date
    criteria: tuple[CriterionLine, ...]
    lines: tuple[ReviewLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAnswer(ListAnswer):
    """What is to be weighed (``subject`` is review), or what was found of it (weighed).

    Every door hands it over as Word and as Excel too. ``to_move`` tells how many can be moved as
    they were weighed.
    """

    sheet: ReviewSheet
    to_move: int = 0


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why nothing of a sheet was taken: the row, what names its proposal, and what is wrong."""

    row: int
    name: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedAnswer(ListAnswer):
    """Proposals that have just been weighed, by hand or in a sheet; ``subject`` is weighed_now.

    Where there are ``problems`` nothing was taken. ``same`` counts rows without anything new.
    """

    sheet: ReviewSheet
    same: int = 0
    problems: tuple[RowProblem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedAsWeighedAnswer(ListAnswer):
    """Proposals that were moved as they were weighed, or are to be; ``subject`` is as_weighed.

    ``done``: they have been moved, and whoever is behind them is told.
    """

    lines: tuple[ReviewLine, ...]
    done: bool = False
