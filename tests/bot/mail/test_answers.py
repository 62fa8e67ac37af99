"""An answer by mail says all that the answer says, once, as text and as HTML."""

import re
from dataclasses import replace
from html import unescape
from itertools import pairwise
from typing import Any

import pytest

from bot.mail.answers import answer_mail
from bot.mail.rendering import LARGEST, WIDTH
from bot.texts.cards import present
from bot.texts.cards.model import Card, Choice, Line
from handlers.answers import (
    AmbiguousAnswer,
    DidYouMeanAnswer,
    IgnoreAnswer,
    Item,
    ListAnswer,
    QuarantineAnswer,
    TasksAnswer,
)
from tests.bot.mail.listed import AGENDA
from tests.bot.mail.reading import Reader, unwrapped
from tests.bot.texts.quarantine_samples import QUARANTINED
from tests.bot.texts.samples import EVERY, HALLAND, NAMESAKES, RUNNING, SMALL_SEWERS, TASKS

SUBJECT = "projekt släckvatten"
CARDS = {type(one).__name__: present(one) for one in EVERY if not isinstance(one, IgnoreAnswer)}
LISTED = [one for one in map(present, EVERY) if one.columns and any(one.lines)]
RUNNING_LIST = ListAnswer(subject="projects", filters=("running",), items=RUNNING)
NASTY = "<script>alert(1)</script>&amp;]]>{{ 7*7 }}\x00</mj-text>"


def card(**values: Any) -> Card:
    return replace(CARDS["ProjectAnswer"], **values)


def said(of: Card, *, in_cells: bool = False) -> list[str]:
    """Return all that an answer says, the lines without their labels, or what has cells in them."""
    every = (*of.lines, *of.more)
    cells = [cell for line in every for cell in line.cells] if in_cells else []
    lines = [line.text for line in every if not (in_cells and line.cells)]
    return [of.heading or of.lead, of.lead, *lines, *cells, of.footer]


@pytest.mark.parametrize("kind", CARDS)
def test_both_parts_say_everything_at_once(kind: str) -> None:
    mail = answer_mail(CARDS[kind], SUBJECT)

    text, read = unwrapped(mail.text), unwrapped(" ".join(Reader(mail.html).lines()))
    wanted = [unwrapped(one) for one in said(CARDS[kind])]
    in_cells = [unwrapped(one) for one in said(CARDS[kind], in_cells=True)]
    assert [one for one in wanted if one not in text] == []
    assert [one for one in in_cells if one not in read] == []
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


def table_of(html: str) -> list[list[str]]:
    """Return the cells of the one table that is no layout, a list for each row."""
    (table,) = re.findall(r"<table(?![^>]*presentation)[^>]*>.*?</table>", html, re.DOTALL)
    return [
        [unescape(re.sub("<[^>]+>", "", cell)) for cell in re.findall(r"<t[dh]\b.*?</t[dh]>", row)]
        for row in re.findall(r"<tr\b.*?</tr>", table, re.DOTALL)
    ]


def many(count: int, **values: Any) -> ListAnswer:
    items = tuple(
        Item(f"p{number}", f"Projekt nummer {number}", "project", "running", "2026", **values)
        for number in range(1, count + 1)
    )
    return ListAnswer(subject="projects", items=items)


def test_list_is_a_table_with_headings_and_numbers() -> None:
    mail = answer_mail(present(RUNNING_LIST), SUBJECT)

    assert table_of(mail.html) == [
        ["Nr", "Vad", "Läge", "När"],
        ["1", "Upptäcka illegal avfallshantering", "pågår", "sep 2026–maj 2027"],
        ["2", "Återförsäljare av kemikalier", "pågår", "hösten 2026"],
        ["3", "Masshantering", "pågår", ""],
        ["4", "IT-stöd, steg 1", "pågår", "aug 2025–dec 2025"],
    ]
    assert "<caption" in mail.html
    assert mail.choices == tuple(f"projekt {item.key}" for item in RUNNING)


