"""Somebody's calendar: it takes what comes by mail as clients do, and answers as Outlook does.

What it takes and passes over is decided by the calendar of the local workspace, which knows nothing
of how invitations are made. What is cancelled is forgotten here.
"""

from dataclasses import dataclass, field

from bot.workspace import agenda


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting as it stands in the calendar."""

    known: agenda.Entry

    @property
    def sequence(self) -> int:
        return self.known.sequence

    @property
    def starts(self) -> str:
        return self.known.event.text("DTSTART")

    @property
    def place(self) -> str:
        return self.known.event.text("LOCATION")

    @property
    def status(self) -> str:
        return self.known.answer.status if self.known.answer else "NEEDS-ACTION"


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
        diary, message = self._diary(), agenda.read_message(raw)
        taken = diary.take(message)
        assert taken is not agenda.Taken.NOT_MINE
        if taken is agenda.Taken.DECLINED:
            self.declined += [one.uid for one in message.events]
        self.ignored += taken is agenda.Taken.PASSED_OVER
        self._keep(diary)

    def statuses(self) -> list[str]:
        """Return what stands as answered, meeting by meeting."""
        return [one.status for one in self.entries.values()]

    def answer(self, uid: str, status: str, stamp: str, *further: str) -> bytes:
        """Press a button: the REPLY as Outlook writes it, without an organizer."""
        event = (
            "BEGIN:VEVENT",
            f"ATTENDEE;PARTSTAT={status};CN=Någon:MAILTO:{self.address}",
            f"UID:{uid}",
            f"DTSTAMP:{stamp}",
            f"SEQUENCE:{self.entries[uid].sequence}",
            "DTSTART;TZID=W. Europe Standard Time:20270101T090000",
            *further,
            "END:VEVENT",
        )
        head = ("BEGIN:VCALENDAR", "METHOD:REPLY", "PRODID:Microsoft Exchange Server 2010")
        written = "\r\n".join((*head, "VERSION:2.0", *event, "END:VCALENDAR", "")).encode()
        diary = self._diary()
        diary.hear(agenda.read_message(written))
        self._keep(diary)
        return written

    def _diary(self) -> agenda.Diary:
        return agenda.Diary(self.address, {uid: one.known for uid, one in self.entries.items()})

    def _keep(self, diary: agenda.Diary) -> None:
        kept = diary.entries.items()
        self.entries = {uid: Entry(one) for uid, one in kept if not one.cancelled}
