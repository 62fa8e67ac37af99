"""Following who comes on the page of a meeting, from its link in chat and in answers to words."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select, update

from bot.app.addresses import PageAddresses
from bot.config import load_settings
from handlers.answers import Asker, AttendanceAnswer
from handlers.asking import ask
from handlers.invitations import (
    Registration,
    Response,
    Whom,
    invite,
    register,
    respond,
    uninvite,
)
from handlers.meetings import cancel_meeting, mark_held
from handlers.ports import Services
from storage.models import Meeting, Membership, Person
from tests.bot.workspace.browser import open_page
from tests.fakes import FixedClock
from tests.flows.demo_meetings import demo_meetings
from tests.flows.letters import (
    COORDINATOR,
    TRUSTED,
    Post,
    answers,
    site,
    text_of,
    written,
)
from tests.flows.test_demo_meeting import box, write
from tests.flows.test_reply_page import ANEBY, COLLEAGUE, Board, check, open_board
from tests.sample import NOW

HABO = "miljochef.habo@jonkoping.example"
STATUS = "Failed to load resource: the server responded with a status of "
LOST, GONE = f"{STATUS}404 (Not Found)", f"{STATUS}410 (Gone)"
CLOSED = f"{STATUS}403 (Forbidden)"


@pytest.fixture
def board(sqlite_path: Path) -> Iterator[Board]:
    with open_board(f"sqlite:///{sqlite_path}") as opened:
        yield opened


def number_of(services: Services, address: str) -> int:
    with services.database.session() as session:
        return session.scalars(select(Person.id).filter_by(email=address)).one()


def answered(services: Services, meeting: int, address: str, **response: str) -> None:
    person = number_of(services, address)
    given = Response(**response)  # type: ignore[arg-type]  # words alone are given
    respond(services, Asker("", person, door="page"), meeting, person, given)


def asked(board: Board) -> str:
    """Ask in words who comes, and return where the page is."""
    answer = ask(board.services, board.coordinator, f"vilka kommer på möte {board.number}?")
    assert isinstance(answer, AttendanceAnswer)
    return answer.attendance.address


def change(board: Board, **values: object) -> None:
    with board.services.database.write() as session:
        session.execute(update(Meeting).where(Meeting.id == board.number).values(**values))


def invite_habo(board: Board) -> None:
    whom = Whom(people=(number_of(board.services, HABO),))
    invite(board.services, board.coordinator, board.number, whom)


def gather(board: Board) -> None:
    """Invite the managers and contact persons of the county, and let most of them answer."""
    said: tuple[dict[str, str], ...] = (
        {"status": "accepted", "attends": "room"},
        {"status": "accepted", "attends": "remote", "comment": "Kan bara vara med till lunch"},
        {"status": "declined", "comment": "Vi skickar någon annan nästa gång"},
        {},
        {"status": "accepted", "attends": "room"},
    )
    with board.services.database.session() as session:
        theirs = select(Person.email).where(Person.email.like("%.%@jonkoping.example"))
        known = [one or "" for one in session.scalars(theirs.order_by(Person.email))]
    people = [one for one in known if one.startswith(("miljochef.", "kontaktperson."))]
    numbers = tuple(number_of(board.services, one) for one in people)
    invite(board.services, board.coordinator, board.number, Whom(people=numbers))
    change(board, places=9)
    for at, one in enumerate(people):
        given = said[at * 3 % 7 % len(said)]
        board.clock.move(timedelta(minutes=1))
        if given:
            answered(board.services, board.number, one, **given)


def answer_from(page: Page, office: str) -> str:
    """Return what the only one of an office has answered."""
    heading = page.get_by_role("rowheader", name=office, exact=True)
    return page.locator("tbody").filter(has=heading).get_by_role("cell").first.inner_text()


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def test_coordinator_follows_who_comes_from_the_chat(browser: Browser, tmp_path: Path) -> None:
    with demo_meetings() as meetings, open_page(browser, accept_downloads=True) as page:
        meetings.invite(ANEBY, HABO)
        page.goto(meetings.workspace.base_url)
        page.get_by_role("link", name="Utvecklingsledaren i Jönköping").click()
        expect(box(page)).to_be_focused()
        card = write(page, f"/mote {meetings.number}")
        link = card.get_by_role("link", name="Öppna listan som sida").get_attribute("href")
        assert link

        page.goto(link)
        assert heading(page) == "Vilka kommer?"
        expect(page.locator(".lead")).to_have_text(
            "Kommer 0 · kommer inte 0 · inget svar 2 · 0 av 2 kontor"
        )
        assert answer_from(page, "Miljökontoret i Aneby") == "Har inte svarat"
        check(page)

        said = {"status": "accepted", "attends": "remote", "comment": "Tåget är sent"}
        answered(meetings.services, meetings.number, ANEBY, **said)
        page.get_by_role("link", name="Uppdatera").click()
        expect(page.locator(".lead")).to_have_text(
            "Kommer 0 · digitalt 1 · kommer inte 0 · inget svar 1 · 1 av 2 kontor"
        )
        assert answer_from(page, "Miljökontoret i Aneby") == "Kommer digitalt"
        expect(page.locator(".offices")).to_have_text(
            "1 av 2 kontor har svarat. Inget svar än från: Miljökontoret i Habo."
        )

        page.get_by_role("link", name="Inget svar 1").click()
        expect(page.locator("[aria-current=page]")).to_have_text("Inget svar 1")
        expect(page.locator("tbody")).to_have_count(1)
        assert answer_from(page, "Miljökontoret i Habo") == "Har inte svarat"
        check(page)

        with page.expect_download() as download:
            page.get_by_role("link", name="Hämta alla som Excelfil").click()
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
    assert file.name == "deltagare.xlsx"
    assert offices_in(file) == [
        ("Kontor", "Svar", "Övrigt"),
        ("Miljökontoret i Aneby", "kommer digitalt", "Tåget är sent"),
        ("Miljökontoret i Habo", "har inte svarat", ""),
    ]


def offices_in(file: Path) -> list[tuple[str, ...]]:
    """Return what stands in a workbook, but for the names."""
    sheet = openpyxl.load_workbook(file).worksheets[0]
    return [tuple(str(cell or "") for cell in row[1:]) for row in sheet.iter_rows(values_only=True)]


def test_queue_and_those_who_registered_are_told_apart(browser: Browser, board: Board) -> None:
    invite_habo(board)
    change(board, places=1, link="")
    answered(board.services, board.number, HABO, status="accepted")
    opened = board.say("öppna anmälan till styrgruppsmötet")
    token = opened.address.rpartition("/")[2]
    number, registration = (int(one, 36) for one in token.partition(".")[0].split("-"))
    wanted = Registration(name="Eva Ek", email=COLLEAGUE, office_id=None)
    register(board.services, number, registration, wanted)
    board.clock.move(timedelta(minutes=1))
    answered(board.services, board.number, ANEBY, status="accepted")

    with open_page(browser) as page:
        page.goto(asked(board))
        expect(page.locator(".lead")).to_have_text(
            "Kommer 1 · kommer inte 0 · inget svar 0 · på kö 2 · 1 av 2 kontor"
        )
        page.get_by_role("link", name="På kö 2").click()
        expect(page.locator("tbody tr")).to_have_count(2)
        turns = page.locator("tbody td:nth-child(3)").all_inner_texts()
        check(page)
        page.get_by_role("link", name="Anmälda via länk 1").click()
        expect(page.locator("tbody tr")).to_have_text(
            re.compile(r"Utan kontor\s+Eva Ek\s+Nr 1 i kön\s+anmäld via länk")
        )

    assert turns == ["Nr 1 i kön", "Nr 2 i kön"]


def test_page_of_a_meeting_that_is_off_or_has_been_says_so(browser: Browser, board: Board) -> None:
    answered(board.services, board.number, ANEBY, status="accepted")
    address = asked(board)

    with open_page(browser) as page:
        cancel_meeting(board.services, board.coordinator, board.number)
        page.goto(address)
        assert heading(page) == "Mötet är inställt"
        assert answer_from(page, "Miljökontoret i Aneby") == "Kommer"
        check(page)
        day = board.services.today() - timedelta(days=1)
        change(board, state="booked", first=day, last=day, starts_at=None, ends_at=None)
        page.goto(address)
        assert heading(page) == "Mötet har varit"
        mark_held(board.services, board.coordinator, board.number)
        page.goto(address)
        assert heading(page) == "Mötet har varit"


def test_nobody_on_the_list_is_said_with_what_to_do(browser: Browser, board: Board) -> None:
    address = asked(board)
    who = number_of(board.services, ANEBY)
    uninvite(board.services, board.coordinator, board.number, who)

    with open_page(browser) as page:
        page.goto(address)
        expect(page.get_by_text("Ingen är inbjuden än.")).to_be_visible()
        expect(page.get_by_role("table")).to_have_count(0)
        check(page)

    assert asked(board) == ""


def test_link_of_somebody_else_an_old_and_a_forged_one_open_nothing(
    browser: Browser, board: Board
) -> None:
    address = asked(board)
    ended = {"valid_to": board.services.today() - timedelta(days=1)}
    who = number_of(board.services, COORDINATOR)

    with open_page(browser, complaints=[LOST, CLOSED, GONE]) as page:
        page.goto(address[:-3] + "xxx")
        assert heading(page) == "Länken går inte att öppna"
        with board.services.database.write() as session:
            session.execute(update(Membership).where(Membership.person_id == who).values(**ended))
        page.goto(address)
        assert heading(page) == "Det här är öppet för en annan roll"
        check(page)
        board.clock.move(timedelta(days=31))
        page.goto(address)
        assert heading(page) == "Länken gäller inte längre"
        expect(page.get_by_text("Miljökontoret i Aneby")).to_have_count(0)


def test_answer_by_mail_leads_to_the_page_and_to_the_file(coordinator: Post, folder: Path) -> None:
    body = f"rubrik: Chefsdag\nnär: 2 juni 2027 kl 9–12\nplats: Habo\nbjud in: {HABO}"
    orders = ("skicka inbjudan till chefsdagen", "vilka kommer på chefsdagen?")
    for number, (subject, text) in enumerate([("Nytt möte", body), *((one, "") for one in orders)]):
        named = f"<{number}@jonkoping.example>"
        trusted = {"Message_ID": named, "Authentication_Results": TRUSTED}
        coordinator(written(subject, text, sender=COORDINATOR, **trusted))

    said = text_of(answers(folder, COORDINATOR)[-1])
    (path,) = re.findall(r"Listan som sida:\s+https://bot\.example(/deltagare/\S+)", said)
    with site() as client:
        page, file = client.get(path), client.get(f"{path}.xlsx")
    assert "Miljökontoret i Habo" in page.text
    assert file.headers["content-disposition"] == 'attachment; filename="deltagare.xlsx"'


def test_link_is_shown_only_where_a_page_can_be_reached() -> None:
    key, public = {"SECRET_KEY": "k" * 32}, {"PUBLIC_URL": "https://bot.example"}

    shown = [
        PageAddresses(load_settings(given), FixedClock(NOW)).attendance(1, 2)
        for given in ({}, key, public, {**key, **public})
    ]

    assert shown[:3] == ["", "", ""]
    assert shown[3].startswith("https://bot.example/deltagare/1-2-")
