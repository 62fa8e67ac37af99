"""All the rules, over a whole calendar message."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.calendars.lines import Line, read_line, unfolded

_LONGEST = 75
_UTC = re.compile(r"\d{8}T\d{6}Z")
_LOCAL = re.compile(r"\d{8}T\d{6}")
_DAY = re.compile(r"\d{8}")
_ADDRESS = re.compile(r"mailto:[!-~]+@[!-~]+")
_TIMES = ("DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE")
_ONCE = (
    "UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "DESCRIPTION", "LOCATION",
    "STATUS", "ORGANIZER", "RRULE", "RECURRENCE-ID", "TRANSP", "CLASS",
)  # fmt: skip
# A comma or semicolon that is data has a backslash before it; so has a backslash.
_TEXT = re.compile(r"(?:[^\\,;]|\\[\\,;nN])*")
_TEXTS = ("SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "NAME", "X-WR-CALNAME")
_METHODS = ("REQUEST", "CANCEL", "PUBLISH", "REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH")

CODES = frozenset(
    {
        "bare_cr", "bare_lf", "line_too_long", "folded_character", "line_unended", "not_utf8",
        "line_unreadable", "component_unclosed", "component_unknown", "calendar_missing",
        "version", "prodid", "method", "event_missing", "uid", "dtstamp", "dtstart", "dtend",
        "repeated", "zone_missing", "zone_dates", "zone_unused", "floating", "kind", "until",
        "sequence", "status", "organizer", "attendee", "rsvp", "text", "refresh_interval",
        "series_in_utc", "mixed_uids",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that is broken, as a code, and what breaks it."""

    code: str
    at: str


@dataclass(slots=True)
class Part:
    """A component: its own lines, and the components within it."""

    name: str
    lines: list[Line] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)

    def all(self, name: str) -> list[Line]:
        return [line for line in self.lines if line.name == name]

    def value(self, name: str) -> str:
        found = self.all(name)
        return found[0].value if found else ""

    def within(self, name: str) -> list["Part"]:
        return [part for part in self.parts if part.name == name]


def codes(raw: bytes) -> list[str]:
    """Return the code of each fault, in the order of finding."""
    return [one.code for one in faults(raw)]


def faults(raw: bytes) -> list[Fault]:
    """Return what is wrong with a calendar (RFC 5545), as a message of its method (RFC 5546)."""
    found = list(_octet_faults(raw))
    lines: list[Line] = []
    for one in unfolded(raw):
        try:
            lines.append(read_line(one.decode()))
        except UnicodeDecodeError:
            found.append(_fault("not_utf8", one))
        except ValueError:
            found.append(_fault("line_unreadable", one))
    whole, nesting = _parted(lines)
    return [*found, *nesting, *_calendar_faults(whole)]


def _fault(code: str, at: object) -> Fault:
    if code not in CODES:
        raise KeyError(code)
    return Fault(code, ascii(at)[:160])


def _octet_faults(raw: bytes) -> Iterator[Fault]:
    bare = raw.replace(b"\r\n", b"")
    for code, octet in (("bare_cr", b"\r"), ("bare_lf", b"\n")):
        if octet in bare:
            yield _fault(code, bare)
    for line in raw.split(b"\r\n"):
        if len(line) > _LONGEST:
            yield _fault("line_too_long", line)
        if _is_cut(line.removeprefix(b" ")):
            yield _fault("folded_character", line)
    if not raw.endswith(b"\r\n"):
        yield _fault("line_unended", raw[-40:])


def _is_cut(line: bytes) -> bool:
    """Tell whether a line begins or ends within a character."""
    try:
        line.decode()
    except UnicodeDecodeError as error:
        return error.start == 0 or error.reason == "unexpected end of data"
    return False


def _parted(lines: list[Line]) -> tuple[Part, list[Fault]]:
    outside = Part("")
    stack, found = [outside], []
    for line in lines:
        if line.name == "BEGIN":
            part = Part(line.value)
            stack[-1].parts.append(part)
            stack.append(part)
        elif line.name == "END":
            if len(stack) == 1 or stack[-1].name != line.value:
                found.append(_fault("component_unclosed", line.value))
            else:
                stack.pop()
        else:
            stack[-1].lines.append(line)
    if len(stack) > 1:
        found.append(_fault("component_unclosed", stack[-1].name))
    return outside, found


def _calendar_faults(whole: Part) -> Iterator[Fault]:
    calendars = whole.within("VCALENDAR")
    if len(calendars) != 1 or whole.lines or len(whole.parts) != 1:
        yield _fault("calendar_missing", [part.name for part in whole.parts])
        return
    (calendar,) = calendars
    if calendar.value("VERSION") != "2.0":
        yield _fault("version", calendar.value("VERSION"))
    if not calendar.value("PRODID"):
        yield _fault("prodid", "")
    method = calendar.value("METHOD")
    if calendar.all("METHOD") and method not in _METHODS:
        yield _fault("method", method)
    for line in calendar.all("REFRESH-INTERVAL"):
        if line.params.get("VALUE") != "DURATION":
            yield _fault("refresh_interval", line)
    yield from _texts(calendar)
    yield from _zone_faults(calendar)
    yield from _events(calendar, method)


