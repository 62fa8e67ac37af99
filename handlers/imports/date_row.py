"""A row of a list of dates as it was read: the meeting that somebody wants, and for whom."""

from dataclasses import dataclass

from handlers.imports.cells import Cells
from handlers.meeting_views import Terms, Whom
from handlers.meetings import Plan


@dataclass(frozen=True, slots=True)
class Guests:
    """Whom a meeting is for: roles by their codes, groups by keys and by titles."""

    roles: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()

    @property
    def whom(self) -> Whom:
        """Return whom a meeting is for as it is planned."""
        return Whom(roles=self.roles, groups=self.groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRow:
    """A meeting as a row describes it.

    ``given`` are the columns that say something, ``cells`` where they stand.
    """

    collaboration: str
    plan: Plan
    terms: Terms
    guests: Guests
    given: frozenset[str]
    cells: Cells
