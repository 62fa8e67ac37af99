"""What a calendar sends when somebody presses a button, in the shape of their program.

Thunderbird sends the whole invitation back with its owner's answer in it. Outlook leaves out who
has invited, names the zone as Windows does and tells of a proposal as Exchange does (MS-OXCICAL).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.workspace.agenda.diary import Entry, Status
from bot.workspace.agenda.lines import Line, escaped, write_lines
from bot.workspace.agenda.moments import Moment, When, written_utc
from bot.workspace.agenda.zones import STOCKHOLM_NAME, WINDOWS_NAME, zone_lines
from bot.workspace.letters import Correspondent

_SECOND = timedelta(seconds=1)
# What an answer has no use for, or says anew.
_LEFT_OUT = frozenset({"ATTENDEE", "DTSTAMP", "LAST-MODIFIED", "COMMENT"})


class Program(StrEnum):
    """Which program somebody has their calendar in."""

    THUNDERBIRD = "Thunderbird"
    OUTLOOK = "Outlook"


_PRODUCTS = {
    Program.THUNDERBIRD: "-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN",
    Program.OUTLOOK: "Microsoft Exchange Server 2010",
}
_SUBJECTS = {
    Program.THUNDERBIRD: {
        Status.ACCEPTED: "Accepterad: {title}",
        Status.TENTATIVE: "Preliminär: {title}",
        Status.DECLINED: "Avböjd: {title}",
        None: "Ny tid föreslås: {title}",
    },
    Program.OUTLOOK: {
        Status.ACCEPTED: "Accepterat: {title}",
        Status.TENTATIVE: "Preliminärt: {title}",
        Status.DECLINED: "Avböjt: {title}",
        None: "Ny tid föreslås: {title}",
    },
}
_TEXTS = {
    Status.ACCEPTED: "{who} har accepterat inbjudan.",
    Status.TENTATIVE: "{who} har accepterat inbjudan preliminärt.",
    Status.DECLINED: "{who} har avböjt inbjudan.",
    None: "{who} föreslår en annan tid.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What somebody answers to whoever has invited: a status, or another time."""

    entry: Entry
    who: Correspondent
    program: Program = Program.THUNDERBIRD
    status: Status | None = None
    proposed: When | None = None
    comment: str = ""

    @property
    def method(self) -> str:
        """Give the method: a proposal is one of its own."""
        return "COUNTER" if self.proposed else "REPLY"

    @property
    def subject(self) -> str:
        """Give the subject of the mail."""
        title = self.entry.event.text("SUMMARY")
        return _SUBJECTS[self.program][self.status].format(title=title)

    @property
    def text(self) -> str:
        """Give what the mail says: in Outlook nothing but the comment."""
        said = "" if self.program is Program.OUTLOOK else _TEXTS[self.status]
        said = said.format(who=self.who.name or self.who.address)
        return "\n\n".join(filter(None, (said, self.comment)))

    @property
    def said(self) -> str:
        """Give what tells one answer from another, whenever it is sent."""
        return repr((self.entry.uid, self.entry.sequence, self.status, self.proposed, self.comment))

    def written(self, now: datetime) -> bytes:
        """Write the calendar message. ``now`` is aware; two answers never have the same moment."""
        last = self.entry.answer.stamp + _SECOND if self.entry.answer else now
        event = _outlook if self.program is Program.OUTLOOK else _thunderbird
        return write_lines(_calendar(self, tuple(event(self, written_utc(max(now, last))))))


def _calendar(reply: Reply, event: tuple[Line, ...]) -> Iterator[Line]:
    yield Line("BEGIN", "VCALENDAR")
    yield Line("METHOD", reply.method)
    yield Line("PRODID", _PRODUCTS[reply.program])
    yield Line("VERSION", "2.0")
    for name in sorted({line.param("TZID") for line in event} - {""}):
        yield from zone_lines(name)
    yield Line("BEGIN", "VEVENT")
    yield from event
    yield Line("END", "VEVENT")
    yield Line("END", "VCALENDAR")


def _thunderbird(reply: Reply, stamp: str) -> Iterator[Line]:
    event, status = reply.entry.event, reply.status or Status.TENTATIVE
    yield Line("LAST-MODIFIED", stamp)
    yield Line("DTSTAMP", stamp)
    mine = event.attendee(reply.who.address)
    if mine is None:
        raise LookupError("an answer of somebody who is not invited")
    yield mine.having(PARTSTAT=status)
    if reply.comment:
        yield Line("COMMENT", escaped(reply.comment))
    asked = _times(reply.proposed, STOCKHOLM_NAME) if reply.proposed else ()
    times = {line.name: line for line in asked}
    for line in event.lines:
        if line.name not in _LEFT_OUT:
            yield times.get(line.name, line)


def _outlook(reply: Reply, stamp: str) -> Iterator[Line]:
    entry, who, status = reply.entry, reply.who, reply.status or Status.TENTATIVE
    named = (("PARTSTAT", status.value), *((("CN", _quoted(who.name)),) if who.name else ()))
    yield Line("ATTENDEE", f"MAILTO:{who.address}", named)
    yield Line("COMMENT", escaped(reply.comment + "\n"), (("LANGUAGE", "sv-SE"),))
    yield Line("SUMMARY", escaped(reply.subject), (("LANGUAGE", "sv-SE"),))
    yield from _times(reply.proposed or entry.when, WINDOWS_NAME)
    yield Line("UID", escaped(entry.uid))
    yield Line("CLASS", "PUBLIC")
    yield Line("PRIORITY", "5")
    yield Line("DTSTAMP", stamp)
    yield Line("TRANSP", "OPAQUE")
    yield Line("STATUS", "CONFIRMED")
    yield Line("SEQUENCE", str(entry.sequence))
    yield Line("X-MICROSOFT-CDO-APPT-SEQUENCE", str(entry.sequence))
    yield Line("X-MICROSOFT-CDO-ALLDAYEVENT", str(entry.when.is_whole_days).upper())
    if reply.proposed:
        before = _times(entry.when, WINDOWS_NAME)
        for name, line in zip(("START", "END"), before, strict=True):
            yield Line(f"X-MS-OLK-ORIGINAL{name}", line.value, line.params)


def _times(when: When, zone: str) -> tuple[Line, Line]:
    ends = when.ends + timedelta(days=1) if when.is_whole_days else when.ends
    return _time("DTSTART", when.starts, zone), _time("DTEND", ends, zone)


def _time(name: str, moment: Moment, zone: str) -> Line:
    if isinstance(moment, datetime):
        return Line(name, f"{moment:%Y%m%dT%H%M%S}", (("TZID", zone),))
    return Line(name, f"{moment:%Y%m%d}", (("VALUE", "DATE"),))


def _quoted(name: str) -> str:
    # A quotation mark cannot stand in a name there (RFC 5545, section 3.1).
    bare = "".join(sign if sign.isprintable() else " " for sign in name).replace('"', "”")
    return f'"{bare}"' if any(sign in bare for sign in ",;:") else bare
