"""What answers read of a record must be written as they read it: faults are told at import."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.imports import Code, Document, Expected, Problem, plan_import
from handlers.imports.fields import Fields, File
from handlers.imports.shapes.forms import formed
from handlers.imports.yaml_text import parse
from handlers.ports import Services
from tests.databases import TestDatabases
from tests.handlers.imports.makers import COLLABORATION, collaboration, document


@pytest.fixture
def database_url(shared_databases: TestDatabases, tmp_path: Path) -> Iterator[str]:
    # These faults are found before the database matters: one kind of database will do.
    with shared_databases.sqlite(tmp_path / "forms.sqlite") as url:
        yield url


DUTY = "recurring:\n  - id: r\n    title: R\n    rule: {shape: ongoing}\n"
BUDGET = "budgets:\n  - id: b\n    year: 2024\n    unit: kr\n"
PROJECT = "projects:\n  - id: p\n    year: 2024\n    title: P\n    type: t\n    status: s\n"
COURSE = "education_offer:\n  - id: k\n    title: K\n"
PLAN = "plans:\n  - id: v\n    title: V\n"
FACT = "facts:\n  - key: antal\n    value: 3\n"
GROUP = f"{COLLABORATION}groups:\n  - id: g\n    name: G\n"


def faults(services: Services, *documents: Document) -> list[tuple[object, ...]]:
    found = plan_import(services, documents).problems
    return [(each.code, each.row, each.column, each.expected, each.found) for each in found]


@pytest.mark.parametrize(
    ("start", "line", "expected", "fault"),
    [
        (DUTY, "wording_by_year: [a]", Expected.FIELDS, ("wording_by_year", "['a']")),
        (DUTY, "wording_by_year: {våren: a}", Expected.YEAR, ("wording_by_year.våren", "våren")),
        (DUTY, "wording_by_year: {2024: [a]}", Expected.TEXT, ("wording_by_year.2024", "['a']")),
        (DUTY, "wording: [a]", Expected.TEXT, ("wording", "['a']")),
        (DUTY, "every_years: tre", Expected.INTEGER, ("every_years", "tre")),
        (DUTY, "per_year_min: tre", Expected.INTEGER, ("per_year_min", "tre")),
        (DUTY, "host: [a, b]", Expected.TEXT, ("host", "['a', 'b']")),
        (DUTY, "observed: 2024-05", Expected.LIST, ("observed", "2024-05")),
        (DUTY, "observed: [2022, 2024-05]", Expected.YEAR, ("observed[1]", "2024-05")),
        (BUDGET, "costs: 5", Expected.LIST, ("costs", "5")),
        (
            BUDGET,
            "costs: [{item: lön, amount: 5 kr}]",
            Expected.NUMBER,
            ("costs[0].amount", "5 kr"),
        ),
        (BUDGET, "income_total: 5 kr", Expected.NUMBER, ("income_total", "5 kr")),
        (
            BUDGET,
            "shares: [{who: a, amount: 1, share: [b]}]",
            Expected.TEXT,
            ("shares[0].share", "['b']"),
        ),
        (PROJECT, "parties: 5", Expected.LIST, ("parties", "5")),
        (PROJECT, "participants: [5]", Expected.TEXT, ("participants", "[5]")),
        (COURSE, "days: {teori: 1}", Expected.TEXT, ("days", "{'teori': 1}")),
        (PLAN, "late_reason: [a]", Expected.TEXT, ("late_reason", "['a']")),
        (FACT, "approx: cirka", Expected.YES_OR_NO, ("approx", "cirka")),
    ],
)
def test_field_of_another_form_is_a_fault(
    start: str, line: str, expected: Expected, fault: tuple[str, str], services: Services
) -> None:
    names, row = start.partition(":")[0], start.count("\n") + 1
    column, found = fault

    told = faults(services, collaboration(), document(f"{start}    {line}\n"))

    assert told == [(Code.WRONG, row, f"{names}[0].{column}", expected, found)]


@pytest.mark.parametrize(
    ("line", "column", "expected", "found"),
    [
        ("decides: budgeten", "decides", Expected.LIST, "budgeten"),
        ("tasks: {a: b}", "tasks", Expected.LIST, "{'a': 'b'}"),
        ("composition: chefer", "composition", Expected.LIST, "chefer"),
        ("composition: [chefer]", "composition[0]", Expected.FIELDS, "chefer"),
        ("composition: [{who: chefer, n: [1]}]", "composition[0].n", Expected.TEXT, "[1]"),
        ("size_derived: många", "size_derived", Expected.INTEGER, "många"),
    ],
)
def test_field_of_a_group_of_another_form_is_a_fault(
    line: str, column: str, expected: Expected, found: str, services: Services
) -> None:
    told = faults(services, collaboration(f"{GROUP}    {line}\n"))

    assert told == [(Code.WRONG, 6, f"groups[0].{column}", expected, found)]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        (f"{BUDGET}    costs: [{{post: lön}}]\n", ["costs[0].item", "costs[0].amount"]),
        (f"{BUDGET}    shares: [{{who: '', amount: 1}}]\n", ["shares[0].who"]),
    ],
)
def test_money_without_its_name_or_amount_is_a_fault(
    text: str, columns: list[str], services: Services
) -> None:
    told = faults(services, collaboration(), document(text))

    assert [each[:3] for each in told] == [
        (Code.MISSING, 5, f"budgets[0].{column}") for column in columns
    ]


def test_group_made_up_of_nobody_named_is_a_fault(services: Services) -> None:
    told = faults(services, collaboration(f"{GROUP}    composition: [{{vem: chefer}}]\n"))

    assert [each[:3] for each in told] == [(Code.MISSING, 6, "groups[0].composition[0].who")]


def details(services: Services, *documents: Document) -> dict[str, object]:
    plan = plan_import(services, documents)
    assert plan.problems == ()
    found = plan.records[-1].values["details"] if "year" in plan.records[-1].values else {}
    return found if isinstance(found, dict) else {}


def test_field_that_says_nothing_is_left_out(services: Services) -> None:
    text = f"{PROJECT}    parties: null\n    programme:\n    kept: null\n    days: 0\n"

    assert details(services, collaboration(), document(text)) == {"kept": None, "days": 0}


def test_money_is_kept_as_it_is_written(services: Services) -> None:
    text = f"{BUDGET}    frame: 1143\n    costs: [{{item: 2024, amount: null, since: 2020}}]\n"

    assert details(services, collaboration(), document(text)) == {
        "frame": 1143,
        "costs": [{"item": "2024", "amount": None, "since": 2020}],
    }


def read(kind: str, text: str) -> tuple[dict[str, object], list[Problem]]:
    parsed = parse(text)
    assert isinstance(parsed.value, dict)
    file = File("collaboration.yaml", parsed.lines)
    return formed(kind, Fields(file, (), parsed.value)), file.problems


@pytest.mark.parametrize(
    ("split", "code", "row", "column", "expected"),
    [
        ("{vg_percent: 85}", Code.MISSING, 1, "cost_split.threshold_sek", None),
        ("{threshold_sek: fem}", Code.WRONG, 1, "cost_split.threshold_sek", Expected.NUMBER),
        ("\n  threshold_sek: 5\n  vg_percent: 85 %", Code.WRONG, 3, "cost_split.vg_percent",
         Expected.NUMBER),
        ("\n  threshold_sek: 5\n  vg_percent: null", Code.MISSING, 3, "cost_split.vg_percent",
         None),
        ("{threshold_sek: 5, note: [a]}", Code.WRONG, 1, "cost_split.note", Expected.TEXT),
        ("85-15", Code.WRONG, 1, "cost_split", Expected.FIELDS),
    ],
)  # fmt: skip
def test_cost_split_that_splits_nothing_is_a_fault(
    split: str, code: Code, row: int, column: str, expected: Expected | None
) -> None:
    _, told = read("collaboration", f"cost_split: {split}\n")

    assert [(each.code, each.row, each.column, each.expected) for each in told] == [
        (code, row, column, expected)
    ]


def test_cost_split_is_kept_with_everything_it_says() -> None:
    text = "purpose: p\ncost_split: {vg_percent: 85, threshold_sek: 5000, note: n, basis: b}\n"

    kept, told = read("collaboration", text)

    assert told == []
    assert kept == {
        "purpose": "p",
        "cost_split": {"vg_percent": 85, "threshold_sek": 5000, "note": "n", "basis": "b"},
    }


def test_role_keeps_nothing_but_what_is_known() -> None:
    kept, told = read("role", "role_in_board: sekreterare\nholder: Anna Ek\nmobile: '070'\n")

    assert kept["role_in_board"] == "sekreterare"
    assert [(each.code, each.row, each.column, each.known) for each in told] == [
        (Code.UNKNOWN_FIELD, 2, "holder", ("persons_in_source", "role_in_board")),
        (Code.UNKNOWN_FIELD, 3, "mobile", ("persons_in_source", "role_in_board")),
    ]
