"""What calendars answer, understood however they write it.

RFC 5546, sections 3.2.3 (REPLY), 3.2.7 (COUNTER) and 3.2.6 (REFRESH). Only lines are taken from the
library, never its components: those raise for the time zones and fields that a stranger can write.
Outlook and Exchange leave the organizer out, so a reply is known by its UID and its attendee alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from icalendar.parser import Contentline, Parameters

from bot.invites.happening import Moment
from bot.invites.moments import read_moment, read_stamp
from bot.invites.said import Method, Proposal, Said, Status
from bot.texts.charsets import decoded
from bot.texts.safe import clean, shortened

# Ten thousand times what a reply holds. More is not read at all.
LARGEST = 1_000_000
_LONGEST_LINE = 10_000
_LONGEST_COMMENT = 1000
_LONGEST_ID = 250
_MOST_ATTENDEES = 500
# A series and the times of it that somebody has answered; more is no answer of a person's.
_MOST_EVENTS = 100
_NAME = re.compile(r"[A-Za-z0-9-]+(?=[:;])")
# Before decoding: Exchange folds within a character.
_FOLD = re.compile(rb"\r?\n[ \t]")
_BREAK = re.compile(r"\r\n?|\n")
_METHODS = {one.name: one for one in Method}
_STATUSES = {one.name: one for one in Status}
_MAILTO = "mailto:"
_ADDRESS = re.compile(r"[!#-;=?A-~]{1,200}@[!#-;=?A-~]{1,200}")
_NUMBER = re.compile(r"[0-9]{1,9}")
_PROPOSED = re.compile(r"(DTSTART|DTEND)(?:;[^:;]*)?:([0-9TZ]+)")
_WANTED = frozenset(
    {
        "BEGIN",
        "END",
        "METHOD",
        "UID",
        "SEQUENCE",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "RECURRENCE-ID",
        "ATTENDEE",
        "COMMENT",
        "X-CALENDARSERVER-PRIVATE-COMMENT",
    }
)


class UnreadableError(Exception):
    """It is no calendar message, or too large a one; ``code`` tells which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class _Property:
    value: str
    params: Parameters

    def param(self, name: str) -> str:
        found = self.params.get(name, "")
        return ",".join(found) if isinstance(found, list) else str(found)


@dataclass(slots=True)
class _Event:
    """The first of each property of an event, and all of its attendees."""

    first: dict[str, _Property] = field(default_factory=dict)
    attendees: list[_Property] = field(default_factory=list)

    def take(self, name: str, found: _Property) -> None:
        if name != "ATTENDEE":
            self.first.setdefault(name, found)
        elif len(self.attendees) < _MOST_ATTENDEES:
            self.attendees.append(found)

    def value(self, name: str) -> str:
        return self.first[name].value.strip() if name in self.first else ""


def read(content: bytes, charset: str = "utf-8") -> tuple[Said, ...]:
    """Return what attendees say in a message to the organizer, each by itself.

    Whoever has not answered is left out. Nothing is returned for a message that is not to an
    organizer. Raise ``UnreadableError`` where it is no calendar message, or over a megabyte.
    """
    if len(content) > LARGEST:
        raise UnreadableError("too_large")
    named, events = _parsed(decoded(_FOLD.sub(b"", content), charset))
    if not events:
        raise UnreadableError("no_event")
    method = _METHODS.get(named.upper())
    if method is None:
        return ()
    return tuple(said for event in events[:_MOST_EVENTS] for said in _said(method, event))


def _parsed(written: str) -> tuple[str, list[_Event]]:
    """Return the method, and the events; what stands within those, such as alarms, is not read."""
    method, events, open_parts = "", [], [""]
    for name, found in _properties(written):
        if name == "BEGIN":
            open_parts.append(found.value.upper())
            if open_parts[1:] == ["VCALENDAR", "VEVENT"]:
                events.append(_Event())
        elif name == "END":
            del open_parts[max(1, len(open_parts) - 1) :]
        elif open_parts[1:] == ["VCALENDAR", "VEVENT"]:
            events[-1].take(name, found)
        elif name == "METHOD" and open_parts[1:] == ["VCALENDAR"]:
            method = method or found.value.strip()
    return method, events


def _properties(written: str) -> Iterator[tuple[str, _Property]]:
    for line in _BREAK.split(written):
        named = _NAME.match(line)
        if named is None or named[0].upper() not in _WANTED or len(line) > _LONGEST_LINE:
            continue
        try:
            _, params, value = Contentline(line).parts()  # type: ignore[no-untyped-call]  # it has none
        except ValueError:
            # One line that is broken must not lose the others.
            continue
        yield named[0].upper(), _Property(value, params)


def _said(method: Method, event: _Event) -> Iterator[Said]:
    uid = event.value("UID")
    if not uid or len(uid) > _LONGEST_ID or not uid.isprintable():
        return
    for one in event.attendees:
        attendee = _address(one)
        status = _STATUSES.get(one.param("PARTSTAT").upper())
        proposal = _proposal(method, event, one)
        if attendee and (status or proposal or method is not Method.REPLY):
            yield Said(
                method=method,
                uid=uid,
                attendee=attendee,
                name=shortened(clean(one.param("CN")), 200),
                status=status,
                sequence=_number(event.value("SEQUENCE")),
                stamp=read_stamp(event.value("DTSTAMP")),
                slot=_moment(event, "RECURRENCE-ID"),
                comment=_comment(event, one),
                proposal=proposal,
                delegates=_addresses(one.param("DELEGATED-TO")),
                delegator=next(iter(_addresses(one.param("DELEGATED-FROM"))), ""),
            )


def _proposal(method: Method, event: _Event, attendee: _Property) -> Proposal | None:
    """Return another time: a COUNTER is one, and an iPhone writes it beside the attendee."""
    if method is Method.COUNTER:
        return Proposal(_moment(event, "DTSTART"), _moment(event, "DTEND"))
    asked = attendee.param("TO-ALL-PROPOSED-NEW-TIME")
    found = {name: read_moment(value) for name, value in _PROPOSED.findall(asked)}
    return Proposal(found.get("DTSTART"), found.get("DTEND")) if found else None


def _moment(event: _Event, name: str) -> Moment | None:
    if name not in event.first:
        return None
    return read_moment(event.value(name), event.first[name].param("TZID"))


def _comment(event: _Event, attendee: _Property) -> str:
    """Return what somebody has written, wherever their calendar puts it."""
    said = (
        event.value("COMMENT"),
        attendee.param("X-RESPONSE-COMMENT"),
        event.value("X-CALENDARSERVER-PRIVATE-COMMENT"),
    )
    return shortened(next(filter(None, map(clean, said)), ""), _LONGEST_COMMENT)


def _address(one: _Property) -> str:
    # Exchange names its own people by a directory path, and their address beside it.
    return next(iter(_addresses(one.value)), "") or _plain(one.param("EMAIL"))


def _addresses(written: str) -> tuple[str, ...]:
    found = (one.strip().strip('"') for one in written.split(","))
    named = (one[len(_MAILTO) :] for one in found if one.casefold().startswith(_MAILTO))
    return tuple(filter(None, map(_plain, named)))


def _plain(address: str) -> str:
    known = address.strip().lower()
    return known if _ADDRESS.fullmatch(known) else ""


def _number(written: str) -> int:
    return int(written) if _NUMBER.fullmatch(written) else 0
