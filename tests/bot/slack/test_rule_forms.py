"""What is filled in, in a rule's dialog, and what that means."""

from typing import Any

import pytest

from bot.slack.rule_forms import change_of, field_for, new_rule_of
from bot.slack.rule_values import values_of
from handlers.rules import RuleChange, RuleSheet
from handlers.shapes import shape_of

BOARD = {"shape": "quota", "count": 3, "per": "year"}
REPORT = {"shape": "deadline", "date": "02-last", "roll": "before"}
BESIDE = {"shape": "relative", "anchor": "styrgrupp", "offset": "before"}
EVERY = {"shape": "every", "years": 2, "held": [2019, 2022, 2024]}
WEEKLY = {"shape": "rrule", "from": "2027-01-11", "rrule": "FREQ=WEEKLY;BYDAY=MO"}
COURSE = {"shape": "threshold", "min": 18, "max": 20}
ONCE = {"shape": "once", "from": "2027-03-01", "to": "2027-05-31"}
VISITS = {"shape": "quota", "count": 1, "per": "month", "except_months": [7]}
SPRING = {"shape": "quota", "count": 1, "season": "vår"}
BROKEN_SPRING = {"shape": "quota", "count": 1, "season": "vår", "except_months": [3]}
DAILY = {"shape": "rrule", "from": "2027-01-11", "rrule": "FREQ=DAILY"}
EVERYTHING = (
    BOARD, REPORT, BESIDE, EVERY, WEEKLY, COURSE, ONCE, VISITS, SPRING, BROKEN_SPRING, DAILY,
    {"shape": "ongoing"},
)  # fmt: skip


def sheet(rule: dict[str, Any], **changes: Any) -> RuleSheet:
    shape = shape_of(rule, lambda key: key)
    given: dict[str, Any] = {
        "paused": False, "source_paused": False, "changed": False, "made": False, **changes,
    }  # fmt: skip
    return RuleSheet(
        key="key", owner="own", collaboration="", title="Titel", shape=shape, source=shape, **given
    )


@pytest.mark.parametrize("rule", EVERYTHING, ids=str)
def test_dialog_that_nobody_touched_changes_nothing(rule: dict[str, Any]) -> None:
    about = sheet(rule, made=True, hosts=("Habo", "Aneby"), remind=(20, 5), audience="channel")

    wanted = change_of(about, values_of(about))

    assert (wanted.change, wanted.faults) == (RuleChange(), {})


@pytest.mark.parametrize(
    ("rule", "typed", "fields"),
    [
        (REPORT, {"month": "4", "day": "1"}, {"date": "04-01"}),
        (REPORT, {"month": "4"}, {"date": "04-last"}),
        (REPORT, {"roll": "none"}, {"roll": "none"}),
        (BOARD, {"max": ""}, {"min": 3, "max": None}),
        (BOARD, {"min": "2", "max": "4"}, {"min": 2, "max": 4}),
        (BOARD, {"per": "month"}, {"per": "month"}),
        (BOARD, {"when": "höst"}, {"season": "höst", "months": (), "except_months": ()}),
        (
            BOARD,
            {"when": "but", "months": "7,8"},
            {"season": "", "months": (), "except_months": (7, 8)},
        ),
        (VISITS, {"when": "all"}, {"season": "", "months": (), "except_months": ()}),
        (
            VISITS,
            {"when": "some"},
            {"season": "", "months": (7,), "except_months": ()},
        ),
        (BESIDE, {"offset": "days_before", "days": "10"}, {"offset": -10}),
        (BESIDE, {"offset": "days_after", "days": "5"}, {"offset": 5}),
        (BESIDE, {"offset": "adjacent"}, {"offset": "adjacent"}),
        (BESIDE, {"anchor": "plan", "selector": "vår"}, {"anchor": "plan", "selector": "vår"}),
        (EVERY, {"held": "2026"}, {"held": (2019, 2022, 2024, 2026)}),
        (EVERY, {"held": "2023"}, {"held": (2019, 2022, 2023)}),
        (EVERY, {"years": "3"}, {"years": 3}),
        (COURSE, {"min": "16"}, {"min": 16, "max": 20}),
        (ONCE, {"to": "2027-06-30"}, {"to": "2027-06-30"}),
        (WEEKLY, {"pace": "last_in_month"}, {"rrule": "FREQ=MONTHLY;BYDAY=-1MO"}),
        (WEEKLY, {"from": "2027-02-01"}, {"from": "2027-02-01"}),
    ],
)
def test_what_was_touched_is_wanted_and_nothing_else(
    rule: dict[str, Any], typed: dict[str, str], fields: dict[str, Any]
) -> None:
    about = sheet(rule)

    wanted = change_of(about, {**values_of(about), **typed})

    assert (wanted.change, wanted.faults) == (RuleChange(fields=fields), {})


