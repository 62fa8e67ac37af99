from datetime import date

import pytest
from sqlalchemy import select

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.occurrences import mark_done, move_due
from handlers.reminders import plan_due
from handlers.rules import list_rules, restore_rule, show_rule
from storage.models import Collaboration
from tests.factories import add_rule
from tests.fakes import recorded_statements
from tests.handlers.rules.conftest import Keeper

REPORT = "jkp-verksamhetsberattelse"


def test_rules_of_the_family_are_listed_by_title_and_those_that_rest_last(keeper: Keeper) -> None:
    lines = list_rules(keeper.services, keeper.asker)

    awake = [line.title for line in lines if not line.paused]
    assert (awake[0], awake[-1]) == ("Beredningsgruppsmöten", "Verksamhetsplan och budget")
    assert [line.key for line in lines if line.paused] == [
        "jkp-nyckeltal",
        "jkp-behovsutredning",
        "jkp-samordningsgrupp-halsa",
    ]
    assert [line.paused for line in lines] == sorted(line.paused for line in lines)
    assert {line.owner for line in lines} == {"jonkoping"}


def test_line_tells_what_comes_next(keeper: Keeper) -> None:
    lines = {line.key: line for line in list_rules(keeper.services, keeper.asker)}

    upcoming = lines[REPORT].upcoming
    assert upcoming is not None
    assert (upcoming.first, upcoming.last) == (date(2027, 2, 26), date(2027, 2, 26))
    assert lines["jkp-webb"].upcoming is None


def test_what_is_done_is_not_next_and_what_is_moved_comes_on_its_new_day(keeper: Keeper) -> None:
    plan_due(keeper.services)
    mark_done(keeper.services, keeper.asker, keeper.times(REPORT)[0].id)
    plan = keeper.times("jkp-vp-budget")[0]
    move_due(keeper.services, keeper.asker, plan.id, date(2027, 9, 15))

    lines = {line.key: line for line in list_rules(keeper.services, keeper.asker)}

    coming = [lines[key].upcoming for key in (REPORT, "jkp-vp-budget")]
    assert [one and one.last for one in coming] == [date(2028, 2, 29), date(2027, 9, 15)]


@pytest.mark.parametrize(
    ("asker", "code"),
    [
        (Asker("jonkoping", 1, frozenset({"inspector"})), "not_allowed"),
        (Asker("jonkoping"), "not_known_yet"),
        (Asker("vast", 1, frozenset({"coordinator"})).turned_to("jonkoping"), "not_allowed"),
    ],
)
def test_rules_are_for_those_who_keep_the_calendar(keeper: Keeper, asker: Asker, code: str) -> None:
    with pytest.raises(Refusal) as unlisted:
        list_rules(keeper.services, asker)
    with pytest.raises(Refusal) as unseen:
        show_rule(keeper.services, asker, REPORT)

    assert (unlisted.value.code, unseen.value.code) == (code, code)


def test_rule_of_another_family_is_not_shown(keeper: Keeper) -> None:
    with pytest.raises(Refusal) as refused:
        show_rule(keeper.services, keeper.asker, "vast-mge", "vast")

    assert refused.value.code == "rule_gone"


def test_sheet_holds_the_sources_own_words_and_who_may_be_host(keeper: Keeper) -> None:
    sheet = show_rule(keeper.services, keeper.asker, "jkp-nyckeltal")

    assert sheet.wording == (
        ("2024", "vår 2024 (nyckeltal senast 1 april)"),
        ("2022", "april 2022"),
        ("2021", "april 2021"),
    )
    assert (sheet.shape.kind, dict(sheet.shape.fields)) == (
        "deadline",
        {"date": "04-01", "roll": "before"},
    )
    assert (sheet.paused, sheet.changed, sheet.made) == (True, False, False)
    assert len(sheet.candidates) == 14
    assert sheet.candidates[:2] == ("Aneby", "Eksjö")
    assert "Länsstyrelsen i Jönköpings län" in sheet.candidates
    assert "Region Jönköpings län" not in sheet.candidates


def test_sheet_of_an_umbrella_knows_the_hosts_of_all_its_members(keeper: Keeper) -> None:
    asker = Asker("vast", keeper.asker.person_id, frozenset({"coordinator"}))

    sheet = show_rule(keeper.services, asker, "vast-chefsmote-var")

    assert {"Lerum", "Varberg", "Länsstyrelsen i Hallands län"} <= set(sheet.candidates)
    assert "Habo" not in sheet.candidates


def test_sheet_offers_what_a_relative_rule_can_hang_on(keeper: Keeper) -> None:
    sheet = show_rule(keeper.services, keeper.asker, "jkp-beredningsgrupp")

    keys = {choice.key for choice in sheet.anchors}
    assert "jkp-styrgrupp" in keys
    # Neither itself nor what has no day of its own.
    assert keys.isdisjoint({"jkp-beredningsgrupp", "jkp-webb"})


def test_rule_that_cannot_be_kept_is_listed_with_its_fault_and_can_be_mended(
    keeper: Keeper,
) -> None:
    keeper.set_rule(REPORT, own={"rule": {"date": "02-31"}})

    lines = {line.key: line for line in list_rules(keeper.services, keeper.asker)}
    sheet = show_rule(keeper.services, keeper.asker, REPORT)
    mended = restore_rule(keeper.services, keeper.asker, REPORT)

    assert (lines[REPORT].fault, lines["jkp-styrgrupp"].fault) == ("bad_date", "")
    assert (sheet.fault, sheet.preview) == ("bad_date", None)
    assert mended.preview is not None
    assert mended.preview.lines[0].last == date(2027, 2, 26)


def test_list_asks_as_many_questions_whatever_its_length(keeper: Keeper) -> None:
    counts = []
    for number in (1, 2):
        with recorded_statements(keeper.services.database) as statements:
            list_rules(keeper.services, keeper.asker)
        counts.append(len(statements))
        with keeper.services.database.write() as session:
            owner = session.scalars(select(Collaboration).filter_by(key="jonkoping")).one()
            for more in range(3):
                shape = {"shape": "deadline", "date": "05-01"}
                add_rule(session, owner, f"Ny {number}{more}", rule=shape)

    assert counts[0] == counts[1]
