"""A recurring duty whose rule could not be kept is a fault of its file, said in Swedish."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import schedules.cadence
from handlers.imports import Code, Document, Expected, plan_import
from handlers.imports.problems import RuleFault
from handlers.ports import Services
from storage.models import CadenceRule
from tests.databases import TestDatabases
from tests.handlers.imports.conftest import Importer
from tests.handlers.imports.makers import collaboration, document


@pytest.fixture
def database_url(shared_databases: TestDatabases, tmp_path: Path) -> Iterator[str]:
    # These faults are the same whatever database holds the rules: one kind will do.
    with shared_databases.sqlite(tmp_path / "rules.sqlite") as url:
        yield url


def duty(rule: str, key: str = "r") -> str:
    return f"  - id: {key}\n    title: R\n    rule:\n      {rule}\n"


def duties(*rules: str) -> Document:
    return document("recurring:\n" + "".join(rules))


def faults(services: Services, *documents: Document) -> list[tuple[object, ...]]:
    found = plan_import(services, documents, "vast").problems
    return [(each.code, each.row, each.column, each.why, each.found) for each in found]


@pytest.mark.parametrize(
    ("rule", "place", "why", "found"),
    [
        ("date: 02-29", (6, ".date"), RuleFault.LEAP_DAY, "02-29"),
        ("date: 31 maj", (6, ".date"), RuleFault.BAD_DATE, "31 maj"),
        ("date: 2026-05-01", (6, ".date"), RuleFault.BAD_DATE, "2026-05-01"),
        ("date: 13-01", (6, ".date"), RuleFault.BAD_DATE, "13-01"),
        ("roll: back\n      date: 05-31", (6, ".roll"), RuleFault.UNKNOWN_ROLL, "back"),
        ("date: 05-31\n      time: '25:00'", (7, ".time"), RuleFault.BAD_TIME, "25:00"),
        ("date: 05-31\n      time: '02:30'", (7, ".time"), RuleFault.NIGHT_HOUR, "02:30"),
        ("date: 05-31\n      eras: 5", (4, ""), RuleFault.ODD_FIELD, ""),
        ("date: 05-31\n      eras: [[2024, 2020]]", (4, ""), RuleFault.IMPOSSIBLE_COUNT, "2024"),
        ("date: 05-31\n      then: {shape: quota, count: 1, season: jul}", (7, ".then.season"),
         RuleFault.UNKNOWN_SEASON, "jul"),
    ],
)  # fmt: skip
def test_deadline_that_cannot_be_kept_is_a_fault(
    rule: str, place: tuple[int, str], why: RuleFault, found: str, services: Services
) -> None:
    row, field = place
    told = faults(services, collaboration(), duties(duty(f"shape: deadline\n      {rule}")))

    assert told == [(Code.BAD_RULE, row, f"recurring[0].rule{field}", why, found)]


@pytest.mark.parametrize(
    ("rule", "field", "why"),
    [
        ("shape: quota", "", RuleFault.NOT_A_NUMBER),
        ("{shape: quota, min: 3, max: 2}", "", RuleFault.IMPOSSIBLE_COUNT),
        ("{shape: quota, count: 1, months: [13]}", ".months", RuleFault.BAD_MONTH),
        ("{shape: quota, count: 1, months: [7], season: höst}", ".months", RuleFault.EMPTY_SEASON),
        ("{shape: every, years: 2}", "", RuleFault.NEVER_HELD),
        ("{shape: relative, offset: with}", "", RuleFault.NO_ANCHOR),
        ("{shape: once, from: 2026-05-02, to: 2026-05-01}", ".to", RuleFault.BACKWARDS),
        ("{shape: once, from: 2026-05-02, to: maj}", ".to", RuleFault.BAD_DATE),
        ("{shape: rrule, from: 2026-05-02, rrule: ofta}", ".rrule", RuleFault.BAD_RRULE),
        ("{shape: rrule, from: 2026-05-02, rrule: FREQ=HOURLY}", ".rrule", RuleFault.TOO_OFTEN),
    ],
)
def test_rule_that_cannot_be_kept_is_a_fault(
    rule: str, field: str, why: RuleFault, services: Services
) -> None:
    told = faults(services, collaboration(), duties(duty(rule)))

    row = 5 if field else 4
    assert [each[:4] for each in told] == [(Code.BAD_RULE, row, f"recurring[0].rule{field}", why)]


@pytest.mark.parametrize(
    ("rule", "column", "expected"),
    [
        ("{shape: quota, count: 1, held: [2015, våren]}", "held[1]", Expected.YEAR),
        ("{shape: quota, count: 1, steps: kallelse}", "steps", Expected.LIST),
        ("{shape: quota, count: 1, per_office: kanske}", "per_office", Expected.YES_OR_NO),
        ("{shape: quota, count: 1, rotation: [a]}", "rotation", Expected.TEXT),
        ("{shape: quota, count: 1, also: {shape: ofta}}", "also.shape", Expected.ONE_OF),
        ("{shape: quota, count: 1, then: [{a: b}]}", "then[0]", Expected.TEXT),
    ],
)
def test_field_of_a_rule_of_another_form_is_a_fault(
    rule: str, column: str, expected: Expected, services: Services
) -> None:
    found = plan_import(services, [collaboration(), duties(duty(rule))]).problems

    assert [(each.code, each.row, each.column, each.expected) for each in found] == [
        (Code.WRONG, 5, f"recurring[0].rule.{column}", expected)
    ]


def test_what_is_missing_in_a_rule_is_not_quoted(services: Services) -> None:
    told = faults(services, collaboration(), duties(duty("shape: quota")))

    assert told[0][-1] == ""


@pytest.mark.parametrize("name", ["anchor", "before", "adjacent_to"])
def test_rule_that_leans_on_nothing_is_a_fault(name: str, services: Services) -> None:
    rule = f"{{shape: quota, count: 1, {name}: saknas}}"

    told = faults(services, collaboration(), duties(duty(rule)))

    assert told == [(Code.UNKNOWN_REFERENCE, 5, f"recurring[0].rule.{name}", "", "saknas")]


def test_rules_that_wait_for_each_other_are_faults(services: Services) -> None:
    told = faults(
        services,
        collaboration(),
        duties(
            duty("{shape: relative, anchor: b}", "a"),
            duty("{shape: quota, count: 1, before: a}", "b"),
            duty("{shape: quota, count: 1, before: c}", "c"),
            duty("{shape: relative, anchor: fine}", "d"),
            duty("shape: ongoing", "fine"),
        ),
    )

    assert told == [
        (Code.BAD_RULE, 2, "recurring[0].rule", RuleFault.CIRCLE, "a, b, a"),
        (Code.BAD_RULE, 6, "recurring[1].rule", RuleFault.CIRCLE, "a, b, a"),
        (Code.BAD_RULE, 10, "recurring[2].rule", RuleFault.CIRCLE, "c, c"),
    ]


def test_circle_through_a_stored_rule_is_a_fault(services: Services, bring_in: Importer) -> None:
    bring_in(
        collaboration(),
        duties(
            duty("{shape: relative, anchor: b}", "a"),
            duty("{shape: relative, anchor: c}", "b"),
            duty("shape: ongoing", "c"),
        ),
    )

    told = faults(services, duties(duty("{shape: relative, anchor: a}", "c")))

    assert told == [(Code.BAD_RULE, 2, "recurring[0].rule", RuleFault.CIRCLE, "a, b, c, a")]


def test_stored_rule_that_cannot_be_read_does_not_stop_another(
    services: Services, bring_in: Importer
) -> None:
    bring_in(collaboration(), duties(duty("shape: ongoing", "old")))
    with services.database.write() as session:
        session.query(CadenceRule).one().rule = {"shape": "ofta"}

    told = faults(services, duties(duty("{shape: relative, anchor: old}", "new")))

    assert told == []


def test_what_a_rule_does_not_say_is_not_kept(services: Services) -> None:
    rule = (
        "{shape: quota, count: 1, rotation: null, eras: [[2024, null]], "
        "also: {shape: quota, count: 2, what: avstämning, convener: null}}"
    )

    plan = plan_import(services, [collaboration(), duties(duty(rule))])

    assert plan.problems == ()
    assert plan.records[-1].values["rule"] == {
        "shape": "quota",
        "count": 1,
        "eras": [[2024, None]],
        "also": {"shape": "quota", "count": 2, "what": "avstämning"},
    }


def test_every_code_of_the_cadence_is_known_here() -> None:
    folder = Path(schedules.cadence.__file__).parent
    raised = {
        node.args[0].value
        for file in folder.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "RuleError"
        and isinstance(node.args[0], ast.Constant)
    }

    assert raised == set(RuleFault)
