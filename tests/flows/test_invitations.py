"""Invited by mail: into people's own calendars, and what those answer back."""

import email
import email.policy
import os
from collections.abc import Iterator
from datetime import date, time, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from bot.app.services import build_services
from bot.cli import app
from bot.config import load_settings
from handlers.answers import Asker
from handlers.coming import agenda
from handlers.invitations import Attendance, Whom, attendance, invite, uninvite
from handlers.invitations.opening import open_registration
from handlers.meetings import Booking, book, cancel_meeting, move_meeting
from handlers.ports import Services
from storage.models import Person
from tests.calendars import faults, read_lines
from tests.calendars.client import Client
from tests.fakes import FixedClock
from tests.flows.letters import BOT, COORDINATOR, TRUSTED, Post, fates, verbs
from tests.letters import faults as mail_faults
from tests.sample import NOW

ANEBY, EKSJO = "miljochef.aneby@jonkoping.example", "miljochef.eksjo@jonkoping.example"
COLLEAGUE = "kontaktperson.aneby@jonkoping.example"
GISLAVED = "miljochef.gislaved@jonkoping.example"
DAY, STAMP = date(2027, 2, 10), "20261120T070000Z"
LATER = "20261120T073000Z"
FORGED = TRUSTED.replace("pass", "fail")
IPHONE = 'PARTSTAT=TENTATIVE;TO-ALL-PROPOSED-NEW-TIME="DTSTART:20270211T080000Z"'
MEETING = Booking(first=DAY, starts=time(9), ends=time(12), place="Stadshuset i Habo")


class Chefs:
    """A meeting of managers, and the calendars of those who are invited."""

    def __init__(self, services: Services, clock: FixedClock, folder: Path, post: Post) -> None:
        self.services = services
        self._clock = clock
        self._folder = folder
        self._post = post
        self._read: set[Path] = set()
        self.calendars = {one: Client(one) for one in (ANEBY, EKSJO)}
        self.mails: list[EmailMessage] = []
        with services.database.session() as session:
            rows = session.execute(select(Person.email, Person.id))
            self.people = {address: number for address, number in rows if address}
        self.coordinator = Asker(
            "jonkoping", self.people[COORDINATOR], frozenset({"coordinator"}), "slack"
        )
        duties = agenda(services, self.coordinator, date(2027, 1, 1), date(2027, 12, 31)).duties
        number = next(one.number for one in duties if one.rule == "jkp-styrgrupp" and not one.part)
        assert number is not None
        self.number = book(services, self.coordinator, number, MEETING).number

    def invite(self, *addresses: str) -> None:
        people = tuple(self.people[one] for one in addresses)
        invite(self.services, self.coordinator, self.number, Whom(people=people))
        self.carry()

    def move(self, starts: time = time(9), **values: object) -> None:
        hours = {"starts": starts, "ends": starts.replace(hour=starts.hour + 3)}
        booking = {"first": DAY, "place": "Stadshuset i Habo", **hours, **values}
        move_meeting(self.services, self.coordinator, self.number, Booking(**booking))  # type: ignore[arg-type]  # as each test has it
        self.carry()

    def carry(self) -> None:
        """Let the bot send what waits, and each calendar take what has come."""
        self._clock.move(timedelta(minutes=1))
        CliRunner().invoke(app, ["tick"])
        for path in sorted(self._folder.glob("*.eml"), key=lambda one: one.stat().st_mtime_ns):
            if path not in self._read:
                self._read.add(path)
                self._deliver(path.read_bytes())

    def _deliver(self, raw: bytes) -> None:
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        # Files to be taken over by hand have no method.
        parts = [one for one in mail.walk() if one.get_content_type() == "text/calendar"]
        told = [one for one in parts if "method" in dict(one["Content-Type"].params)]
        assert mail_faults(raw) == []
        for part in told:
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            assert faults(content) == []
            self.mails.append(mail)
            self.calendars[str(mail["To"].addresses[0].addr_spec)].take(content)

    def entry_of(self, address: str) -> tuple[int, str, str]:
        (entry,) = self.calendars[address].entries.values()
        return entry.sequence, entry.starts, entry.place

    def answer(
        self,
        address: str,
        status: str,
        *further: str,
        stamp: str = STAMP,
        sender: str = "",
        findings: str = TRUSTED,
    ) -> None:
        """Press a button in somebody's calendar, which sends its answer to the bot."""
        (uid,) = self.calendars[address].entries
        content = self.calendars[address].answer(uid, status, stamp, *further)
        self.send(content, sender or address, findings)

    def send(self, content: bytes, sender: str, findings: str = TRUSTED) -> None:
        mail = EmailMessage(policy=email.policy.SMTP)
        mail["From"], mail["To"], mail["Subject"] = sender, BOT, "Accepterat: Styrgruppsmöte"
        mail["Message-ID"] = f"<{abs(hash((content, sender)))}@outlook.example>"
        mail["Authentication-Results"] = findings
        mail.set_content("")
        mail.add_alternative(content.decode(), subtype="calendar", params={"method": "REPLY"})
        assert self._post(mail.as_bytes()).exit_code == 0
        self.carry()

    def attendance(self) -> Attendance:
        return attendance(self.services, self.coordinator, self.number)

    def said(self) -> list[str]:
        return [f"{one.status}{' (earlier)' * one.earlier}" for one in self.attendance().people]


