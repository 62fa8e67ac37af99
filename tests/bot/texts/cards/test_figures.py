from dataclasses import replace

import pytest

from bot.texts.cards import Line, present
from bot.texts.plain import plain
from handlers.answers import BudgetAnswer, Figure, Money, StatisticAnswer
from tests.bot.texts.samples import BUDGET_2024, BUDGET_VG, LEADERS, OFFICES, REPORT, SPLIT

SPACE = "\N{NO-BREAK SPACE}"


def shown(answer: BudgetAnswer | StatisticAnswer) -> str:
    return plain(present(answer)).replace(SPACE, " ")


def test_statistic_shows_its_denominator_and_note() -> None:
    assert shown(OFFICES) == (
        "Statistik 2024 · Miljökontor som deltagit i någon grupp: 24 av 42 (57,1 procent)\n"
        "Anmärkning: 42 är miljökontor, inte kommuner\n"
        "Uppgifterna är från verksamhetsberättelsen 2024."
    )


def test_statistic_with_many_numbers_still_shows_a_note() -> None:
    many = StatisticAnswer(
        about="gender",
        lines=tuple(Figure(label=f"grupp {number}", women_percent=50) for number in range(8)),
        year=2024,
        notes=("71/30 av 112 går inte ihop", "38/63 är 101"),
        source=REPORT,
    )

    card = present(many)

    assert (card.heading, card.lines[-1], len(card.more)) == (
        "Könsfördelning 2024",
        Line("71/30 av 112 går inte ihop", "Anmärkning"),
        5,
    )


def test_statistic_that_is_not_known_is_said_to_be_missing() -> None:
    unknown = (Figure(label="möten"), Figure(label="träffar", of=12))

    card = present(StatisticAnswer(heading="2024", lines=unknown))

    assert (card.heading, card.lead) == ("Statistik 2024", "Möten: saknas")
    assert card.lines == (Line("saknas", "Träffar", missing=True),)


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (Figure(value=20.0, approximate=True), "cirka 20"),
        (Figure(value=1_234_567.0), "1234567"),
        (Figure(value="fler än 300", of=400), "fler än 300 av 400"),
        (Figure(value=6.0, finished=3), "6 (varav 3 avslutade)"),
        (
            Figure(women_percent=57, men_percent=43.5, of=7),
            "57 procent kvinnor, 43,5 procent män, av 7",
        ),
        (Figure(women_percent=100, men_percent=0), "100 procent kvinnor, 0 procent män"),
        (Figure(men_percent=100), "100 procent män"),
    ],
)
def test_statistic_says_a_number_as_its_source_knows_it(figure: Figure, said: str) -> None:
    lines = (replace(figure, label="projektledare"),)

    card = present(StatisticAnswer(about="gender", lines=lines, source="beräknat"))

    assert (card.heading, card.lead, card.footer) == (
        "Könsfördelning",
        f"Projektledare: {said}",
        "Talet är uträknat ur källornas uppgifter.",
    )


def test_statistic_of_a_project_names_what_is_counted() -> None:
    counted = (Figure(code="participants", value=350), Figure(code="county_boards", value=2))

    card = present(StatisticAnswer(heading="Goda exempel", lines=counted, year=2024))

    assert (card.heading, card.lead, card.lines) == (
        "Goda exempel 2024",
        "Deltagare: 350",
        (Line("2", "Länsstyrelser"),),
    )


def test_statistic_without_numbers_says_so() -> None:
    assert present(StatisticAnswer(lines=())).lead == ("Siffran saknas i uppgifterna jag har.")


def test_budget_contradiction_stands_beside_the_sums() -> None:
    assert shown(BudgetAnswer(sheets=(BUDGET_2024,), year=2024)) == (
        "Budget 2024, Miljösamverkan Jönköpings län\n"
        "Intäkter 1 266 tkr · kostnader 1 206 tkr · överskott 55 tkr\n"
        "Anmärkning: kostnadsraderna summerar till 1 211 tkr, källan anger 1 206\n"
        "Uppgifterna är från verksamhetsplanen 2024."
    )


def test_budget_frame_shows_who_pays_what() -> None:
    assert shown(BudgetAnswer(sheets=(BUDGET_VG,), year=2024)) == (
        "Budget 2024, Miljösamverkan Västra Götaland · Ram 2 025 tkr\n"
        "Kommunalförbund och kommuner: 1 350 tkr (2/3)\n"
        "Länsstyrelsen: 675 tkr (1/3)\n"
        "Uppgifterna är från verksamhetsberättelsen 2024."
    )


def test_budget_of_several_names_whose_note_it_is() -> None:
    card = present(BudgetAnswer(sheets=(BUDGET_2024, BUDGET_VG), year=2024))

    assert card.lines[-1] == Line(
        "Miljösamverkan Jönköpings län: kostnadsraderna summerar till 1 211 tkr, källan anger "
        "1 206",
        "Anmärkning",
    )


def test_budget_line_that_the_source_leaves_empty_is_missing() -> None:
    sheet = replace(BUDGET_2024, income=(Money("statliga medel", None),), costs=(), notes=())

    card = present(BudgetAnswer(sheets=(sheet,)))

    assert card.more == (Line("statliga medel: saknas", "Intäkt", missing=True),)


def test_budget_deficit_is_called_so() -> None:
    sheet = replace(BUDGET_2024, income_total=None, costs_total=None, surplus=-69_301, unit="kr")

    card = present(BudgetAnswer(sheets=(sheet,)))

    assert card.lead.replace(SPACE, " ") == "Underskott 69 301 kr"


def test_budget_of_a_year_without_one_says_so() -> None:
    leads = [present(BudgetAnswer(year=2023)).lead, present(BudgetAnswer()).lead]

    assert leads == [
        "Budgeten för 2023 saknas i uppgifterna jag har.",
        "Budgeten saknas i uppgifterna jag har.",
    ]


def test_budget_split_shows_its_calculation_and_threshold() -> None:
    assert shown(BudgetAnswer(split=SPLIT, contact=LEADERS)) == (
        "Kostnadsfördelning\n"
        "18 400 kr delas: Miljösamverkan Västra Götaland 15 640 kr och Miljösamverkan\n"
        "Halland 2 760 kr\n"
        "Uträkning: 18 400 kr × 85 % = 15 640 kr, 18 400 kr × 15 % = 2 760 kr\n"
        "Gräns: Över 5 000 kr ska fördelningen användas.\n"
        "Anmärkning: 37/44 är 84,1 procent och 7/44 är 15,9 procent; 85-15 är alltså\n"
        "  avrundat\n"
        "Uppgifterna är från avsiktsförklaringen 2023."
    )


def test_budget_split_below_the_threshold_is_no_obligation() -> None:
    small = replace(SPLIT, amount=4_000, obligatory=False)

    card = present(BudgetAnswer(split=small))

    assert card.lines[1].text.replace(SPACE, " ") == (
        "Upp till 5 000 kr bör fördelningen användas, men det är inget krav."
    )


def test_budget_split_without_an_amount_says_the_rule() -> None:
    parts = tuple(replace(part, amount=None) for part in SPLIT.parts)

    card = present(BudgetAnswer(split=replace(SPLIT, amount=None, parts=parts)))

    assert (card.lead, card.lines[0].text.replace(SPACE, " ")) == (
        (
            "Gemensamma kostnader delas: Miljösamverkan Västra Götaland 85 % och Miljösamverkan "
            "Halland 15 %"
        ),
        "Över 5 000 kr ska fördelningen användas, annars bör den användas.",
    )
