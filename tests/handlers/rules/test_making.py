from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from handlers.answers import Asker, CadenceAnswer
from handlers.asking import ask
from handlers.errors import Refusal
from handlers.people import set_role
from handlers.reminders import plan_due
from handlers.rules import (
    NewRule,
    RuleChange,
    change_rule,
    create_rule,
    list_rules,
    preview_new,
    remove_rule,
    restore_rule,
)
from storage.models import Notice
from tests.handlers.rules.conftest import Keeper

COORDINATOR = "utvecklingsledare@jonkoping.example"
DAY = {"date": "10-01", "roll": "before"}


def new(title: str = "Länsdagen", shape: str = "deadline", **changes: Any) -> NewRule:
    fields = changes.pop("fields", DAY)
    return NewRule(title=title, shape=shape, change=RuleChange(fields=fields, **changes))


@pytest.mark.parametrize(
    ("shape", "fields", "first"),
    [
        ("deadline", DAY, date(2027, 10, 1)),
        ("quota", {"min": 2, "max": None, "season": "vår"}, date(2027, 1, 1)),
        ("once", {"from": "2027-03-01", "to": "2027-03-31"}, date(2027, 3, 1)),
        (
            "rrule",
            {"from": "2027-01-04", "rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"},
            date(2027, 1, 4),
        ),
    ],
)
def test_rule_of_each_shape_is_shown_and_made(
    keeper: Keeper, shape: str, fields: dict[str, Any], first: date
) -> None:
    wanted = new(shape=shape, fields=fields)
    shown = preview_new(keeper.services, keeper.asker, wanted)
    there = {line.key for line in list_rules(keeper.services, keeper.asker)}

    sheet = create_rule(keeper.services, keeper.asker, wanted)

    assert sheet.key not in there
    assert shown.lines[0].first == first
    assert sheet.preview is not None
    assert [line.first for line in sheet.preview.lines] == [line.first for line in shown.lines]
    assert (sheet.key, sheet.owner, sheet.made, sheet.changed) == (
        "egen-lansdagen",
        "jonkoping",
        True,
        False,
    )
    assert keeper.log() == [("rule_created", "egen-lansdagen", {})]


def test_new_rule_is_found_by_questions_and_gone_once_it_is_removed(keeper: Keeper) -> None:
    question = "hur ofta är länsdagen?"
    before = ask(keeper.services, keeper.asker, question)
    key = create_rule(keeper.services, keeper.asker, new()).key

    answer = ask(keeper.services, keeper.asker, question)
    remove_rule(keeper.services, keeper.asker, key)
    after = ask(keeper.services, keeper.asker, question)

    assert isinstance(answer, CadenceAnswer)
    assert (answer.ids, answer.deadline) == ((key,), date(2027, 10, 1))
    assert key not in (*before.ids, *after.ids)


@pytest.mark.parametrize(
    ("wanted", "fault", "field"),
    [
        (new(" "), "title_missing", "title"),
        (new("x" * 201), "title_too_long", "title"),
        (new("styrgruppsmöten"), "title_taken", "title"),
        (new(shape="relative"), "unknown_shape", "shape"),
        (new(fields={}), "bad_date", "date"),
        (
            new(shape="once", fields={"from": "2027-03-01", "to": "2027-02-01"}),
            "backwards",
            "to",
        ),
        (new(shape="once", fields={"from": "2027-03-01", "to": ""}), "bad_date", "to"),
        (
            new(shape="once", fields={"from": "2027-03-01", "to": "3027-03-01"}),
            "too_far",
            "to",
        ),
        (
            new(shape="rrule", fields={"from": "2027-01-04", "rrule": "FREQ=HOURLY"}),
            "too_often",
            "rrule",
        ),
    ],
)
def test_rule_that_cannot_be_made_is_refused_with_its_field(
    keeper: Keeper, wanted: NewRule, fault: str, field: str
) -> None:
    with pytest.raises(Refusal) as no:
        create_rule(keeper.services, keeper.asker, wanted)

    assert no.value.values == {"fault": fault, "field": field}
    assert keeper.log() == []


def test_made_rule_is_changed_in_itself_and_has_no_source(keeper: Keeper) -> None:
    key = create_rule(keeper.services, keeper.asker, new()).key

    change = RuleChange(title="Temadagen", fields={"date": "11-15"}, remind=(3,))
    sheet = change_rule(keeper.services, keeper.asker, key, "", change)

    rule = keeper.rule(key)
    assert (rule.rule, rule.own) == (
        {"shape": "deadline", "date": "11-15", "roll": "before"},
        {"made": True, "remind": [3]},
    )
    assert (sheet.title, sheet.changed) == ("Temadagen", False)
    assert ask(keeper.services, keeper.asker, "hur ofta är temadagen?").ids == (key,)
    with pytest.raises(Refusal) as no:
        restore_rule(keeper.services, keeper.asker, key)
    assert no.value.code == "rule_without_source"


def test_removing_takes_back_what_waits_and_keeps_the_key_from_another(keeper: Keeper) -> None:
    set_role(keeper.services, COORDINATOR, "coordinator", "jonkoping")
    soon = keeper.services.today() + timedelta(days=20)
    fields = {"from": soon.isoformat(), "to": soon.isoformat()}
    wanted = new(shape="once", fields=fields, remind=(14,))
    key = create_rule(keeper.services, keeper.asker, wanted).key
    plan_due(keeper.services)
    waiting = _states(keeper, key)

    title = remove_rule(keeper.services, keeper.asker, key)

    assert title == "Länsdagen"
    assert (set(waiting), set(_states(keeper, key))) == ({"queued"}, {"cancelled"})
    assert create_rule(keeper.services, keeper.asker, wanted).key == f"{key}-2"


def _states(keeper: Keeper, key: str) -> list[str]:
    numbers = [row.id for row in keeper.times(key)]
    with keeper.services.database.session() as session:
        return list(session.scalars(select(Notice.state).where(Notice.occurrence_id.in_(numbers))))


def test_rule_with_a_source_is_not_removed(keeper: Keeper) -> None:
    with pytest.raises(Refusal) as no:
        remove_rule(keeper.services, keeper.asker, "jkp-styrgrupp")

    assert no.value.code == "rule_has_source"
    assert keeper.rule("jkp-styrgrupp").title == "Styrgruppsmöten"


def test_rule_that_another_one_hangs_on_is_not_removed(keeper: Keeper) -> None:
    key = create_rule(keeper.services, keeper.asker, new()).key
    change = RuleChange(fields={"anchor": key})
    change_rule(keeper.services, keeper.asker, "jkp-reviderad-budget", "", change)

    with pytest.raises(Refusal) as no:
        remove_rule(keeper.services, keeper.asker, key)

    assert (no.value.code, no.value.values) == ("rule_leaned_on", {"title": "Reviderad budget"})
    assert keeper.rule(key).title == "Länsdagen"


def test_rules_are_made_by_those_who_keep_the_calendar(keeper: Keeper) -> None:
    asker = Asker("jonkoping", keeper.asker.person_id, frozenset({"inspector"}))

    with pytest.raises(Refusal) as no:
        create_rule(keeper.services, asker, new())

    assert no.value.code == "not_allowed"
    assert keeper.log() == []
