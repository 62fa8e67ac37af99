"""A board's papers by mail: the draft of its minutes, with who was there."""

import email
import email.policy
import io
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from docx.document import Document
from sqlalchemy import select
from typer.testing import CliRunner

from bot.app.services import build_services
from bot.cli import app
from bot.config import load_settings
from handlers.answers import Asker
from handlers.coming import agenda
from handlers.invitations import Response, Whom, attendance, invite, respond
from handlers.meetings import Booking, book
from handlers.ports import Services
from storage.models import Meeting, Person
from tests.bot.documents.word import headings, rows
from tests.fakes import FixedClock
from tests.flows.diary import JANUARY, SARA, Calendar
from tests.flows.house import lines
from tests.flows.letters import COORDINATOR, TRUSTED, Post, answers, text_of, written
from tests.flows.test_mail_files import files_of
from tests.sample import NOW

ANEBY, EKSJO = "miljochef.aneby@jonkoping.example", "miljochef.eksjo@jonkoping.example"
DAY = date(2027, 2, 10)
WORD_SENT = "Wordfilen ligger nu i ett direktmeddelande från mig."
BOOKING = Booking(
    first=DAY,
    starts=time(9),
    ends=time(12),
    place="Stadshuset i Habo",
    link="https://mote.example/styrgruppen",
)


class Board:
    """A meeting of the board, and the post of its coordinator."""

    def __init__(self, services: Services, clock: FixedClock, folder: Path, post: Post) -> None:
        self.services = services
        self.clock = clock
        self.folder = folder
        self._post = post
        self._orders = 0
        with services.database.session() as session:
            found = session.execute(select(Person.email, Person.id))
            self.people = {address: number for address, number in found if address}
        self.coordinator = Asker(
            "jonkoping", self.people[COORDINATOR], frozenset({"coordinator"}), "slack"
        )
        duties = agenda(services, self.coordinator, date(2027, 1, 1), date(2027, 12, 31)).duties
        number = next(one.number for one in duties if one.rule == "jkp-styrgrupp" and not one.part)
        assert number is not None
        self.number = book(services, self.coordinator, number, BOOKING).number

    def about(self, agenda: str) -> None:
        with self.services.database.write() as session:
            session.get_one(Meeting, self.number).about = agenda

    def invite(self, *addresses: str) -> None:
        people = tuple(self.people[one] for one in addresses)
        invite(self.services, self.coordinator, self.number, Whom(people=people))
        self.tick()

    def answer(self, address: str, status: str, attends: str = "") -> None:
        person = self.people[address]
        said = Response(status=status, attends=attends)
        respond(self.services, self.coordinator, self.number, person, said)

    def say(self, asked: str, sender: str = COORDINATOR) -> EmailMessage:
        """Write to the bot, as the coordinator if nobody else, and return what it answers."""
        self._orders += 1
        message_id = f"<order-{self._orders}@jonkoping.example>"
        fields = {"Message_ID": message_id, "Authentication_Results": TRUSTED}
        self._post(written(asked, sender=sender, **fields))
        return answers(self.folder, sender)[-1]

    def send(self, subject: str, *files: tuple[str, bytes]) -> EmailMessage:
        """Mail files to the bot as the coordinator, and return what it answers."""
        self._orders += 1
        mail = email.message_from_bytes(
            written(subject, sender=COORDINATOR, Message_ID=f"<file-{self._orders}@x.example>"),
            policy=email.policy.SMTP,
        )
        mail["Authentication-Results"] = TRUSTED
        for name, content in files:
            kind = ("image", "png") if name.endswith("png") else ("application", "octet-stream")
            mail.add_attachment(content, *kind, filename=name)
        self._post(mail.as_bytes())
        return answers(self.folder, COORDINATOR)[-1]

    def mails(self, to: str) -> list[EmailMessage]:
        """Return everything that was mailed to somebody, the oldest first."""
        files = sorted(self.folder.glob("*.eml"), key=lambda one: one.stat().st_mtime_ns)
        every = [
            email.message_from_bytes(one.read_bytes(), policy=email.policy.default) for one in files
        ]
        return [one for one in every if to in str(one["To"])]

    def tick(self) -> None:
        CliRunner().invoke(app, ["tick"])

    def to(self, day: date, hour: int = 8) -> None:
        self.clock.now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        self.tick()


@pytest.fixture
def board(coordinator: Post, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Board]:
    clock = FixedClock(NOW)
    monkeypatch.setattr("bot.app.services.system_clock", clock)
    services = build_services(load_settings(os.environ), clock)
    yield Board(services, clock, folder, coordinator)
    services.database.dispose()


def opened(mail: EmailMessage, name: str) -> Document:
    return docx.Document(io.BytesIO(files_of(mail)[name]))


def test_draft_of_the_minutes_comes_by_mail_with_who_was_there(board: Board) -> None:
    board.about("1. Mötets öppnande\n2. Budget\nReviderad budget för 2027")
    board.invite(ANEBY, EKSJO)
    board.answer(ANEBY, "accepted", "remote")
    board.to(DAY, 14)

    mail = board.say("protokoll styrgruppsmötet 10 februari")

    document = opened(mail, "protokoll-2027-02-10.docx")
    assert [row[2] for row in rows(document)] == ["Deltar", "På distans", "Har inte svarat"]
    assert headings(document, 3) == ["1. Mötets öppnande", "2. Budget"]
    assert "protokoll-2027-02-10.docx" in text_of(mail)


