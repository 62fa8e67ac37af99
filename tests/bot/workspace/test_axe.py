"""Every kind of page before axe-core: what it knows of shuts nobody out."""

from collections.abc import Callable
from datetime import timedelta
from threading import Event

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect
from slack_sdk import WebClient

from bot.workspace.post import Fate, State
from bot.workspace.tickets import Trigger
from tests.bot.workspace import gallery
from tests.bot.workspace.browser import Scheme, open_page
from tests.bot.workspace.demo_house import EVENT, PATIENCE, START, Demo
from tests.bot.workspace.mailings import TO_VETLANDA, mailed, put
from tests.bot.workspace.material import BOT_TOKEN, INA, MIA
from tests.bot.workspace.tiny_bot import House

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# A mail in its frame is not ours to judge here: it is closed to scripts, axe among them.
OPTIONS = {
    "runOnly": RULES,
    "resultTypes": ["violations", "incomplete"],
    "iframes": False,
    "rules": {"frame-tested": {"enabled": False}},
}
Look = tuple[Scheme, int]
# Each scheme and each width once: axe takes its time, and no rule of style is for one pair alone.
LOOKS: list[Look] = [("light", 1100), ("dark", 320)]
# One for each of WCAG A, AA, 2.1 and 2.2, and one for good practice.
DEFECTS = {
    "button-name": "document.querySelector('.send').removeAttribute('aria-label')",
    "color-contrast": "document.querySelector('.purpose').style.color = '#777'",
    "avoid-inline-spacing": (
        "document.querySelector('h1').style.setProperty('word-spacing', '0', 'important')"
    ),
    "target-size": "for (const a of document.querySelectorAll('nav a')) a.style.height = '9px'",
    "heading-order": "document.querySelector('h2').outerHTML = '<h4>Chefsmöte</h4>'",
}
NOT_FOUND = "Failed to load resource: the server responded with a status of 404 (Not Found)"
UNPROCESSABLE = (
    "Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"
)
AWAY = "http://127.0.0.1:9/slack/events"
CHANNEL, HOME = f"/som/{INA}/kanal/C0OPEN", f"/som/{INA}/hem"
MAIL = f"/som/{INA}/epost"
Visit = Callable[[Page, House], None]
DemoVisit = Callable[[Page, Demo], None]


def start(page: Page, house: House) -> None:
    page.goto(house.url)


def lost(page: Page, house: House) -> None:
    page.goto(f"{house.url}/som/U0NOBODY")


def channel(page: Page, house: House) -> None:
    """Show every kind of block, an answer for one person only, and an open menu."""
    client = WebClient(BOT_TOKEN, base_url=house.workspace.api_url)
    house.workspace.say(MIA, "C0OPEN", "Hej @Samverkansboten, se https://habo.example")
    house.workspace.command(INA, "/projekt", "släckvatten", "C0OPEN")
    client.chat_postMessage(channel="C0OPEN", text="Alla", blocks=gallery.MESSAGE)
    page.goto(house.url + CHANNEL)
    page.get_by_label("Fler val").click()
    expect(page.get_by_role("button", name="Ändra")).to_be_visible()


def direct_message(page: Page, house: House) -> None:
    house.workspace.say(INA, house.workspace.direct(INA), "Vad är `BAT`?\n> *ett* ~ord~")
    page.goto(f"{house.url}/som/{INA}")
    expect(page.get_by_role("article")).to_have_count(2)


def empty_direct_message(page: Page, house: House) -> None:
    page.goto(f"{house.url}/som/{INA}")
    expect(page.get_by_role("button", name="/forslag")).to_be_visible()


def home(page: Page, house: House) -> None:
    page.goto(house.url + HOME)
    expect(page.get_by_role("heading", name="Att göra")).to_be_visible()


def home_of_a_bot_that_is_away(page: Page, house: House) -> None:
    """Show the home tab that nobody filled, and the number that stands at what is new."""
    house.workspace.events_url = AWAY
    page.goto(house.url + HOME)
    expect(page.get_by_role("link", name="Samverkansboten")).to_contain_text("1 nya")


def completion(page: Page, house: House) -> None:
    page.goto(house.url + CHANNEL)
    page.get_by_role("textbox", name="Skriv till").press_sequentially("/")
    expect(page.get_by_role("listbox", name="Kommandon")).to_be_visible()


def picker(page: Page, house: House) -> None:
    _open_picker(page, house, "s")
    expect(page.get_by_role("option", name="Solarier")).to_be_visible()


def picker_without_suggestions(page: Page, house: House) -> None:
    _open_picker(page, house, "q")
    expect(page.get_by_text("Inga förslag för ”q”")).to_be_visible()


def dialog_with_faults(page: Page, house: House) -> None:
    _open_gallery(house)
    house.workspace.submit(INA, {"mail": "inte en adress", "number": "tolv"})
    page.goto(house.url + CHANNEL)
    expect(page.get_by_role("dialog").get_by_text("Fel:")).to_have_count(2)


