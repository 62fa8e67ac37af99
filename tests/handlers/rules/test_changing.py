from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.imports import Document, apply_import, plan_import
from handlers.occurrences import mark_done, skip
from handlers.planning import calendar_lines
from handlers.reminders import plan_due
from handlers.rules import (
    RuleChange,
    UnknownHost,
    change_rule,
    preview_rule,
    restore_rule,
    show_rule,
)
from storage.models import ChannelTie, PlanningState
from tests.handlers.imports.makers import sample
from tests.handlers.rules.conftest import Keeper

FIGURES, BOARD, REPORT = "jkp-nyckeltal", "jkp-styrgrupp", "jkp-verksamhetsberattelse"


def change(keeper: Keeper, key: str, **changes: Any) -> Any:
    return change_rule(keeper.services, keeper.asker, key, "jonkoping", RuleChange(**changes))


def preview(keeper: Keeper, key: str, **changes: Any) -> Any:
    return preview_rule(keeper.services, keeper.asker, key, "jonkoping", RuleChange(**changes))


def refused(keeper: Keeper, key: str, **changes: Any) -> tuple[object, object]:
    """Return the fault and the field of a change that neither a preview nor a change takes."""
    told = set()
    for attempt in (preview, change):
        with pytest.raises(Refusal) as no:
            attempt(keeper, key, **changes)
        assert no.value.code == "rule_fault"
        told.add((no.value.values["fault"], no.value.values["field"]))
    (one,) = told
    return one


def test_preview_is_what_planning_says_once_it_is_kept_and_stores_nothing(keeper: Keeper) -> None:
    wanted: dict[str, Any] = {"paused": False, "fields": {"date": "04-15"}}
    shown = preview(keeper, FIGURES, **wanted)
    before = keeper.rule(FIGURES).own

    change(keeper, FIGURES, **wanted)

    lines = calendar_lines(keeper.services, keeper.asker, date(2027, 1, 1), date(2029, 12, 31))
    planned = [line for line in lines if line.rule == FIGURES and not line.part]
    assert list(shown.lines) == planned
    assert [line.last for line in planned] == [
        date(2027, 4, 15),
        date(2028, 4, 13),
        date(2029, 4, 13),
    ]
    assert before == {}


@pytest.mark.parametrize(
    ("key", "fields", "fault", "field"),
    [
        (REPORT, {"date": "02-30"}, "bad_date", "date"),
        (REPORT, {"date": "02-29"}, "leap_day", "date"),
        (REPORT, {"roll": "sideways"}, "unknown_roll", "roll"),
        (REPORT, {"time": "02:30"}, "night_hour", "time"),
        (REPORT, {"min": 3}, "odd_field", "min"),
        (BOARD, {"min": 3, "max": 2}, "impossible_count", "max"),
        (BOARD, {"min": 0, "max": None}, "impossible_count", "min"),
        (BOARD, {"min": None, "max": None}, "not_a_number", "min"),
        (BOARD, {"min": 3, "max": 5000}, "too_large", "max"),
        (BOARD, {"season": "vår", "months": (8, 9)}, "empty_season", "months"),
        (BOARD, {"months": (13,)}, "bad_month", "months"),
        ("jkp-beredningsgrupp", {"anchor": ""}, "no_anchor", "anchor"),
        ("jkp-beredningsgrupp", {"anchor": "jkp-gone"}, "unknown_anchor", "anchor"),
        ("jkp-beredningsgrupp", {"offset": "beside"}, "unknown_offset", "offset"),
        ("jkp-beredningsgrupp", {"selector": "last"}, "unknown_selector", "selector"),
        ("jkp-beredningsgrupp", {"anchor": "jkp-beredningsgrupp"}, "circle", "anchor"),
    ],
)
def test_rule_that_cannot_be_kept_is_refused_with_its_field(
    keeper: Keeper, key: str, fields: dict[str, Any], fault: str, field: str
) -> None:
    assert refused(keeper, key, fields=fields) == (fault, field)
    assert keeper.rule(key).own == {}


@pytest.mark.parametrize(
    ("fields", "fault", "field"),
    [
        ({"held": ()}, "never_held", "held"),
        ({"held": (2031,)}, "not_held_then", "held"),
        ({"years": 0}, "impossible_count", "years"),
    ],
)
def test_fault_of_what_comes_every_so_many_years_stands_in_its_field(
    keeper: Keeper, fields: dict[str, Any], fault: str, field: str
) -> None:
    asker = Asker("vast", keeper.asker.person_id, frozenset({"coordinator"}))

    with pytest.raises(Refusal) as no:
        preview_rule(keeper.services, asker, "vast-mge", "", RuleChange(fields=fields))

    assert no.value.values == {"fault": fault, "field": field}


