"""Every kind of page in a real browser: nobody is shut out, whatever they use and however."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from handlers.contents import Act
from handlers.feeds import FeedScope, my_feed
from handlers.occurrences import show_duty
from tests.bot.web.browsing import (
    BAD,
    LONG,
    STATUS,
    Served,
    Visit,
    look_closely,
    opened,
    send,
)
from tests.bot.web.test_pages_confirming import quarantine
from tests.bot.workspace.browser import Scheme, open_page
from tests.bot.workspace.test_accessibility import MOTION, WIDER
from tests.bot.workspace.test_axe import LOOKS, faults
from tests.handlers.calendars import Desk

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

LOST = f"{STATUS}404 (Not Found)"
# One or more for each of WCAG A, AA and 2.2, and for good practice.
DEFECTS = {
    "label": (
        "document.querySelector('label[for=reason]').remove();"
        "document.querySelector('#reason').removeAttribute('aria-describedby')"
    ),
    "color-contrast": "document.querySelector('.owner').style.color = '#777777'",
    "target-size": (
        "for (const e of document.querySelectorAll('.beside ul, .beside li, .beside a'))"
        " e.style.cssText = 'display: block; height: 7px; padding: 0; font-size: 7px; gap: 0'"
    ),
    "heading-order": "document.querySelector('h2').outerHTML = '<h4>Annat</h4>'",
    "html-has-lang": "document.documentElement.removeAttribute('lang')",
}
# The field or link that has the focus, and how that is marked.
FOCUSED = """() => {
  const e = document.activeElement, style = getComputedStyle(e);
  return [e.id || e.value || e.textContent.trim(), style.outlineStyle, style.outlineWidth];
}"""


@pytest.fixture
def served(desk: Desk) -> Iterator[Served]:
    with opened(desk) as served:
        yield served


def done(page: Page, served: Served) -> None:
    served.open(page, "figures", Act.DONE)


def later(page: Page, served: Served) -> None:
    served.open(page, "report", Act.LATER)


def moving(page: Page, served: Served) -> None:
    served.desk.change_rule("report", title=LONG)
    served.open(page, "report", Act.MOVE)


def skipping(page: Page, served: Served) -> None:
    served.open(page, "report", Act.SKIP)


def offices(page: Page, served: Served) -> None:
    served.open(page, "figures", Act.OFFICES)


def reminding(page: Page, served: Served) -> None:
    served.open(page, "figures", Act.REMIND)


def booked(page: Page, served: Served) -> None:
    """Show what has happened, with a button that takes it back."""
    served.open(page, "board", Act.BOOK)
    page.get_by_label("Första dagen").fill("2027-02-04")
    page.get_by_label("Plats").fill(LONG)
    send(page)
    expect(page.get_by_role("status")).to_contain_text("Mötet är bokat")


def booking_more(page: Page, served: Served) -> None:
    booked(page, served)
    served.open(page, "board", Act.BOOK)
    expect(page.get_by_text("Redan bokat:")).to_be_visible()


def all_booked(page: Page, served: Served) -> None:
    booking_more(page, served)
    page.get_by_label("Första dagen").fill("2027-05-11")
    send(page)
    served.open(page, "board", Act.BOOK)
    expect(page.get_by_role("button", name="Ställ in mötet")).to_have_count(2)


def cancelled(page: Page, served: Served) -> None:
    booked(page, served)
    send(page)
    expect(page.get_by_role("button", name="Boka det igen")).to_be_visible()


def part_done(page: Page, served: Served) -> None:
    served.open_part(page, Act.DONE)
    send(page)
    expect(page.get_by_role("button", name="Ångra")).to_be_visible()


def settings(page: Page, served: Served) -> None:
    page.goto(served.links.settings(served.desk.contact_id))


def settings_saved(page: Page, served: Served) -> None:
    settings(page, served)
    send(page)
    expect(page.get_by_role("status")).to_have_text("Det är sparat.")


def nothing_chosen(page: Page, served: Served) -> None:
    later(page, served)
    send(page)


def all_wrong(page: Page, served: Served) -> None:
    """Show faults at several fields: the browser itself lets no date through that is none."""
    served.open(page, "board", Act.BOOK)
    page.get_by_label("Sista dagen").fill("2027-02-04")
    page.locator("#place").evaluate("(e) => e.removeAttribute('maxlength')")
    page.locator("#place").fill("å" * 400)
    send(page)
    expect(page.locator(".fault")).to_have_count(2)


def no_weekdays(page: Page, served: Served) -> None:
    settings(page, served)
    for day in ("Måndag", "Tisdag", "Onsdag", "Torsdag", "Fredag"):
        page.get_by_label(day).uncheck()
    send(page)


def confirming(page: Page, served: Served) -> None:
    """Come to what was asked in one's name, in a word that is longer than the window."""
    page.goto(served.links.confirm(quarantine(served.desk.services, served.desk.contact_id, LONG)))


def confirmed(page: Page, served: Served) -> None:
    confirming(page, served)
    send(page)
    expect(page.get_by_role("status")).to_contain_text("Tack, mejlet är bekräftat")


def subscribing(page: Page, served: Served) -> None:
    """Come to a calendar's page, with every piece of advice opened."""
    services = replace(served.desk.services, addresses=served.links)
    page.goto(my_feed(services, served.desk.contact, FeedScope.MINE).address)
    for each in page.locator("summary").all():
        each.click()