def dialog_that_did_not_reach_the_bot(page: Page, house: House) -> None:
    _open_gallery(house)
    house.workspace.events_url = AWAY
    house.workspace.submit(INA)
    page.goto(house.url + CHANNEL)
    expect(page.get_by_role("dialog").get_by_role("alert")).to_be_visible()


def question_before_something_is_done(page: Page, house: House) -> None:
    client = WebClient(BOT_TOKEN, base_url=house.workspace.api_url)
    client.chat_postMessage(channel="C0OPEN", text="Alla", blocks=gallery.MESSAGE)
    page.goto(house.url + CHANNEL)
    page.get_by_role("button", name="Ställ in").click()
    expect(page.get_by_role("dialog", name="Ta bort förslaget?")).to_be_visible()


VISITS: list[Visit] = [
    start,
    channel,
    direct_message,
    empty_direct_message,
    home,
    home_of_a_bot_that_is_away,
    completion,
    picker,
    picker_without_suggestions,
    dialog_with_faults,
    dialog_that_did_not_reach_the_bot,
    question_before_something_is_done,
]


def start_of_a_demo(page: Page, demo: Demo) -> None:
    page.goto(demo.house.url)
    expect(page.get_by_role("link", name="e-post till alla")).to_be_visible()


def mail(page: Page, demo: Demo) -> None:
    """Show a list with a mail that is read and one that is not."""
    _post_mail(demo)
    page.goto(f"{demo.house.url}{MAIL}/n1")
    page.goto(demo.house.url + MAIL)
    expect(page.get_by_text("oläst")).to_have_count(1)


def empty_mail(page: Page, demo: Demo) -> None:
    page.goto(demo.house.url + MAIL)
    expect(page.get_by_text("Hit kommer det")).to_be_visible()


def opened_mail(page: Page, demo: Demo) -> None:
    _post_mail(demo)
    page.goto(f"{demo.house.url}{MAIL}/n1")
    for part in ("Som ren text", "Källkod"):
        page.get_by_text(part).click()
    expect(page.get_by_text("Content-Type: multipart/alternative")).to_be_visible()


def all_mail(page: Page, demo: Demo) -> None:
    _post_mail(demo)
    page.goto(f"{demo.house.url}/epost")
    expect(page.get_by_role("listitem")).to_have_count(4)


def written_mail(page: Page, demo: Demo) -> None:
    """Show an answer that is being written, with what is quoted below it."""
    _post_mail(demo)
    page.goto(f"{demo.house.url}{MAIL}/n1/svara")
    page.get_by_text("Citeras under ditt svar").click()
    expect(page.get_by_text("Skickat: den 27 februari 2026 08:00")).to_be_visible()


def sent_mail_with_its_answer(page: Page, demo: Demo) -> None:
    demo.post.fates = [Fate(State.ANSWERED, "Som en okänd.", "n1@jonkoping.example")]
    _post_mail(demo)
    _send(page, demo, "projekt")
    expect(page.get_by_role("heading", name="Påminnelse: Telefonboken")).to_be_visible()


def sent_mails(page: Page, demo: Demo) -> None:
    """Show a list with a mail of each fate."""
    demo.post.fates = [Fate(State.ANSWERED), Fate(State.UNANSWERED, "Det är en studs.")]
    for subject in ("ett", "två", "tre"):
        _send(page, demo, subject)
    page.get_by_role("link", name="Allt du har skickat").click()
    for label in ("besvarat", "obesvarat", "väntar på svar"):
        expect(page.get_by_text(label, exact=True)).to_be_visible()


def mailbox_without_an_account(page: Page, demo: Demo) -> None:
    _post_mail(demo)
    page.goto(f"{demo.house.url}/epost")
    page.get_by_text("Brevlådor utan konto").click()
    page.get_by_role("link", name="miljokontoret@vetlanda.example", exact=True).click()
    expect(page.get_by_role("link", name="Skriv mejl")).to_be_visible()


def broken_mail(page: Page, demo: Demo) -> None:
    _post_mail(demo)
    page.goto(f"{demo.house.url}/epost/trasig")
    expect(page.get_by_text("är inget helt mejl")).to_be_visible()


def clock_with_a_fault(page: Page, demo: Demo) -> None:
    page.goto(demo.house.url + CHANNEL)
    page.get_by_label("Flytta till").fill("2020-01-01")
    page.get_by_role("button", name="Flytta", exact=True).click()
    expect(page.locator("#clock-fault")).to_be_visible()


def clock_that_has_arrived(page: Page, demo: Demo) -> None:
    demo.planned = [(EVENT, lambda _: _post_mail(demo))]
    page.goto(demo.house.url + HOME)
    page.get_by_role("button", name="Till nästa händelse").click()
    expect(page.get_by_text("4 mejl kom på vägen.", exact=True)).to_be_visible()


