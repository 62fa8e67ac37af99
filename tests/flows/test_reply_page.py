"""From the invitation in the inbox to the page on which one answers, and to a colleague's own."""

import email
import email.policy
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from bot.app.sending import Outgoing, build_outgoing
from bot.app.services import build_services
from bot.app.serving import build_web
from bot.config import load_settings
from bot.web.serving import listening, serving
from handlers.answers import Asker, RegistrationAnswer
from handlers.asking import ask
from handlers.coming import agenda
from handlers.invitations import Attending, Whom, attendance, invite
from handlers.meetings import Booking, book, cancel_meeting, move_meeting
from handlers.people import asker_by_email, set_role
from handlers.ports import Services
from storage.models import Meeting, Person
from tests.bot.mail.servers import Script, mail_server
from tests.bot.workspace.browser import open_page
from tests.bot.workspace.test_accessibility import WIDER
from tests.bot.workspace.test_axe import Look, faults
from tests.calendars import faults as calendar_faults
from tests.fakes import FixedClock
from tests.flows.letters import BOT, COORDINATOR, text_of
from tests.letters import faults as mail_faults
from tests.sample import NOW

ANEBY, COLLEAGUE = "miljochef.aneby@jonkoping.example", "eva.ek@aneby.example"
DAY = date(2027, 2, 10)
MEETING = Booking(
    first=DAY,
    starts=time(9),
    ends=time(12),
    place="Stadshuset i Habo",
    link="https://mote.jonkoping.example/styrgrupp",
)
LOOKS: list[Look] = [(scheme, width) for scheme in ("light", "dark") for width in (360, 700)]
OVER = "Failed to load resource: the server responded with a status of 410 (Gone)"


@dataclass
class Board:
    """A meeting of the board, with its outbox, its pages, and a mail server that takes mails."""

    services: Services
    outgoing: Outgoing
    clock: FixedClock
    script: Script
    coordinator: Asker
    number: int
    read: list[EmailMessage] = field(default_factory=list)

    def mail_to(self, address: str) -> EmailMessage:
        """Let the bot send what waits, and return the only new mail to somebody."""
        self.clock.move(timedelta(minutes=1))
        self.outgoing.work()
        known = len(self.read)
        for taken in self.script.taken[known:]:
            assert mail_faults(taken.content) == []
            self.read.append(email.message_from_bytes(taken.content, policy=email.policy.default))
        (mail,) = [one for one in self.read[known:] if address in str(one["To"])]
        return mail

    def people(self) -> list[Attending]:
        return list(attendance(self.services, self.coordinator, self.number).people)

    def say(self, words: str) -> RegistrationAnswer:
        answer = ask(self.services, self.coordinator, words)
        assert isinstance(answer, RegistrationAnswer)
        return answer


@pytest.fixture
def board(sqlite_path: Path) -> Iterator[Board]:
    with open_board(f"sqlite:///{sqlite_path}") as opened:
        yield opened


@contextmanager
def open_board(url: str) -> Iterator[Board]:
    """Serve the pages of a database with the sample in it, where the board is to meet."""
    script, clock = Script(), FixedClock(NOW)
    with (
        mail_server(script) as port,
        listening("127.0.0.1", 0) as listener,
        ThreadPoolExecutor(4) as executor,
    ):
        settings = load_settings(
            {
                "DATABASE_URL": url,
                "SMTP_URL": f"smtp://127.0.0.1:{port}",
                "MAIL_FROM": f"Samverkansboten <{BOT}>",
                "PUBLIC_URL": f"http://127.0.0.1:{listener.getsockname()[1]}",
                "SECRET_KEY": "k" * 32,
            }
        )
        services = build_services(settings, clock)
        outgoing = build_outgoing(settings, services)
        with serving(build_web(services, executor, None, outgoing=outgoing), listener):
            coordinator = prepared(services, outgoing)
            number = booked(services, coordinator)
            yield Board(services, outgoing, clock, script, coordinator, number)
        outgoing.close()
        services.database.dispose()


def prepared(services: Services, outgoing: Outgoing) -> Asker:
    set_role(services, COORDINATOR, "coordinator", "jonkoping")
    outgoing.work()
    coordinator = asker_by_email(services, COORDINATOR, "slack")
    assert coordinator is not None
    return coordinator


def booked(services: Services, coordinator: Asker) -> int:
    """Book the board's meeting, with a question about wishes, and invite a manager."""
    duties = agenda(services, coordinator, date(2027, 1, 1), date(2027, 12, 31)).duties
    duty = next(one.number for one in duties if one.rule == "jkp-styrgrupp" and not one.part)
    assert duty is not None
    number = book(services, coordinator, duty, MEETING).number
    with services.database.write() as session:
        meeting = session.get_one(Meeting, number)
        meeting.asks_wishes, meeting.about = True, "1. Förra mötet\n2. Verksamhetsplan 2028"
        meeting.answer_by = date(2027, 2, 1)
        manager = session.scalars(select(Person.id).filter_by(email=ANEBY)).one()
    invite(services, coordinator, number, Whom(people=(manager,)))
    return number


