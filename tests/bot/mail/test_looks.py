"""Mails in a real browser, in every look that a mail program may give them."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from bot import web
from bot.mail.links import Links, NoLinks
from bot.mail.rendering import render
from handlers.contents import Content, NoteCode
from tests.bot.mail.issues import COPY, SENT, SUMMARY
from tests.bot.mail.listed import LONG_WORD, REPLIES
from tests.bot.mail.parcels import (
    CONFIRMATION,
    CONTENTS,
    INVITATION,
    JOIN,
    NOTES,
    REPORT,
    SERIES,
    PlainLinks,
    parcel,
    reminders,
)
from tests.bot.texts.inquiry_samples import NOTICES, RESULT
from tests.bot.workspace.browser import Scheme, open_page
from tests.bot.workspace.test_accessibility import CONTRAST, WIDER
from tests.bot.workspace.test_axe import RULES

Look = tuple[Scheme, int]
SCHEMES: list[Scheme] = ["light", "dark"]
WIDTHS = [320, 600, 1100]
LOOKS: list[Look] = [(scheme, width) for scheme in SCHEMES for width in WIDTHS]
# Enough where only the words are others: axe takes its time.
LOGO = Path(web.__file__).parent / "static" / "logo.png"
TWO_LOOKS: list[Look] = [("light", 600), ("dark", 320)]
# What goes to thousands is looked at as a telephone and a wide window show it, in both colours.
ISSUE_LOOKS: list[Look] = [(scheme, width) for scheme in SCHEMES for width in (360, 700)]
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations", "incomplete"]}
# A mail stands in a page of the mail program's, which has the landmarks.
FRAMED = """() => {
  const main = document.createElement("main");
  main.append(...document.body.childNodes);
  document.body.append(main);
}"""
STYLE = "document.head.append(Object.assign(document.createElement('style'), { textContent: %r }))"
PALE_IN_THE_DARK = STYLE % "@media (prefers-color-scheme: dark) { .foot p { color: #4d5660 } }"
# One or more for each of WCAG A, AA and 2.2, and for good practice.
DEFECTS = {
    "color-contrast": STYLE % ".foot p { color: #777777 !important }",
    "target-size": STYLE % ".ways p, .ways a { display: block; padding: 0; line-height: 9px }",
    "heading-order": "document.querySelector('h2').outerHTML = '<h4>Försenat</h4>'",
    "link-name": "document.querySelector('.act a').innerHTML = ''",
    "html-has-lang": "document.documentElement.removeAttribute('lang')",
    "page-has-heading-one": "document.querySelector('h1').remove()",
}
# Whether it is large enough to be hit, and how it is marked when it is reached by the keyboard.
PRESSED = """() => [...document.querySelectorAll("a")].map((link) => {
  link.focus({ focusVisible: true });
  const style = getComputedStyle(link);
  const box = link.getBoundingClientRect();
  return [box.height >= 24 && box.width >= 24, style.outlineStyle, style.outlineWidth];
})"""
SIZES = """() => [...new Set([...document.querySelectorAll("p, li, a, h3, h2.duty")]
  .filter((e) => !e.closest(".rule")).map((e) => getComputedStyle(e).fontSize))]"""
OUTER = """() => document.querySelector(".page").getBoundingClientRect().width"""
WITHOUT_STYLES = """() => document.querySelectorAll("style").forEach((style) => style.remove())"""
LONG = reminders(replace(REPORT, title="Tillsynsvägledningsöverenskommelse" * 3))
ALL: dict[str, Content] = {
    **CONTENTS,
    "a long word": LONG,
    **REPLIES,
    "confirmation": CONFIRMATION,
    "newsletter to confirm": JOIN,
    "note": NOTES[NoteCode.LINK_CODE],
    "invitation": INVITATION,
    "series": SERIES,
    "inquiry": NOTICES[1],
    "inquiry of visits": NOTICES[3],
    "inquiry's result": RESULT,
    **{f"newsletter, {name}": one for name, one in SENT.items()},
    "newsletter to look at": COPY,
    "newsletter in brief": SUMMARY,
}
# What a table is to those who listen, and how its first cells stand to each other.
TABLE = """() => {
  const table = document.querySelector("table:not([role])");
  const [number, title, state] = table.tBodies[0].rows[0].cells;
  const left = (cell) => cell.getBoundingClientRect().left;
  return [left(number) < left(title), left(title) < left(state),
    table.querySelector("thead").getBoundingClientRect().height > 1];
}"""
# Words that are broken in two although they had room: each piece begins a line.
BROKEN = """() => [...document.querySelectorAll(".list th, .list td")].flatMap((cell) => {
  const text = [...cell.childNodes].filter((node) => node.nodeType === 3);
  return text.flatMap((node) => [...node.data.matchAll(/[^\\s@–-]+/g)].filter((word) => {
    const range = document.createRange();
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].length);
    return new Set([...range.getClientRects()].map((box) => box.top)).size > 1;
  }).map((word) => word[0]));
})"""


def show(page: Page, content: Content, links: Links | None = None) -> None:
    # The one logo stands for the pictures of newsletters too.
    page.route("https://bot.example/**", lambda route: route.fulfill(path=LOGO))
    page.set_content(render(parcel(content), links or PlainLinks()).html)
    page.evaluate(FRAMED)


def look_by_look(
    page: Page, script: str, given: Any = None, looks: Sequence[Look] = LOOKS
) -> dict[Look, Any]:
    found = {}
    for scheme, width in looks:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 700})
        found[scheme, width] = page.evaluate(script, given)
    return found


def everywhere(value: Any) -> dict[Look, Any]:
    return {look: value for look in LOOKS}  # noqa: C420 - a list may stand in each


def faults(page: Page, looks: Sequence[Look] = LOOKS) -> dict[Look, list[str]]:
    page.evaluate(AXE_SCRIPT)
    told = look_by_look(page, "options => axe.run(options)", OPTIONS, looks)
    return {look: _named(one) for look, one in told.items()}


def rules(found: dict[Look, list[str]]) -> dict[Look, set[str]]:
    return {look: {fault.split(":")[0] for fault in told} for look, told in found.items()}


def _named(told: dict[str, Any]) -> list[str]:
    return [
        f"{rule['id']}: {node['html']} {node['failureSummary']}"
        for rule in (*told["violations"], *told["incomplete"])
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("links", [PlainLinks(), NoLinks()])
def test_axe_finds_nothing_in_any_look(browser: Browser, links: Links) -> None:
    with open_page(browser) as page:
        show(page, CONTENTS["four"], links)
        found = faults(page)

    assert found == everywhere([])


@pytest.mark.parametrize("name", [name for name in ALL if name not in {"four", "thirty"}])
def test_axe_finds_nothing_in_any_mail(browser: Browser, name: str) -> None:
    with open_page(browser) as page:
        show(page, ALL[name])
        looks = ISSUE_LOOKS if name.startswith("newsletter,") else TWO_LOOKS
        found = faults(page, looks)

    assert found == {look: [] for look in looks}


@pytest.mark.parametrize("defect", DEFECTS)
def test_axe_sees_a_planted_defect(browser: Browser, defect: str) -> None:
    with open_page(browser) as page:
        show(page, CONTENTS["four"])
        page.evaluate(f"() => {{ {DEFECTS[defect]} }}")
        found = faults(page, TWO_LOOKS)

    assert rules(found) == {look: {defect} for look in TWO_LOOKS}


def test_axe_and_the_measure_see_what_is_pale_in_the_dark_alone(browser: Browser) -> None:
    with open_page(browser) as page:
        show(page, CONTENTS["four"])
        page.evaluate(f"() => {{ {PALE_IN_THE_DARK} }}")
        found, pale = faults(page, TWO_LOOKS), look_by_look(page, CONTRAST)

    assert rules(found) == {("light", 600): set(), ("dark", 320): {"color-contrast"}}
    assert {scheme for (scheme, _), told in pale.items() if told} == {"dark"}


@pytest.mark.parametrize("name", ALL)
def test_everything_can_be_read_and_nothing_is_wider_than_the_window(
    browser: Browser, name: str
) -> None:
    with open_page(browser) as page:
        show(page, ALL[name])
        pale, wide = look_by_look(page, CONTRAST), look_by_look(page, WIDER)

    assert pale == everywhere([])
    assert wide == everywhere(False)


def test_colours_are_those_of_the_house(browser: Browser) -> None:
    colours = """() => [
      getComputedStyle(document.body).backgroundColor,
      getComputedStyle(document.querySelector("h1")).color,
      getComputedStyle(document.querySelector(".late h2")).color,
      getComputedStyle(document.querySelector(".ways a")).color,
      getComputedStyle(document.querySelector(".act a")).backgroundColor,
    ]"""

    with open_page(browser) as page:
        show(page, CONTENTS["four"])
        found = look_by_look(page, colours)

    assert found["light", 600] == [
        "rgb(255, 255, 255)",
        "rgb(27, 31, 35)",
        "rgb(164, 38, 44)",
        "rgb(11, 93, 75)",
        "rgb(11, 93, 75)",
    ]
    assert found["dark", 600] == [
        "rgb(21, 25, 28)",
        "rgb(230, 232, 234)",
        "rgb(255, 154, 148)",
        "rgb(127, 209, 187)",
        "rgb(127, 209, 187)",
    ]


def test_mail_can_be_read_where_its_style_sheet_is_dropped(browser: Browser) -> None:
    with open_page(browser) as page:
        show(page, CONTENTS["four"])
        page.evaluate(WITHOUT_STYLES)
        pale, wide = look_by_look(page, CONTRAST), look_by_look(page, WIDER)

    assert pale == everywhere([])
    assert wide == everywhere(False)


def test_links_are_large_enough_and_seen_when_they_are_reached(browser: Browser) -> None:
    with open_page(browser) as page:
        show(page, CONTENTS["four"])
        found = look_by_look(page, PRESSED)

    links = 4 + 4 + 6 + 3 + 1
    assert found == everywhere([[True, "solid", "3px"]] * links)


def test_text_is_of_one_size_in_one_column(browser: Browser) -> None:
    with open_page(browser) as page:
        show(page, CONTENTS["four"])
        sizes, outer = look_by_look(page, SIZES), look_by_look(page, OUTER)

    assert sizes == everywhere(["16px"])
    assert {look: width for look, width in outer.items() if look[0] == "light"} == {
        ("light", 320): 320,
        ("light", 600): 600,
        ("light", 1100): 600,
    }


def test_list_is_a_table_to_those_who_listen_wide_and_narrow(browser: Browser) -> None:
    with open_page(browser) as page:
        show(page, REPLIES["a list"])
        told = {}
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 700})
            told[width] = page.locator("main").aria_snapshot()

    assert '- rowheader "Masshantering"' in told[320]
    assert '- columnheader "Läge"' in told[320]
    assert set(told.values()) == {told[320]}


def test_rows_stand_below_each_other_on_a_phone_and_in_columns_elsewhere(
    browser: Browser,
) -> None:
    with open_page(browser) as page:
        show(page, REPLIES["a list"])
        found = look_by_look(page, TABLE)

    assert {width: told for (_, width), told in found.items()} == {
        320: [True, False, False],
        600: [True, True, True],
        1100: [True, True, True],
    }


@pytest.mark.parametrize("name", REPLIES)
def test_no_word_is_broken_but_where_one_is_too_long_for_any_column(
    browser: Browser, name: str
) -> None:
    with open_page(browser) as page:
        show(page, REPLIES[name])
        found = look_by_look(page, BROKEN, looks=[("light", 320), ("light", 600)])

    broken = {width: LONG_WORD in told for (_, width), told in found.items() if told}
    assert broken == ({320: True, 600: True} if name == "a list of long words" else {})


def test_table_keeps_its_alignment_where_its_style_sheet_is_dropped(browser: Browser) -> None:
    aligned = """() => [...document.querySelectorAll("table:not([role]) th, caption")]
      .map((cell) => getComputedStyle(cell).textAlign.replace("-webkit-", ""))"""

    with open_page(browser) as page:
        show(page, REPLIES["a list"])
        page.evaluate(WITHOUT_STYLES)
        pale, wide = look_by_look(page, CONTRAST), look_by_look(page, WIDER)
        found = page.evaluate(aligned)

    assert set(found) == {"left"}
    assert pale == everywhere([])
    assert wide == everywhere(False)