def test_circle_through_other_rules_is_refused(keeper: Keeper) -> None:
    keeper.set_rule(
        "jkp-strategidag",
        rule={"shape": "relative", "anchor": "jkp-reviderad-budget", "offset": "after"},
    )

    told = refused(keeper, "jkp-reviderad-budget", fields={"anchor": "jkp-strategidag"})

    assert told == ("circle", "anchor")


def test_fault_of_another_rule_does_not_keep_one_from_being_changed(keeper: Keeper) -> None:
    keeper.set_rule(REPORT, own={"rule": {"date": "02-31"}})

    sheet = change(keeper, BOARD, fields={"min": 4, "max": 4})

    assert (sheet.fault, sheet.preview) == ("", None)
    assert keeper.rule(BOARD).own == {"rule": {"count": None, "min": 4, "max": 4}}


def test_only_what_differs_from_the_source_is_kept(keeper: Keeper) -> None:
    change(keeper, FIGURES, paused=False, fields={"date": "04-15", "roll": "before"})
    kept = keeper.rule(FIGURES).own

    change(keeper, FIGURES, paused=True, fields={"date": "04-01"})

    assert kept == {"paused": False, "rule": {"date": "04-15"}}
    assert keeper.rule(FIGURES).own == {}


def test_change_is_written_down_by_its_fields_and_without_what_people_wrote(
    keeper: Keeper,
) -> None:
    wanted: dict[str, Any] = {
        "hosts": ("Anna Ek", "Habo"),
        "remind": (5,),
        "fields": {"min": 2, "max": 4},
    }
    change(keeper, BOARD, **wanted)

    # The same again is no change.
    change(keeper, BOARD, **wanted)

    assert keeper.log() == [
        ("rule_changed", BOARD, {"fields": ["count", "hosts", "max", "min", "remind"]})
    ]


def test_import_leaves_what_a_coordinator_set_and_brings_what_the_source_changes(
    keeper: Keeper,
) -> None:
    change(keeper, FIGURES, paused=False, remind=(10,), fields={"date": "04-15"})
    documents = [_changed(document) for document in sample()]

    apply_import(keeper.services, plan_import(keeper.services, documents), "terminal")

    rule = keeper.rule(FIGURES)
    assert rule.own == {"paused": False, "rule": {"date": "04-15"}, "remind": [10]}
    sheet = show_rule(keeper.services, keeper.asker, FIGURES)
    assert dict(sheet.shape.fields) == {"date": "04-15", "roll": "after"}
    assert dict(sheet.source.fields) == {"date": "03-01", "roll": "after"}


def _changed(document: Document) -> Document:
    """Return the sample with another day, and another roll, for the figures of Jönköping."""
    was = "      date: 04-01\n      roll: before\n"
    changed = document.text.replace(was, "      date: 03-01\n      roll: after\n")
    return Document(document.file, document.folder, changed)


def test_import_that_would_wait_in_a_circle_with_what_was_set_is_refused(keeper: Keeper) -> None:
    change(keeper, "jkp-reviderad-budget", fields={"anchor": "jkp-vp-budget"})
    was = "      shape: deadline\n      date: 06-30\n      roll: before\n"
    circle = "      shape: relative\n      anchor: jkp-reviderad-budget\n"
    documents = [
        Document(one.file, one.folder, one.text.replace(was, circle)) for one in sample("jonkoping")
    ]

    plan = plan_import(keeper.services, documents)

    # The rule that leads into the circle waits as well.
    assert {problem.why for problem in plan.problems} == {"circle"}
    assert "jkp-vp-budget, jkp-reviderad-budget, jkp-vp-budget" in {
        problem.found for problem in plan.problems
    }


def test_rule_that_is_woken_is_planned_and_one_that_is_restored_rests_again(
    keeper: Keeper,
) -> None:
    plan_due(keeper.services)
    asleep = keeper.times(FIGURES)

    change(keeper, FIGURES, paused=False)
    plan_due(keeper.services)
    awake = [row.slot for row in keeper.times(FIGURES)]
    sheet = restore_rule(keeper.services, keeper.asker, FIGURES)

    assert (asleep, awake) == ([], ["2027"])
    assert (sheet.paused, sheet.changed, keeper.rule(FIGURES).own) == (True, False, {})
    assert [verb for verb, _, _ in keeper.log()] == ["rule_changed", "rule_restored"]


