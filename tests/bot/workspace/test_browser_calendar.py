"""An open calendar in a real browser: what comes meanwhile disturbs nobody."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.bot.workspace.browser import open_page
from tests.bot.workspace.calendar_forms import APRIL, MARCH, PATH
from tests.bot.workspace.demo_house import Demo
from tests.bot.workspace.invitations import event, invite

OTHER = "mote-2@jonkoping.example"


@pytest.fixture
def page(browser: Browser, invited: Demo) -> Iterator[Page]:
    with open_page(browser) as opened:
        opened.goto(invited.house.url + PATH)
        yield opened


def meeting(page: Page, name: str = "Chefsmöte") -> Locator:
    return page.get_by_role("article", name=name, exact=True)


def write(page: Page, words: str) -> Locator:
    meeting(page).get_by_text("Skriv något till svaret").click()
    field = meeting(page).get_by_label("Kommentar")
    field.fill(words)
    return field


def test_what_is_being_written_survives_what_comes(page: Page, invited: Demo) -> None:
    field = write(page, "Vi är t")

    invite(invited, event(uid=OTHER, title="Styrgrupp", when=APRIL))
    expect(meeting(page, "Styrgrupp")).to_be_visible()
    invite(invited, event(0, 5, "LOCATION:Biblioteket", when=MARCH))
    expect(meeting(page)).to_contain_text("Ny plats, förut Rådhuset.")

    expect(field).to_have_value("Vi är t")
    expect(field).to_be_focused()
    page.keyboard.type("vå")
    meeting(page).get_by_role("button", name="Acceptera").click()
    expect(meeting(page)).to_contain_text("Du skrev: ”Vi är två”")
    # What is sent is not written a second time.
    expect(meeting(page).get_by_label("Kommentar")).to_be_hidden()
    expect(meeting(page).get_by_label("Kommentar")).to_have_value("")


def test_meeting_that_has_been_goes_to_those_before(page: Page) -> None:
    expect(page.get_by_text("Möten som har varit")).to_have_count(0)

    page.get_by_label("Flytta till").fill("2026-03-12")
    page.get_by_role("button", name="Flytta", exact=True).click()
    expect(page.get_by_role("heading", name="I dag, tors 12 mars 2026")).to_be_visible()
    page.get_by_text("Möten som har varit").click()

    expect(meeting(page)).to_contain_text("tis 10 mars 2026 9.00–12.00")
    expect(meeting(page).get_by_role("button")).to_have_count(0)
    expect(page.get_by_text("Inga möten i dag.")).to_be_visible()


def test_number_in_the_menu_goes_when_the_last_one_is_answered(page: Page, invited: Demo) -> None:
    page.get_by_role("link", name="Hem").click()
    link = page.get_by_role("link", name="Kalender")
    expect(link).to_contain_text("1 obesvarat möte")

    invite(invited, event(uid=OTHER, title="Styrgrupp", when=APRIL))
    expect(link).to_contain_text("2 obesvarade möten")
    link.click()
    for name in ("Chefsmöte", "Styrgrupp"):
        meeting(page, name).get_by_role("button", name="Avböj").click()
        expect(meeting(page, name)).to_contain_text("Du har avböjt.")
    page.get_by_role("link", name="Hem").click()

    expect(link).to_have_text("Kalender")


def test_way_back_from_a_proposal_leads_to_the_meeting_alone(page: Page, invited: Demo) -> None:
    for number in range(9):
        invite(invited, event(uid=f"{number}", title=f"Styrgrupp {number}", when=APRIL))
    last = meeting(page, "Styrgrupp 8")
    last.get_by_role("link", name="Föreslå en annan tid").click()

    page.get_by_role("link", name="Avbryt").click()

    expect(last).to_be_focused()
    expect(last).to_be_in_viewport()
    # The list is scrolled, and not the page around it.
    assert page.evaluate("document.documentElement.scrollTop") == 0
    expect(page.get_by_role("region", name="Klockan i demon")).to_be_in_viewport()
