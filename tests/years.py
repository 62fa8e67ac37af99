"""Years with as few words as can be, and those of the two sample collaborations."""

from dataclasses import replace
from datetime import date
from typing import Any

from handlers.answers import Asker
from handlers.contents import Duty, MeetingLine, OfficeCount, Year
from handlers.planning import CalendarLine, calendar_lines
from handlers.ports import Services

NAME = "Miljösamverkan Jönköpings län"
TODAY = date(2027, 3, 3)
REPORT = Duty(
    number=None,
    rule="rapport",
    part="",
    slot="2027",
    title="Verksamhetsberättelse",
    kind="deadline",
    state="open",
    first=date(2027, 2, 26),
    due=date(2027, 2, 26),
    missing=1,
)
MEETING = MeetingLine(
    number=1,
    rule="styrgrupp",
    part="",
    title="Styrgruppsmöte",
    first=date(2027, 2, 10),
    last=date(2027, 2, 10),
)


def deadline(title: str, day: date, **changes: Any) -> Duty:
    """Return something that is to be done by a day."""
    return replace(REPORT, rule=title, title=title, first=day, due=day, **changes)


def quota(title: str, first: date, due: date | None, **changes: Any) -> Duty:
    """Return something that is to be booked within a stretch of days."""
    changes = {"kind": "quota", **changes}
    return replace(REPORT, rule=title, title=title, first=first, due=due, **changes)


def all_year(title: str, **changes: Any) -> Duty:
    """Return something that is to be booked at any time of 2027."""
    return quota(title, date(2027, 1, 1), date(2027, 12, 31), **changes)


def monthly(title: str, *months: int, **changes: Any) -> tuple[Duty, ...]:
    """Return something that is to be booked in each of the months of 2027."""
    return tuple(
        quota(title, date(2027, month, 1), date(2027, month, 28), slot=str(month), **changes)
        for month in months
    )


def booked(title: str, first: date, **changes: Any) -> MeetingLine:
    """Return a booked meeting of what is called the same."""
    changes = {"rule": title, "last": first, **changes}
    return replace(MEETING, title=title, first=first, **changes)


def year(*duties: Duty, meetings: tuple[MeetingLine, ...] = (), **changes: Any) -> Year:
    """Return the year 2027, seen on the third of March."""
    return replace(Year(NAME, 2027, TODAY, duties, meetings), **changes)


def sample_year(services: Services, collaboration: str) -> Year:
    """Return a sample collaboration's 2027 with nothing booked."""
    asker = Asker(collaboration, door="terminal")
    lines = calendar_lines(services, asker, date(2027, 1, 1), date(2027, 12, 31))
    return year(*map(_duty, lines))


def _duty(line: CalendarLine) -> Duty:
    return Duty(
        number=None,
        rule=line.rule,
        part=line.part,
        slot=line.slot,
        title=line.title,
        kind=line.kind,
        state=line.state,
        first=line.first,
        due=line.last,
        said=line.said,
        least=line.least,
        most=line.most,
        booked=line.booked,
        missing=line.missing,
        host=line.host,
        convener=line.convener,
        offices=OfficeCount(0, 13) if line.per_office else None,
    )
