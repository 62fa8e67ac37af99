"""Texts that are too long for their columns, in the rows of a record too: the same everywhere."""

import pytest

from handlers.imports import Code, plan_import
from handlers.ports import Services
from tests.handlers.imports.conftest import Importer
from tests.handlers.imports.makers import COLLABORATION, PROJECTS, collaboration, document, table

GROUPS = f"{COLLABORATION}groups:\n  - {{id: g, name: G}}\n"
PROJECT = "projects:\n  - {id: p, year: 2024, title: P, type: t, status: s, "
PLAN = "plans:\n  - {id: v, title: V, years: {2024: {position: "
PERSON = "people:\n  - {id: kim, name: Kim, "
# Before and after the text that is too long, how long it may be, and which field it is.
NESTED = pytest.mark.parametrize(
    ("before", "after", "room", "column"),
    [
        (f"{PROJECT}milestones: [{{kind: a}}, {{kind: ", "}]}", 120, "milestones[1].kind"),
        (f"{PROJECT}milestones: [{{kind: a, form: ", "}]}", 120, "milestones[0].form"),
        (f"{PROJECT}milestones: [{{kind: a, place: ", "}]}", 300, "milestones[0].place"),
        (f"{PROJECT}deliverables: [a, ", "]}", 300, "deliverables[1]"),
        (PLAN, "}}}", 40, "years.2024.position"),
        (f"{PERSON}groups: [{{id: g, role: ", "}]}", 40, "groups"),
    ],
)


def faults(services: Services, text: str) -> list[tuple[object, ...]]:
    found = plan_import(services, [collaboration(GROUPS), document(text)]).problems
    return [(each.code, each.row, each.column, each.known, each.found) for each in found]


@NESTED
def test_text_in_a_row_of_a_record_can_be_too_long(
    before: str, after: str, room: int, column: str, services: Services
) -> None:
    text = "x" * (room + 1)

    told = faults(services, f"{before}{text}{after}\n")

    kind = before.partition(":")[0]
    assert told == [(Code.TOO_LONG, 2, f"{kind}[0].{column}", (str(room),), text)]


@NESTED
def test_text_that_fills_its_column_can_be_written(
    before: str, after: str, room: int, column: str, bring_in: Importer
) -> None:
    result = bring_in(collaboration(GROUPS), document(f"{before}{'å' * room}{after}\n"))

    assert len(result.added) == 3, column


def test_link_of_a_table_can_be_too_long(services: Services, bring_in: Importer) -> None:
    bring_in(collaboration(), document(PROJECTS))
    rows = table(
        "Projekt | Material | Länk",
        f"släckvatten | {'m' * 301} | https://vast.example/{'x' * 2000}",
    )

    found = plan_import(services, [rows]).problems

    assert [(each.code, each.file, each.row, each.column, each.known) for each in found] == [
        (Code.TOO_LONG, "tabell.csv", 2, "Material", ("300",)),
        (Code.TOO_LONG, "tabell.csv", 2, "Länk", ("2000",)),
    ]


@pytest.mark.parametrize("name", ["x" * 201, "ß" * 150])
def test_name_that_is_too_long_to_be_sorted_is_told_once(name: str, services: Services) -> None:
    told = faults(services, f"people:\n  - {{id: kim, name: {name}}}\n")

    assert told == [(Code.TOO_LONG, 2, "people[0].name", ("200",), name)]
