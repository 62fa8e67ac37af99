"""What a year holds, put together: one entry a thing, however many times it comes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum

from bot.texts.duties import duty_name, is_year
from bot.texts.safe import clean
from bot.texts.wording import text
from handlers.contents import Duty, MeetingLine, Year

# What comes this often is told once, with how often.
OFTEN = 4
_BOOKED = frozenset({"quota", "every", "threshold"})

_Key = tuple[str, str, str]


class Kind(IntEnum):
    """What is known of when: in this order the entries are numbered."""

    DAY = 1
    PERIOD = 2
    ANY_TIME = 3
    REPEATED = 4
    MEETING = 5  # booked, and nothing that falls due in this year asks for it
    PAUSED = 6
    SKIPPED = 7


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of the year: every time it falls due, and what is booked of it, in order.

    ``number`` is what stands on its marks in the picture, 0 for what the picture leaves out.
    """

    kind: Kind
    name: str
    duties: tuple[Duty, ...] = ()
    meetings: tuple[MeetingLine, ...] = ()
    number: int = 0


def entries(year: Year) -> tuple[Entry, ...]:
    """Return the entries of a year, those of the picture first and numbered from 1."""
    found = sorted(_found(year), key=_order)
    return tuple(
        replace(one, number=number) if is_shown(one) else one
        for number, one in enumerate(found, start=1)
    )


def shown(year: Year) -> tuple[Entry, ...]:
    """Return the entries of the picture."""
    return tuple(one for one in entries(year) if is_shown(one))


def is_shown(entry: Entry) -> bool:
    """Tell whether an entry stands in the picture: what rests does not."""
    return entry.kind < Kind.PAUSED


def kind_of(duty: Duty, year: int) -> Kind:
    """Tell what is known of when a duty is to be done in the year."""
    if duty.due is None:
        return Kind.ANY_TIME
    # A source's own words ("september") are no day, until somebody has set one.
    on_a_day = duty.kind == "deadline" and (duty.moved or not duty.said)
    if on_a_day or duty.first == duty.due:
        return Kind.DAY
    return Kind.ANY_TIME if is_year(*stretch(duty, year)) else Kind.PERIOD


def stretch(duty: Duty, year: int) -> tuple[date, date]:
    """Return a duty's days as far as they lie within the year, the first one not last."""
    opens, closes = date(year, 1, 1), date(year, 12, 31)
    last = min(max(duty.due or closes, opens), closes)
    return min(max(duty.first, opens), last), last


def is_settled(duty: Duty) -> bool:
    """Tell whether nothing is left to do: done, skipped, or as many booked as are wanted."""
    if duty.state in {"done", "skipped"}:
        return True
    return duty.state == "open" and is_booked(duty) and duty.missing == 0


def is_booked(duty: Duty) -> bool:
    """Tell whether a duty is done by booking it."""
    return duty.offices is None and (duty.kind in _BOOKED or duty.booked > 0)


def is_on(meeting: MeetingLine) -> bool:
    """Tell whether a meeting is or was held."""
    return meeting.state != "cancelled"


def _found(year: Year) -> Iterable[Entry]:
    duties: dict[_Key, list[Duty]] = {}
    for duty in sorted(year.duties, key=_due):
        key = (_elsewhere(year, duty.collaboration), duty.rule, duty.part)
        duties.setdefault(key, []).append(duty)
    meetings = _booked(year)
    for key in {**duties, **meetings}:
        yield from _split(year, key, duties.get(key, []), meetings.get(key, ()))


def _booked(year: Year) -> dict[_Key, tuple[MeetingLine, ...]]:
    found: dict[_Key, tuple[MeetingLine, ...]] = {}
    for meeting in sorted(year.meetings, key=lambda one: (one.first, one.number)):
        part = meeting.part if meeting.rule else clean(meeting.title)
        key = (_elsewhere(year, meeting.collaboration), meeting.rule, part)
        found[key] = (*found.get(key, ()), meeting)
    return found


def _split(
    year: Year, key: _Key, duties: Sequence[Duty], meetings: tuple[MeetingLine, ...]
) -> Iterable[Entry]:
    """Part what rests from what is to be done."""
    live = tuple(duty for duty in duties if duty.state not in {"paused", "skipped"})
    if live:
        yield Entry(_kind(live, year.year), _name(live[0], key), live, meetings)
    elif any(map(is_on, meetings)):
        yield Entry(Kind.MEETING, _named(clean(meetings[0].title), key), (), meetings)
    for kind, state in ((Kind.PAUSED, "paused"), (Kind.SKIPPED, "skipped")):
        resting = tuple(duty for duty in duties if duty.state == state)
        if resting:
            yield Entry(kind, _name(resting[0], key), resting)


def _kind(duties: Sequence[Duty], year: int) -> Kind:
    if len(duties) >= OFTEN:
        return Kind.REPEATED
    return min(kind_of(duty, year) for duty in duties)


def _name(duty: Duty, key: _Key) -> str:
    return _named(duty_name(duty), key)


def _named(name: str, key: _Key) -> str:
    return text("common.bracketed", value=name, more=key[0]) if key[0] else name


def _elsewhere(year: Year, collaboration: str) -> str:
    """Return the name of another collaboration of the family than the one whose year it is."""
    return "" if collaboration == year.collaboration else clean(collaboration)


def _due(duty: Duty) -> tuple[date, date, str]:
    return duty.due or date.max, duty.first, duty.slot


def _order(entry: Entry) -> tuple[Kind, date, date, str]:
    """Order what lies in the same stretch of days together: the picture shows it as one."""
    if not entry.duties:
        return entry.kind, entry.meetings[0].first, entry.meetings[0].last, entry.name
    first = entry.duties[0]
    last = first.due or date.max
    return entry.kind, last if entry.kind is Kind.DAY else first.first, last, entry.name