DEMO_VISITS: list[DemoVisit] = [
    start_of_a_demo,
    mail,
    empty_mail,
    opened_mail,
    all_mail,
    written_mail,
    sent_mail_with_its_answer,
    sent_mails,
    mailbox_without_an_account,
    broken_mail,
    clock_with_a_fault,
    clock_that_has_arrived,
]


@pytest.mark.parametrize("visit", VISITS)
def test_axe_finds_nothing(browser: Browser, house: House, visit: Visit) -> None:
    with open_page(browser, reduced_motion="reduce") as page:
        visit(page, house)
        found = faults(page)

    assert found == dict.fromkeys(LOOKS, ())


def test_axe_finds_nothing_where_a_mail_is_to_be_mended(browser: Browser, demo: Demo) -> None:
    with open_page(browser, complaints=[UNPROCESSABLE]) as page:
        page.goto(f"{demo.house.url}/mejla")
        page.get_by_label("Din adress").fill("granne")
        page.get_by_role("button", name="Skicka").click()
        expect(page.locator("[aria-invalid=true]")).to_have_count(2)
        found = faults(page)

    assert found == dict.fromkeys(LOOKS, ())


@pytest.mark.parametrize("visit", DEMO_VISITS)
def test_axe_finds_nothing_in_the_demo(browser: Browser, demo: Demo, visit: DemoVisit) -> None:
    with open_page(browser, reduced_motion="reduce") as page:
        visit(page, demo)
        found = faults(page)

    assert found == dict.fromkeys(LOOKS, ())


def test_axe_finds_nothing_while_the_clock_moves(browser: Browser, demo: Demo) -> None:
    go_on = Event()
    demo.planned = [(START + timedelta(days=3), lambda _: go_on.wait(PATIENCE * len(LOOKS)))]

    with open_page(browser, reduced_motion="reduce") as page:
        page.goto(demo.house.url + MAIL)
        page.get_by_role("button", name="En vecka fram").click()
        expect(page.get_by_role("progressbar")).to_be_visible()
        found = faults(page)
        still_moving = page.get_by_role("progressbar").count()
        go_on.set()

    assert (found, still_moving) == (dict.fromkeys(LOOKS, ()), 1)


def test_axe_finds_nothing_on_the_lost_page(browser: Browser, house: House) -> None:
    with open_page(browser, complaints=[NOT_FOUND]) as page:
        lost(page, house)
        found = faults(page)

    assert found == dict.fromkeys(LOOKS, ())


def test_axe_sees_planted_defects_of_every_kind(browser: Browser, house: House) -> None:
    with open_page(browser) as page:
        channel(page, house)
        for defect in DEFECTS.values():
            page.evaluate(defect)
        found = faults(page)

    for look in LOOKS:
        assert {fault.split(":")[0] for fault in found[look]} == set(DEFECTS)


def faults(page: Page) -> dict[Look, tuple[str, ...]]:
    """Tell what axe finds in every look of a page."""
    page.evaluate(AXE_SCRIPT)
    return {look: _faults_in(page, *look) for look in LOOKS}


def _faults_in(page: Page, scheme: Scheme, width: int) -> tuple[str, ...]:
    """Name what breaks a rule, and what axe could not decide except for colours.

    Whether a colour can be read on a ground that something lies over is for test_accessibility.
    """
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 700})
    told = page.evaluate("options => axe.run(options)", OPTIONS)
    undecided = [rule for rule in told["incomplete"] if rule["id"] != "color-contrast"]
    return tuple(
        f"{rule['id']}: {node['html']} {node['failureSummary']}"
        for rule in (*told["violations"], *undecided)
        for node in rule["nodes"]
    )


def _send(page: Page, demo: Demo, subject: str) -> None:
    page.goto(f"{demo.house.url}/som/{INA}/mejla")
    page.get_by_label("Ämne").fill(subject)
    page.get_by_role("button", name="Skicka").click()
    expect(page.get_by_role("heading", name="Ditt mejl")).to_be_visible()


def _post_mail(demo: Demo) -> None:
    for key in ("n1", "n2"):
        put(demo.mail, key, mailed(Message_ID=f"<{key}@jonkoping.example>"))
    put(demo.mail, "theirs", mailed(to=TO_VETLANDA))
    put(demo.mail, "trasig", b"x")


def _open_picker(page: Page, house: House, typed: str) -> None:
    house.workspace.command(INA, "/projekt", "välj", "C0OPEN")
    page.goto(house.url + CHANNEL)
    page.get_by_role("combobox", name="Sök projekt").press_sequentially(typed)


def _open_gallery(house: House) -> None:
    client = WebClient(BOT_TOKEN, base_url=house.workspace.api_url)
    ticket = house.workspace.state.tickets.issue_trigger(Trigger(INA, house.clock()))
    client.views_open(trigger_id=ticket, view=gallery.DIALOG)
