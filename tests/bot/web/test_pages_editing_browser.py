"""The page on which an issue is written, in a real browser: with others, and offline."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from handlers.newsletters import edit_item
from tests.bot.web.browsing import Served, Visit, look_closely, opened
from tests.bot.web.editing import begin_issue, viewed
from tests.bot.workspace.browser import open_page
from tests.handlers.calendars import Desk

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

STATUS = "Failed to load resource: the server responded with a status of "
CONFLICT, GONE = f"{STATUS}409 (Conflict)", f"{STATUS}410 (Gone)"
AWAY = "Failed to load resource: net::ERR_INTERNET_DISCONNECTED"
TYPED = """area => {
  area.value = "Skrivet.";
  area.dispatchEvent(new Event("input", { bubbles: true }));
}"""
NONSENSE = "**[x](javascript:alert(1)) ![](bild:nix) <script>\n> - # `` ]]> å" * 20


class Issue:
    """An issue that somebody has begun."""

    def __init__(self, served: Served) -> None:
        self.desk = served.desk
        self.number, edited = begin_issue(served.desk)
        self.item = edited.item.id
        self.address = served.links.edit(served.desk.coordinator_id, self.number)

    def body(self) -> str:
        (item,) = [one for one in viewed(self.desk, self.number).items if one.id == self.item]
        return item.body

    @property
    def area(self) -> str:
        return f"#body-{self.item}"


@pytest.fixture
def served(desk: Desk) -> Iterator[Served]:
    with opened(desk) as served:
        yield served


@pytest.fixture
def issue(served: Served) -> Issue:
    return Issue(served)


def test_what_is_written_is_saved_by_itself_and_shown(browser: Browser, issue: Issue) -> None:
    with open_page(browser) as page:
        page.goto(issue.address)
        page.locator(issue.area).fill("Senast **9 maj**.")
        expect(page.locator("#state")).to_have_text(re.compile(r"^Sparat \d+\.\d\d$"))
        expect(page.locator(f"#shown-{issue.item} strong")).to_have_text("9 maj")

        assert issue.body() == "Senast **9 maj**."
        page.reload()
        expect(page.locator(issue.area)).to_have_value("Senast **9 maj**.")


def test_two_who_write_at_once_both_keep_their_words(browser: Browser, issue: Issue) -> None:
    with open_page(browser) as mine, open_page(browser, complaints=[CONFLICT]) as theirs:
        for page in (mine, theirs):
            page.goto(issue.address)
        mine.locator(issue.area).fill("Min text.")
        expect(mine.locator("#state")).to_contain_text("Sparat")
        theirs.locator(issue.area).fill("Deras text.")
        expect(theirs.locator("#state")).to_contain_text("någon annan har ändrat samma text")
        assert issue.body() == "Min text."
        theirs.get_by_role("button", name="Visa båda texterna av Anmäl er").click()
        expect(theirs.locator(".theirs")).to_contain_text("Min text.")
        expect(theirs.locator(issue.area)).to_have_value("Deras text.")
        theirs.locator(issue.area).fill("Båda texterna.")
        theirs.get_by_role("button", name="Spara min text").click()
        expect(theirs.get_by_role("status").first).to_have_text("Sparat.")

    assert issue.body() == "Båda texterna."


def test_whoever_keeps_the_others_words_sees_them(browser: Browser, issue: Issue) -> None:
    with open_page(browser, complaints=[CONFLICT]) as page:
        page.goto(issue.address)
        (item,) = [one for one in viewed(issue.desk, issue.number).items if one.id == issue.item]
        said = (item.heading, "Deras text.")
        edit_item(issue.desk.services, issue.desk.coordinator, issue.item, item.revision, said)
        page.locator(issue.area).fill("Min text.")
        page.get_by_role("button", name="Visa båda texterna av Anmäl er").click()
        page.get_by_role("button", name="Behåll den andras").click()
        expect(page.locator(issue.area)).to_have_value("Deras text.")

    assert issue.body() == "Deras text."


def test_nothing_is_lost_without_a_connection(browser: Browser, issue: Issue) -> None:
    with open_page(browser, complaints=[AWAY]) as page:
        page.goto(issue.address)
        page.context.set_offline(True)
        page.locator(issue.area).fill("Skrivet på tåget.")
        expect(page.locator("#state")).to_contain_text("Inte sparat: ingen kontakt med servern.")
        assert issue.body() == "Senast **1 maj**."
        page.context.set_offline(False)
        expect(page.locator("#state")).to_contain_text("Sparat")

    assert issue.body() == "Skrivet på tåget."


def test_what_was_not_saved_is_there_when_one_comes_back(browser: Browser, issue: Issue) -> None:
    with open_page(browser) as page:
        page.goto(issue.address)
        page.locator(issue.area).evaluate(TYPED)
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto("about:blank")
        page.goto(issue.address)
        expect(page.locator(issue.area)).to_have_value("Skrivet.")
        expect(page.locator("#state")).to_contain_text("Sparat")

    assert issue.body() == "Skrivet."


def test_link_that_has_run_out_says_so_and_keeps_what_was_written(
    browser: Browser, issue: Issue
) -> None:
    with open_page(browser, complaints=[GONE]) as page:
        page.goto(issue.address)
        issue.desk.clock.now += timedelta(hours=25)
        page.locator(issue.area).fill("För sent.")
        expect(page.locator("#state")).to_contain_text("Skriv ”redigera nyhetsbrev”")
        expect(page.locator("#state")).to_contain_text("Texten finns kvar i webbläsaren.")
        kept = page.evaluate("() => Object.values(localStorage).join()")

    assert "För sent." in kept


def test_nonsense_is_saved_as_it_is_and_runs_nothing(browser: Browser, issue: Issue) -> None:
    with open_page(browser) as page:
        page.goto(issue.address)
        page.locator(issue.area).fill(NONSENSE)
        expect(page.locator("#state")).to_contain_text("Sparat")
        shown = page.locator(f"#shown-{issue.item} script")
        expect(shown).to_have_count(0)

    assert issue.body() == NONSENSE.strip()


def test_too_much_is_told_at_its_field_while_one_writes(browser: Browser, issue: Issue) -> None:
    with open_page(browser) as page:
        page.goto(issue.address)
        page.locator(f"#heading-{issue.item}").fill("å" * 201)
        fault = page.locator(f"#heading-{issue.item}-fault")
        expect(fault).to_contain_text("Rubriken får vara högst 200 tecken")
        expect(page.locator("#state")).to_have_text("Inte sparat. Titta vid det röda.")
        page.locator(f"#heading-{issue.item}").fill("Kort")
        expect(fault).to_have_count(0)
        expect(page.locator("#state")).to_contain_text("Sparat")


def test_page_works_without_scripts(browser: Browser, issue: Issue) -> None:
    with open_page(browser, java_script_enabled=False) as page:
        page.goto(issue.address)
        page.locator(issue.area).fill("Utan skript.")
        page.get_by_role("button", name="Spara och förhandsvisa").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Förhandsvisa")
        frame = page.frame_locator("iframe").first
        expect(frame.get_by_text("Utan skript.")).to_be_visible()

    assert issue.body() == "Utan skript."


def editing(page: Page, served: Served) -> None:
    page.goto(Issue(served).address)


def looking(page: Page, served: Served) -> None:
    page.goto(f"{Issue(served).address}/visa")


def adding_a_picture(page: Page, served: Served) -> None:
    editing(page, served)
    page.get_by_role("button", name="Lägg in bild").first.click()
    page.wait_for_url("**/bilder?*")


@pytest.mark.parametrize("visit", [editing, looking, adding_a_picture])
def test_nobody_is_shut_out(browser: Browser, served: Served, visit: Visit) -> None:
    look_closely(browser, served, visit, ())


def test_nobody_is_shut_out_of_two_texts(browser: Browser, served: Served) -> None:
    def both(page: Page, served: Served) -> None:
        issue = Issue(served)
        page.goto(issue.address)
        (item,) = [one for one in viewed(issue.desk, issue.number).items if one.id == issue.item]
        said = (item.heading, "Deras text.")
        edit_item(issue.desk.services, issue.desk.coordinator, issue.item, item.revision, said)
        page.locator(issue.area).fill("Min text.")
        page.get_by_role("button", name="Visa båda texterna av Anmäl er").click()
        expect(page.locator(".theirs")).to_contain_text("Deras text.")

    look_closely(browser, served, both, [CONFLICT])