def test_files_and_links_of_a_mail_come_with_the_invitation(board: Board) -> None:
    budget = ("Budget 2027.pdf", b"%PDF-1.7 budget")
    logo, macro = ("logga.png", b"\x89PNG"), ("makro.docm", b"PK\x03\x04")
    kept = board.send("Handlingar till styrgruppsmötet 10 februari", budget, logo, macro)
    board.say("lägg till handling https://x.example/vp till styrgruppsmötet, rubrik: Plan")

    board.invite(ANEBY)

    invitation = board.mails(ANEBY)[-1]
    said = text_of(invitation)
    assert "Handlingarna är tillagda" in text_of(kept)
    assert "Jag tog inte emot makro.docm." in " ".join(text_of(kept).split())
    assert "Budget 2027.pdf följer med som bilaga" in said
    assert "Plan: https://x.example/vp" in said
    assert files_of(invitation)["Budget 2027.pdf"] == budget[1]


def test_new_papers_are_sent_to_those_who_are_invited_already(board: Board) -> None:
    board.invite(ANEBY, EKSJO)
    board.answer(ANEBY, "accepted", "remote")

    board.send("handlingar till styrgruppsmötet", ("Budget.pdf", b"%PDF-1.7"))
    sent = board.say("skicka handlingarna till styrgruppsmötet")
    board.to(date(2026, 11, 23))

    assert "De går nu ut till 2 inbjudna" in text_of(sent)
    sheets = [files_of(board.mails(one)[-1])["Budget.pdf"] for one in (ANEBY, EKSJO)]
    assert sheets == [b"%PDF-1.7"] * 2
    (ann, _) = attendance(board.services, board.coordinator, board.number).people
    assert (ann.status, ann.earlier) == ("accepted", False)


def test_finished_minutes_are_kept_and_sent_to_all(board: Board) -> None:
    board.invite(ANEBY, EKSJO)
    board.to(DAY, 14)
    finished = ("Protokoll justerat.pdf", b"%PDF-1.7 justerat")

    kept = board.send("Protokoll från styrgruppsmötet 10 februari", finished)
    board.say("skicka protokollet till alla")

    (sent,) = [one for one in board.mails(ANEBY) if "Protokoll" in str(one["Subject"])]
    assert "Protokollet är sparat" in text_of(kept)
    assert str(sent["Subject"]) == "Protokoll: styrgruppsmöten, ons 10 feb 2027"
    assert files_of(sent) == dict([finished])
    assert [str(one["Subject"]) for one in board.mails(EKSJO)][-1] == str(sent["Subject"])


def test_decision_is_made_brought_up_and_done_by_mail(board: Board) -> None:
    board.to(DAY, 14)
    decision = "Vi tar fram en mall; ansvarig miljöchefen i Aneby; senast 30 april"

    made = board.say(f"beslut styrgruppsmötet 10 februari: {decision}")
    draft = board.say("protokoll styrgruppsmötet 10 februari")
    board.to(date(2027, 4, 23))
    reminded = board.mails(ANEBY)[-1]
    done = board.say("beslut 1 från styrgruppsmötet klart", sender=ANEBY)

    assert text_of(made).startswith("Beslutet är inskrivet")
    table = rows(opened(draft, "protokoll-2027-02-10.docx"), -1)
    assert table[1] == ("1", "Vi tar fram en mall", "Miljöchef", "fre 30 april 2027")
    assert "beslut: Vi tar fram en mall" in str(reminded["Subject"])
    assert f"”beslut 1 från möte {board.number} klart”" in " ".join(text_of(reminded).split())
    assert "Du får det här för att du är ansvarig för ett beslut" in text_of(reminded)
    assert text_of(done).startswith("Beslutet är klart")


def test_draft_comes_in_a_direct_message_in_chat(calendar: Calendar) -> None:
    calendar.to(JANUARY)
    calendar.ask("boka styrgruppsmöte 10 februari kl 9-12 i Habo")

    calendar.ask("protokoll styrgruppsmötet 10 februari")

    workspace, house = calendar.house.workspace, calendar.house
    assert workspace.wait_until(lambda: any(one.files for one in house.direct(SARA)))
    (sent,) = [one for one in house.direct(SARA) if one.files]
    assert workspace.wait_until(lambda: house.last(SARA).plain == WORD_SENT)
    (file,) = sent.files
    assert (file.name, file.title) == (
        "protokoll-2027-02-10.docx",
        "Protokoll, styrgruppsmöten, ons 10 feb 2027",
    )
    assert rows(docx.Document(io.BytesIO(file.content)))[0] == (
        "Nr",
        "Beslut",
        "Ansvarig",
        "Senast",
    )


def test_reminder_in_chat_keeps_the_decision_when_something_else_is_done(
    calendar: Calendar,
) -> None:
    calendar.to(JANUARY)
    calendar.ask("boka styrgruppsmöte 10 februari kl 9-12 i Habo")
    calendar.ask("beslut styrgruppsmötet 10 februari: Vi tar fram en mall; senast 26 februari")

    calendar.to(date(2027, 1, 29))
    reminder = calendar.reminder(SARA)
    for label in ("Klart", "Ångra"):
        calendar.press(SARA, calendar.reminder(SARA), "Verksamhetsberättelse", label)

    told = [
        [line.removeprefix("• ") for line in lines(shown) if "Vi tar fram en mall" in line]
        for shown in (reminder, calendar.reminder(SARA))
    ]
    assert told == [["Beslut: Vi tar fram en mall, senast fre 26 feb"]] * 2
