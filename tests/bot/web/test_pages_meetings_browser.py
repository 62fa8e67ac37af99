"""The pages about meetings in a real browser: nobody is shut out."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from handlers.coming import whole_year
from handlers.invitations import open_registration
from handlers.meetings import cancel_meeting
from storage.models import Meeting
from tests.bot.web.browsing import BAD, LONG, Served, Visit, look_closely, opened, send
from tests.bot.web.meetings import booked_meeting
from tests.handlers.calendars import Desk

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def served(desk: Desk) -> Iterator[Served]:
    with opened(desk) as served:
        yield served


def replying(page: Page, served: Served) -> None:
    """Come to an invitation to a place whose name is longer than the window."""
    desk = served.desk
    number = booked_meeting(desk, place=LONG)
    page.goto(served.links.reply(desk.contact_id, number, 1))
    expect(page.get_by_text("har ändrats sedan mejlet")).to_be_visible()


def replied(page: Page, served: Served) -> None:
    replying(page, served)
    page.get_by_label("Kommer digitalt").check()
    send(page)
    expect(page.get_by_role("status")).to_contain_text("Tack, ditt svar är sparat")


def over(page: Page, served: Served) -> None:
    replied(page, served)
    (meeting,) = whole_year(served.desk.services, served.desk.coordinator, 2027).meetings
    cancel_meeting(served.desk.services, served.desk.coordinator, meeting.number)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mötet är inställt")


def registering(page: Page, served: Served) -> None:
    desk = served.desk
    opened = open_registration(desk.services, desk.coordinator, booked_meeting(desk, place=LONG))
    page.goto(served.links.registration(opened.meeting.number, opened.registration or 0))


def registered(page: Page, served: Served) -> None:
    registering(page, served)
    page.get_by_label("Ditt namn").fill("Eva Ek")
    page.get_by_label("Ditt kontor").select_option("Annan")
    page.get_by_label("Din mejladress").fill("eva@habo.example")
    send(page)
    expect(page.get_by_role("status")).to_contain_text("Tack för din anmälan")


def full_course(page: Page, served: Served) -> None:
    registered(page, served)
    with served.desk.services.database.write() as session:
        (meeting,) = session.scalars(select(Meeting))
        meeting.kind, meeting.places = "course", 1
    page.get_by_role("link", name="Anmäl en till").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Utbildningen är full")


def nobody_registered(page: Page, served: Served) -> None:
    registering(page, served)
    send(page)
    expect(page.locator(".fault")).to_have_count(3)


def nothing_replied(page: Page, served: Served) -> None:
    replying(page, served)
    send(page)


SOUND_VISITS: list[Visit] = [replying, replied, over, registering, registered, full_course]
FAULTY_VISITS: list[Visit] = [nothing_replied, nobody_registered]
VISITS = [*((visit, ()) for visit in SOUND_VISITS), *((visit, (BAD,)) for visit in FAULTY_VISITS)]


@pytest.mark.parametrize(
    ("visit", "complaints"), VISITS, ids=[visit.__name__ for visit, _ in VISITS]
)
def test_page_shuts_nobody_out(
    browser: Browser, served: Served, visit: Visit, complaints: tuple[str, ...]
) -> None:
    look_closely(browser, served, visit, complaints)
