"""Take the pictures in docs/screens: ``python -m tests.screens``."""

import logging
from datetime import date, time
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page, expect

from bot import web
from bot.config import load_settings
from bot.mail.rendering import render
from bot.workspace import Workspace
from bot.workspace.demo import demo
from handlers.meetings import Booking, cancel_meeting
from handlers.newsletters import Which, throw_away
from handlers.ports import Services
from storage.session import Database
from tests.bot.mail.issues import SENT
from tests.bot.mail.listed import REPLIES
from tests.bot.mail.parcels import CONTENTS, PlainLinks, parcel
from tests.bot.web.browsing import opened
from tests.bot.web.editing import begin_issue
from tests.bot.web.test_pages_newsletters_browser import publish
from tests.bot.workspace.browser import open_browser, open_page
from tests.databases import Holding, TestDatabases
from tests.fakes import FixedClock
from tests.flows.demo_meetings import MONDAY, DemoMeetings, GoingClock, demo_meetings
from tests.flows.test_demo_calendar import MANAGER
from tests.flows.test_demo_inquiry import COORDINATOR as KEEPER
from tests.flows.test_demo_inquiry import (
    answer_by_mail,
    answer_in_chat,
    ask,
    open_form,
)
from tests.flows.test_demo_meeting import COORDINATOR, box, invite
from tests.flows.test_demo_proposal import begin, finish
from tests.flows.test_demo_reminders import WEDNESDAY
from tests.flows.test_demo_series import MANAGERS, plan_series, send_series
from tests.flows.test_reply_page import ANEBY, link_in, open_board
from tests.flows.test_summary_page import asked, gather
from tests.handlers.calendars import START, open_desk

FOLDER = Path(__file__).parents[1] / "docs" / "screens"
LOGO = Path(web.__file__).parent / "static" / "logo.png"
PICTURE = FOLDER / "resultat.png"


def main() -> None:
    """Take every picture anew."""
    logging.basicConfig(level=logging.WARNING)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo(load_settings({"PORT": "0"})) as workspace, open_browser() as browser:
        tour(browser, workspace.base_url)
        mails(browser, workspace.base_url)
        letters(browser)
    with (
        demo(load_settings({"PORT": "0"}), FixedClock(WEDNESDAY)) as workspace,
        open_browser() as browser,
    ):
        reminders(browser, workspace.base_url)
        pages(browser)
    with (
        demo(load_settings({"PORT": "0"}), GoingClock(MONDAY)) as workspace,
        open_browser() as browser,
    ):
        proposing(browser, workspace.base_url)
        planning(browser, workspace.base_url)
        inquiring(browser, workspace)
    with open_browser() as browser:
        newsletters(browser)
    with demo_meetings() as meetings, open_browser() as browser:
        calendars(browser, meetings)


def tour(browser: Browser, address: str) -> None:
    """Walk through the product as people of each role."""
    with open_page(browser) as page:
        _enter(page, address, "UV01")
        _ask(page, "/projekt släckvatten")
        _shot(page, "projekt-slackvatten")
        page.get_by_role("button", name="Visa mer").last.click()
        _shot(page, "projekt-mer")
        page.get_by_role("button", name="Rätta uppgift").last.click()
        page.get_by_role("dialog").wait_for()
        page.get_by_role("dialog").locator("textarea").fill("Länken till checklistan saknas.")
        _shot(page, "ratta-uppgift")
        page.get_by_role("dialog").get_by_role("button", name="Skicka").click()
        page.get_by_role("dialog").get_by_text("att hantera").wait_for()
        _shot(page, "ratta-uppgift-tack")
    with open_page(browser) as page:
        _enter(page, address, "UJ02")
        _ask(page, "/samverkan plan 2026")
        _ask(page, "/samverkan vilka förslag kom in 2021?")
        _shot(page, "kontaktperson-plan-och-forslag")
    with open_page(browser) as page:
        _enter(page, address, "UV03")
        _ask(page, "/samverkan när är nästa chefsmöte?")
        _ask(page, "/samverkan budget 2024")
        _shot(page, "chef-mote-och-budget")
    with open_page(browser) as page:
        _enter(page, address, "UV04")
        _ask(page, "/samverkan lista")
        _shot(page, "samordnare-att-hantera")
        page.get_by_role("link", name="Hem").click()
        _shot(page, "samordnare-hem")
    with open_page(browser, height=900) as page:
        _enter(page, address, "UJ02")
        _ask(page, "/samverkan kalenderlänk")
        calendars = page.locator("a[href*='/kalender/']").last
        page.goto(calendars.get_attribute("href") or "")
        _shot(page, "sida-kalender")
    with open_page(browser) as page:
        _enter(page, address, "UX01")
        _ask(page, "/kontakt vetlanda")
        _ask(page, "/projekt skateparker")
        _shot(page, "okand-person")
    with open_page(browser, 360, 740, "dark") as page:
        page.goto(f"{address}/som/UJ01")
        _ask(page, "/projekt ventilation")
        _shot(page, "telefon-mork")


