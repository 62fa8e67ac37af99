"""Invitations, updates and cancellations as the bytes that calendars read.

RFC 5546, sections 3.2.2 (REQUEST), 3.2.5 (CANCEL) and 3.2.8 (DECLINECOUNTER). Times have a TZID
and never stand in UTC, in which a series would drift by an hour when the clocks change.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress, vRecur, vUri

from bot.invites.components import empty_calendar, set_when
from bot.invites.happening import Happening, Moment, Moved, Series
from bot.invites.zones import STOCKHOLM, stockholm
from bot.texts import text
from bot.texts.safe import clean


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a calendar: a name, and an address in ASCII."""

    name: str
    address: str


def request(happening: Happening, organizer: Party, attendee: Party, now: datetime) -> bytes:
    """Return an invitation to one attendee, or what has changed in it. ``now`` is aware."""
    # What is cancelled of a series is left out of it: a new calendar need never show it.
    events = [_event(happening, now, _off(happening.series))]
    events += [_override(happening, one, now) for one in _elsewhere(happening.series)]
    for event in events:
        event.add("organizer", _party(organizer))
        event.add("attendee", _invited(attendee))
    return _written(_calendar("REQUEST", events))


def cancel(
    happening: Happening,
    organizer: Party,
    attendee: Party,
    now: datetime,
    *,
    slot: Moment | None = None,
    why: str = "",
) -> bytes:
    """Return what takes a meeting out of one attendee's calendar. ``now`` is aware.

    It may go on for the others. ``slot`` is the one time of a series that is meant, else all are.
    """
    if slot is not None:
        happening = replace(happening, when=happening.when.at(slot), slot=slot)
    event = _bare(happening, now)
    set_when(event, happening.when)
    if why:
        event.add("comment", _lines(why))
    event.add("status", "CANCELLED")
    event.add("organizer", _party(organizer))
    event.add("attendee", vCalAddress(f"mailto:{attendee.address}", params=_named(attendee)))
    return _written(_calendar("CANCEL", [event]))


def decline(happening: Happening, organizer: Party, attendee: Party, now: datetime) -> bytes:
    """Return what says no to an attendee's wish for another time (RFC 5546, section 3.2.8).

    Everything stays as it was: the version is the one that they have. ``now`` is aware.
    """
    event = _bare(happening, now)
    set_when(event, happening.when)
    event.add("organizer", _party(organizer))
    event.add("attendee", vCalAddress(f"mailto:{attendee.address}", params=_named(attendee)))
    return _written(_calendar("DECLINECOUNTER", [event]))


def published(happening: Happening, stamp: datetime) -> list[Event]:
    """Return what a feed has of a series: itself, and each time that is another or is off."""
    return [
        _event(happening, stamp),
        *(_override(happening, one, stamp) for one in _moved(happening.series)),
    ]


def conference() -> dict[str, str]:
    """Return what a link is said to be (RFC 7986, section 5.11)."""
    return {"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": text("invite.join")}


def _calendar(method: str, events: Iterable[Event]) -> Calendar:
    calendar = empty_calendar()
    calendar.add("method", method)
    found = list(events)
    if any(isinstance(event.DTSTART, datetime) for event in found):
        calendar.add_component(stockholm())
    for event in found:
        calendar.add_component(event)
    return calendar


def _written(calendar: Calendar) -> bytes:
    return bytes(calendar.to_ical())


def _event(happening: Happening, now: datetime, off: Iterable[Moment] = ()) -> Event:
    event = _bare(happening, now)
    set_when(event, happening.when)
    if happening.series is not None:
        _set_series(event, happening.series, off)
    _set_words(event, happening)
    event.add("status", "CANCELLED" if happening.cancelled else "CONFIRMED")
    return event


def _override(happening: Happening, moved: Moved, now: datetime) -> Event:
    return _event(_one_time(happening, moved), now)


def _one_time(happening: Happening, moved: Moved) -> Happening:
    """Return one time of a series as a meeting; words that it has none of are the series' own."""
    return replace(
        happening,
        sequence=max(happening.sequence, moved.sequence),
        title=_own(moved.title, happening.title),
        when=moved.when or happening.when.at(moved.slot),
        about=_own(moved.about, happening.about),
        place=_own(moved.place, happening.place),
        link=_own(moved.link, happening.link),
        cancelled=happening.cancelled or moved.when is None,
        series=None,
        slot=moved.slot,
    )


def _own(words: str | None, of_series: str) -> str:
    return of_series if words is None else words


def _bare(happening: Happening, now: datetime) -> Event:
    event = Event()
    event.add("uid", happening.uid)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", happening.sequence)
    event.add("summary", clean(happening.title))
    if happening.slot is not None:
        event.add("recurrence-id", _local(happening.slot))
    return event


def _set_words(event: Event, happening: Happening) -> None:
    link = clean(happening.link)
    if where := ", ".join(filter(None, (clean(happening.place), link))):
        event.add("location", where)
    if happening.about:
        event.add("description", _lines(happening.about))
    if link:
        event.add("conference", vUri(link), parameters=conference())
    # What is off keeps nobody busy, in those calendars too that do not read its status.
    event.add("transp", "TRANSPARENT" if happening.cancelled else "OPAQUE")
    event.add("class", "PUBLIC")


def _set_series(event: Event, series: Series, off: Iterable[Moment]) -> None:
    rule, until = vRecur.from_ical(series.rule), series.until
    # With a time zone in it the end is illegal (RFC 5545, section 3.3.10).
    rule["UNTIL"] = [until.astimezone(UTC) if isinstance(until, datetime) else until]
    event.add("rrule", rule)
    for slot in (*series.left_out, *off):
        event.add("exdate", _local(slot))


def _off(series: Series | None) -> Iterator[Moment]:
    return (one.slot for one in _moved(series) if one.when is None)


def _elsewhere(series: Series | None) -> Iterator[Moved]:
    return (one for one in _moved(series) if one.when is not None)


def _moved(series: Series | None) -> tuple[Moved, ...]:
    return series.moved if series is not None else ()


def _local(slot: Moment) -> Moment:
    return slot.astimezone(STOCKHOLM) if isinstance(slot, datetime) else slot


def _lines(words: str) -> str:
    return "\n".join(clean(line) for line in words.splitlines())


def _invited(attendee: Party) -> vCalAddress:
    asked = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION"}
    return vCalAddress(
        f"mailto:{attendee.address}", params={**_named(attendee), **asked, "RSVP": "TRUE"}
    )


def _party(party: Party) -> vCalAddress:
    return vCalAddress(f"mailto:{party.address}", params=_named(party))


def _named(party: Party) -> dict[str, str]:
    # A quotation mark cannot stand in a name there (RFC 5545, section 3.1).
    name = clean(party.name).replace('"', "”")
    return {"CN": name} if name else {}
