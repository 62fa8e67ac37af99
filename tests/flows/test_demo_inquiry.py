"""An inquiry in the demo, in a browser: answered in chat, by mail and on the page."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.config import load_settings
from bot.workspace import Workspace
from bot.workspace.demo import demo
from tests.bot.workspace.browser import open_page
from tests.flows.demo_meetings import MONDAY, GoingClock
from tests.flows.test_demo_meeting import dialog, entered, press, write

COORDINATOR = "Utvecklingsledaren i Jönköping"
ANEBY, NASSJO = "kontaktperson.aneby@jonkoping.example", "kontaktperson.nassjo@jonkoping.example"
TITLE = "Provtagning 2027"
QUESTION = "Har ni egna provtagare?"


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with demo(load_settings({"PORT": "0"}), GoingClock(MONDAY)) as opened:
        yield opened


def ask(page: Page) -> None:
    """Ask three offices, after having seen whom it goes to."""
    write(page, "/rundfraga").get_by_role("button", name="Ny rundfråga").click()
    asked = dialog(page)
    asked.get_by_label("Rubrik").fill(TITLE)
    asked.get_by_label("Fråga", exact=True).fill(QUESTION)
    for office in ("Aneby", "Habo", "Nässjö"):
        asked.get_by_role("checkbox", name=office, exact=True).check()
    asked.get_by_label("Sista dag att svara").fill("2027-01-29")
    press(page, "Förhandsgranska")
    expect(dialog(page)).to_contain_text("Går till 3 kontor och når 3 personer.")
    press(page, "Skicka till 3 kontor")
    expect(dialog(page)).to_contain_text("Rundfrågan är skickad. 0 av 3 kontor har svarat.")


def answer_in_chat(page: Page, workspace: Workspace) -> None:
    page.goto(f"{workspace.base_url}/som/UJ02")
    asked = page.locator("li.message", has_text=TITLE).last
    asked.get_by_role("button", name="Ja", exact=True).click()
    expect(asked).to_contain_text("Tack, svaret är sparat: ja")


def open_letter(page: Page, workspace: Workspace, address: str) -> None:
    page.goto(f"{workspace.base_url}/adress/{quote(address)}/epost")
    page.get_by_role("link", name=f"Rundfråga: {TITLE}").first.click()


def answer_by_mail(page: Page, workspace: Workspace) -> None:
    open_letter(page, workspace, ANEBY)
    page.get_by_role("link", name="Svara", exact=True).click()
    page.get_by_label("Ditt svar").fill("Nej, vi köper in det")
    page.get_by_role("button", name="Skicka").click()
    told = page.frame_locator(".answer iframe").locator("body")
    expect(told).to_contain_text("Tack, svaret är sparat: nej, vi köper in det")


def open_form(page: Page, workspace: Workspace) -> None:
    """Come to the page by the link in the mail."""
    open_letter(page, workspace, NASSJO)
    link = page.frame_locator("iframe.letter-html").get_by_role("link", name="Svara på rundfrågan")
    page.goto(str(link.get_attribute("href")))
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Svara på rundfrågan: {TITLE}")


def answer_on_the_page(page: Page, workspace: Workspace) -> None:
    open_form(page, workspace)
    page.get_by_label("ja", exact=True).check()
    page.get_by_label("Kommentar").fill("Två stycken")
    page.get_by_role("button", name="Skicka svar").click()
    expect(page.get_by_role("status")).to_contain_text("Ditt svar: ja, Två stycken")


def test_an_inquiry_is_answered_in_chat_by_mail_and_on_the_page(
    browser: Browser, workspace: Workspace
) -> None:
    with (
        entered(browser, workspace, COORDINATOR) as page,
        open_page(browser) as other,
        open_page(browser, java_script_enabled=False) as third,
    ):
        ask(page)
        answer_in_chat(other, workspace)
        answer_by_mail(other, workspace)
        answer_on_the_page(third, workspace)

        press(page, "Uppdatera")
        shown = dialog(page)
        expect(shown).to_contain_text("3 av 3 kontor har svarat.")
        expect(shown).to_contain_text("ja 2, nej 1")
        expect(shown).to_contain_text("ja: Habo, Nässjö")
        expect(shown).to_contain_text("Aneby: vi köper in det")
        expect(shown).to_contain_text("Alla har svarat.")
    assert workspace.refusals == []
