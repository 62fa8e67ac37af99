"""The pages of a calendar before axe-core: what it knows of shuts nobody out."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bot.workspace.browser import open_page
from tests.bot.workspace.demo_house import Demo
from tests.bot.workspace.invitations import event, invite, times
from tests.bot.workspace.material import INA
from tests.bot.workspace.test_axe import LOOKS, UNPROCESSABLE, DemoVisit, faults

CALENDAR = f"/som/{INA}/kalender"
COMING = times("20260310T090000", "20260310T120000")
LATER = times("20260317T090000", "20260317T120000")
OVER = times("20260210T090000", "20260210T120000")


def calendar_with_everything(page: Page, demo: Demo) -> None:
    """Show a meeting in each state, one that comes back, and a mail that cannot be read."""
    for uid in ("waiting", "moved", "off", "answered"):
        invite(demo, event(0, 0, "DESCRIPTION:Dagordning", uid=uid, when=COMING, title=uid))
    invite(demo, event(0, 0, "RRULE:FREQ=MONTHLY", uid="again", when=COMING, title="again"))
    invite(demo, event(0, 0, uid="over", when=OVER, title="over"))
    invite(demo, ("X",))
    page.goto(demo.house.url + CALENDAR)
    for name in ("answered", "moved"):
        meeting = page.get_by_role("article", name=name)
        meeting.get_by_role("button", name="Acceptera").click()
        expect(meeting.get_by_text("Du har accepterat.")).to_be_visible()
    invite(demo, event(1, 5, "LOCATION:Habo", uid="moved", when=LATER, title="moved"))
    invite(demo, event(1, 5, uid="off", when=COMING, title="off"), method="CANCEL")
    expect(page.get_by_text("Svara igen", exact=True)).to_be_visible()
    expect(page.get_by_text("Inställt", exact=True)).to_be_visible()
    page.get_by_role("article", name="waiting").get_by_text("Skriv något till svaret").click()
    page.get_by_text("Möten som har varit").click()
    expect(page.get_by_role("article", name="over")).to_be_visible()


def empty_calendar(page: Page, demo: Demo) -> None:
    page.goto(demo.house.url + CALENDAR)
    expect(page.get_by_text("Hit kommer möten")).to_be_visible()


def calendar_without_an_account(page: Page, demo: Demo) -> None:
    invite(demo, event(when=COMING, to="granne@hemma.example"), to="granne@hemma.example")
    page.goto(f"{demo.house.url}/adress/granne%40hemma.example/epost")
    page.get_by_role("link", name="Kalender", exact=True).click()
    expect(page.get_by_role("button", name="Acceptera")).to_be_visible()


def another_time(page: Page, demo: Demo) -> None:
    invite(demo, event(when=COMING))
    page.goto(demo.house.url + CALENDAR)
    page.get_by_role("link", name="Föreslå en annan tid").click()
    expect(page.get_by_label("Dag")).to_be_focused()


VISITS: list[DemoVisit] = [
    calendar_with_everything,
    empty_calendar,
    calendar_without_an_account,
    another_time,
]


@pytest.mark.parametrize("visit", VISITS)
def test_axe_finds_nothing_in_a_calendar(browser: Browser, demo: Demo, visit: DemoVisit) -> None:
    with open_page(browser, reduced_motion="reduce") as page:
        visit(page, demo)
        found = faults(page)

    assert found == dict.fromkeys(LOOKS, ())


def test_axe_finds_nothing_where_a_proposal_is_to_be_mended(browser: Browser, demo: Demo) -> None:
    with open_page(browser, complaints=[UNPROCESSABLE]) as page:
        another_time(page, demo)
        page.get_by_role("button", name="Skicka förslaget").click()
        expect(page.locator("[aria-invalid=true]")).to_be_focused()
        found = faults(page)

    assert found == dict.fromkeys(LOOKS, ())
