"""What an import would do, and what it did."""

from dataclasses import dataclass
from enum import StrEnum

from handlers.imports.problems import Problem
from handlers.imports.records import Record


class Outcome(StrEnum):
    """What an import means for one record."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that gets another value."""

    name: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one record; ``fields`` is only filled for a changed one."""

    kind: str
    collaboration: str
    key: str
    title: str
    outcome: Outcome
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class _Changes:
    changes: tuple[Change, ...]

    @property
    def added(self) -> tuple[Change, ...]:
        """Return the records that are new."""
        return self._with(Outcome.ADDED)

    @property
    def changed(self) -> tuple[Change, ...]:
        """Return the records of which something changes."""
        return self._with(Outcome.CHANGED)

    @property
    def unchanged(self) -> tuple[Change, ...]:
        """Return the records that stay as they are."""
        return self._with(Outcome.UNCHANGED)

    def _with(self, outcome: Outcome) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.outcome is outcome)


@dataclass(frozen=True, slots=True)
class ImportPlan(_Changes):
    """The difference between the sources and the archive, or what is wrong with the sources.

    With a single problem there are no changes, and nothing can be applied.
    """

    problems: tuple[Problem, ...] = ()
    records: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportResult(_Changes):
    """What was written."""
