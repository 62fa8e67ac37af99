"""Mail and the clock in a real browser."""

import re
from collections.abc import Iterator
from datetime import timedelta
from threading import Event

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from bot.workspace.pages import strip
from tests.bot.workspace.browser import open_page
from tests.bot.workspace.demo_house import EVENT, PATIENCE, START, Demo
from tests.bot.workspace.mailings import TO_VETLANDA, mailed, put
from tests.bot.workspace.material import INA, MIA
from tests.bot.workspace.tiny_bot import House

OWN = f"/som/{INA}/epost"
ARRIVED = "Klockan är nu ons 1 april 2026 08.00. 1 mejl kom på vägen."


@pytest.fixture
def page(browser: Browser, demo: Demo) -> Iterator[Page]:
    with open_page(browser) as opened:
        opened.goto(f"{demo.house.url}/som/{INA}/kanal/C0OPEN")
        yield opened


def plan_reminder(demo: Demo) -> None:
    demo.planned = [(EVENT, lambda _: put(demo.mail, "n1", mailed(moment=EVENT)))]


def test_year_is_watched_by_keyboard_alone(page: Page, demo: Demo) -> None:
    plan_reminder(demo)
    page.get_by_role("textbox", name="Skriv till").evaluate("field => field.blur()")
    page.evaluate("document.querySelector('.skip').focus()")
    page.keyboard.press("Tab")
    move = page.get_by_role("button", name="Till nästa händelse")
    expect(move).to_be_focused()

    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_have_text(ARRIVED)
    expect(page.get_by_role("region", name="Klockan i demon").locator("time")).to_have_text(
        "ons 1 april 2026 08.00"
    )
    expect(move).to_be_focused()
    expect(page.get_by_role("link", name="E-post")).to_contain_text("1 nya")


def test_mail_comes_to_an_open_list_and_is_read(page: Page, demo: Demo) -> None:
    page.get_by_role("link", name="E-post").click()
    expect(page.get_by_text("Hit kommer det Samverkansboten mejlar till dig.")).to_be_visible()
    put(demo.mail, "n1", mailed())
    expect(page.get_by_role("status")).to_have_text("Nytt mejl: Påminnelse: Telefonboken")

    page.get_by_role("link", name="Påminnelse: Telefonboken").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Påminnelse: Telefonboken")
    looks = page.frame_locator("iframe[title='Mejlet som det ser ut']")
    expect(looks.get_by_text("Senast i dag.")).to_be_visible()
    text = page.locator("pre.letter-text")
    expect(text).to_be_hidden()
    page.get_by_text("Som ren text").press("Enter")
    expect(text).to_have_text("Senast i dag.")
    page.get_by_role("link", name="All din e-post").click()
    expect(page.get_by_text("oläst")).to_have_count(0)


def test_link_in_a_mail_opens_in_a_tab_of_its_own(page: Page, demo: Demo) -> None:
    put(demo.mail, "n1", mailed())
    page.context.route("https://boten.example/**", lambda route: route.fulfill(body="Klart"))
    page.goto(f"{demo.house.url}{OWN}/n1")
    link = page.frame_locator("iframe").get_by_role("link", name="Markera som klart")

    with page.context.expect_page() as opened:
        link.click()

    expect(opened.value.get_by_text("Klart")).to_be_visible()
    assert opened.value.url == "https://boten.example/klart"
    assert page.url == f"{demo.house.url}{OWN}/n1"


def test_mail_can_neither_run_nor_fetch_nor_lead_away(browser: Browser, demo: Demo) -> None:
    evil = (
        "<script>top.location = 'https://ond.example/'</script>"
        "<img src='https://ond.example/pixel' onerror='top.location = this.src'>"
        "<meta http-equiv='refresh' content='0; url=https://ond.example/'>"
        "<link rel='stylesheet' href='https://ond.example/looks'><p>Hej</p>"
    )
    put(demo.mail, "n1", mailed(html=evil))
    reached: list[str] = []

    def note(route: Route) -> None:
        reached.append(route.request.url)
        route.abort()

    # Not open_page: the console complains of each thing that was stopped.
    context = browser.new_context()
    context.route("https://ond.example/**", note)
    page = context.new_page()

    page.goto(f"{demo.house.url}{OWN}/n1")
    expect(page.frame_locator("iframe").get_by_text("Hej")).to_be_visible()
    address = page.url
    context.close()

    assert address == f"{demo.house.url}{OWN}/n1"
    assert reached == []


