"""What is wrong with a list of dates: told of each cell, and nothing is added."""

from collections.abc import Callable

import pytest

from handlers.errors import Refusal
from handlers.imports import Expected, ImportPlan, Problem, apply_import
from handlers.ports import Services
from tests.handlers.imports.dates.conftest import faults
from tests.handlers.imports.makers import table

Planned = Callable[..., ImportPlan]
HEADINGS = (
    "Möte | Startdatum | Slutdatum | Börjar | Slutar | Länk | Sista svarsdag | Platser | Sort | "
    "Bjud in | Veckodag"
)


def row(**cells: str) -> str:
    """Make a row under the headings in which nothing is wrong but what is given."""
    said = {"Möte": "Chefsmöte", "Startdatum": "15 april 2027", **cells}
    return " | ".join(said.get(name, "") for name in HEADINGS.split(" | "))


@pytest.mark.parametrize(
    ("cells", "what", "column"),
    [
        ({"Möte": ""}, "missing", "Möte"),
        ({"Möte": "x" * 201}, "too_long", "Möte"),
        ({"Startdatum": ""}, "missing", "Startdatum"),
        ({"Startdatum": "snart"}, "wrong", "Startdatum"),
        ({"Startdatum": "30 februari 2027"}, "wrong", "Startdatum"),
        ({"Startdatum": "fre 15 april 2027"}, "other_weekday", "Startdatum"),
        ({"Veckodag": "fredag"}, "other_weekday", "Veckodag"),
        ({"Veckodag": "v. 15"}, "wrong", "Veckodag"),
        ({"Slutdatum": "1 april 2027"}, "period_backwards", "Slutdatum"),
        ({"Slutdatum": "15 maj 2027"}, "meeting_too_long", "Slutdatum"),
        ({"Slutdatum": "sedan"}, "wrong", "Slutdatum"),
        # A Saturday, and the eve of midsummer.
        ({"Startdatum": "17 april 2027"}, "day_off", "Startdatum"),
        ({"Startdatum": "25 juni 2027"}, "day_off", "Startdatum"),
        ({"Startdatum": "15 april 2032"}, "day_too_far", "Startdatum"),
        ({"Startdatum": "15 april 2025"}, "day_too_far", "Startdatum"),
        # A list of this year's, brought in late in the year.
        ({"Startdatum": "14 april 2026"}, "day_past", "Startdatum"),
        ({"Börjar": "9"}, "meeting_without_end", "Börjar"),
        ({"Slutar": "9"}, "end_without_start", "Slutar"),
        ({"Börjar": "12", "Slutar": "9"}, "ends_before_start", "Slutar"),
        ({"Börjar": "9", "Slutar": "snart"}, "wrong", "Slutar"),
        ({"Börjar": "2", "Slutar": "4"}, "night_hour", "Börjar"),
        ({"Länk": "mote.example"}, "link_not_web", "Länk"),
        ({"Sista svarsdag": "16 april 2027"}, "answer_after_meeting", "Sista svarsdag"),
        ({"Sista svarsdag": "1 april"}, "wrong", "Sista svarsdag"),
        ({"Platser": "0"}, "bad_places", "Platser"),
        ({"Platser": "20 st"}, "wrong", "Platser"),
        ({"Sort": "kalas"}, "wrong", "Sort"),
        ({"Bjud in": "grannarna"}, "unknown_reference", "Bjud in"),
    ],
)
def test_each_fault_is_told_of_its_cell(
    planned: Planned, cells: dict[str, str], what: str, column: str
) -> None:
    plan = planned(table(HEADINGS, row(**cells)))

    assert faults(plan) == [(what, column, 2)]
    assert (plan.meetings, plan.rows) == ((), ())


