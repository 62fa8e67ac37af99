"""An answer by mail says all that the answer says, once, as text and as HTML."""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from bot.mail.answers import answer_mail
from bot.mail.rendering import WIDTH
from bot.texts.cards import present
from bot.texts.cards.model import Card, Choice, Line
from handlers.answers import IgnoreAnswer
from tests.bot.mail.reading import Reader, unwrapped
from tests.bot.texts.samples import EVERY

SUBJECT = "projekt släckvatten"
CARDS = {type(one).__name__: present(one) for one in EVERY if not isinstance(one, IgnoreAnswer)}
NASTY = "<script>alert(1)</script>&amp;]]>{{ 7*7 }}\x00</mj-text>"


def card(**values: Any) -> Card:
    return replace(CARDS["ProjectAnswer"], **values)


def said(of: Card) -> list[str]:
    """Return all that an answer says, the lines without their labels."""
    lines = [line.text for line in (*of.lines, *of.more)]
    return [of.heading or of.lead, of.lead, *lines, of.footer]


@pytest.mark.parametrize("kind", CARDS)
def test_both_parts_say_everything_at_once(kind: str) -> None:
    mail = answer_mail(CARDS[kind], SUBJECT)

    text, read = unwrapped(mail.text), unwrapped(" ".join(Reader(mail.html).lines()))
    wanted = [unwrapped(one) for one in said(CARDS[kind])]
    assert [one for one in wanted if one not in text] == []
    assert [one for one in wanted if one not in read] == []
    assert mail.subject == f"SV: {SUBJECT}"
    assert [
        line for line in mail.text.splitlines() if len(line) > WIDTH and "://" not in line
    ] == []


def test_choices_are_numbered_and_answered_with_their_number() -> None:
    given = card(kind="did_you_mean", choices=(Choice("Solarier", "a"), Choice("Bassänger", "b")))

    mail = answer_mail(given, SUBJECT)

    assert re.findall(r"^\d\. \w+", mail.text, re.MULTILINE) == ["1. Solarier", "2. Bassänger"]
    assert "Svara med numret på det du menar." in mail.text
    assert mail.html.count("<li>Solarier</li>") == 1


def test_lines_of_a_list_are_its_choices_and_said_once() -> None:
    lines = (Line("pågår", "Solarier"), Line("planerat", "Bassänger"))
    given = card(
        kind="list", lines=lines, more=(),
        choices=(Choice("Solarier", "a"), Choice("Bassänger", "b")),
    )  # fmt: skip

    mail = answer_mail(given, SUBJECT)

    assert (mail.text.count("Solarier"), mail.html.count("Solarier")) == (1, 1)


def test_answer_without_choices_asks_for_no_number() -> None:
    assert "numret" not in answer_mail(card(choices=()), SUBJECT).text


def test_answer_to_a_mail_without_a_subject_has_one() -> None:
    assert answer_mail(card(), "").subject == "Svar på din fråga"


def test_what_people_wrote_is_never_markup() -> None:
    mail = answer_mail(card(lead=NASTY, lines=(Line(NASTY, NASTY),), heading=NASTY), NASTY)

    read = Reader(mail.html)
    assert {tag for tag, _ in read.starts} <= {
        tag for tag, _ in Reader(answer_mail(CARDS["ProjectAnswer"], SUBJECT).html).starts
    }
    assert "alert(1)" in "".join(read.pieces)
    assert mail.subject.isprintable()


@pytest.mark.parametrize("kind", CARDS)
def test_mail_is_made_for_those_who_listen(kind: str) -> None:
    read = Reader(answer_mail(CARDS[kind], SUBJECT).html)

    levels = [int(tag[1]) for tag, _ in read.starts if re.fullmatch(r"h\d", tag)]
    (html,) = read.told("html")
    assert html["lang"] == "sv"
    assert levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b - a > 1] == []
