"""What an import would do, and what it did."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from handlers.contents import MeetingLine
from handlers.imports.date_row import DateRow
from handlers.imports.problems import Problem
from handlers.imports.records import Record


class Outcome(StrEnum):
    """What an import means for one record."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    # Nothing happens to it, though the file says something else.
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that gets another value."""

    name: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one record; ``fields`` is only filled for a changed one.

    ``kept`` are the fields that a person has set by hand, and that the file says otherwise.
    """

    kind: str
    collaboration: str
    key: str
    title: str
    outcome: Outcome
    fields: tuple[FieldChange, ...] = ()
    kept: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingChange:
    """What happens to a row of a list of dates: it is ADDED, or there already.

    ``fields`` tell of a meeting that is KEPT what the file says otherwise. Of a new one
    ``answer_by`` is the last local day to answer and ``places`` how many there is room for;
    ``roles`` are the codes and ``groups`` the titles of those whom it is for. ``fitting`` are the
    titles of the recurring meetings that it could count as: it does where there is exactly one.
    ``beside`` are the titles of what is on its first day already: it may be the same by another
    name.
    """

    meeting: MeetingLine
    outcome: Outcome
    fields: tuple[FieldChange, ...] = ()
    answer_by: date | None = None
    places: int | None = None
    roles: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    fitting: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Changes:
    changes: tuple[Change, ...]
    meetings: tuple[MeetingChange, ...] = ()

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

    def count(self, outcome: Outcome) -> int:
        """Return how many records and meetings this happens to."""
        every: tuple[Change | MeetingChange, ...] = (*self.changes, *self.meetings)
        return sum(each.outcome is outcome for each in every)

    def _with(self, outcome: Outcome) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.outcome is outcome)


@dataclass(frozen=True, slots=True)
class ImportPlan(_Changes):
    """The difference between the sources and the archive, or what is wrong with the sources.

    With a single problem there are no changes, and nothing can be applied.
    """

    problems: tuple[Problem, ...] = ()
    records: tuple[Record, ...] = ()
    rows: tuple[DateRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportResult(_Changes):
    """What was written."""