@pytest.mark.parametrize("given", LISTED)
def test_every_list_has_headings_for_its_columns_and_for_its_rows(given: Card) -> None:
    mail = answer_mail(given, SUBJECT)

    read = Reader(mail.html)
    heads, *rows = table_of(mail.html)
    scopes = [told["scope"] for told in read.told("th")]
    numbered = int(heads[0] == "Nr")
    assert {len(row) for row in rows} == {len(heads)}
    assert scopes == ["col"] * len(heads) + ["row"] * len(rows)
    assert all(row[numbered] for row in rows)


def test_lines_of_the_text_are_lined_up_by_their_numbers() -> None:
    long = replace(RUNNING[0], title="Återförsäljare av kemikalier " * 4)
    items = (long, *(replace(RUNNING[1], key=str(number)) for number in range(9)))

    mail = answer_mail(present(replace(RUNNING_LIST, items=items)), SUBJECT)

    lines = mail.text.splitlines()
    first = lines.index(next(line for line in lines if line.startswith(" 1. ")))
    assert lines[first + 1].startswith("    ")
    assert lines[first + 1][4] != " "
    numbers = [line[:4] for line in lines if re.match(r"[ \d]\d\. ", line)]
    assert numbers == [f"{number:>2}. " for number in range(1, 11)]


def test_list_that_chat_shows_a_part_of_is_whole_and_says_so() -> None:
    mail = answer_mail(present(many(8)), SUBJECT)

    assert "8 projekt, nyast först" in mail.text
    assert "visas här" not in mail.text + mail.html
    assert len(table_of(mail.html)) == 1 + 8
    assert mail.choices == tuple(f"projekt p{number}" for number in range(1, 9))


def test_everything_that_may_be_meant_can_be_chosen() -> None:
    mail = answer_mail(present(AmbiguousAnswer(query="avlopp", items=NAMESAKES)), SUBJECT)

    rows = table_of(mail.html)[1:]
    assert [row[0] for row in rows] == [str(number) for number in range(1, 9)]
    assert [row[3] for row in rows] == [item.time for item in NAMESAKES]
    assert mail.choices == tuple(f"projekt {item.key}" for item in NAMESAKES)
    assert "valbara" not in mail.text


def test_namesakes_without_a_time_are_told_apart_by_their_year() -> None:
    items = tuple(replace(item, time="") for item in SMALL_SEWERS)

    mail = answer_mail(present(AmbiguousAnswer(query="avlopp", items=items)), SUBJECT)

    assert [row[1] for row in table_of(mail.html)[1:]] == [
        f"Handläggarträff: små avlopp ({item.year})" for item in items
    ]


def test_what_is_elsewhere_stands_once_with_whose_it_is() -> None:
    elsewhere = replace(RUNNING[0], collaboration="Miljösamverkan Halland")

    mail = answer_mail(present(DidYouMeanAnswer(query="avfal", items=(elsewhere,))), SUBJECT)

    assert table_of(mail.html)[1:] == [
        ["1", elsewhere.title, "pågår", "sep 2026–maj 2027", "Miljösamverkan Halland"]
    ]
    assert mail.text.count(elsewhere.title) == 1


@pytest.mark.parametrize(
    ("answer", "numbers"),
    [
        (QuarantineAnswer(ids=("7", "6", "5"), mails=QUARANTINED), ["7", "6", "5"]),
        (TasksAnswer(subject="tasks", tasks=tuple(TASKS)), [str(number) for number in range(1, 8)]),
    ],
)
def test_rows_with_numbers_of_their_own_get_no_others(
    answer: QuarantineAnswer | TasksAnswer, numbers: list[str]
) -> None:
    mail = answer_mail(present(answer), SUBJECT)

    assert [row[0] for row in table_of(mail.html)] == ["Nr", *numbers]
    assert mail.choices == ()
    assert "numret" not in mail.text


@pytest.mark.parametrize("note", ["", "<&\"'" * 20, "å" * 300])
def test_list_of_two_thousand_is_cut_to_what_has_room_and_says_how_many_are_left(note: str) -> None:
    mail = answer_mail(present(many(2000, note=note)), SUBJECT)

    shown = len(table_of(mail.html)) - 1
    assert len(mail.html.encode()) <= LARGEST
    assert f"Det finns {2000 - shown} till, som inte får plats i mejlet." in mail.text
    assert "Fråga om ett visst år" in mail.text
    assert mail.choices == tuple(f"projekt p{number}" for number in range(1, shown + 1))
    assert len(re.findall(r"^ *\d+\. Projekt nummer", mail.text, re.MULTILINE)) == shown
    # Most of the room is used: longer would be cut.
    assert len(mail.html.encode()) > LARGEST / 2


