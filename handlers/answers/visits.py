"""The answer to whoever is to visit an office: what is known of it, on one page."""

from dataclasses import dataclass
from datetime import date

from handlers.answers.found import ListAnswer


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One thing that is known of an office.

    ``source`` is where it is from: register, calendar, desk, plan, or else a meeting's title.
    ``day`` is when it was so, or is to be so, where that is known.
    """

    what: str
    source: str
    more: str = ""
    state: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class VisitSection:
    """What is known of one sort, as far as it has room; ``left`` is how many have none.

    ``code`` is contacts, groups, decisions, duties, invitations, proposals or projects.
    """

    code: str
    rows: tuple[VisitRow, ...]
    left: int = 0


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """All that is known of an office on a local day."""

    office: str
    collaboration: str
    today: date
    sections: tuple[VisitSection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitAnswer(ListAnswer):
    """A sheet for a visit; every door hands it over as a Word file."""

    sheet: VisitSheet
