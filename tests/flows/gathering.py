"""A meeting of managers whose invitations lie in a folder of mails, and who write back to them."""

import email
import email.policy
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
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
from handlers.invitations import (
    Registration,
    Whom,
    attendance,
    invite,
    open_registration,
    register,
    registration_form,
)
from handlers.meetings import Booking, Terms, book, move_meeting, set_terms
from handlers.ports import Services
from storage.models import Person
from tests.fakes import FixedClock
from tests.flows.letters import COORDINATOR, TRUSTED, Post, mails_to, written
from tests.sample import NOW

ANEBY, EKSJO = "miljochef.aneby@jonkoping.example", "miljochef.eksjo@jonkoping.example"
# A colleague of the manager's who is not invited.
SOMEBODY = "kontaktperson.aneby@jonkoping.example"
MEETING = Booking(
    first=date(2027, 2, 10),
    starts=time(9),
    ends=time(12),
    place="Stadshuset i Habo",
    link="https://mote.example/1",
)
# A Monday: what waits for working hours is sent at once.
MONDAY = NOW + timedelta(days=3, hours=1)


class Gathering:
    """A booked meeting, its coordinator, and the mails that have been sent."""

    def __init__(self, services: Services, clock: FixedClock, folder: Path, post: Post) -> None:
        self.services, self._clock, self._folder, self._post = services, clock, folder, post
        self._replies = 0
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

    def move(self, booking: Booking, receiver: str = "") -> None:
        if receiver:
            self.let_receive(receiver)
        move_meeting(self.services, self.coordinator, self.number, booking)
        self.carry()

    def let_receive(self, address: str) -> None:
        terms = Terms(receiver_id=self.people[address])
        set_terms(self.services, self.coordinator, self.number, terms)

    def register(self, address: str, name: str) -> None:
        """Register somebody from outside by the meeting's link."""
        opened = open_registration(self.services, self.coordinator, self.number)
        assert opened.registration is not None
        form = registration_form(self.services, self.number, opened.registration)
        guest = Registration(name=name, email=address, office_id=form.offices[0][0])
        register(self.services, self.number, opened.registration, guest)
        self.carry()

    def until(self, day: date) -> None:
        """Let the days pass until nine o'clock on one of them, and the bot send what waits."""
        self._clock.now = datetime.combine(day, time(9), UTC)
        self.carry()

    def carry(self) -> None:
        """Let a minute pass, and let the bot send what waits."""
        self._clock.move(timedelta(minutes=1))
        CliRunner().invoke(app, ["tick"])

    def ask(self, words: str) -> str:
        """Ask as the coordinator, and return the answer on one line."""
        asked = ["ask", words, "--as", COORDINATOR, "--collaboration", "jonkoping"]
        return " ".join(CliRunner().invoke(app, asked).output.split())

    def reply(
        self,
        sender: str,
        words: str,
        *,
        to: EmailMessage | None = None,
        findings: str = TRUSTED,
        file: str = "",
        **fields: str,
    ) -> None:
        """Press "Svara" on a mail, the latest invitation unless another is given, and write.

        ``file`` is the name of one that is attached.
        """
        self._replies += 1
        answered = to or self.invitation_to(sender)
        raw = written(
            f"Sv: {answered['Subject']}",
            words,
            sender=sender,
            Message_ID=f"<svar-{self._replies}@jonkoping.example>",
            In_Reply_To=str(answered["Message-ID"]),
            Authentication_Results=findings,
            **fields,
        )
        if file:
            mail = email.message_from_bytes(raw, policy=email.policy.SMTP)
            mail.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename=file)
            raw = mail.as_bytes()
        assert self._post(raw).exit_code == 0
        self.carry()

    def mails_to(self, address: str) -> list[EmailMessage]:
        return mails_to(self._folder, address)

    def latest_to(self, address: str) -> EmailMessage:
        return self.mails_to(address)[-1]

    def invitation_to(self, address: str) -> EmailMessage:
        told = [one for one in self.mails_to(address) if one.get_body(("calendar",)) or _calls(one)]
        return told[-1]

    def answer_of(self, address: str) -> str:
        found = attendance(self.services, self.coordinator, self.number)
        one = found.find(self.people[address])
        assert one is not None
        earlier = "(earlier)" if one.earlier else ""
        return " ".join(part for part in (one.status, earlier or one.attends) if part)


def _calls(mail: EmailMessage) -> bool:
    return any(part.get_content_type() == "text/calendar" for part in mail.walk())


def gathered(post: Post, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gathering]:
    """Lend a meeting to which two managers are invited, at an hour when people are at work."""
    clock = FixedClock(MONDAY)
    monkeypatch.setattr("bot.app.services.system_clock", clock)
    services = build_services(load_settings(os.environ), clock)
    found = Gathering(services, clock, folder, post)
    found.invite(ANEBY, EKSJO)
    yield found
    services.database.dispose()
