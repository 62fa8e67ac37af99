from hashlib import sha256
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from slack_sdk import WebClient

from bot.workspace.letters import Correspondent
from bot.workspace.outbox import Wish
from bot.workspace.post import Fate, State
from bot.workspace.tickets import Trigger
from tests.bot.workspace import gallery
from tests.bot.workspace.browser import Scheme, open_page
from tests.bot.workspace.demo_house import Demo
from tests.bot.workspace.invitations import UID, event, invite, times
from tests.bot.workspace.mailings import mailed, put
from tests.bot.workspace.material import BOT_TOKEN, INA
from tests.bot.workspace.tiny_bot import House

STRUCTURE = """() => {
  const many = (selector) => [...document.querySelectorAll(selector)];
  const named = (e) => e.labels?.length || e.ariaLabel || e.getAttribute("aria-labelledby")
    || e.textContent.trim();
  const ids = many("[id]").map((e) => e.id);
  return {
    lang: document.documentElement.lang,
    h1: many("h1").length,
    main: many("main").length,
    nameless: many("a, button, input:not([type=hidden]), select, textarea, nav, dialog")
      .filter((e) => e.tagName !== "NAV" ? !named(e) : !e.ariaLabel).map((e) => e.outerHTML),
    pictures: many("img:not([alt]), svg:not([aria-hidden])").length,
    twice: ids.filter((id, at) => ids.indexOf(id) !== at),
    dangling: many("[aria-controls], [aria-describedby], [aria-labelledby]").flatMap((e) =>
      ["aria-controls", "aria-describedby", "aria-labelledby"]
        .flatMap((a) => (e.getAttribute(a) ?? "").split(" ")).filter(Boolean))
      .filter((id) => !ids.includes(id)),
  };
}"""
SOUND = {
    "lang": "sv",
    "h1": 1,
    "main": 1,
    "nameless": [],
    "pictures": 0,
    "twice": [],
    "dangling": [],
}
# The colours that each text really has, against the nearest ground that is not see-through.
CONTRAST = """() => {
  const light = (c) => {
    const [r, g, b] = c.match(/[\\d.]+/g).slice(0, 3).map((v) => v / 255)
      .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor;
      if (!/, 0\\)$/.test(colour)) return colour;
    }
  };
  const ratio = (a, b) => {
    const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05);
  };
  const found = [];
  for (const e of document.querySelectorAll("body *")) {
    if (!e.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    const style = getComputedStyle(e);
    const text = own && ratio(style.color, ground(e));
    if (own && text < 4.5) found.push(["text", e.outerHTML.slice(0, 90), text]);
    if (e.matches("button.button, input:not([type=hidden]), select, textarea")) {
      const edge = ratio(style.borderTopColor, ground(e.parentElement));
      const drawn = parseFloat(style.borderTopWidth) > 0;
      if (drawn && edge < 3) found.push(["edge", e.outerHTML.slice(0, 90), edge]);
    }
  }
  return found;
}"""
# What is set, since what has come to rest is no longer seen to move.
MOTION = """() => [...new Set(
  [...document.querySelectorAll("*")].map((e) => getComputedStyle(e).animationName)
)]"""
WIDER = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def filled(house: House) -> House:
    client = WebClient(BOT_TOKEN, base_url=house.workspace.api_url)
    house.workspace.say(INA, "C0OPEN", "Hej @Samverkansboten")
    house.workspace.command(INA, "/projekt", "släckvatten", "C0OPEN")
    client.chat_postMessage(channel="C0OPEN", text="Alla", blocks=gallery.MESSAGE)
    house.workspace.open_home(INA)
    return house


def open_dialog(house: House) -> None:
    client = WebClient(BOT_TOKEN, base_url=house.workspace.api_url)
    ticket = house.workspace.state.tickets.issue_trigger(Trigger(INA, house.clock()))
    client.views_open(trigger_id=ticket, view=gallery.DIALOG)
    house.workspace.submit(INA, {"mail": "inte en adress"})


def looked_at(page: Page, house: House, path: str) -> tuple[Any, Any, bool]:
    page.goto(f"{house.url}{path}")
    page.wait_for_load_state("load")
    return page.evaluate(STRUCTURE), page.evaluate(CONTRAST), page.evaluate(WIDER)