def link_in(mail: EmailMessage) -> str:
    (found,) = re.findall(r"http://127\.0\.0\.1:\d+/svar/\S+", text_of(mail))
    return str(found)


def calendar_in(mail: EmailMessage) -> str:
    parts = [one for one in mail.walk() if one.get_content_type() == "text/calendar"]
    content = parts[0].get_payload(decode=True)
    assert isinstance(content, bytes)
    assert calendar_faults(content) == []
    return content.decode()


def check(page: Page) -> None:
    """See that the page shuts nobody out, however it looks."""
    page.wait_for_load_state()
    assert faults(page, LOOKS) == dict.fromkeys(LOOKS, ())
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(WIDER) is False


def answer(page: Page, choice: str) -> None:
    page.get_by_label(choice, exact=True).check()
    page.locator("main form .button").click()


def test_manager_answers_from_the_mail_and_changes_their_mind(
    browser: Browser, board: Board
) -> None:
    link = link_in(board.mail_to(ANEBY))

    with open_page(browser) as page:
        page.goto(link)
        expect(page.get_by_role("heading", level=1)).to_have_text("Kommer du på mötet?")
        check(page)
        page.get_by_label("Önskemål om mat och tillgänglighet").fill("Utan nötter")
        answer(page, "Kommer digitalt")
        expect(page.get_by_role("status")).to_contain_text("Ditt svar är att du kommer digitalt.")
        check(page)
        (first,) = board.people()
        answer(page, "Kommer inte")
        expect(page.get_by_role("status")).to_contain_text("Ditt svar är att du inte kommer.")

    (second,) = board.people()
    assert (first.status, first.attends, first.wishes) == ("accepted", "remote", "Utan nötter")
    assert (second.status, second.attends) == ("declined", "")


def test_answering_needs_no_javascript(browser: Browser, board: Board) -> None:
    link = link_in(board.mail_to(ANEBY))

    with open_page(browser, java_script_enabled=False) as page:
        page.goto(link)
        answer(page, "Kanske")
        expect(page.get_by_role("status")).to_contain_text("Ditt svar är att du kanske kommer.")

    assert [one.status for one in board.people()] == ["tentative"]


def test_colleague_registers_by_the_link_and_answers_on_the_page(
    browser: Browser, board: Board
) -> None:
    board.mail_to(ANEBY)
    opened = board.say("öppna anmälan till styrgruppsmötet")

    with open_page(browser) as page:
        page.goto(opened.address)
        check(page)
        page.get_by_label("Ditt namn").fill("Eva Ek")
        page.get_by_label("Ditt kontor").select_option(label="Miljökontoret i Aneby")
        page.get_by_label("Din mejladress").fill(COLLEAGUE)
        page.get_by_role("button", name="Anmäl mig").click()
        expect(page.get_by_role("status")).to_contain_text("Tack för din anmälan")
        check(page)
        mail = board.mail_to(COLLEAGUE)
        assert str(mail["Subject"]).startswith("Anmäld: styrgrupp")
        assert "METHOD:REQUEST" in calendar_in(mail)
        page.goto(link_in(mail))
        expect(page.get_by_text("Du svarar som Eva Ek.")).to_be_visible()
        expect(page.get_by_text("Ditt svar är att du kommer.")).to_be_visible()
        answer(page, "Kommer inte")
        expect(page.get_by_role("status")).to_contain_text("Ditt svar är att du inte kommer.")

    eva = next(one for one in board.people() if one.name == "Eva Ek")
    assert (eva.office, eva.status, eva.origin) == ("Miljökontoret i Aneby", "declined", "link")
    assert asker_by_email(board.services, COLLEAGUE, "mail") is None


def test_page_tells_of_what_has_changed_and_of_what_is_off(browser: Browser, board: Board) -> None:
    link = link_in(board.mail_to(ANEBY))
    later = Booking(first=DAY, starts=time(13), ends=time(15), place="Rådhuset")

    with open_page(browser) as page:
        page.goto(link)
        move_meeting(board.services, board.coordinator, board.number, later)
        page.goto(link)
        expect(page.get_by_text("Mötet har ändrats sedan mejlet skickades.")).to_be_visible()
        check(page)
        changed = board.mail_to(ANEBY)
        page.goto(link_in(changed))
        expect(page.get_by_text("Mötet har ändrats sedan mejlet skickades.")).to_have_count(0)
        cancel_meeting(board.services, board.coordinator, board.number)
        page.goto(link)
        expect(page.get_by_role("heading", level=1)).to_have_text("Mötet är inställt")
        check(page)

    assert "/svar/" not in text_of(board.mail_to(ANEBY))


def test_registration_that_was_closed_says_so(browser: Browser, board: Board) -> None:
    board.mail_to(ANEBY)
    opened = board.say("öppna anmälan till styrgruppsmötet")
    board.say("stäng anmälan till styrgruppsmötet")

    with open_page(browser, complaints=[OVER]) as page:
        page.goto(opened.address)
        expect(page.get_by_role("heading", level=1)).to_have_text("Anmälan är stängd")
        check(page)