@pytest.mark.parametrize(
    ("typed", "change"),
    [
        ({"state": "resting"}, RuleChange(paused=True)),
        ({"remind": "20, 5 och 0"}, RuleChange(remind=(20, 5, 0))),
        ({"remind": "20;5"}, RuleChange(remind=(20, 5))),
        ({"hosts": "Habo\n\n Aneby"}, RuleChange(hosts=("Habo", "", " Aneby"))),
        ({"audience": "channel"}, RuleChange(audience="channel")),
        ({"title": "Annat"}, RuleChange(title="Annat")),
    ],
)
def test_what_stands_beside_the_shape_is_read(typed: dict[str, str], change: RuleChange) -> None:
    about = sheet(REPORT, made=True)

    wanted = change_of(about, {**values_of(about), **typed})

    assert (wanted.change, wanted.faults) == (change, {})


def test_rest_is_read_as_waking_too() -> None:
    about = sheet(REPORT, paused=True)

    wanted = change_of(about, {**values_of(about), "state": "awake"})

    assert wanted.change == RuleChange(paused=False)


@pytest.mark.parametrize(
    ("rule", "typed", "faults"),
    [
        (BOARD, {"min": "tre"}, {"min": "not_a_number"}),
        (BOARD, {"min": ""}, {"min": "not_a_number"}),
        (BOARD, {"max": "-1"}, {"max": "not_a_number"}),
        (BOARD, {"max": "٣"}, {"max": "not_a_number"}),
        (BOARD, {"max": "9" * 10}, {"max": "not_a_number"}),
        (BOARD, {"when": "some"}, {"months": "bad_month"}),
        (BOARD, {"remind": "snart", "min": "x"}, {"remind": "bad_remind", "min": "not_a_number"}),
        (BESIDE, {"offset": "days_before"}, {"days": "not_a_number"}),
        (BESIDE, {"anchor": ""}, {"anchor": "missing"}),
        (EVERY, {"held": "förra året"}, {"held": "not_held_then"}),
    ],
)
def test_nonsense_is_told_by_its_field(
    rule: dict[str, Any], typed: dict[str, str], faults: dict[str, str]
) -> None:
    about = sheet(rule)

    assert change_of(about, {**values_of(about), **typed}).faults == faults


def test_new_rule_takes_everything_that_is_filled_in() -> None:
    typed = {"title": "Länsdag", "shape": "deadline", "month": "10", "day": "1", "roll": "before"}

    new, faults = new_rule_of({**typed, "remind": "3", "audience": "coordinator", "hosts": ""})

    assert (new.title, new.shape, faults) == ("Länsdag", "deadline", {})
    assert new.change == RuleChange(
        fields={"date": "10-01", "roll": "before"}, paused=False, hosts=(), remind=(3,), audience=""
    )


def test_new_rule_tells_of_every_field_that_is_missing() -> None:
    _, faults = new_rule_of({"shape": "rrule"})

    assert faults == {"pace": "missing", "from": "missing"}


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("date", "rule_day"),
        ("roll", "rule_roll"),
        ("season", "rule_when"),
        ("except_months", "rule_when"),
        ("circle", "rule_state"),
        ("", "rule_state"),
    ],
)
def test_fault_stands_in_a_field_that_the_dialog_has(name: str, place: str) -> None:
    fields = ("rule_state", "rule_day", "rule_roll", "rule_when")
    blocks = [{"type": "divider"}, *({"type": "input", "block_id": one} for one in fields)]

    assert field_for(name, blocks) == place