def mails(browser: Browser, address: str) -> None:
    """Ask by mail, and choose from the answer's list."""
    with open_page(browser, height=900) as page:
        page.goto(f"{address}/som/UV01/mejla")
        page.get_by_label("Ämne").fill("projekt ventilation")
        page.get_by_role("button", name="Skicka").click()
        page.frame_locator(".answer iframe").get_by_role("heading").first.wait_for()
        _shot(page, "mejla-boten")


def reminders(browser: Browser, address: str) -> None:
    """Move the clock to a reminder, and do what it asks for from the mail."""
    with open_page(browser, height=900) as page:
        _enter(page, address, "UJ04")
        page.get_by_label("Flytta till").fill("2027-02-26")
        page.get_by_role("button", name="Flytta", exact=True).click()
        page.locator(".came").wait_for()
        _shot(page, "paminnelse-i-chatten")
        _ask(page, "/samverkan kalender mars 2027")
        _shot(page, "kalender")
        page.get_by_role("link", name="Hem").click()
        _shot(page, "samordnare-att-gora")
        page.goto(f"{address}/epost")
        _shot(page, "demons-e-post")
        page.get_by_role("link", name="verksamhetsberättelse med bokslut").first.click()
        page.frame_locator("iframe").get_by_role("link", name="Klart").first.wait_for()
        done = page.frame_locator("iframe").get_by_role("link", name="Klart").first
        page.goto(done.get_attribute("href") or "")
        _shot(page, "sida-klart")


def pages(browser: Browser) -> None:
    """Open an invitation's page, and the one on which colleagues register."""
    databases = TestDatabases.create()
    path = databases.directory / "screens.sqlite"
    with databases.sqlite(path, Holding.SAMPLE), open_board(f"sqlite:///{path}") as board:
        link = link_in(board.mail_to(ANEBY))
        with open_page(browser, 760, 480) as page:
            page.goto(link)
            page.get_by_label("Kommer digitalt").check()
            _shot(page, "sida-svar", whole=True)
            page.goto(board.say("öppna anmälan till styrgruppsmötet").address)
            _shot(page, "sida-anmalan", whole=True)
        with open_page(browser, 1400, 1000) as page:
            page.goto(urljoin(link, "/plan/jonkoping-2026"))
            _shot(page, "sida-plan")
        gather(board)
        with open_page(browser, 900, 1000) as page:
            page.goto(asked(board))
            _shot(page, "sida-deltagare")
    databases.remove()


