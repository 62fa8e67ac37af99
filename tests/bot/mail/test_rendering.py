import re
from dataclasses import replace
from html import unescape
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from bot.mail.links import Links, NoLinks
from bot.mail.rendering import LARGEST, TEMPLATES, WIDTH, render, templates
from bot.texts import word
from bot.texts.duties import duty_line, duty_name
from handlers.contents import Act, Duties
from tests.bot.mail.parcels import (
    CONTENTS,
    FIGURES,
    INA,
    MEETINGS,
    OWN_PART,
    REPORT,
    TODAY,
    PlainLinks,
    parcel,
    reminders,
    several,
)
from tests.bot.mail.reading import Reader, addresses, unwrapped

NOTICES = sorted(one.__name__.casefold() for one in get_args(Duties))
FILES = {"subject.txt", "body.txt", "body.mjml"}
# What hides, turns, breaks or closes: for XML, for HTML, for templates and for lines.
NASTY = "<script>alert(1)</script>&amp;]]>-->{{ 7*7 }}{% x %}\"'\x00\x0b\r\n\ufffe\u202e</mj-text>"


@pytest.mark.parametrize("notice", NOTICES)
def test_every_notice_has_its_three_templates(notice: str) -> None:
    found = {path.name for path in (TEMPLATES / notice).iterdir()}

    assert found == FILES


def test_every_folder_of_templates_is_a_notice_or_answers_a_mail() -> None:
    folders = sorted(path.name for path in TEMPLATES.iterdir() if path.is_dir())

    assert folders == sorted(
        ["answer", "confirmation", "inquiry", "invitation", "newsletter", *NOTICES]
    )


def test_subject_is_on_one_line_and_no_markup() -> None:
    mail = render(parcel(reminders(replace(REPORT, title=NASTY))), PlainLinks())

    assert mail.subject.isprintable()
    assert "<script>" in mail.subject


@pytest.mark.parametrize("links", [PlainLinks(), NoLinks()])
@pytest.mark.parametrize("name", ["one", "four", "thirty", "an office's part", "missed"])
def test_both_parts_hold_every_duty(name: str, links: Links) -> None:
    content = CONTENTS[name]

    mail = render(parcel(content), links)

    text, lines = unwrapped(mail.text), Reader(mail.html).lines()
    said = [duty_line(duty, TODAY) for duty in content.duties]
    assert [line for line in said if line not in text] == []
    assert [line for line in said if line not in lines] == []


@pytest.mark.parametrize("name", ["one", "four", "thirty", "an office's part"])
def test_both_parts_hold_every_act_and_no_other_link(name: str) -> None:
    content = CONTENTS[name]

    mail = render(parcel(content), PlainLinks())

    wanted = [where for duty in content.duties for where in addresses(duty)]
    settings = str(PlainLinks().settings(42))
    assert Reader(mail.html).addresses() == [*wanted, settings]
    assert re.findall(r"https?://\S+", mail.text) == [*wanted, settings]


def test_what_people_wrote_is_never_markup() -> None:
    nasty = replace(
        FIGURES, title=NASTY, part=NASTY, said=NASTY, host=NASTY, reason=NASTY, office=NASTY
    )
    content = replace(reminders(nasty), collaboration=NASTY)

    mail = render(parcel(content), PlainLinks())

    plain = Reader(render(parcel(reminders(OWN_PART)), PlainLinks()).html)
    read = Reader(mail.html)
    assert {tag for tag, _ in read.starts} == {tag for tag, _ in plain.starts}
    assert "alert(1)" in "".join(read.pieces)
    assert "{{ 7*7 }}" in "".join(read.pieces)
    assert duty_name(nasty).replace("\ufffe", "") in "".join(read.pieces)


@given(
    st.text(st.characters(codec="utf-8"), max_size=80),
    st.text(st.characters(codec="utf-8"), max_size=80),
)
def test_no_words_make_a_mail_impossible_or_add_a_line(title: str, collaboration: str) -> None:
    content = replace(reminders(replace(REPORT, title=title)), collaboration=collaboration)

    mail = render(parcel(content), PlainLinks())

    assert Reader(mail.html).addresses()[:4] == addresses(REPORT)
    shown = [line for line in mail.text.split("\n") if line.startswith("- ")]
    assert len(shown) == 1
    assert "\n" not in mail.subject


@pytest.mark.parametrize("name", CONTENTS)
def test_mail_is_made_for_those_who_listen(name: str) -> None:
    mail = render(parcel(CONTENTS[name]), PlainLinks())

    read = Reader(mail.html)
    levels = [int(tag[1]) for tag, _ in read.starts if re.fullmatch(r"h\d", tag)]
    (html,) = read.told("html")
    assert (html["lang"], html["dir"]) == ("sv", "ltr")
    assert f"<title>{mail.subject}</title>" in unescape(mail.html)
    assert levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b - a > 1] == []
    # With what Outlook alone sees.
    tables = re.findall(r"<table\b[^>]*>", mail.html)
    assert [table for table in tables if 'role="presentation"' not in table] == []


