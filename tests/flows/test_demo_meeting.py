"""A managers' meeting in the demo, from the invitation to the draft of its notes, in a browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Word
from playwright.sync_api import Browser, Locator, Page, expect

from bot.config import load_settings
from bot.workspace import Workspace
from bot.workspace.demo import demo
from tests.bot.workspace.browser import open_page
from tests.flows.demo_meetings import MONDAY, GoingClock

COORDINATOR, MANAGER = "Projektledarna i Väst", "Miljöchef i Göteborg"
TITLE, OTHER = "Chefsmöte våren 2027", "/adress/miljochef.boras%40vast.example/kalender"
COLLEAGUE = "kim.kollega@boras.example"
# Whoever has registered has not answered since the meeting moved.
TOOK_PART = {
    ("Miljöförvaltningen i Göteborg", "På plats"),
    ("Miljöförvaltningen i Borås", "Anmält förhinder"),
    ("Kim Kollega", "Har inte svarat"),
}


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with demo(load_settings({"PORT": "0"}), GoingClock(MONDAY)) as opened:
        yield opened


@contextmanager
def entered(browser: Browser, workspace: Workspace, name: str) -> Iterator[Page]:
    with open_page(browser, 1100, 1000, accept_downloads=True) as page:
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
    dialog(page).get_by_role("button", name=label, exact=False).first.click()


def close(page: Page) -> None:
    """Close the dialogs that lie on each other, from the top."""
    for _ in range(3):
        shown = page.get_by_role("dialog")
        if not shown.count():
            return
        top = shown.last.get_attribute("data-key")
        shown.last.get_by_role("button", name="Stäng").last.click()
        expect(page.locator(f"dialog[data-key={top}]")).to_have_count(0)
        # What lay below is shown at once, if anything did.
        page.wait_for_timeout(300)


def invite(page: Page) -> None:
    """Plan the meeting in its dialog, and send the invitation to two managers."""
    write(page, "/mote").get_by_role("button", name="Nytt möte").click()
    asked = dialog(page)
    asked.get_by_label("Rubrik").fill(TITLE)
    asked.get_by_label("Dag", exact=True).fill("2027-02-10")
    asked.get_by_label("Börjar klockan").fill("09:00")
    asked.get_by_label("Slutar klockan").fill("12:00")
    asked.get_by_label("Plats").fill("Varberg")
    asked.get_by_label("Om mötet").fill("1. Tillsynsplan 2028\n2. Mötesplats goda exempel")
    asked.get_by_label("Enstaka personer").fill(
        "miljochef.goteborg@vast.example\nmiljochef.boras@vast.example"
    )
    press(page, "Spara")
    expect(dialog(page)).to_contain_text("Inbjudan når 2 med mejl.")
    press(page, "Skicka inbjudan")
    # It asks first.
    expect(dialog(page)).to_contain_text("Skicka inbjudan nu?")
    press(page, "Skicka inbjudan")
    expect(dialog(page)).to_contain_text("Inbjudan går nu ut till 2 personer.")
    expect(dialog(page)).to_contain_text("Kommer 0 · kommer inte 0 · inget svar 2")


def answer(page: Page, label: str, told: str) -> None:
    meeting = page.get_by_role("article", name=TITLE)
    meeting.get_by_role("button", name=label).click()
    expect(meeting).to_contain_text(told)
    expect(meeting).to_contain_text("Boten har skrivit upp det")


def test_a_managers_meeting_from_the_invitation_to_its_notes(
    browser: Browser, workspace: Workspace, tmp_path: Path
) -> None:
    with (
        entered(browser, workspace, COORDINATOR) as page,
        open_page(browser) as manager,
        open_page(browser) as other,
    ):
        invite(page)
        manager.goto(f"{workspace.base_url}/som/UV03/kalender")
        other.goto(f"{workspace.base_url}{OTHER}")
        answer(manager, "Acceptera", "Du har accepterat.")
        answer(other, "Avböj", "Du har avböjt.")

        register(page, other)
        move(page)
        for one in (manager, other):
            expect(one.get_by_role("article", name=TITLE)).to_contain_text(
                "Flyttat från ons 10 feb"
            )
        answer(manager, "Acceptera", "Du har accepterat.")
        answer(other, "Avböj", "Du har avböjt.")

        page.get_by_label("Flytta till").fill("2027-02-18")
        page.get_by_role("button", name="Flytta", exact=True).click()
        expect(page.locator(".clock time").first).to_contain_text("tors 18 feb 2027")
        draft = held(page, tmp_path)
    words = "\n".join(one.text for one in draft.paragraphs)
    rows = [[cell.text for cell in row.cells] for table in draft.tables for row in table.rows]
    assert TITLE.casefold() in words.casefold()
    assert "Tillsynsplan 2028" in words
    heads, *people = rows[: 1 + len(TOOK_PART)]
    assert heads == ["Namn", "Kontor", "Deltar"]
    assert {(office or name, how) for name, office, how in people} == TOOK_PART
    assert workspace.refusals == []


def register(page: Page, other: Page) -> None:
    """Open registration, and register a colleague by the link."""
    press(page, "Öppna anmälan")
    link = dialog(page).get_by_role("link", name="anmalan").get_attribute("href")
    assert link
    back = other.url
    other.goto(link)
    other.get_by_label("Ditt namn").fill("Kim Kollega")
    other.get_by_label("Ditt kontor").select_option(label="Annan")
    other.get_by_label("Din mejladress").fill(COLLEAGUE)
    other.get_by_role("button", name="Anmäl mig").click()
    expect(other.get_by_role("heading", level=1)).to_contain_text("Tack")
    other.goto(back)
    close(page)


def move(page: Page) -> None:
    """Move the meeting a week, from a card that has been asked for anew."""
    card = write(page, "/mote 1")
    expect(card).to_contain_text("Kommer 2 · kommer inte 1 · inget svar 0")
    card.get_by_role("button", name="Ändra").click()
    dialog(page).get_by_label("Dag", exact=True).fill("2027-02-17")
    press(page, "Spara")
    expect(dialog(page)).to_contain_text("De som är inbjudna får veta det som har ändrats.")
    close(page)


def held(page: Page, folder: Path) -> Word:
    """Say that the meeting was held, and return the draft of its notes."""
    card = write(page, "/mote 1")
    card.get_by_role("button", name="Hölls").click()
    expect(page.locator("li.message").last).to_contain_text("har hållits")
    page.locator("li.message").last.get_by_role("button", name="Utkast till anteckningar").click()
    file = page.locator("figure.file a").last
    expect(file).to_be_visible()
    with page.expect_download() as download:
        file.click()
    path = folder / "utkast.docx"
    download.value.save_as(path)
    return Document(str(path))