def newsletters(browser: Browser) -> None:
    """Write an issue, read it in the archive, and leave by the link in it."""
    databases = TestDatabases.create()
    path = databases.directory / "newsletters.sqlite"
    with databases.sqlite(path, Holding.NOTHING) as url:
        services = Services(Database(url), FixedClock(START))
        desk = open_desk(services)
        issue, _ = begin_issue(desk)
        with opened(desk) as served:
            address = served.links.edit(desk.coordinator_id, issue)
            with open_page(browser, 1100, 900) as page:
                page.goto(address)
                _shot(page, "nyhetsbrev-redigera")
            with open_page(browser, 360, 740, "dark") as page:
                page.goto(address)
                _shot(page, "nyhetsbrev-redigera-mork-smal")
        throw_away(services, desk.coordinator, Which(issue))
        number = publish(desk)
        with opened(desk) as served:
            address = f"{served.links.public_url}/nyhetsbrev/jonkoping/2027-1"
            with open_page(browser, 900, 1000) as page:
                page.goto(address)
                _shot(page, "nyhetsbrev-arkiv", whole=True)
            with open_page(browser, 360, 800, "dark") as page:
                page.goto(address)
                _shot(page, "nyhetsbrev-arkiv-mork-smal", whole=True)
            with open_page(browser, 760, 480) as page:
                page.goto(served.links.leave(desk.contact_id, number))
                _shot(page, "nyhetsbrev-avsluta", whole=True)
        services.database.dispose()
    databases.remove()


def inquiring(browser: Browser, workspace: Workspace) -> None:
    """Ask three offices something, and see two of them answer."""
    with open_page(browser, 1100, 1000) as page, open_page(browser, 900, 1000) as other:
        page.goto(workspace.base_url)
        page.get_by_role("link", name=KEEPER).click()
        expect(box(page)).to_be_focused()
        ask(page)
        open_form(other, workspace)
        _shot(other, "sida-rundfraga")
        answer_in_chat(other, workspace)
        answer_by_mail(other, workspace)
        page.get_by_role("dialog").last.get_by_role("button", name="Uppdatera").click()
        expect(page.get_by_role("dialog").last).to_contain_text("2 av 3 kontor har svarat.")
        _shot(page, "rundfraga-laget")


def proposing(browser: Browser, address: str) -> None:
    """Hand a proposal in, and see what a coordinator can do with it and with the plan."""
    with open_page(browser, 1100, 1000) as page:
        _enter(page, address, "UJ02")
        begin(page)
        _shot(page, "forslag-dialog")
        finish(page)
        _shot(page, "forslag-inlamnat")
    with open_page(browser, 1100, 1000) as page:
        _enter(page, address, "UJ04")
        _ask(page, "/forslag 2027-001")
        _shot(page, "forslag-samordnaren")
        _ask(page, "/samverkan alla förslag")
        _shot(page, "forslag-lista")
        _ask(page, "/samverkan plan 2027")
        _shot(page, "plan-i-chatten")
        _ask(page, "/samverkan resultat för cisterner")
        _shot(page, "resultat")


def planning(browser: Browser, address: str) -> None:
    """Plan a meeting in its dialog, and send the invitation."""
    with open_page(browser, 1100, 1000) as page:
        page.goto(address)
        page.get_by_role("link", name=COORDINATOR).click()
        expect(box(page)).to_be_focused()
        invite(page)
        _shot(page, "mote-inbjudan-skickad")
    series(browser, address)


def series(browser: Browser, address: str) -> None:
    """Plan a series in its dialog, and look at what comes by mail."""
    with open_page(browser, 760, 640) as page:
        page.goto(address)
        page.get_by_role("link", name=COORDINATOR).click()
        expect(box(page)).to_be_focused()
        plan_series(page)
        _shot(page, "mote-aterkommer")
        send_series(page)
        page.goto(f"{address}{MANAGERS}")
        page.get_by_text("Visa mejlet").first.click()
        looks = page.frame_locator("iframe[title^='Mejlet om']")
        expect(looks.get_by_role("heading").first).to_be_visible()
        _shot(page, "mote-aterkommer-mejl", whole=True)


