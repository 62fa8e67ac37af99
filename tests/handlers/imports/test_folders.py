"""Whose a file is when its folder or its records name several collaborations."""

from dataclasses import replace
from operator import itemgetter

import pytest

from handlers.imports import Code, Document, Source, plan_import
from handlers.ports import Services
from tests.handlers.imports.conftest import Importer
from tests.handlers.imports.makers import COLLABORATION, collaboration, document, table

OTHER = document("id: jonkoping\nname: Jönköping\n", "jonkoping.yaml")
MEMBERS = f"{COLLABORATION}members:\n  - {{id: vg, name: VG}}\n  - {{id: halland, name: H}}\n"
VG = document("# Egen fil\nid: vg\nname: VG\n", "vg.yaml")
HALLAND = document("id: halland\nname: H\n", "halland.yaml")
BUDGETS = document("budgets:\n  - {id: b, year: 2024, unit: kr}\n", "budget.yaml")
CONTACTS = replace(table("Namn | Mejl", "A | a@ale.example"), folder="data")


def faults(
    services: Services, *sources: Source, told: str | None = None
) -> list[tuple[Code, str, int | None, str, tuple[str, ...]]]:
    found = plan_import(services, sources, told).problems
    return [(each.code, each.file, each.row, each.column, each.known) for each in found]


def owner(services: Services, kind: str, *sources: Source, told: str | None = None) -> list[str]:
    plan = plan_import(services, sources, told)
    assert plan.problems == ()
    return [change.collaboration for change in plan.added if change.kind == kind]


@pytest.mark.parametrize(("source", "file"), [(BUDGETS, "budget.yaml"), (CONTACTS, "tabell.csv")])
def test_file_beside_two_descriptions_is_nobodys(
    source: Source, file: str, services: Services
) -> None:
    found = faults(services, collaboration(), source, OTHER)

    assert found == sorted(
        [
            (Code.AMBIGUOUS, "collaboration.yaml", 1, "id", ("jonkoping", "vast")),
            (Code.AMBIGUOUS, "jonkoping.yaml", 1, "id", ("jonkoping", "vast")),
            (Code.NO_COLLABORATION, file, None, "", ()),
        ],
        key=itemgetter(1),
    )


def test_file_beside_two_members_is_nobodys(services: Services, bring_in: Importer) -> None:
    bring_in(collaboration(MEMBERS))

    found = faults(services, VG, HALLAND, CONTACTS)

    assert found == [
        (Code.AMBIGUOUS, "halland.yaml", 1, "id", ("halland", "vg")),
        (Code.NO_COLLABORATION, "tabell.csv", None, "", ()),
        (Code.AMBIGUOUS, "vg.yaml", 2, "id", ("halland", "vg")),
    ]


@pytest.mark.parametrize("told", ["vast", "jonkoping"])
def test_what_is_told_decides_between_two_descriptions(told: str, services: Services) -> None:
    sources = (collaboration(), BUDGETS, CONTACTS, OTHER)

    assert owner(services, "budget", *sources, told=told) == [told]
    assert owner(services, "person", *sources, told=told) == [told]


@pytest.mark.parametrize("turn", [1, -1])
def test_umbrella_owns_what_stands_beside_it_and_its_member(turn: int, services: Services) -> None:
    descriptions = (collaboration(MEMBERS), VG, HALLAND)[::turn]

    assert owner(services, "budget", *descriptions, BUDGETS) == ["vast"]
    assert owner(services, "person", *descriptions, CONTACTS) == ["vast"]


def test_umbrella_is_known_from_what_is_stored(services: Services, bring_in: Importer) -> None:
    bring_in(collaboration(MEMBERS))

    assert owner(services, "budget", collaboration(), VG, BUDGETS) == ["vast"]


def test_two_descriptions_that_nothing_stands_beside_are_no_fault(services: Services) -> None:
    words = document("concepts:\n  - {id: vp, term: VP, explanation: Plan.}\n", "ord.yaml")

    assert faults(services, collaboration(), OTHER, words) == []


def test_records_that_name_their_owner_need_no_folder(services: Services) -> None:
    named = document("budgets:\n  - {id: b, org: vast, year: 2024, unit: kr}\n", "budget.yaml")

    assert owner(services, "budget", collaboration(), OTHER, named) == ["vast"]


B = "- {id: b, org: vg, year: 2024, unit: kr}"
C = "- {id: c, year: 2024, unit: kr}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"budgets:\n  {B}\n  {C}\n", {("b", "vg"), ("c", "vast")}),
        (f"org: halland\nbudgets:\n  {B}\n  {C}\n", {("b", "vg"), ("c", "halland")}),
        (f"budgets:\n  {B}\nnote: alla kontor\n", {("b", "vg"), ("vg", "")}),
    ],
)
def test_record_without_owner_does_not_follow_its_neighbour(
    text: str, expected: set[tuple[str, str]], services: Services, bring_in: Importer
) -> None:
    bring_in(collaboration(MEMBERS))
    file: Document = document(text, folder="elsewhere")

    plan = plan_import(services, [file])

    assert plan.problems == ()
    assert {(change.key, change.collaboration) for change in plan.changes} == expected
