"""The demo in a real browser: what somebody sees who has just typed ``make demo``."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.config import load_settings
from bot.workspace import Workspace
from bot.workspace.demo import demo
from tests.bot.workspace.browser import open_page

CARD = [
    "Tillsynsprojekt släckvatten · Avslutat november 2024",
    "Kampanj: april–oktober 2024 · digital kickoff · två erfarenhetsutbyten",
    "Material: checklista, två lathundar, informationsblad · länkar saknas",
    "Kontakt: projektledarna, projektledare@vast.example",
]


@pytest.fixture(scope="module")
def workspace() -> Iterator[Workspace]:
    with demo(load_settings({"PORT": "0"})) as opened:
        yield opened


def test_demo_bot_answers_in_the_time_that_the_clock_was_moved_to(
    browser: Browser, workspace: Workspace
) -> None:
    with open_page(browser) as page:
        _enter(page, workspace, "Miljöchef i Göteborg")
        today = page.get_by_label("Flytta till").get_attribute("min") or ""
        day = date.fromisoformat(today) + timedelta(days=30)
        page.get_by_label("Flytta till").fill(day.isoformat())
        page.get_by_role("button", name="Flytta", exact=True).click()
        expect(page.locator(".came")).to_contain_text("kom på vägen")

        message = _ask(page, "/projekt släckvatten")

        expect(message.locator(".block-rich-text p").first).to_have_text("\n".join(CARD))
        expect(message.locator("time")).to_have_attribute(
            "datetime", re.compile(rf"{day}T12:0\d\+0")
        )


def test_demo_has_a_mailbox_for_everyone(browser: Browser, workspace: Workspace) -> None:
    with open_page(browser) as page:
        _enter(page, workspace, "Kontaktperson i Habo")

        page.get_by_role("link", name="E-post").click()

        expect(page.get_by_text("Mejl till kontaktperson.habo@jonkoping.example")).to_be_visible()
        page.goto(workspace.base_url)
        page.get_by_role("link", name="e-post till alla").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("E-post till alla")


def _enter(page: Page, workspace: Workspace, name: str) -> None:
    page.goto(workspace.base_url)
    page.get_by_role("link", name=name).click()
    expect(_box(page)).to_be_focused()


def _box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Skriv till")


def _ask(page: Page, question: str) -> Locator:
    """Send a question and give the answer to it."""
    messages = page.locator("li.message")
    before = messages.count()
    _box(page).fill(question)
    _box(page).press("Enter")
    expect(messages).to_have_count(before + 1)
    return messages.nth(before)


@pytest.mark.parametrize(
    "name",
    [
        "Inspektör i Borås",
        "Kontaktperson i Varberg",
        "Miljöchef i Göteborg",
        "Projektledarna i Väst",
    ],
)
def test_demo_shows_the_card_to_people_of_each_role(
    browser: Browser, workspace: Workspace, name: str
) -> None:
    with open_page(browser) as page:
        _enter(page, workspace, name)

        message = _ask(page, "/projekt släckvatten")

        expect(message.locator(".block-rich-text p").first).to_have_text("\n".join(CARD))
        expect(message).to_contain_text("Bara du ser det här")


def test_demo_takes_a_correction_to_the_coordinator(browser: Browser, workspace: Workspace) -> None:
    with open_page(browser) as page:
        _enter(page, workspace, "Inspektör i Borås")
        _ask(page, "/projekt dricksvatten").get_by_role("button", name="Rätta uppgift").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("button", name="Skicka").click()
        expect(dialog).to_contain_text("Fel:")
        expect(dialog.locator("textarea[aria-invalid=true]")).to_be_focused()
        dialog.locator("textarea").fill("Kampanjen är slut.")
        dialog.get_by_role("button", name="Skicka").click()
        expect(dialog).to_contain_text("att hantera")

    with open_page(browser) as page:
        _enter(page, workspace, "Projektledarna i Väst")
        listed = _ask(page, "/samverkan att hantera")
        expect(listed).to_contain_text("Kampanjen är slut.")
        listed.get_by_role("button", name="Klart").last.click()
        expect(page.locator("li.message").last).to_contain_text(
            re.compile(r"Nummer \d+ är klart\.")
        )


def test_demo_withholds_addresses_from_somebody_unknown(
    browser: Browser, workspace: Workspace
) -> None:
    with open_page(browser) as page:
        _enter(page, workspace, "Nyanställd")

        message = _ask(page, "/kontakt vetlanda")

        expect(message).to_contain_text("be att bli inlagd i registret")
        expect(message).not_to_contain_text("kontaktperson.vetlanda@jonkoping.example")