def test_page_of_all_mail_is_live_too(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.house.url}/epost")
    put(demo.mail, "n1", mailed(to=TO_VETLANDA))

    page.get_by_role("link", name="Påminnelse: Telefonboken").click()

    expect(page.locator("dd").filter(has_text="miljokontoret@vetlanda.example")).to_be_visible()
    expect(page.locator("iframe")).to_be_visible()


def test_move_under_way_shows_how_far_it_is_and_takes_no_second_one(page: Page, demo: Demo) -> None:
    begun, go_on = Event(), Event()

    def halt(_: House) -> None:
        begun.set()
        go_on.wait(PATIENCE)

    demo.planned = [(START + timedelta(days=n), halt) for n in (3, 5)]
    page.get_by_role("button", name="En vecka fram").click()
    begun.wait(PATIENCE)

    expect(page.get_by_role("progressbar")).to_have_accessible_name(
        "Klockan flyttas till mån 9 mars 2026 09.00."
    )
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "42")
    expect(page.get_by_role("status")).to_have_text("Klockan flyttas till mån 9 mars 2026 09.00.")
    week = page.get_by_role("button", name="En vecka fram")
    expect(week).to_be_disabled()
    expect(week).to_be_focused()
    page.keyboard.press("Enter")
    go_on.set()

    expect(page.get_by_role("progressbar")).to_have_count(0)
    expect(week).to_be_enabled()
    expect(page.get_by_text(strip.BUSY)).to_have_count(0)
    assert demo.now() == START + timedelta(days=7)


def test_day_that_has_been_is_explained_at_its_field(page: Page, demo: Demo) -> None:
    day = page.get_by_label("Flytta till")
    day.fill("2026-02-01")
    page.get_by_role("button", name="Flytta", exact=True).click()

    expect(day).to_have_accessible_description(strip.ONLY_FORWARD)
    expect(day).to_have_attribute("aria-invalid", "true")
    expect(day).to_have_value("2026-02-01")
    expect(page.get_by_role("status")).to_have_text(strip.ONLY_FORWARD)

    day.fill("2026-04-02")
    page.get_by_role("button", name="Flytta", exact=True).click()

    expect(page.locator(".came")).to_have_text(strip.NOTHING_CAME)
    expect(day).not_to_have_attribute("aria-invalid", re.compile(""))
    assert demo.now().date().isoformat() == "2026-04-02"


def test_what_is_being_written_survives_a_move(page: Page, demo: Demo) -> None:
    plan_reminder(demo)
    field = page.get_by_role("textbox", name="Skriv till")
    field.fill("halvskrivet")

    page.get_by_role("button", name="Till nästa händelse").click()

    expect(page.get_by_role("status")).to_have_text(ARRIVED)
    expect(field).to_have_value("halvskrivet")


def test_mail_that_is_being_written_survives_that_something_comes(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.house.url}/som/{INA}/mejla")
    page.get_by_label("Text").fill("halvskrivet")
    demo.house.workspace.say(MIA, "C0OPEN", "Hej")
    expect(page.get_by_role("link", name="tillsyn")).to_contain_text("1 nya")

    expect(page.get_by_label("Text")).to_have_value("halvskrivet")
    expect(page.get_by_label("Text")).to_be_focused()
    page.get_by_role("button", name="Skicka").dblclick()
    expect(page.get_by_role("heading", name="Ditt mejl")).to_be_visible()
    assert [mail.get_content().strip() for mail in demo.post.mails] == ["halvskrivet"]


def test_everything_works_without_javascript(browser: Browser, demo: Demo) -> None:
    plan_reminder(demo)

    with open_page(browser, java_script_enabled=False) as page:
        page.goto(demo.house.url + OWN)
        page.get_by_label("Flytta till").fill("2026-04-02")
        page.get_by_role("button", name="Flytta", exact=True).click()
        expect(page.get_by_text("1 mejl kom på vägen.")).to_be_visible()
        page.get_by_role("link", name="Påminnelse: Telefonboken").click()
        looks = page.frame_locator("iframe")
        expect(looks.get_by_text("Senast i dag.")).to_be_visible()
        page.get_by_text("Källkod").click()
        expect(page.get_by_text("Content-Type: multipart/alternative")).to_be_visible()
