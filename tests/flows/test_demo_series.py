"""A series of meetings in the demo: planned in its dialog, answered once, moved one time."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.config import load_settings
from bot.workspace import Workspace
from bot.workspace.demo import demo
from tests.bot.workspace.browser import open_page
from tests.flows.demo_meetings import MONDAY, GoingClock
from tests.flows.test_demo_meeting import COORDINATOR, dialog, entered, press, write

MANAGERS = "/adress/miljochef.boras%40vast.example/kalender"
TITLE, COMING = "Kort avstämning", "Kommer 1 · kommer inte 0 · inget svar 0"


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with demo(load_settings({"PORT": "0"}), GoingClock(MONDAY)) as opened:
        yield opened


def test_series_is_planned_sent_answered_once_and_moved_one_time(
    browser: Browser, workspace: Workspace
) -> None:
    with (
        entered(browser, workspace, COORDINATOR) as coordinator,
        open_page(browser) as manager,
    ):
        plan_series(coordinator)
        send_series(coordinator)

        manager.goto(workspace.base_url + MANAGERS)
        expect(meeting(manager)).to_contain_text(
            "Återkommer varje månad den andra onsdagen till och med ons 8 dec 2027."
        )
        meeting(manager).get_by_role("button", name="Acceptera").click()
        expect(meeting(manager)).to_contain_text("Boten har skrivit upp det")

        dialog(coordinator).get_by_label("Visa en annan gång").select_option(
            label="ons 10 mars 2027"
        )
        expect(dialog(coordinator)).to_contain_text("ons 10 mars 2027 kl. 9.00–9.30")
        expect(dialog(coordinator)).to_contain_text(COMING)
        press(coordinator, "Ändra")
        dialog(coordinator).get_by_label("Dag", exact=True).fill("2027-03-17")
        press(coordinator, "Spara")
        expect(dialog(coordinator)).to_contain_text("inget svar 1")

        expect(meeting(manager)).to_contain_text("ons 17 mars 2027")
        # The others are not asked again.
        expect(meeting(manager)).to_contain_text("Du har accepterat.")
    assert workspace.refusals == []


def plan_series(page: Page) -> None:
    """Plan a short meeting on the second Wednesday of each month but July."""
    write(page, "/mote").get_by_role("button", name="Nytt möte").click()
    asked = dialog(page)
    asked.get_by_label("Rubrik").fill(TITLE)
    asked.get_by_label("Dag", exact=True).fill("2027-02-10")
    asked.get_by_label("Börjar klockan").fill("09:00")
    asked.get_by_label("Slutar klockan").fill("09:30")
    asked.get_by_label("Återkommer").select_option(label="Varje månad, samma veckodag")
    asked.get_by_label("Till och med").fill("2027-12-31")
    asked.get_by_label("juli").check()
    asked.get_by_label("Länk för den som är med digitalt").fill("https://mote.example/kort")
    asked.get_by_label("Enstaka personer").fill("miljochef.boras@vast.example")
    press(page, "Spara")
    expect(dialog(page)).to_contain_text(
        "En av 10 gånger: andra onsdagen varje månad till och med ons 8 dec 2027, inte i juli."
    )


def send_series(page: Page) -> None:
    """Send its invitation; the button asks first."""
    press(page, "Skicka inbjudan")
    expect(dialog(page)).to_contain_text("Skicka inbjudan nu?")
    press(page, "Skicka inbjudan")
    expect(dialog(page)).to_contain_text("Inbjudan går nu ut till 1 person.")


def meeting(page: Page) -> Locator:
    return page.get_by_role("article", name=TITLE)
