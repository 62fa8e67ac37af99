"""Mails to the bot in the demo, in a real browser: asked, answered, chosen from, and forged."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, FrameLocator, Page, expect

from bot.config import load_settings
from bot.texts import word
from bot.workspace import Workspace
from bot.workspace.demo import demo
from tests.bot.workspace.browser import open_page
from tests.bot.workspace.test_axe import LOOKS, faults

INSPECTOR, ADDRESS = "Inspektör i Borås", "avlopp.boras@vast.example"
STRANGER = "granne@hemma.example"
PROJECT = "Tillsynsprojekt släckvatten"
# A reload takes the page's time: far more than it takes to answer a mail.
MOST_RELOADS = 500
HIDDEN = "kontaktperson.varberg@vast.example"
ASKED = "kontaktperson i Varberg"


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with demo(load_settings({"PORT": "0"})) as opened:
        yield opened


def test_inspector_asks_by_mail_and_chooses_from_a_list_with_a_number(
    browser: Browser, workspace: Workspace
) -> None:
    with open_page(browser) as page:
        enter(page, workspace)
        ask(page, "projekt släckvatten")
        expect(answer(page).get_by_role("heading").first).to_have_text(PROJECT)

        page.get_by_role("link", name="E-post").click()
        ask(page, "projekt ventilation")
        listed = answer(page)
        expect(listed.get_by_text("Svara med numret på det du menar.")).to_be_visible()
        second = listed.get_by_role("rowheader").nth(1).inner_text()
        page.get_by_role("link", name="Svara", exact=True).click()
        page.get_by_label("Ditt svar").fill("2")
        page.get_by_role("button", name="Skicka").click()

        chosen = answer(page).get_by_role("heading").first
        expect(chosen).to_be_visible()
        assert second.startswith(chosen.inner_text())
        page.get_by_role("link", name="Allt du har skickat").click()
        expect(page.get_by_text("besvarat", exact=True)).to_have_count(3)
        assert workspace.refusals == []


def test_forged_mail_is_answered_when_who_has_the_address_has_said_that_it_is_theirs(
    browser: Browser, workspace: Workspace
) -> None:
    with open_page(browser) as page:
        enter(page, workspace)
        ask(page, ASKED, forged=True)
        expect(page.locator(".fate")).to_contain_text(word("mail_fate", "unconfirmed"))
        asked = answer(page)
        expect(asked.get_by_role("heading").first).to_have_text("Är det här mejlet från dig?")
        forged = asked.locator("body").text_content() or ""
        link = asked.get_by_role("link", name="Ja, det är från mig").get_attribute("href")
        letter = page.url

        page.goto(str(link))
        page.get_by_role("button", name="Ja, det är från mig").click()
        expect(page.get_by_role("heading").first).to_have_text("Tack, mejlet är bekräftat")

        page.goto(letter)
        expect(answer(page).locator("p", has_text=HIDDEN)).to_be_visible()
        expect(page.locator(".fate")).to_have_text("Boten har svarat.")
        assert HIDDEN not in forged
        assert [letter.is_to(ADDRESS) for letter in workspace.letters()] == [True, True]


def test_neighbour_without_javascript_is_answered_until_the_bot_has_had_enough(
    browser: Browser, workspace: Workspace
) -> None:
    with open_page(browser, java_script_enabled=False) as page:
        page.goto(workspace.base_url)
        page.get_by_role("link", name="e-post till alla").click()
        page.get_by_role("link", name="Skriv mejl som någon annan").click()
        expect(page.get_by_label("Din adress")).to_have_value(STRANGER)
        fill_in(page, "projekt släckvatten")
        reload_until_settled(page)
        expect(answer(page).get_by_role("heading").first).to_have_text(PROJECT)
        for _ in range(5):
            page.get_by_role("link", name="Allt du har skickat").click()
            page.get_by_role("link", name="Skriv mejl").click()
            fill_in(page, "projekt släckvatten")
            reload_until_settled(page)

        expect(page.get_by_text(word("mail_fate", "too_many"))).to_be_visible()
        page.get_by_role("link", name="E-post till alla").click()
        page.get_by_text("Brevlådor utan konto").click()
        page.get_by_role("link", name=STRANGER, exact=True).click()
        expect(page.get_by_role("link", name="SV: projekt släckvatten")).to_have_count(5)


def test_answer_with_a_number_is_written_by_keyboard_and_shuts_nobody_out(
    browser: Browser, workspace: Workspace
) -> None:
    with open_page(browser, reduced_motion="reduce") as page:
        enter(page, workspace)
        page.get_by_role("link", name="Skriv mejl").press("Enter")
        expect(page.get_by_label("Ämne")).to_be_focused()
        page.evaluate(AXE_SCRIPT)
        writing = faults(page)
        page.keyboard.type("projekt ventilation")
        page.keyboard.press("Enter")

        expect(page.get_by_role("heading", name="SV: projekt ventilation")).to_be_visible()
        expect(page.get_by_role("status")).to_contain_text("Boten har svarat.")
        read = faults(page)
        page.get_by_role("link", name="Svara", exact=True).press("Enter")
        expect(page.get_by_label("Ditt svar")).to_be_focused()

        assert (writing, read) == (dict.fromkeys(LOOKS, ()), dict.fromkeys(LOOKS, ()))


def enter(page: Page, workspace: Workspace) -> None:
    page.goto(workspace.base_url)
    page.get_by_role("link", name=INSPECTOR).click()
    page.get_by_role("link", name="E-post").click()


def ask(page: Page, question: str, *, forged: bool = False) -> None:
    page.get_by_role("link", name="Skriv mejl").click()
    fill_in(page, question, forged=forged)


def fill_in(page: Page, question: str, *, forged: bool = False) -> None:
    page.get_by_label("Ämne").fill(question)
    page.get_by_label("Som en bedragare").set_checked(forged)
    page.get_by_role("button", name="Skicka").click()


def answer(page: Page) -> FrameLocator:
    """Give the answer as it looks, under the mail that it answers."""
    return page.frame_locator(".answer iframe")


def reload_until_settled(page: Page) -> None:
    """Look again until the mail is answered or will not be, as one does without JavaScript."""
    settled = page.locator(".answer, .fate.unanswered")
    for _ in range(MOST_RELOADS):
        if settled.count():
            return
        page.reload()
    expect(settled).to_have_count(1)
