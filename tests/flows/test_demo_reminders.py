"""The demo's clock moved to February: a reminder in chat and by mail, and what is done about it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.config import load_settings
from bot.workspace import Workspace
from bot.workspace.demo import demo
from tests.bot.workspace.browser import open_page
from tests.fakes import FixedClock

# A Wednesday, two days before the annual report is due.
WEDNESDAY = datetime(2027, 2, 24, 9, tzinfo=UTC)
TITLE = "Verksamhetsberättelse med bokslut"
DUE = f"{TITLE}, senast fre 26 feb"
LATE = f"{TITLE}, skulle vara klart fre 26 feb"
COORDINATOR = "Utvecklingsledaren i Jönköping"


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with demo(load_settings({"PORT": "0"}), FixedClock(WEDNESDAY)) as opened:
        yield opened


def test_report_is_brought_up_in_chat_and_by_mail_until_it_is_done(
    browser: Browser, workspace: Workspace
) -> None:
    with open_page(browser) as page:
        page.goto(workspace.base_url)
        page.get_by_role("link", name=COORDINATOR).click()
        move_to(page, "2027-02-26", "fre 26 feb")
        reminder = page.locator("li.message").filter(has_text=DUE).last
        expect(reminder).to_be_visible()
        page.goto(f"{workspace.base_url}/epost")
        expect(
            page.get_by_role("link", name="verksamhetsberättelse med bokslut").first
        ).to_be_visible()

        page.goto(workspace.base_url)
        page.get_by_role("link", name=COORDINATOR).click()
        move_to(page, "2027-03-03", "ons 3 mars")
        before = ask(page, "vad är försenat?")
        expect(before).to_contain_text(LATE)
        page.get_by_role("button", name=f"Klart: {TITLE}").last.click()
        expect(page.locator("li.message").filter(has_text=f"{DUE} · klart").last).to_be_visible()
        after = ask(page, "vad är försenat?")
        expect(after).to_contain_text("Försenat")
        expect(after).not_to_contain_text(TITLE)


def move_to(page: Page, day: str, shown: str) -> None:
    page.get_by_label("Flytta till").fill(day)
    page.get_by_role("button", name="Flytta", exact=True).click()
    expect(page.locator(".clock time").first).to_contain_text(f"{shown} 2027 12.0")
    expect(page.locator(".came")).to_contain_text("kom på vägen")


def ask(page: Page, question: str) -> Locator:
    """Send a question and give the answer to it: what only this person sees."""
    messages = page.locator("li.message").filter(has_text="Bara du ser det här")
    before = messages.count()
    box = page.get_by_role("textbox", name="Skriv till")
    box.fill(f"/samverkan {question}")
    box.press("Enter")
    expect(messages).to_have_count(before + 1)
    return messages.nth(before)
