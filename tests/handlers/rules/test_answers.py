"""Questions about what recurs are answered with the rule as it is kept."""

from datetime import date

import pytest

from handlers.answers import CadenceAnswer, MeetingAnswer
from handlers.asking import ask
from handlers.rules import NewRule, RuleChange, change_rule, create_rule, restore_rule
from tests.handlers.rules.conftest import Keeper

FIGURES = "jkp-nyckeltal"


def how_often(keeper: Keeper, what: str) -> CadenceAnswer:
    answer = ask(keeper.services, keeper.asker, f"hur ofta är {what}?")
    assert isinstance(answer, CadenceAnswer)
    return answer


def change(keeper: Keeper, key: str, change: RuleChange) -> None:
    change_rule(keeper.services, keeper.asker, key, "", change)


def test_rule_that_was_woken_and_changed_is_answered_as_it_is_now(keeper: Keeper) -> None:
    before = how_often(keeper, "nyckeltalen")

    change(keeper, FIGURES, RuleChange(paused=False, fields={"date": "04-15"}))
    after = how_often(keeper, "nyckeltalen")
    restore_rule(keeper.services, keeper.asker, FIGURES)
    restored = how_often(keeper, "nyckeltalen")

    assert (before.paused, before.deadline, before.kept) == (True, date(2027, 4, 1), None)
    assert (after.paused, after.deadline) == (False, date(2027, 4, 15))
    assert after.kept is not None
    assert dict(after.kept.fields) == {"date": "04-15", "roll": "before"}
    # The source's own words are never changed.
    assert after.wording == before.wording
    assert restored == before


def test_rule_that_a_coordinator_lets_rest_is_not_said_to_be_gone_from_the_plan(
    keeper: Keeper,
) -> None:
    change(keeper, "jkp-strategidag", RuleChange(paused=True))

    answer = how_often(keeper, "strategidagen")

    assert (answer.paused, answer.set_aside, answer.kept) == (True, True, None)
    assert not how_often(keeper, "nyckeltalen").set_aside


def test_meeting_is_answered_with_how_often_it_is_kept(keeper: Keeper) -> None:
    change(keeper, "jkp-styrgrupp", RuleChange(fields={"min": 4, "max": 4}))

    answer = ask(keeper.services, keeper.asker, "när är nästa styrgruppsmöte?")

    assert isinstance(answer, MeetingAnswer)
    assert answer.kept is not None
    assert (answer.kept.fields["min"], answer.kept.fields["max"]) == (4, 4)


def test_anchor_of_a_changed_rule_is_told_by_its_title(keeper: Keeper) -> None:
    wanted = RuleChange(fields={"offset": -5})
    change(keeper, "jkp-reviderad-budget", wanted)

    answer = how_often(keeper, "reviderad budget")

    assert answer.kept is not None
    assert answer.kept.anchor == "Styrgruppsmöten"


@pytest.mark.parametrize(
    ("shape", "fields", "kind"),
    [
        ("deadline", {"date": "10-01"}, "cadence"),
        ("once", {"from": "2027-03-01", "to": "2027-03-31"}, "cadence"),
        ("rrule", {"from": "2027-01-04", "rrule": "FREQ=WEEKLY;BYDAY=MO"}, "cadence"),
        ("quota", {"min": 2, "max": 2}, "meeting"),
    ],
)
def test_only_what_somebody_books_is_answered_as_a_meeting(
    keeper: Keeper, shape: str, fields: dict[str, object], kind: str
) -> None:
    change = RuleChange(fields=fields)
    new = NewRule(title="Temadagen", shape=shape, change=change)
    key = create_rule(keeper.services, keeper.asker, new).key

    answer = ask(keeper.services, keeper.asker, "när är nästa temadag?")

    assert (answer.kind, answer.ids) == (kind, (key,))