def calendars(browser: Browser, meetings: DemoMeetings) -> None:
    """Answer from somebody's calendar, and let a meeting move and another one be cancelled."""
    two_days = Booking(first=date(2027, 3, 16), last=date(2027, 3, 17), place="Gränna")
    one, four = time(13), time(16)
    strategy = Booking(
        first=date(2027, 5, 19), place="Länsstyrelsen, sal Vättern", starts=one, ends=four
    )
    booked = [meetings.number, meetings.book("jkp-traff-avlopp", two_days)]
    booked.append(meetings.book("jkp-strategidag", strategy))
    path = f"{meetings.workspace.base_url}/som/UJ03/kalender"
    with open_page(browser, 1100, 1390) as page:
        page.goto(path)
        for number in booked:
            meetings.invite(MANAGER, number=number)
        accept = page.get_by_role("article", name="Styrgruppsmöten")
        accept.get_by_role("button", name="Acceptera").click()
        meetings.until(MANAGER, "accepted")
        inspectors = page.get_by_role("article", name="Handläggarträff")
        inspectors.get_by_text("Skriv något till svaret").click()
        inspectors.get_by_label("Kommentar").fill("Vi är två från kontoret")
        inspectors.get_by_role("button", name="Acceptera").click()
        inspectors.get_by_text("Boten har skrivit upp det").wait_for()
        meetings.move(date(2027, 2, 17), "Rådhuset i Nässjö")
        cancel_meeting(meetings.services, meetings.coordinator, booked[-1])
        page.locator(".meeting.cancelled").wait_for()
        page.locator(".meeting.waiting .meeting-told").wait_for()
        page.locator("#scroll").evaluate("region => { region.scrollTop = 0; }")
        _shot(page, "kalenderpanel")
    with open_page(browser, 360, 1180, "dark") as page:
        page.goto(path)
        _shot(page, "kalenderpanel-mork-smal")


def letters(browser: Browser) -> None:
    """Open a reminder and an answer that came by mail."""
    mail = render(parcel(CONTENTS["four"]), PlainLinks())
    listed = render(parcel(REPLIES["an agenda"]), PlainLinks())
    with open_page(browser, 760, 480) as page:
        page.set_content(listed.html)
        _shot(page, "mejl-svar-lista", whole=True)
    with open_page(browser, 900, 600) as page:
        page.set_content(mail.html)
        _shot(page, "mejl-paminnelse", whole=True)
    with open_page(browser, 360, 740, "dark") as page:
        page.set_content(mail.html)
        _shot(page, "mejl-paminnelse-mork-smal", whole=True)
    issue_by_mail(browser)


def issue_by_mail(browser: Browser) -> None:
    """Open an issue of the newsletter that came by mail."""
    mail = render(parcel(SENT["usual"]), PlainLinks())
    with open_page(browser, 760, 700) as page:
        show_pictures(page)
        page.set_content(mail.html)
        _shot(page, "nyhetsbrev-mejl", whole=True)
    with open_page(browser, 360, 740, "dark") as page:
        show_pictures(page)
        page.set_content(mail.html)
        _shot(page, "nyhetsbrev-mork-smal", whole=True)


def show_pictures(page: Page) -> None:
    """Let the logo come, and a picture of a project where an issue has its own."""
    page.route("**/static/logo.png", lambda route: route.fulfill(path=LOGO))
    page.route("**/nyhetsbrev/bild/*", lambda route: route.fulfill(path=PICTURE))


def _enter(page: Page, address: str, person: str) -> None:
    page.goto(f"{address}/som/{person}")
    page.get_by_role("link", name="Samverkansboten").first.click()


def _ask(page: Page, question: str) -> None:
    messages = page.locator("li.message")
    before = messages.count()
    box = page.get_by_role("textbox", name="Skriv till")
    box.fill(question)
    box.press("Escape")
    box.press("Enter")
    messages.nth(before).wait_for()


def _shot(page: Page, name: str, *, whole: bool = False) -> None:
    # Let the live region and the pictures of the fonts come to rest.
    page.wait_for_timeout(300)
    page.screenshot(path=FOLDER / f"{name}.png", full_page=whole)


if __name__ == "__main__":
    main()