def test_hours_in_one_cell_are_told_of_that_cell(planned: Planned) -> None:
    rows = table(
        "Möte | Datum | Tid",
        "A | 15 april 2027 | 12–9",
        # What Excel makes of "9-12".
        "B | 15 april 2027 | 2027-12-09",
        "C | 15 april 2027 | 9",
        "D | 16–15 april 2027 | ",
        # The clocks are put back on the Sunday, at three.
        "E | 29–31 oktober 2027 | 13–02.30",
    )

    assert faults(planned(rows)) == [
        ("ends_before_start", "Tid", 2),
        ("wrong", "Tid", 3),
        ("meeting_without_end", "Tid", 4),
        ("period_backwards", "Datum", 5),
        ("night_hour", "Tid", 6),
    ]


def test_every_fault_is_told_at_once(planned: Planned, services: Services) -> None:
    rows = table(
        "Möte | Datum | Sort | Bjud in",
        "Chefsmöte | 15 april | kalas | chefer, grannarna",
        "Styrgrupp | 16 april 2027 | | SG",
    )

    plan = planned(rows)

    assert faults(plan) == [
        ("wrong", "Datum", 2), ("unknown_reference", "Bjud in", 2), ("wrong", "Sort", 2),
    ]  # fmt: skip
    with pytest.raises(Refusal, match="import_has_problems"):
        apply_import(services, plan, "terminal")


def test_all_that_is_wrong_with_a_meeting_is_told_at_once(planned: Planned) -> None:
    rows = table(
        "Möte | Datum | Tid | Länk | Sista svarsdag | Platser",
        "A | 17 april 2027 | 12–9 | mote.example | 1 maj 2027 | 0",
        "B | 16 april 2027 | 9 | mote.example | 1 maj 2027 | 9999",
        "C | 14 april 2026 | 2–4 | | |",
    )

    told = [(what, column) for what, column, _ in faults(planned(rows))]

    assert told == [
        # Of a day that cannot be, nothing is said of when to answer.
        ("day_off", "Datum"), ("ends_before_start", "Tid"), ("link_not_web", "Länk"),
        ("bad_places", "Platser"),
        ("link_not_web", "Länk"), ("meeting_without_end", "Tid"),
        ("answer_after_meeting", "Sista svarsdag"), ("bad_places", "Platser"),
        ("night_hour", "Tid"), ("day_past", "Datum"),
    ]  # fmt: skip


def test_faults_say_what_would_have_been_right(planned: Planned) -> None:
    rows = table("Möte | Datum | Sort | Bjud in", "A | i vår | kalas | grannarna")

    found: dict[str, Problem] = {one.column: one for one in planned(rows).problems}

    assert found["Datum"].expected is Expected.MEETING_DAY
    assert found["Sort"].known[:2] == ("chefsmöte", "handläggarträff")
    assert found["Bjud in"].known == (
        "chefer", "kontaktpersoner", "inspektörer", "administratörer", "politiker",
        "Luft och buller", "Styrgrupp",
    )  # fmt: skip


def test_the_same_meeting_twice_in_a_list_is_told(planned: Planned) -> None:
    rows = table(
        "Möte | Datum | Tid",
        "Träff | 15 april 2027 | 9–12",
        "Träff | 16 april 2027 | 9–12",
        "träff | 2027-04-15 | 13–15",
    )

    assert faults(planned(rows)) == [("twice", "Möte", 4)]


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        ("Möte | Plats | Tid", [("missing_heading", "Datum", 1)]),
        ("Datum | Plats | Tid", [("missing_heading", "Möte", 1)]),
        ("Möte | Datum | Mötesdag", [("repeated_heading", "Mötesdag", 1)]),
        ("Möte | Datum | Frukost", [("unknown_heading", "Frukost", 1)]),
    ],
)
def test_headings_that_are_missing_or_unknown_are_told_once(
    planned: Planned, headings: str, told: list[tuple[str, str, int]]
) -> None:
    rows = ["15 april 2027 | 15 april 2027 | ", "16 april 2027 | 16 april 2027 | "]

    assert faults(planned(table(headings, *rows))) == told
