"""What one calendar message says (RFC 5546), line by line: no line can make the rest unreadable."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.workspace.agenda.lines import Line, plain, read_lines
from bot.workspace.agenda.moments import Moment, When, read_moment, stamp_of, when_of

_EVENT = ["VCALENDAR", "VEVENT"]
_MAILTO = "mailto:"


class BrokenMessageError(Exception):
    """There is no meeting in it that a calendar could take over."""


@dataclass(frozen=True, slots=True)
class Event:
    """One meeting as a message tells of it. What stands within it, such as alarms, is left out."""

    lines: tuple[Line, ...]

    def line(self, name: str) -> Line | None:
        """Give the first line of a name."""
        return next((line for line in self.lines if line.name == name), None)

    def text(self, name: str) -> str:
        """Give the text of a line, as a person reads it; nothing where there is none."""
        line = self.line(name)
        return plain(line.value).strip() if line else ""

    @property
    def uid(self) -> str:
        """Give what is the meeting's own for ever."""
        return self.text("UID")

    @property
    def sequence(self) -> int:
        """Give its version: another one asks people again."""
        written = self.text("SEQUENCE")
        return int(written) if written.isascii() and written.isdecimal() else 0

    @property
    def stamp(self) -> datetime | None:
        """Give when it was said."""
        return stamp_of(self.line("DTSTAMP"))

    @property
    def when(self) -> When | None:
        """Give when it is."""
        return when_of(self.line("DTSTART"), self.line("DTEND"))

    @property
    def slot(self) -> Moment | None:
        """Give which time of a series is meant; None is all of them."""
        return read_moment(self.line("RECURRENCE-ID"))

    @property
    def link(self) -> str:
        """Give where one takes part at a distance."""
        line = self.line("CONFERENCE")
        return line.value.strip() if line else ""

    @property
    def place(self) -> str:
        """Give where it is, without the link that may stand there as well."""
        return self.text("LOCATION").removesuffix(self.link).rstrip(" ,")

    @property
    def organizer(self) -> str:
        """Give the address that has invited."""
        return _address(self.line("ORGANIZER"))

    def attendee(self, address: str) -> Line | None:
        """Give the line of somebody invited, by their address."""
        invited = (line for line in self.lines if line.name == "ATTENDEE")
        return next((line for line in invited if _address(line) == address.casefold()), None)


@dataclass(frozen=True, slots=True)
class Message:
    """A method, and the meeting that it is about: a series may have several times of its own."""

    method: str
    events: tuple[Event, ...]


def read_message(content: bytes) -> Message:
    """Read a calendar message; raise ``BrokenMessageError`` where no meeting is in it."""
    method, inside, found = "", list[str](), list[list[Line]]()
    for line in read_lines(content):
        if line.name == "BEGIN":
            inside.append(line.value.strip().upper())
            if inside == _EVENT:
                found.append([])
        elif line.name == "END":
            del inside[-1:]
        elif inside == _EVENT:
            found[-1].append(line)
        elif line.name == "METHOD" and inside == _EVENT[:1]:
            method = method or line.value.strip().upper()
    events = tuple(_sound(Event(tuple(lines)) for lines in found))
    if not events:
        raise BrokenMessageError
    return Message(method, events)


def _sound(events: Iterator[Event]) -> Iterator[Event]:
    """Yield those that say which meeting they are of, when it is and when that was said."""
    return (one for one in events if one.uid and one.when and one.stamp)


def _address(line: Line | None) -> str:
    value = line.value.strip().casefold() if line else ""
    return value.removeprefix(_MAILTO) if value.startswith(_MAILTO) else ""