def renewed(page: Page, served: Served) -> None:
    subscribing(page, served)
    send(page)
    expect(page.get_by_role("status")).to_contain_text("Nu gäller en ny adress")


def lost(page: Page, served: Served) -> None:
    page.goto(f"{served.links.public_url}/gor/x")


SOUND_VISITS: list[Visit] = [
    done, later, moving, skipping, offices, reminding, booked, booking_more, all_booked,
    cancelled, part_done, settings, settings_saved, confirming, confirmed,
    subscribing, renewed,
]  # fmt: skip
FAULTY_VISITS: list[Visit] = [nothing_chosen, all_wrong, no_weekdays]
VISITS = [
    *((visit, ()) for visit in SOUND_VISITS),
    *((visit, (BAD,)) for visit in FAULTY_VISITS),
    (lost, (LOST,)),
]
EVERY_PAGE = pytest.mark.parametrize(
    ("visit", "complaints"), VISITS, ids=[visit.__name__ for visit, _ in VISITS]
)


@EVERY_PAGE
def test_page_shuts_nobody_out(
    browser: Browser, served: Served, visit: Visit, complaints: tuple[str, ...]
) -> None:
    look_closely(browser, served, visit, complaints)


def test_axe_sees_planted_defects_of_every_kind(browser: Browser, served: Served) -> None:
    with open_page(browser) as page:
        skipping(page, served)
        for defect in DEFECTS.values():
            page.evaluate(defect)
        found = faults(page)

    for look in LOOKS:
        assert {fault.split(":")[0] for fault in found[look]} == set(DEFECTS)


def test_text_can_be_twice_as_large(browser: Browser, served: Served) -> None:
    with open_page(browser, 640) as page:
        all_booked(page, served)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        wider = page.evaluate(WIDER)

    assert wider is False


def test_nothing_moves(browser: Browser, served: Served) -> None:
    with open_page(browser) as page:
        booked(page, served)
        moving = page.evaluate(MOTION)

    assert moving == ["none"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_is_done_with_the_keyboard_alone(
    browser: Browser, served: Served, scheme: Scheme
) -> None:
    with open_page(browser, scheme=scheme) as page:
        later(page, served)
        page.keyboard.press("Tab")
        first = page.evaluate(FOCUSED)
        page.keyboard.press("ArrowDown")
        chosen = page.locator("input:checked").input_value()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Påminnelse mån 11 jan")
        # With its style sheet, which says how it looks where the focus is.
        page.wait_for_load_state()
        page.keyboard.press("Tab")
        undo = page.evaluate(FOCUSED)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Det är ångrat")

    assert (first, chosen) == (["day", "solid", "3px"], "2027-01-11")
    assert undo == ["Ångra", "solid", "3px"]


def test_focus_goes_through_the_page_in_its_order_and_is_seen(
    browser: Browser, served: Served
) -> None:
    with open_page(browser) as page:
        skipping(page, served)
        seen = []
        for _ in range(6):
            page.keyboard.press("Tab")
            seen.append(page.evaluate(FOCUSED))

    names = [name for name, *_ in seen]
    assert names == [
        "reason", "Hoppa över", "Klart", "Påminn mig senare", "Flytta",
        "Ändra hur och när du påminns",
    ]  # fmt: skip
    assert [how for _, *how in seen] == [["solid", "3px"]] * len(seen)


def test_faults_have_the_focus_and_lead_to_their_fields(browser: Browser, served: Served) -> None:
    with open_page(browser, complaints=[BAD]) as page:
        nothing_chosen(page, served)
        expect(page.get_by_role("alert")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_label("I morgon")).to_be_focused()


def test_pages_work_without_javascript(browser: Browser, served: Served) -> None:
    with open_page(browser, java_script_enabled=False) as page:
        served.open(page, "figures", Act.OFFICES)
        page.get_by_label("Habo").check()
        send(page)
        expect(page.get_by_role("status")).to_contain_text("1 av 2 kontor är klara.")
        page.get_by_role("link", name="Hoppa över i år").click()
        page.get_by_label("Varför?").fill("Ingen hinner")
        send(page)
        expect(page.get_by_role("status")).to_contain_text("Det är överhoppat")

    assert state(served, "figures") == "skipped"


def test_double_click_books_one_meeting(browser: Browser, served: Served) -> None:
    with open_page(browser) as page:
        served.open(page, "board", Act.BOOK)
        page.get_by_label("Första dagen").fill("2027-02-04")
        page.locator("main form .button").dblclick(no_wait_after=True)
        expect(page.get_by_role("status")).to_contain_text("Mötet är bokat")

    desk = served.desk
    assert show_duty(desk.services, desk.coordinator, desk.number("board")).booked == 1


def test_form_on_another_site_does_nothing(browser: Browser, served: Served) -> None:
    desk = served.desk
    address = served.links.act(desk.coordinator_id, desk.number("report"), Act.DONE)
    form = f'<form method="post" action="{address}"><button>Vinn en resa</button></form>'

    with open_page(browser, complaints=[f"{STATUS}403 (Forbidden)"]) as page:
        page.route(
            "http://elsewhere.example/",
            lambda route: route.fulfill(body=form, content_type="text/html"),
        )
        page.goto("http://elsewhere.example/")
        page.get_by_role("button").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Formuläret kom inte från den här sidan"
        )

    assert state(served, "report") == "open"


def state(served: Served, rule: str) -> str:
    desk = served.desk
    return show_duty(desk.services, desk.coordinator, desk.number(rule)).state
