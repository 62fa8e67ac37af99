"""A newsletter in the demo, in a browser: written, seen, approved, read, left, and found again."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.config import load_settings
from bot.workspace import Workspace
from bot.workspace.demo import demo
from tests.bot.workspace.browser import open_page
from tests.flows.demo_meetings import MONDAY, GoingClock
from tests.flows.test_demo_meeting import box, close, dialog, entered, press

COORDINATOR = "Projektledarna i Väst"
READER, TESTER = "avlopp.boras@vast.example", "projektledare@vast.example"
SUBJECT = "Det här händer i vår"
HEADING, BODY = "Om PFAS", "Nya **riktvärden** kommer i vår."


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with demo(load_settings({"PORT": "0"}), GoingClock(MONDAY)) as opened:
        yield opened


def draft(page: Page) -> None:
    """Draft an issue from what has happened, and write in it."""
    ask(page, "nytt nyhetsbrev", "Utkastet är klart.")
    item = f"lägg till i nyhetsbrevet under viktigast just nu: {HEADING}\n{BODY}"
    ask(page, item, "Posten är tillagd.")
    ask(page, f"ämne nyhetsbrev: {SUBJECT}", "Ämnesrad och förhandstext är sparade.")


def look_at_a_copy(page: Page, other: Page, workspace: Workspace) -> None:
    page.get_by_role("button", name="Provexemplar till mig").last.click()
    other.goto(f"{workspace.base_url}/adress/{quote(TESTER)}/epost")
    other.get_by_role("link", name=f"[Provexemplar] {SUBJECT}").first.click()
    letter = other.frame_locator("iframe.letter-html").locator("body")
    expect(letter).to_contain_text(HEADING)


def approve(page: Page) -> None:
    page.get_by_role("button", name="Godkänn").last.click()
    expect(dialog(page)).to_contain_text(SUBJECT)
    press(page, "Godkänn")
    close(page)


def open_letter(page: Page, workspace: Workspace) -> None:
    page.goto(f"{workspace.base_url}/adress/{quote(READER)}/epost")
    page.get_by_role("link", name=SUBJECT).first.click()


def ask(page: Page, words: str, answer: str) -> None:
    """Ask for something, and wait for what answers it: the bot says other things meanwhile."""
    answers = page.locator("li.message", has_text=answer)
    before = answers.count()
    box(page).fill(words)
    box(page).press("Enter")
    expect(answers).to_have_count(before + 1)


def leave(page: Page) -> None:
    """Leave by the link in the mail, which asks before anything changes."""
    link = page.frame_locator("iframe.letter-html").get_by_role("link", name="Avsluta nyhetsbrevet")
    page.goto(str(link.get_attribute("href")))
    page.get_by_role("button", name="Avsluta nyhetsbrevet").click()
    expect(page.get_by_role("status")).to_contain_text("Du får inte längre nyhetsbrevet")


def read_in_the_archive(page: Page, workspace: Workspace) -> None:
    open_letter(page, workspace)
    link = page.frame_locator("iframe.letter-html").get_by_role(
        "link", name="Läs nyhetsbrevet på webben"
    )
    page.goto(str(link.get_attribute("href")))
    expect(page.get_by_role("heading", level=1)).to_have_text(SUBJECT)
    expect(page.get_by_role("heading", name=HEADING)).to_be_visible()


def test_a_newsletter_is_written_approved_read_left_and_found(
    browser: Browser, workspace: Workspace
) -> None:
    with entered(browser, workspace, COORDINATOR) as page, open_page(browser) as other:
        draft(page)
        look_at_a_copy(page, other, workspace)
        approve(page)

        open_letter(other, workspace)
        letter = other.frame_locator("iframe.letter-html").locator("body")
        expect(letter).to_contain_text("Nya riktvärden kommer i vår.")
        leave(other)
        read_in_the_archive(other, workspace)
        # The coordinator is told when it is done.
        expect(page.locator("li.message", has_text="är skickat")).to_be_visible()
        ask(page, "nyhetsbrev om PFAS", f"2027 nr 1, 11 januari 2027: {HEADING}")
        ask(page, "nyhetsbrevet", "Skickat mån 11 jan 2027")
    assert workspace.refusals == []