@pytest.fixture
def chefs(coordinator: Post, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Chefs]:
    clock = FixedClock(NOW)
    monkeypatch.setattr("bot.app.services.system_clock", clock)
    services = build_services(load_settings(os.environ), clock)
    yield Chefs(services, clock, folder, coordinator)
    services.database.dispose()


def test_managers_are_invited_and_their_calendars_answer(chefs: Chefs, sample_url: str) -> None:
    chefs.invite(ANEBY, EKSJO)
    before = chefs.said()

    chefs.answer(ANEBY, "ACCEPTED")
    chefs.answer(EKSJO, "DECLINED")

    assert [chefs.entry_of(one) for one in (ANEBY, EKSJO)] == [
        (0, "20270210T090000", "Stadshuset i Habo")
    ] * 2
    assert (before, chefs.said()) == (["", ""], ["accepted", "declined"])
    assert chefs.attendance().offices == (1, 2)
    # Nobody is answered, and nobody has to look at it.
    assert fates(sample_url) == [("silent", "calendar")] * 2
    assert len(chefs.mails) == 2


def test_moved_meeting_moves_in_every_calendar_and_asks_again(chefs: Chefs) -> None:
    chefs.invite(ANEBY, EKSJO)
    chefs.answer(ANEBY, "ACCEPTED")

    chefs.move(first=DAY + timedelta(days=7))
    chefs.answer(EKSJO, "ACCEPTED", stamp=LATER)

    assert [chefs.entry_of(one)[:2] for one in (ANEBY, EKSJO)] == [(1, "20270217T090000")] * 2
    assert chefs.said() == ["accepted (earlier)", "accepted"]


def test_new_place_is_told_without_asking_again(chefs: Chefs) -> None:
    chefs.invite(ANEBY)
    chefs.answer(ANEBY, "ACCEPTED")

    chefs.move(place="Rådhuset")

    (entry,) = chefs.calendars[ANEBY].entries.values()
    assert (entry.sequence, entry.place, entry.status) == (0, "Rådhuset", "ACCEPTED")
    assert chefs.said() == ["accepted"]


def test_late_answer_to_the_old_time_is_kept_as_that(chefs: Chefs) -> None:
    chefs.invite(ANEBY)
    (uid,) = chefs.calendars[ANEBY].entries
    old = chefs.calendars[ANEBY].answer(uid, "ACCEPTED", STAMP)

    chefs.move(starts=time(13))
    chefs.send(old, ANEBY)

    assert chefs.said() == ["accepted (earlier)"]


def test_cancelled_meeting_leaves_every_calendar(chefs: Chefs) -> None:
    chefs.invite(ANEBY, EKSJO)

    cancel_meeting(chefs.services, chefs.coordinator, chefs.number)
    chefs.carry()

    assert [one.entries for one in chefs.calendars.values()] == [{}, {}]


def test_who_is_taken_off_the_list_and_comes_back_has_it_in_the_calendar(chefs: Chefs) -> None:
    chefs.invite(ANEBY, EKSJO)

    uninvite(chefs.services, chefs.coordinator, chefs.number, chefs.people[ANEBY])
    chefs.carry()
    away = dict(chefs.calendars[ANEBY].entries)
    chefs.invite(ANEBY)

    assert away == {}
    assert chefs.entry_of(ANEBY)[0] == 2
    assert chefs.entry_of(EKSJO)[0] == 0
    assert [one.ignored for one in chefs.calendars.values()] == [0, 0]


