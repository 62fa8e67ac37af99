import pytest

from bot.texts.cards import Card, Choice, Line, present
from bot.texts.plain import plain
from handlers.answers import Answer
from tests.bot.texts.samples import EVERY


def _card(**changes: object) -> Card:
    values: dict[str, object] = {
        "kind": "project",
        "heading": "",
        "lead": "",
        "lines": (),
        "more": (),
        "footer": "",
        "choices": (),
        "actions": (),
        "summary": "",
    }
    return Card(**(values | changes))  # type: ignore[arg-type]  # the values are of many types


@pytest.mark.parametrize("answer", EVERY, ids=lambda answer: answer.kind)
@pytest.mark.parametrize("width", [80, 40])
def test_plain_stays_within_its_width(answer: Answer, width: int) -> None:
    written = plain(present(answer), width, more=True)

    assert [line for line in written.splitlines() if len(line) > width and "@" not in line] == []


def test_plain_puts_heading_and_lead_on_one_line_where_they_fit() -> None:
    card = _card(heading="Biocidprodukter", lead="Inkom 2022")

    assert plain(card) == "Biocidprodukter · Inkom 2022"


def test_plain_wraps_a_long_heading_above_its_lead() -> None:
    card = _card(heading="Tillsyn " * 9 + "av allt", lead="Avslutat november 2024")

    assert plain(card).splitlines()[-1] == "Avslutat november 2024"


def test_plain_wraps_lines_under_themselves() -> None:
    card = _card(lines=(Line("ord " * 25, "Mål"),))

    assert [line[:5] for line in plain(card).splitlines()] == ["Mål: ", "  ord"]


def test_plain_numbers_the_choices() -> None:
    card = _card(lead="Vilken?", choices=(Choice("A", "projekt a"), Choice("B", "projekt b")))

    assert plain(card) == "Vilken?\n\n1. A\n2. B"


def test_plain_numbers_the_lines_of_a_list_once() -> None:
    lines = (Line("pågår", "A"), Line("en anmärkning", "Anmärkning"))
    card = _card(kind="list", lead="1 projekt", lines=lines, choices=(Choice("A", "projekt a"),))

    assert plain(card) == "1 projekt\n1. A · pågår\nAnmärkning: en anmärkning"


def test_plain_keeps_a_link_whole_and_breaks_other_long_words() -> None:
    link = "https://material.example/" + "a" * 80
    card = _card(lines=(Line(link, "Checklista"), Line("x" * 100)))

    assert plain(card).splitlines() == ["Checklista:", f"  {link}", "x" * 80, f"  {'x' * 20}"]


def test_plain_shows_more_only_when_asked() -> None:
    card = _card(lead="Svar", more=(Line("rest"),))

    assert (plain(card), plain(card, more=True)) == ("Svar", "Svar\n\nrest")


def test_plain_of_an_ignored_mail_is_empty() -> None:
    assert plain(_card(kind="ignore")) == ""
