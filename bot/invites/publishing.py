"""Meetings to subscribe to, as the bytes that calendars fetch (RFC 5546, section 3.2.1)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

from icalendar import vDuration, vText
from icalendar.parser import Parameters

from bot.invites.building import conference, published
from bot.invites.components import DAY, empty_calendar
from bot.invites.happening import Begun, Happening, Timed
from bot.invites.lines import words, written
from bot.invites.zones import STOCKHOLM, stockholm
from bot.texts.safe import clean

# How often a calendar that subscribes may look again; most look more seldom.
_REFRESH = timedelta(hours=6)
_END = b"END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting in a feed; ``stamp``, aware, is later for each later version of it.

    It is not when the feed is made: the same meetings are the same bytes, whenever they are asked
    for.
    """

    happening: Happening
    stamp: datetime


def feed(name: str, entries: Iterable[Entry]) -> bytes:
    """Return meetings to subscribe to, without a word of who takes part.

    Those that are cancelled stay, marked: what is only left out stays in some calendars.
    """
    events = b"".join(map(_event, entries))
    return b"".join((_head(name), _zone() if b";TZID=" in events else b"", events, _END))


def _head(name: str) -> bytes:
    calendar = empty_calendar()
    calendar.add("method", "PUBLISH")
    for field in ("name", "x-wr-calname"):
        # Neither is known to the library as text, and it would leave a comma as it is.
        calendar.add(field, vText(clean(name)))
    refresh = vDuration(_REFRESH)
    # Without this it is illegal (RFC 7986, section 5.7), and some calendars never look again.
    refresh.params["VALUE"] = "DURATION"
    calendar.add("refresh-interval", refresh)
    calendar.add("x-published-ttl", vDuration(_REFRESH))
    return bytes(calendar.to_ical()).removesuffix(_END)


@cache
def _zone() -> bytes:
    return bytes(stockholm().to_ical())


def _event(entry: Entry) -> bytes:
    if entry.happening.series is not None:
        return b"".join(one.to_ical() for one in published(entry.happening, entry.stamp))
    return written(_lines(entry))


def _lines(entry: Entry) -> Iterator[str]:
    """Return the lines of a single meeting, in the order in which the library has them."""
    one = entry.happening
    days = not isinstance(one.when, Timed | Begun)
    yield "BEGIN:VEVENT"
    yield f"SUMMARY:{words(clean(one.title))}"
    yield from _times(one)
    yield f"DTSTAMP:{entry.stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"UID:{words(one.uid)}"
    yield f"SEQUENCE:{one.sequence}"
    yield "CLASS:PUBLIC"
    place, link = clean(one.place), clean(one.link)
    if link:
        yield f"CONFERENCE;{_conference()}:{link}"
    if one.about:
        yield f"DESCRIPTION:{words(_each_clean(one.about))}"
    if where := ", ".join(filter(None, (place, link))):
        yield f"LOCATION:{words(where)}"
    yield f"STATUS:{'CANCELLED' if one.cancelled else 'CONFIRMED'}"
    yield f"TRANSP:{'TRANSPARENT' if one.cancelled else 'OPAQUE'}"
    if days:
        yield "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"
    yield "END:VEVENT"


def _times(one: Happening) -> Iterator[str]:
    when = one.when
    if isinstance(when, Timed):
        yield f"DTSTART;{_local(when.starts)}"
        yield f"DTEND;{_local(when.ends)}"
    elif isinstance(when, Begun):
        yield f"DTSTART;{_local(when.starts)}"
    else:
        yield f"DTSTART;{_day(when.first)}"
        yield f"DTEND;{_day(when.last + DAY)}"


def _local(moment: datetime) -> str:
    return f"TZID={STOCKHOLM.key}:{moment.astimezone(STOCKHOLM):%Y%m%dT%H%M%S}"


def _day(day: date) -> str:
    return f"VALUE=DATE:{day:%Y%m%d}"


def _each_clean(text: str) -> str:
    return "\n".join(clean(line) for line in text.splitlines())


@cache
def _conference() -> str:
    return bytes(Parameters(conference()).to_ical()).decode()