def _events(calendar: Part, method: str) -> Iterator[Fault]:
    events = calendar.within("VEVENT")
    for part in calendar.parts:
        if part.name not in {"VEVENT", "VTIMEZONE"}:
            yield _fault("component_unknown", part.name)
    if not events and method != "PUBLISH":
        yield _fault("event_missing", method)
    if method not in {"", "PUBLISH"} and len({event.value("UID") for event in events}) > 1:
        yield _fault("mixed_uids", [event.value("UID") for event in events])
    for event in events:
        yield from _event_faults(event)
        yield from _method_faults(event, method)


def _zone_faults(calendar: Part) -> Iterator[Fault]:
    zones = {zone.value("TZID") for zone in calendar.within("VTIMEZONE")}
    for zone in calendar.within("VTIMEZONE"):
        for rule in zone.parts:
            # A list of dates ends one day, and is read an hour wrong by several programs.
            if rule.all("RDATE") or not rule.all("RRULE"):
                yield _fault("zone_dates", rule.lines)
    used = {
        line.params["TZID"]
        for event in calendar.within("VEVENT")
        for line in event.lines
        if "TZID" in line.params
    }
    for name in sorted(used - zones):
        yield _fault("zone_missing", name)
    for name in sorted(zones - used):
        yield _fault("zone_unused", name)


def _event_faults(event: Part) -> Iterator[Fault]:
    for name in _ONCE:
        if len(event.all(name)) > 1:
            yield _fault("repeated", name)
    if not event.value("UID"):
        yield _fault("uid", event.lines)
    if not _UTC.fullmatch(event.value("DTSTAMP")):
        yield _fault("dtstamp", event.value("DTSTAMP"))
    if not event.all("DTSTART"):
        yield _fault("dtstart", event.lines)
    yield from _time_faults(event)
    yield from _rule_faults(event)
    yield from _texts(event)


def _time_faults(event: Part) -> Iterator[Fault]:
    kinds = set()
    for name in _TIMES:
        for line in event.all(name):
            kind = _kind(line)
            kinds.add(kind != "day")
            if kind in {"floating", ""}:
                yield _fault("floating", line)
            if kind == "utc" and event.all("RRULE"):
                yield _fault("series_in_utc", line)
    if len(kinds) > 1:
        yield _fault("kind", [event.value(name) for name in _TIMES])
    starts, ends = event.value("DTSTART"), event.value("DTEND")
    if ends and ends <= starts:
        yield _fault("dtend", (starts, ends))


def _kind(line: Line) -> str:
    """Tell what a time is; what is said of it and how it is written must agree."""
    if line.params.get("VALUE") == "DATE":
        return "day" if _DAY.fullmatch(line.value) and "TZID" not in line.params else ""
    if "TZID" in line.params:
        return "local" if _LOCAL.fullmatch(line.value) else ""
    return "utc" if _UTC.fullmatch(line.value) else "floating"


def _rule_faults(event: Part) -> Iterator[Fault]:
    for line in event.all("RRULE"):
        parts = dict(one.split("=", 1) for one in line.value.split(";"))
        days = event.all("DTSTART") and _kind(event.all("DTSTART")[0]) == "day"
        wanted = _DAY if days else _UTC
        if "UNTIL" in parts and not wanted.fullmatch(parts["UNTIL"]):
            yield _fault("until", line.value)


def _texts(part: Part) -> Iterator[Fault]:
    for name in _TEXTS:
        for line in part.all(name):
            if not _TEXT.fullmatch(line.value):
                yield _fault("text", line)


def _method_faults(event: Part, method: str) -> Iterator[Fault]:
    for line in (*event.all("ORGANIZER"), *event.all("ATTENDEE")):
        if not _ADDRESS.fullmatch(line.value):
            yield _fault(line.name.lower(), line)
    if method in {"REQUEST", "CANCEL"}:
        yield from _scheduling_faults(event, method)
    elif method == "PUBLISH" and (event.all("ATTENDEE") or event.all("ORGANIZER")):
        # RFC 5546 wants an organizer there; who takes part is nobody's business in a feed.
        yield _fault("attendee", event.lines)


def _scheduling_faults(event: Part, method: str) -> Iterator[Fault]:
    if len(event.all("ORGANIZER")) != 1:
        yield _fault("organizer", event.lines)
    if len(event.all("ATTENDEE")) != 1:
        yield _fault("attendee", event.lines)
    if not event.value("SEQUENCE").isdecimal():
        yield _fault("sequence", event.value("SEQUENCE"))
    if (event.value("STATUS") == "CANCELLED") != (method == "CANCEL"):
        yield _fault("status", event.value("STATUS"))
    if method == "REQUEST":
        for line in event.all("ATTENDEE"):
            asked = line.params.get("PARTSTAT"), line.params.get("RSVP")
            if asked != ("NEEDS-ACTION", "TRUE"):
                yield _fault("rsvp", line)
