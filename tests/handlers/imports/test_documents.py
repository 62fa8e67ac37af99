"""Each fault of a data file: what it is, in which file, on which line, in which field."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.imports import Code, Document, Expected, Problem, plan_import
from handlers.ports import Services
from tests.databases import TestDatabases
from tests.handlers.imports.conftest import Importer
from tests.handlers.imports.makers import COLLABORATION, PROJECTS, collaboration, document


@pytest.fixture
def database_url(shared_databases: TestDatabases, tmp_path: Path) -> Iterator[str]:
    # Most faults are found before the database matters: one kind of database will do.
    with shared_databases.sqlite(tmp_path / "faults.sqlite") as url:
        yield url


PROJECT = "projects:\n  - id: p\n    year: 2024\n    title: P\n    type: t\n    status: s\n"


def problems(services: Services, *documents: Document) -> tuple[Problem, ...]:
    return plan_import(services, documents).problems


def only(found: tuple[Problem, ...]) -> tuple[object, ...]:
    assert len(found) == 1, found
    problem = found[0]
    return problem.code, problem.file, problem.row, problem.column, problem.expected


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("start: 2024-13", "projects[0].start", Expected.DATE),
        ("start: 12024", "projects[0].start", Expected.DATE),
        ("start: i vår", "projects[0].start", Expected.DATE),
        ("campaign: {end: '2024-02-30'}", "projects[0].campaign.end", Expected.DATE),
        ("goal: [a]", "projects[0].goal", Expected.TEXT),
        ("goal: true", "projects[0].goal", Expected.TEXT),
        ("aliases: släckvatten", "projects[0].aliases", Expected.LIST),
        ("aliases: [{a: b}]", "projects[0].aliases[0]", Expected.TEXT),
        ("campaign: april", "projects[0].campaign", Expected.FIELDS),
        ("milestones: [kickoff]", "projects[0].milestones[0]", Expected.FIELDS),
        ("milestones: [{kind: m, count: två}]", "projects[0].milestones[0].count",
         Expected.INTEGER),
        ("milestones: [{kind: m, count: 9999999999}]", "projects[0].milestones[0].count",
         Expected.INTEGER),
    ],
)  # fmt: skip
def test_wrong_value_is_named_with_line_and_field(
    line: str, column: str, expected: Expected, services: Services
) -> None:
    found = problems(services, collaboration(), document(f"{PROJECT}    {line}\n"))

    assert only(found) == (Code.WRONG, "data.yaml", 7, column, expected)


@pytest.mark.parametrize(
    ("text", "code", "row", "column"),
    [
        ("projects:\n  - id: p\n    year: 2024\n    title: P\n    type: t\n", Code.MISSING, 2,
         "projects[0].status"),
        (PROJECT.replace("2024", "tjugo"), Code.WRONG, 3, "projects[0].year"),
        (PROJECT.replace("id: p", "id: Å p"), Code.WRONG, 2, "projects[0].id"),
        (PROJECT + "    series: vast-saknas\n", Code.UNKNOWN_REFERENCE, 7, "projects[0].series"),
        (PROJECT + "    org: jonkoping\n", Code.UNKNOWN_REFERENCE, 7, "projects[0].org"),
        (PROJECT + "projekt: []\n", Code.UNKNOWN_FIELD, 7, "projekt"),
        (PROJECT + PROJECT.partition("\n")[2], Code.DUPLICATE, 7, "projects[1]"),
        (f"{PROJECT}    period_text: {'x' * 301}\n", Code.TOO_LONG, 2, "projects[0].period_text"),
        ("recurring:\n  - id: r\n    title: R\n    rule: {shape: ofta}\n", Code.WRONG, 4,
         "recurring[0].rule.shape"),
        ("recurring:\n  - id: r\n    title: R\n    rule: {shape: ongoing}\n    instances: [x]\n",
         Code.UNKNOWN_REFERENCE, 5, "recurring[0].instances[0]"),
        ("recurring:\n  - id: r\n    title: R\n    rule: {shape: relative, anchor: x}\n",
         Code.UNKNOWN_REFERENCE, 4, "recurring[0].rule.anchor"),
        ("plans:\n  - id: v\n    years:\n      '2024':\n        activities:\n          - x\n",
         Code.UNKNOWN_REFERENCE, 6, "plans[0].years.2024.activities[0]"),
        ("plans:\n  - id: v\n    years:\n      nästa: {activities: []}\n", Code.WRONG, 4,
         "plans[0].years.nästa"),
        ("plans:\n  - id: v\n    years:\n      2024: {aktiviteter: []}\n", Code.UNKNOWN_FIELD, 4,
         "plans[0].years.2024.aktiviteter"),
        ("activities_by_year_and_type:\n  i år: {tillsyn: 2}\n", Code.WRONG, 2,
         "activities_by_year_and_type.i år"),
        ("facts:\n  - key: a\n    value: många\n", Code.WRONG, 3, "facts[0].value"),
        ("facts:\n  - {key: a, value: 1}\n  - {key: A, value: 2}\n", Code.DUPLICATE, 3,
         "facts[1]"),
        ("concepts:\n  - id: c\n    term: C\n", Code.MISSING, 2, "concepts[0].explanation"),
        ("nytt: []\n", Code.UNKNOWN_FILE, 1, ""),
        ("- a\n- b\n", Code.WRONG, 1, ""),
        ("", Code.WRONG, None, ""),
        ("a: 1\na: 2\n", Code.REPEATED_FIELD, 2, ""),
    ],
)  # fmt: skip
def test_fault_is_named_with_line_and_field(
    text: str, code: Code, row: int | None, column: str, services: Services
) -> None:
    found = problems(services, collaboration(), document(text))

    assert only(found)[:4] == (code, "data.yaml", row, column)


PERSON = "people:\n  - id: kim\n    name: Kim\n"
OFFICE = "offices:\n  - id: o\n    name: Kontoret\n"


@pytest.mark.parametrize(
    ("text", "code", "row", "column"),
    [
        (f"{PERSON}    email: kim@väst.example\n", Code.WRONG, 4, "people[0].email"),
        (f"{PERSON}    email: kim@xn--vst-qla.example\n", Code.WRONG, 4, "people[0].email"),
        (f"{PERSON}    email: kím@vast.example\n", Code.WRONG, 4, "people[0].email"),
        (f"{PERSON}    email: kim.vast.example\n", Code.WRONG, 4, "people[0].email"),
        (f"{PERSON}    email: Kim <kim@vast.example>\n", Code.WRONG, 4, "people[0].email"),
        (f"{PERSON}    confirmed: 2026-11\n", Code.WRONG, 4, "people[0].confirmed"),
        (f"{PERSON}    kind: robot\n", Code.WRONG, 4, "people[0].kind"),
        (f"{PERSON}    roles: [chef]\n", Code.WRONG, 4, "people[0].roles"),
        (f"{PERSON}    groups: [saknas]\n", Code.UNKNOWN_REFERENCE, 4, "people[0].groups[0]"),
        (f"{PERSON}    groups: saknas\n", Code.WRONG, 4, "people[0].groups"),
        (f"{PERSON}    groups: [7]\n", Code.WRONG, 4, "people[0].groups[0]"),
        (f"{PERSON}    office: saknas\n", Code.UNKNOWN_REFERENCE, 4, "people[0].office"),
        (f"{PERSON}    allergies: nötter\n", Code.UNKNOWN_FIELD, 4, "people[0].allergies"),
        ("people:\n  - id: kim\n", Code.MISSING, 2, "people[0].name"),
        (f"{OFFICE}    kommun: Ale\n", Code.UNKNOWN_FIELD, 4, "offices[0].kommun"),
    ],
)
def test_fault_in_people_is_named(
    text: str, code: Code, row: int, column: str, services: Services
) -> None:
    found = problems(services, collaboration(), document(text, "people.yaml"))

    assert only(found)[:4] == (code, "people.yaml", row, column)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"{PERSON}    groups: [{{id: x, roll: y}}]\n",
            {
                (Code.UNKNOWN_FIELD, "people[0].groups[0].roll"),
                (Code.UNKNOWN_REFERENCE, "people[0].groups[0]"),
            },
        ),
        (
            "plans:\n  - id: v\n    bank: {proposals: [x]}\n",
            {
                (Code.MISSING, "plans[0].years"),
                (Code.UNKNOWN_REFERENCE, "plans[0].bank.proposals[0]"),
            },
        ),
    ],
)
def test_two_faults_of_one_record_are_both_told(
    text: str, expected: set[tuple[Code, str]], services: Services
) -> None:
    found = problems(services, collaboration(), document(text))

    assert {(each.code, each.column) for each in found} == expected


def test_two_people_cannot_have_one_address(services: Services) -> None:
    text = """
    people:
      - {id: kim, name: Kim, email: kim@vast.example}
      - {id: kit, name: Kit, email: KIM@vast.example}
    """

    found = problems(services, collaboration(), document(text))

    assert only(found)[:3] == (Code.DUPLICATE, "data.yaml", 4)


def test_address_of_somebody_stored_is_refused(services: Services, bring_in: Importer) -> None:
    kim = "people:\n  - {id: kim, name: Kim, email: kim@vast.example}\n"
    bring_in(collaboration(), document(kim))

    found = problems(services, document(kim.replace("id: kim", "id: kit"), folder="data"))
    alone = plan_import(services, [document(kim.replace("id: kim", "id: kit"))], "vast").problems

    assert only(found)[:3] == (Code.NO_COLLABORATION, "data.yaml", None)
    assert only(alone)[:3] == (Code.EMAIL_TAKEN, "data.yaml", 2)


@pytest.mark.parametrize(
    ("text", "code", "row", "column"),
    [
        (f"{COLLABORATION}gruper: []\n", Code.UNKNOWN_FIELD, 3, "gruper"),
        (f"{COLLABORATION}groups:\n  - id: g\n", Code.MISSING, 4, "groups[0].name"),
        (f"{COLLABORATION}groups:\n  - id: g\n    name: G\n    size: stor\n", Code.WRONG, 6,
         "groups[0].size"),
        (f"{COLLABORATION}roles:\n  - id: r\n    title: R\n    email: r@\n", Code.WRONG, 6,
         "roles[0].email"),
        ("id: 7\nname: Väst\n", Code.WRONG, 1, "id"),
        ("id: Väst\nname: Väst\n", Code.WRONG, 1, "id"),
    ],
)  # fmt: skip
def test_fault_in_a_collaboration_is_named(
    text: str, code: Code, row: int, column: str, services: Services
) -> None:
    found = problems(services, collaboration(text))

    assert only(found)[:4] == (code, "collaboration.yaml", row, column)


def test_every_fault_is_told_at_once(services: Services) -> None:
    text = PROJECT.replace("2024", "x").replace("id: p", "id: P") + "    start: x\n"

    found = problems(services, collaboration(), document(text))

    assert [problem.column for problem in found] == [
        "projects[0].id", "projects[0].year", "projects[0].start",
    ]  # fmt: skip


def test_unknown_field_tells_what_is_known(services: Services) -> None:
    found = problems(services, collaboration(), document("budgets: []\nnotes: x\n"))

    assert found[0].known == ("budgets", "note", "org")


def test_collaboration_is_told_by_the_records(bring_in: Importer) -> None:
    bring_in(collaboration())

    result = bring_in(document(PROJECTS, folder="somewhere else"))

    assert [(change.collaboration, change.key) for change in result.changes] == [
        ("vast", "vast-2024-slackvatten")
    ]


def test_collaboration_nobody_knows_is_a_fault(services: Services) -> None:
    told = plan_import(services, [document(PROJECT)], "nowhere").problems
    named = problems(services, document(PROJECTS))
    silent = problems(services, document(PROJECT))

    assert only(told)[0] == Code.UNKNOWN_REFERENCE
    assert only(named)[0] == Code.UNKNOWN_REFERENCE
    assert only(silent)[0] == Code.NO_COLLABORATION


def test_records_of_members_mean_their_umbrella(bring_in: Importer) -> None:
    bring_in(collaboration(f"{COLLABORATION}members:\n  - {{id: vg, name: VG}}\n"))
    text = "budgets:\n  - {id: b, org: vg, year: 2024, unit: kr}\n"

    result = bring_in(document(f"{text}  - {{id: c, org: vast, year: 2024, unit: kr}}\n"))

    assert {(change.collaboration, change.key) for change in result.added} == {
        ("vg", "b"), ("vast", "c"),
    }  # fmt: skip