def test_change_has_the_calendar_planned_anew(keeper: Keeper) -> None:
    plan_due(keeper.services)

    change(keeper, BOARD, remind=(15, 1, 15))

    with keeper.services.database.session() as session:
        states = session.scalars(select(PlanningState).where(PlanningState.revision > 0)).all()
    assert len(states) == 1
    assert show_rule(keeper.services, keeper.asker, BOARD).remind == (15, 1)


def test_hosts_take_their_turns_and_unknown_ones_are_pointed_out(keeper: Keeper) -> None:
    shown = preview(keeper, "jkp-besok", hosts=("habo", "Värnammo"))
    sheet = change(keeper, "jkp-besok", hosts=("habo", "Värnammo"))

    assert [line.host for line in shown.lines] == ["Habo", "Värnammo", "Habo"]
    assert shown.unknown_hosts == (UnknownHost("Värnammo", "Värnamo"),)
    assert sheet.hosts == ("Habo", "Värnammo")


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"remind": (-1,)}, ("bad_remind", "remind")),
        ({"remind": tuple(range(11))}, ("too_many_reminders", "remind")),
        ({"hosts": ("x" * 201,)}, ("host_too_long", "hosts")),
        ({"hosts": ("Habo",) * 101}, ("too_many_hosts", "hosts")),
        ({"hosts": ("x" * 200,) * 20}, ("too_many_hosts", "hosts")),
        ({"audience": "everybody"}, ("odd_field", "audience")),
        ({"audience": "channel"}, ("no_channel", "audience")),
        ({"title": "Styrelsemöten"}, ("source_title", "title")),
    ],
)
def test_what_stands_beside_the_shape_is_refused_with_its_field(
    keeper: Keeper, changes: dict[str, Any], fault: tuple[str, str]
) -> None:
    assert refused(keeper, BOARD, **changes) == fault


def test_reminders_go_to_a_channel_once_one_is_tied(keeper: Keeper) -> None:
    with keeper.services.database.write() as session:
        owner = keeper.rule(BOARD).collaboration_id
        session.add(
            ChannelTie(
                collaboration_id=owner, team="T1", channel="C1", tied_at=keeper.services.clock()
            )
        )

    change(keeper, BOARD, audience="channel")

    assert keeper.rule(BOARD).own == {"audience": "channel"}


def test_a_years_one_time_keeps_what_was_done_about_it(keeper: Keeper) -> None:
    plan_due(keeper.services)
    row = next(one for one in keeper.times("jkp-strategidag") if one.slot == "2027")
    skip(keeper.services, keeper.asker, row.id, "Inte i år.")

    change(keeper, "jkp-strategidag", fields={"season": "höst"})
    plan_due(keeper.services)

    kept = {one.slot: (one.id, one.state) for one in keeper.times("jkp-strategidag")}
    assert kept["2027-höst"] == (row.id, "skipped")
    assert "2027" not in kept


def test_deadline_that_gets_another_day_stays_done(keeper: Keeper) -> None:
    plan_due(keeper.services)
    row = keeper.times(REPORT)[0]
    mark_done(keeper.services, keeper.asker, row.id)

    change(keeper, REPORT, fields={"date": "03-31"})
    plan_due(keeper.services)

    (kept,) = keeper.times(REPORT)
    assert (kept.id, kept.state, kept.last) == (row.id, "done", date(2027, 3, 31))


def test_time_that_became_several_is_not_taken_for_one_of_them(keeper: Keeper) -> None:
    plan_due(keeper.services)
    row = next(one for one in keeper.times("jkp-strategidag") if one.slot == "2027")

    change(keeper, "jkp-strategidag", fields={"per": "month"})

    kept = {one.slot: one.id for one in keeper.times("jkp-strategidag")}
    assert kept["2027"] == row.id


@pytest.mark.parametrize("role", ["inspector", "contact_person", "administrator"])
def test_rules_are_changed_by_those_who_keep_the_calendar(keeper: Keeper, role: str) -> None:
    asker = Asker("jonkoping", keeper.asker.person_id, frozenset({role}))

    with pytest.raises(Refusal) as no:
        change_rule(keeper.services, asker, BOARD, "", RuleChange(paused=True))

    assert no.value.code == "not_allowed"
    assert keeper.rule(BOARD).own == {}


def test_rule_of_another_family_is_not_changed(keeper: Keeper) -> None:
    with pytest.raises(Refusal) as no:
        change_rule(keeper.services, keeper.asker, "vast-mge", "vast", RuleChange(paused=True))

    assert no.value.code == "rule_gone"
    assert keeper.rule("vast-mge").own == {}