PATHS = ["/", f"/som/{INA}", f"/som/{INA}/kanal/C0OPEN", f"/som/{INA}/hem"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_sound_and_readable(browser: Browser, filled: House, scheme: Scheme) -> None:
    with open_page(browser, scheme=scheme) as page:
        seen = {path: looked_at(page, filled, path) for path in PATHS}

    assert seen == dict.fromkeys(PATHS, (SOUND, [], False))


# What the meeting of the tests is called in addresses.
KEY = sha256(UID.encode()).hexdigest()[:16]
DEMO_PATHS = [
    *PATHS,
    f"/som/{INA}/epost",
    f"/som/{INA}/epost/n1",
    "/epost",
    "/epost/n1",
    "/epost/trasig",
    f"/som/{INA}/mejla",
    f"/som/{INA}/epost/n1/svara",
    f"/som/{INA}/skickat",
    "/mejla",
    "/adress/granne%40hemma.example/epost",
    "/adress/granne%40hemma.example/skickat",
    f"/som/{INA}/kalender",
    f"/som/{INA}/kalender/{KEY}/ny-tid",
    "/adress/granne%40hemma.example/kalender",
]


@pytest.fixture
def mailed_demo(demo: Demo) -> Demo:
    long_name = "miljokontoret.och.raddningstjansten.i.en.kommun.med.langt.namn@jonkoping.example"
    put(demo.mail, "n1", mailed(to=f"ina.ek@habo.example, {long_name}", subject="Årsmöte" * 20))
    put(demo.mail, "trasig", b"\x00\xff")
    invite(demo, event(0, 0, f"LOCATION:{'Landstingshuset' * 20}", title="Chefsmöte" * 20))
    moved = times("20270310T090000", "20270311T120000")
    invite(demo, event(1, 5, f"CONFERENCE:https://mote.example/{'x' * 200}", when=moved))
    for address in ("ina.ek@habo.example", "granne@hemma.example"):
        wanted = Wish(
            ticket="t",
            sender=Correspondent("", address),
            subject="Räksmörgås" * 20,
            text="Hej",
        )
        outbox = demo.house.workspace.outbox
        assert outbox is not None
        outbox.send(wanted)
    demo.post.fates = [Fate(State.UNANSWERED, "Det är ett besked från en mejlserver. " * 4)]
    return demo


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_the_demo_are_sound_and_readable(
    browser: Browser, mailed_demo: Demo, scheme: Scheme
) -> None:
    with open_page(browser, scheme=scheme) as page:
        seen = {path: looked_at(page, mailed_demo.house, path) for path in DEMO_PATHS}

    assert seen == dict.fromkeys(DEMO_PATHS, (SOUND, [], False))


@pytest.mark.parametrize(("width", "height"), [(320, 640), (550, 380)])
def test_nothing_of_the_demo_is_cut_off_when_it_is_narrow_or_enlarged(
    browser: Browser, mailed_demo: Demo, width: int, height: int
) -> None:
    with open_page(browser, width, height) as page:
        wider = [looked_at(page, mailed_demo.house, path)[2] for path in DEMO_PATHS]

    assert wider == [False] * len(DEMO_PATHS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_dialog_with_a_fault_is_sound_and_readable(
    browser: Browser, filled: House, scheme: Scheme
) -> None:
    open_dialog(filled)

    with open_page(browser, scheme=scheme, reduced_motion="reduce") as page:
        seen = looked_at(page, filled, f"/som/{INA}/kanal/C0OPEN")

    assert seen == (SOUND, [], False)


@pytest.mark.parametrize(("width", "height"), [(320, 640), (550, 380)])
def test_nothing_is_cut_off_when_it_is_narrow_or_enlarged(
    browser: Browser, filled: House, width: int, height: int
) -> None:
    open_dialog(filled)

    with open_page(browser, width, height) as page:
        wider = [looked_at(page, filled, path)[2] for path in PATHS]

    assert wider == [False] * len(PATHS)


def test_motion_is_left_out_for_those_who_ask(browser: Browser, filled: House) -> None:
    open_dialog(filled)

    with open_page(browser, reduced_motion="reduce") as page:
        page.goto(f"{filled.url}/som/{INA}/hem")
        moving = page.evaluate(MOTION)

    assert moving == ["none"]


def test_focus_in_the_strip_and_among_mails_is_always_visible(
    browser: Browser, mailed_demo: Demo
) -> None:
    outline = """() => {
      const line = document.activeElement.closest(".letter-line");
      return getComputedStyle(line ?? document.activeElement).outline;
    }"""
    with open_page(browser) as page:
        page.goto(f"{mailed_demo.house.url}/som/{INA}/epost")
        seen = []
        for _ in range(18):
            page.keyboard.press("Tab")
            seen.append(page.evaluate(outline))

    assert [one for one in seen if "3px" not in one] == []


def test_focus_is_always_visible(browser: Browser, filled: House) -> None:
    with open_page(browser) as page:
        page.goto(f"{filled.url}/som/{INA}/kanal/C0OPEN")
        widths = []
        for _ in range(12):
            page.keyboard.press("Tab")
            style = "() => getComputedStyle(document.activeElement).outline"
            widths.append(page.evaluate(style))

    assert [width for width in widths if "3px" not in width] == []
