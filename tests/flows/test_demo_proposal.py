"""A proposal in the demo, from its first word to the plan, in a browser."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.config import load_settings
from bot.workspace import Workspace
from bot.workspace.demo import demo
from tests.bot.workspace.browser import open_page
from tests.flows.demo_meetings import MONDAY, GoingClock

CONTACT, COORDINATOR = "Kontaktperson i Habo", "Utvecklingsledaren i Jönköping"
TITLE = "Tillsyn av skateparker"
WHY = "Flera kommuner behöver det 2028."


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with demo(load_settings({"PORT": "0"}), GoingClock(MONDAY)) as opened:
        yield opened


@contextmanager
def entered(browser: Browser, workspace: Workspace, name: str) -> Iterator[Page]:
    with open_page(browser, 1100, 1000) as page:
        page.goto(workspace.base_url)
        page.get_by_role("link", name=name).click()
        expect(box(page)).to_be_focused()
        yield page


def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Skriv till")


def write(page: Page, words: str) -> Locator:
    messages = page.locator("li.message")
    before = messages.count()
    box(page).fill(words)
    box(page).press("Enter")
    expect(messages).to_have_count(before + 1)
    return messages.last


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog").last


def press(page: Page, label: str) -> None:
    dialog(page).get_by_role("button", name=label, exact=True).first.click()


def begin(page: Page) -> None:
    """Open the dialog and begin on something that is much like what there is."""
    box(page).fill("/forslag")
    box(page).press("Enter")
    expect(dialog(page)).to_contain_text("Förslaget är inte anonymt och kan bli allmän handling.")
    dialog(page).get_by_label("Rubrik", exact=True).press_sequentially("Biocidprodukter i båtar")
    expect(dialog(page)).to_contain_text("Liknar: Biocidprodukter")


def finish(page: Page) -> None:
    """Fill the dialog in, look it through and hand it in."""
    dialog(page).get_by_label("Rubrik", exact=True).fill(TITLE)
    dialog(page).get_by_label("Område", exact=True).fill("Tillsyn miljöskydd")
    press(page, "Förhandsgranska")
    expect(dialog(page)).to_contain_text("Fel:")
    dialog(page).get_by_label("Bakgrund", exact=True).fill("Ingen vet hur de låter.")
    dialog(page).get_by_label("Mål", exact=True).fill("Alla mäter lika.")
    press(page, "Förhandsgranska")
    expect(dialog(page)).to_contain_text("Ingen vet hur de låter.")
    press(page, "Lämna in")
    expect(dialog(page)).to_contain_text(f"Tack. Förslag 2027-001 {TITLE} är inlämnat")


def move(page: Page) -> None:
    """Move the proposal to the plan, with the reason."""
    listed = write(page, "/samverkan inkomna förslag")
    expect(listed).to_contain_text(TITLE)
    write(page, "/forslag 2027-001").get_by_role("button", name="Flytta").click()
    dialog(page).get_by_label("i plan", exact=True).check()
    dialog(page).get_by_label("Skäl").fill(WHY)
    press(page, "Flytta")
    expect(dialog(page)).to_contain_text("Förslaget är flyttat")


def test_a_proposal_from_its_first_word_to_the_plan(browser: Browser, workspace: Workspace) -> None:
    with (
        entered(browser, workspace, CONTACT) as contact,
        entered(browser, workspace, COORDINATOR) as coordinator,
    ):
        begin(contact)
        finish(contact)
        dialog(contact).get_by_role("button", name="Stäng").last.click()

        move(coordinator)

        told = contact.get_by_text(f"Förslag 2027-001 {TITLE} är nu i plan")
        expect(told.first).to_be_visible(timeout=60_000)
        expect(contact.get_by_text(WHY).first).to_be_visible()
        mine = write(contact, "/samverkan mina förslag")
        expect(mine).to_contain_text(TITLE)
        expect(mine).to_contain_text("i plan")
