"""What recurs in a collaboration, and what of it is booked."""

from datetime import date

from handlers.answers import Asker
from handlers.contents import CalendarLine
from handlers.errors import Refusal
from handlers.planning.almanac import Almanac, almanacs
from handlers.ports import Services
from handlers.scope import scope
from schedules.cadence import Occurrence

# Whoever asks for more has made a slip of the finger, and would wait for the answer.
LONGEST_YEARS = 10


def calendar_lines(
    services: Services, asker: Asker, first: date, last: date
) -> tuple[CalendarLine, ...]:
    """Return what falls within two local days, both included, in the order it is due.

    Refuses days in the wrong order or too far apart, and rules that cannot be kept.
    """
    if last < first:
        raise Refusal("period_backwards")
    if last.year - first.year > LONGEST_YEARS:
        raise Refusal("period_too_long", years=LONGEST_YEARS)
    with scope(services, asker) as opened:
        every = almanacs(opened.session, opened.family)
        lines = [line for almanac in every for line in lines_of(almanac, opened.today, first, last)]
        return tuple(sorted(lines, key=_due))


def lines_of(almanac: Almanac, today: date, first: date, last: date) -> list[CalendarLine]:
    """Return what falls due in one collaboration within two local days, in the order it is due."""
    found = almanac.between(first, last)
    hosts = almanac.hosts(today, last)
    return [
        line_of(
            one,
            almanac.own[one.rule.key].title,
            hosts.get((one.rule.key, one.slot), one.rule.rotation),
        )
        for one in found
    ]


def _due(line: CalendarLine) -> tuple[date, date, str, str]:
    return line.last or line.first, line.first, line.rule, line.part


def line_of(one: Occurrence, title: str, host: str) -> CalendarLine:
    """Return one thing that falls due as people see it."""
    return CalendarLine(
        rule=one.rule.key,
        part=one.rule.part,
        title=title,
        slot=one.slot,
        kind=type(one.rule.shape).__name__.casefold(),
        state=one.state,
        first=one.first,
        last=one.last,
        least=one.least,
        most=one.most,
        booked=len(one.booked),
        missing=one.missing,
        host=host,
        convener=one.rule.convener,
        per_office=one.rule.per_office,
        said=one.said,
    )