def test_what_has_no_room_is_in_the_file_that_comes_with_it() -> None:
    mail = answer_mail(present(many(2000)), SUBJECT, ["lista.xlsx"])

    assert "Hela listan finns i filen lista.xlsx, som du kan öppna i Excel." in mail.text
    assert "Fråga om ett visst år" not in mail.text


def test_two_thousand_lines_without_cells_are_cut_too() -> None:
    lines = tuple(Line(f"Uppgift {number}", "Anmärkning") for number in range(2000))

    mail = answer_mail(card(lines=lines, more=(), choices=()), SUBJECT)

    shown = mail.text.count("Anmärkning: ")
    assert len(mail.html.encode()) <= LARGEST
    assert f"Det finns {2000 - shown} till" in mail.text


@pytest.mark.parametrize("words", ['"' * 60_000, "å" * 60_000, "ord " * 30_000])
def test_words_without_end_are_cut_as_well(words: str) -> None:
    given = card(heading=words, lead=words, lines=(Line(words, words),), footer=words)

    mail = answer_mail(replace(given, summary=words), SUBJECT)

    assert len(mail.html.encode()) <= LARGEST
    assert "…" in mail.text


def test_words_in_a_table_are_never_markup() -> None:
    nasty = replace(RUNNING[0], title=NASTY, time=NASTY, note=NASTY, collaboration=NASTY)

    mail = answer_mail(present(replace(RUNNING_LIST, items=(nasty,))), SUBJECT)

    read = Reader(mail.html)
    assert "script" not in {tag for tag, _ in read.starts}
    assert table_of(mail.html)[1][1] == NASTY.replace("\x00", " ") + " (2026)"


def test_files_that_come_with_it_are_named_in_a_line_each() -> None:
    mail = answer_mail(card(), SUBJECT, ["kalender.ics"])

    line = "Datumen finns i filen kalender.ics, som du kan öppna i din kalender."
    assert line in mail.text.splitlines()
    assert line in Reader(mail.html).lines()


def test_dates_stand_in_a_column_of_their_own() -> None:
    mail = answer_mail(present(AGENDA), SUBJECT)

    assert table_of(mail.html) == [
        ["Vad", "När", "Övrigt"],
        ["Styrgruppsmöten", "ons 10 feb 2027 kl. 9.00", "Stadshuset, Eksjö · värd: Eksjö"],
        ["Verksamhetsberättelse med bokslut", "senast fre 26 feb", ""],
        ["Styrgruppsmöten", "ons 12 maj 2027–tors 13 maj 2027", "Stadshuset, Eksjö"],
        ["Boka styrgruppsmöten", "senast fre 31 dec", "1 av 3 bokade · Miljösamverkan Jönköping"],
    ]
    assert "- Verksamhetsberättelse med bokslut, senast fre 26 feb" in mail.text.splitlines()


def test_members_stand_below_what_is_said_of_their_group() -> None:
    mail = answer_mail(present(HALLAND), SUBJECT)

    read = Reader(mail.html).lines()
    assert table_of(mail.html)[0] == ["Vem", "E-post och telefon", "Arbetar med"]
    assert read.index("Möten: minst 3 per år") < read.index("Vem")
    assert "<caption" not in mail.html


def test_empty_list_is_no_table() -> None:
    mail = answer_mail(present(QuarantineAnswer()), SUBJECT)

    assert "<th" not in mail.html
    assert mail.text.startswith("Inga mejl ligger i karantän.\n")


def test_address_of_ours_can_be_pressed_and_what_people_write_cannot() -> None:
    ours, theirs = "https://bot.example/kalender/1-1.x", "https://evil.example/"
    lines = (Line(ours, "Sidan", leads=True), Line(theirs))

    mail = answer_mail(card(lines=lines), SUBJECT)

    assert re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', mail.html) == [(ours, ours)]
    assert theirs in mail.html
    assert f"Sidan: {ours}" in mail.text