def test_answer_that_comes_twice_counts_once(chefs: Chefs, sample_url: str) -> None:
    chefs.invite(ANEBY)
    (uid,) = chefs.calendars[ANEBY].entries
    once = chefs.calendars[ANEBY].answer(uid, "ACCEPTED", STAMP)

    for _ in range(2):
        chefs.send(once, ANEBY)

    assert chefs.said() == ["accepted"]
    assert fates(sample_url) == [("silent", "calendar"), ("silent", "calendar_left")]
    assert verbs(sample_url) == ["meeting_answered"]


@pytest.mark.parametrize(
    ("sender", "findings", "outcome"),
    [
        # A mailbox that a colleague answers from, and our server has seen that it is theirs.
        (COLLEAGUE, TRUSTED, ("accepted", "silent", "calendar")),
        (COLLEAGUE, "none", ("", "quarantined", "calendar_sender")),
        # From another office, though at the same domain.
        (GISLAVED, TRUSTED, ("", "quarantined", "calendar_sender")),
        ("nagon@hemma.example", TRUSTED, ("", "quarantined", "calendar_sender")),
        (ANEBY, "none", ("accepted", "silent", "calendar")),
        (ANEBY, FORGED, ("", "quarantined", "calendar_sender")),
    ],
)
def test_answer_counts_for_whose_word_it_is(
    chefs: Chefs, sample_url: str, sender: str, findings: str, outcome: tuple[str, ...]
) -> None:
    chefs.invite(ANEBY)

    chefs.answer(ANEBY, "ACCEPTED", sender=sender, findings=findings)

    (fate,) = fates(sample_url)
    assert (*chefs.said(), *fate) == outcome


def test_answer_that_was_held_counts_once_it_is_let_through(chefs: Chefs, sample_url: str) -> None:
    chefs.invite(ANEBY)
    chefs.answer(ANEBY, "ACCEPTED", findings=FORGED)

    CliRunner().invoke(
        app, ["ask", "släpp mejl 1", "--as", COORDINATOR, "--collaboration", "jonkoping"]
    )
    chefs.carry()

    assert chefs.said() == ["accepted"]
    assert fates(sample_url) == [("silent", "calendar")]


@pytest.mark.parametrize(
    ("opens", "findings", "come"), [(False, TRUSTED, 1), (True, "none", 1), (True, TRUSTED, 2)]
)
def test_party_crasher_is_let_in_where_one_may_register(
    chefs: Chefs, sample_url: str, opens: bool, findings: str, come: int
) -> None:
    chefs.invite(ANEBY)
    if opens:
        open_registration(chefs.services, chefs.coordinator, chefs.number)
    chefs.calendars[GISLAVED] = Client(GISLAVED, dict(chefs.calendars[ANEBY].entries))

    chefs.answer(GISLAVED, "ACCEPTED", findings=findings)

    assert chefs.said() == ["", "accepted"][:come]
    crashed = ("quarantined", "calendar_not_invited")
    assert fates(sample_url) == [("silent", "calendar") if come > 1 else crashed]


@pytest.mark.parametrize(
    ("change", "case", "said"),
    [
        (("METHOD:REPLY", "METHOD:COUNTER"), "calendar_proposal", ""),
        (
            (
                "PARTSTAT=ACCEPTED",
                'PARTSTAT=TENTATIVE;TO-ALL-PROPOSED-NEW-TIME="DTSTART:20270211T080000Z"',
            ),
            "calendar_proposal",
            "tentative",
        ),
        (("ACCEPTED;", f'DELEGATED;DELEGATED-TO="mailto:{GISLAVED}";'), "calendar_delegated", ""),
    ],
)
def test_what_needs_a_person_is_shown_to_one(
    chefs: Chefs, sample_url: str, change: tuple[str, str], case: str, said: str
) -> None:
    chefs.invite(ANEBY)
    (uid,) = chefs.calendars[ANEBY].entries
    content = chefs.calendars[ANEBY].answer(uid, "ACCEPTED", STAMP).decode().replace(*change)

    chefs.send(content.encode(), ANEBY)

    assert chefs.said() == [said]
    assert fates(sample_url) == [("quarantined", case)]