@pytest.mark.parametrize("name", CONTENTS)
def test_mail_fetches_nothing(name: str) -> None:
    html = render(parcel(CONTENTS[name]), PlainLinks()).html

    linked = re.sub(r'<a href="[^"]*"', "", html)
    named = set(re.findall(r"(?:https?:)?//[\w.]+[^\s\"'<>)]*", linked))
    assert named == {"http://www.w3.org/1999/xhtml"}
    assert re.findall(r"@import|@font-face|url\(|<(?:img|link|script|iframe)\b", html) == []


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"said": "ö" * 400},
        {"title": "😀" * 500},
        {"title": '"' * 500, "reason": "&" * 300},
        {"office": "<" * 200},
    ],
)
def test_mail_of_very_much_is_not_cut_off_and_counts_what_it_leaves_out(
    changes: dict[str, Any],
) -> None:
    duties = tuple(replace(duty, acts=tuple(Act), **changes) for duty in several(60))

    mail = render(parcel(reminders(*duties)), PlainLinks())

    read = Reader(mail.html)
    named = [tag for tag, told in read.starts if tag == "li" or told.get("class") == "duty"]
    left = re.findall(r"Det finns (\d+) till", "\n".join(read.lines()))
    assert len(mail.html.encode()) <= LARGEST < 102_000
    assert "Dessutom" in read.lines()
    assert len(named) + sum(map(int, left)) == 60
    assert len(re.findall(r"^- ", mail.text, re.MULTILINE)) == len(named)


def test_duties_without_room_for_links_are_lines_that_say_where_to_turn() -> None:
    duties = several(60)

    mail = render(parcel(reminders(*duties)), PlainLinks())

    lines = Reader(mail.html).lines()
    shown = [found[0] for line in lines[1:] if (found := re.match(r"Uppgift \d+", line))]
    assert shown == [f"Uppgift {number}" for number in range(60)]
    assert lines.index("Dessutom") < lines.index(
        next(line for line in lines[1:] if line.startswith("Uppgift 59"))
    )
    note = "Länkarna till de sista får inte plats här. " + word("mail_rest", "keeper")
    assert note in lines
    assert note in unwrapped(mail.text)


def test_duties_without_room_for_a_line_are_counted() -> None:
    mail = render(parcel(reminders(*several(400)), replace(INA, slack_user="U1")), PlainLinks())

    lines = Reader(mail.html).lines()
    shown = [line for line in lines[1:] if line.startswith("Uppgift ")]
    note = f"Det finns {400 - len(shown)} till, som inte får plats här. "
    assert note + word("mail_rest", "chat") in lines
    assert note + word("mail_rest", "chat") in unwrapped(mail.text)


@pytest.mark.parametrize("links", [PlainLinks(), NoLinks()])
@pytest.mark.parametrize("name", CONTENTS)
def test_lines_of_the_text_are_short_but_addresses_are_whole(name: str, links: Links) -> None:
    said = render(parcel(CONTENTS[name]), links).text

    long = [line for line in said.split("\n") if len(line) > WIDTH]
    assert [line for line in long if not re.fullmatch(r"\s*https://\S+", line)] == []
    assert re.findall(r"\n{3,}|[ \t]\n|\r", said) == []
    assert said.endswith("\n")


def test_word_too_long_for_a_line_stays_whole() -> None:
    long = "https://" + "x" * 100 + "-y"

    said = render(parcel(reminders(replace(REPORT, title=long))), NoLinks()).text

    assert long in said


def test_what_a_template_is_not_given_is_an_error() -> None:
    made = templates().from_string("{{ sheet.nothing }}")

    with pytest.raises(UndefinedError):
        made.render(sheet=MEETINGS)


def test_outlook_gets_a_column_and_buttons_of_its_own() -> None:
    html = render(parcel(CONTENTS["one"]), PlainLinks()).html

    seen_by_outlook = re.findall(r"<!--\[if mso \| IE\]>(.*?)<!\[endif\]-->", html)
    assert 'width="600"' in seen_by_outlook[0]
    assert 'bgcolor="#0b5d4b"' in html


@pytest.mark.parametrize("name", ["body.mjml", "page.html"])
def test_markup_is_escaped_by_the_name_of_its_template(name: str) -> None:
    autoescape = templates().autoescape

    assert callable(autoescape)
    assert (autoescape(name), autoescape("body.txt"), autoescape("subject.txt")) == (
        True,
        False,
        False,
    )
