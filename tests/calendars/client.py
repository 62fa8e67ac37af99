"""Somebody's calendar: it takes what comes by mail as clients do, and answers as they do.

Its rules are those of RFC 5546, section 2.1.5, and what was seen in Thunderbird and Outlook.
Nothing is shared with the program.
"""

from dataclasses import dataclass, field

from tests.calendars.lines import Line, read_lines


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting as it stands in the calendar."""

    sequence: int
    stamp: str
    starts: str
    place: str
    status: str = "NEEDS-ACTION"


@dataclass(slots=True)
class Client:
    """The calendar of whoever has an address."""

    address: str
    entries: dict[str, Entry] = field(default_factory=dict)
    # What was looked at and left as it was, as "already processed".
    ignored: int = 0
    # The meetings for which another time was asked for in vain.
    declined: list[str] = field(default_factory=list)

    def take(self, raw: bytes) -> None:
        """Take over an invitation, an update or a cancellation that is meant for this calendar."""
        lines = read_lines(raw)
        assert _value(lines, "ATTENDEE").lower() == f"mailto:{self.address}"
        uid, known = _value(lines, "UID"), self.entries.get(_value(lines, "UID"))
        version = int(_value(lines, "SEQUENCE")), _value(lines, "DTSTAMP")
        if _value(lines, "METHOD") == "DECLINECOUNTER":
            self.declined.append(uid)
        elif known is not None and version <= (known.sequence, known.stamp):
            self.ignored += 1
        elif _value(lines, "METHOD") == "CANCEL":
            self.entries.pop(uid, None)
        else:
            asks_again = known is None or version[0] > known.sequence
            status = "NEEDS-ACTION" if asks_again or known is None else known.status
            self.entries[uid] = Entry(*version, _starts(lines), _value(lines, "LOCATION"), status)

    def statuses(self) -> list[str]:
        """Return what stands as answered, meeting by meeting."""
        return [one.status for one in self.entries.values()]

    def answer(self, uid: str, status: str, stamp: str, *further: str) -> bytes:
        """Press a button: the REPLY as Outlook writes it, without an organizer."""
        entry = self.entries[uid]
        self.entries[uid] = Entry(entry.sequence, entry.stamp, entry.starts, entry.place, status)
        event = (
            "BEGIN:VEVENT",
            f"ATTENDEE;PARTSTAT={status};CN=Någon:MAILTO:{self.address}",
            f"UID:{uid}",
            f"DTSTAMP:{stamp}",
            f"SEQUENCE:{entry.sequence}",
            "DTSTART;TZID=W. Europe Standard Time:20270101T090000",
            *further,
            "END:VEVENT",
        )
        head = ("BEGIN:VCALENDAR", "METHOD:REPLY", "PRODID:Microsoft Exchange Server 2010")
        return "\r\n".join((*head, "VERSION:2.0", *event, "END:VCALENDAR", "")).encode()


def _value(lines: list[Line], name: str) -> str:
    return next((line.value for line in lines if line.name == name), "")


def _starts(lines: list[Line]) -> str:
    # The zone's own beginnings stand before the event's.
    return [line.value for line in lines if line.name == "DTSTART"][-1]