def test_calendar_that_has_lost_the_meeting_is_told_again(chefs: Chefs) -> None:
    chefs.invite(ANEBY)
    (uid,) = chefs.calendars[ANEBY].entries
    content = chefs.calendars[ANEBY].answer(uid, "NEEDS-ACTION", STAMP)
    chefs.calendars[ANEBY].entries.clear()

    chefs.send(content.replace(b"METHOD:REPLY", b"METHOD:REFRESH"), ANEBY)

    assert chefs.entry_of(ANEBY) == (0, "20270210T090000", "Stadshuset i Habo")


@pytest.mark.parametrize(
    "further",
    [
        "DTEND;TZID=Pacific:20270101T090000",
        "DTEND;TZID=../../etc:20270101T090000",
        'X-EVIL;X="a":b\x00c',
        "COMMENT:" + "x" * 200_000,
        "RRULE:FREQ=NEVER",
    ],
)
def test_odd_lines_do_not_keep_an_answer_from_being_heard(
    chefs: Chefs, sample_url: str, further: str
) -> None:
    chefs.invite(ANEBY)

    chefs.answer(ANEBY, "ACCEPTED", further)

    assert chefs.said() == ["accepted"]
    assert fates(sample_url) == [("silent", "calendar")]


def test_meeting_that_is_not_ours_concerns_nobody(chefs: Chefs, sample_url: str) -> None:
    chefs.invite(ANEBY)
    (uid,) = chefs.calendars[ANEBY].entries
    content = chefs.calendars[ANEBY].answer(uid, "ACCEPTED", STAMP)

    for method in (b"METHOD:REPLY", b"METHOD:COUNTER", b"METHOD:REFRESH"):
        elsewhere = content.replace(uid.encode(), b"040000008200E00074C5B7101A82E008")
        chefs.send(elsewhere.replace(b"METHOD:REPLY", method), "nagon@hemma.example")

    assert fates(sample_url) == [("silent", "calendar_left")] * 3


def test_one_look_at_a_mail_does_not_answer_for_many(chefs: Chefs, sample_url: str) -> None:
    chefs.invite(ANEBY, EKSJO)
    (uid,) = chefs.calendars[ANEBY].entries
    both = chefs.calendars[ANEBY].answer(
        uid, "DECLINED", STAMP, f"ATTENDEE;PARTSTAT=DECLINED:mailto:{EKSJO}"
    )
    chefs.send(both, "nagon@hemma.example")
    shown = CliRunner().invoke(app, ["ask", "karantän", "--as", COORDINATOR]).output

    CliRunner().invoke(app, ["ask", "släpp mejl 1", "--as", COORDINATOR])
    chefs.carry()

    assert chefs.said() == ["", ""]
    assert fates(sample_url) == [("silent", "calendar_left")]
    assert f"{ANEBY} kommer inte" in " ".join(shown.split())


def test_coordinator_sees_which_time_is_asked_for(chefs: Chefs) -> None:
    chefs.invite(ANEBY)
    (uid,) = chefs.calendars[ANEBY].entries
    content = chefs.calendars[ANEBY].answer(uid, "ACCEPTED", STAMP).decode()

    chefs.send(content.replace("PARTSTAT=ACCEPTED", IPHONE).encode(), ANEBY)

    shown = CliRunner().invoke(app, ["ask", "karantän", "--as", COORDINATOR]).output
    assert "vill ha tors 11 feb 2027 kl. 9.00 i stället" in " ".join(shown.split())


def test_answer_of_ten_megabytes_stops_nobody(chefs: Chefs, sample_url: str) -> None:
    chefs.invite(ANEBY, EKSJO)

    chefs.answer(ANEBY, "ACCEPTED", "COMMENT:" + "x" * 10_000_000)
    chefs.answer(EKSJO, "ACCEPTED")

    assert chefs.said() == ["", "accepted"]
    assert fates(sample_url)[1] == ("silent", "calendar")


def test_calendar_that_only_tells_is_no_answer(chefs: Chefs) -> None:
    chefs.invite(ANEBY)
    (uid,) = chefs.calendars[ANEBY].entries
    content = chefs.calendars[ANEBY].answer(uid, "ACCEPTED", STAMP)

    chefs.send(content.replace(b"METHOD:REPLY", b"METHOD:PUBLISH"), ANEBY)

    assert chefs.said() == [""]
    assert [line.value for line in read_lines(content) if line.name == "UID"] == [uid]
