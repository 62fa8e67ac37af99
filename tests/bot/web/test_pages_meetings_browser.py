"""The pages about meetings in a real browser: nobody is shut out."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from handlers.answers import Asker
from handlers.coming import whole_year
from handlers.invitations import Response, open_registration, respond, uninvite
from handlers.meetings import cancel_meeting
from storage.models import Meeting
from tests.bot.web.browsing import BAD, LONG, Served, Visit, look_closely, opened, send
from tests.bot.web.meetings import booked_meeting
from tests.bot.workspace.browser import open_page
from tests.bot.workspace.test_axe import LOOKS, faults
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


def following(page: Page, served: Served) -> None:
    """Come to the list of a meeting with somebody on it whose words are longer than the window."""
    desk = served.desk
    number = booked_meeting(desk, place=LONG)
    asker = Asker("", desk.contact_id, door="page")
    said = Response(status="accepted", comment=LONG)
    respond(desk.services, asker, number, desk.contact_id, said)
    page.goto(served.links.attendance(desk.coordinator_id, number))
    expect(page.get_by_role("cell", name=LONG)).to_be_visible()


def following_those_who_are_silent(page: Page, served: Served) -> None:
    following(page, served)
    page.get_by_role("link", name="Inget svar 0").click()
    expect(page.get_by_text("Här står ingen just nu.")).to_be_visible()


def following_nobody(page: Page, served: Served) -> None:
    following(page, served)
    desk = served.desk
    (meeting,) = whole_year(desk.services, desk.coordinator, 2027).meetings
    uninvite(desk.services, desk.coordinator, meeting.number, desk.contact_id)
    page.reload()
    expect(page.get_by_text("Ingen är inbjuden än.")).to_be_visible()


def nothing_replied(page: Page, served: Served) -> None:
    replying(page, served)
    send(page)


SOUND_VISITS: list[Visit] = [
    replying, replied, over, registering, registered, full_course,
    following, following_those_who_are_silent, following_nobody,
]  # fmt: skip
FAULTY_VISITS: list[Visit] = [nothing_replied, nobody_registered]
VISITS = [*((visit, ()) for visit in SOUND_VISITS), *((visit, (BAD,)) for visit in FAULTY_VISITS)]


@pytest.mark.parametrize(
    ("visit", "complaints"), VISITS, ids=[visit.__name__ for visit, _ in VISITS]
)
def test_page_shuts_nobody_out(
    browser: Browser, served: Served, visit: Visit, complaints: tuple[str, ...]
) -> None:
    look_closely(browser, served, visit, complaints)


# One for what is special to the list: its table, its colours, and what is pressed.
DEFECTS = {
    "th-has-data-cells": ("for (const e of document.querySelectorAll('.people td')) e.remove()"),
    "color-contrast": "document.querySelector('.counted').style.color = '#777777'",
    "target-size": (
        "for (const e of document.querySelectorAll('.filters ul, .filters li, .filters a'))"
        " e.style.cssText = 'display: block; height: 7px; padding: 0; font-size: 7px; gap: 0'"
    ),
}


def test_axe_sees_planted_defects_in_the_list(browser: Browser, served: Served) -> None:
    with open_page(browser) as page:
        following(page, served)
        for defect in DEFECTS.values():
            page.evaluate(defect)
        found = faults(page)

    for look in LOOKS:
        assert {fault.split(":")[0] for fault in found[look]} == set(DEFECTS)


def test_list_is_printed_dark_on_white_without_what_is_pressed(
    browser: Browser, served: Served
) -> None:
    with open_page(browser, scheme="dark") as page:
        following(page, served)
        page.emulate_media(media="print", color_scheme="dark")
        for hidden in ("Uppdatera", "Hämta alla som Excelfil"):
            expect(page.get_by_text(hidden, exact=True)).to_be_hidden()
        expect(page.get_by_role("navigation")).to_have_count(0)
        expect(page.get_by_role("cell", name=LONG)).to_be_visible()
        colours = page.evaluate("getComputedStyle(document.documentElement).color")

    assert colours == "rgb(27, 31, 35)"


def test_list_is_a_table_to_a_screen_reader_on_a_phone_too(
    browser: Browser, served: Served
) -> None:
    with open_page(browser, 320, 640) as page:
        following(page, served)
        shown = page.get_by_role("table", name="Alla 1").aria_snapshot()

    assert [one.strip("- :") for one in shown.splitlines()][-1] == f'cell "{LONG}"'
    assert shown.count("columnheader") == 4
    assert shown.count("rowheader") == 2
