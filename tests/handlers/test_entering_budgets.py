"""What people enter of a year's money: kept beside the sources, each change, and taken back."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from handlers.answers import Asker, BudgetAnswer, BudgetLine, BudgetSheet
from handlers.budgets import (
    LineName,
    amount_of,
    line_form,
    see_budgets,
    set_line,
    undo_change,
    undo_latest,
)
from handlers.errors import Refusal
from handlers.imports import apply_import, plan_import
from handlers.ports import Services
from storage.models import Budget, BudgetChange, BudgetEntry, Collaboration, EventLog
from tests.factories import add_collaboration
from tests.fakes import recorded_statements
from tests.handlers.calendars import Desk
from tests.handlers.imports.makers import document

YEAR = 2027
SOURCE = """budgets:
  - id: jkp-2027
    year: 2027
    unit: tkr
    income:
      - {item: kommunala medel, amount: 900}
    costs:
      - {item: löner, amount: 1726}
      - {item: "resor, kost och logi", amount: 10}
      - {item: resurser, amount: null}
    costs_total: 1700
    flags: [raderna summerar inte]
    source: vp-2027.txt
"""
LONG = "å" * 3000


def wages(**values: Any) -> LineName:
    return replace(LineName(year=YEAR, item="löner"), **values)


def read_in(desk: Desk, text: str = SOURCE) -> None:
    """Read a source in, as the terminal does."""
    plan = plan_import(desk.services, [document(text, "budget.yaml")], "jonkoping")
    apply_import(desk.services, plan, "terminal")


def sheet(answer: BudgetAnswer) -> BudgetSheet:
    (found,) = answer.sheets
    return found


def line(answer: BudgetAnswer, item: str) -> BudgetLine:
    (found,) = [one for one in sheet(answer).lines if one.item == item]
    return found


def seen(desk: Desk, asker: Asker | None = None) -> BudgetAnswer:
    return see_budgets(desk.services, asker or desk.coordinator, YEAR)


def changes(services: Services) -> list[BudgetChange]:
    with services.database.session() as session:
        return list(session.scalars(select(BudgetChange).order_by(BudgetChange.id)))


def refused(code: str, act: object) -> Refusal:
    assert callable(act)
    with pytest.raises(Refusal) as no:
        act()
    assert no.value.code == code
    return no.value


@pytest.mark.parametrize(
    ("written", "ore"),
    [
        ("412 000", 41_200_000),
        ("412\u00a0000 kr", 41_200_000),
        ("412.000", 41_200_000),
        ("1 234,50", 123_450),
        ("1234,5 kronor", 123_450),
        ("12 tkr", 1_200_000),
        ("12,5 tkr", 1_250_000),
        ("1,7 mnkr", 170_000_000),
        ("0", 0),
        ("-0", 0),
    ],
)
def test_amounts_are_read_as_people_write_them(written: str, ore: int) -> None:
    assert amount_of(written) == ore


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "amount_unread"),
        ("mycket", "amount_unread"),
        ("1,234,50", "amount_unread"),
        ("1,234", "amount_unread"),
        ("12 000 euro", "amount_unread"),
        ("-5", "amount_negative"),
        ("\u2212 12 tkr", "amount_negative"),
        ("9" * 16, "amount_too_large"),
        ("2 000 000 mnkr", "amount_too_large"),
    ],
)
def test_amounts_that_cannot_be_are_refused(written: str, code: str) -> None:
    refused(code, lambda: amount_of(written))


def test_year_without_a_budget_says_so_and_who_may_begin(desk: Desk) -> None:
    assert (seen(desk).sheets, seen(desk).year, seen(desk).may_set) == ((), YEAR, True)
    assert not seen(desk, desk.contact).may_set


def test_first_amount_begins_a_year(desk: Desk) -> None:
    answer = set_line(desk.services, desk.coordinator, wages(), {"outcome": 41_200_050})

    assert answer.set_line == BudgetLine(
        side="cost", item="löner", outcome=412_000.5, version=1, entered=True
    )
    assert sheet(answer).organisation == "Miljösamverkan Jonkoping"
    assert [(one.side, one.outcome, one.left) for one in sheet(answer).totals] == [
        ("cost", 412_000.5, None)
    ]


def test_what_is_entered_stands_beside_what_the_source_prints(desk: Desk) -> None:
    read_in(desk)
    set_line(desk.services, desk.coordinator, wages(), {"revised": amount_of("1 750 tkr")})
    set_line(desk.services, desk.coordinator, wages(), {"outcome": amount_of("1 800 tkr")})
    travel = LineName(year=YEAR, item="Resor", loose=True)
    answer = set_line(desk.services, desk.coordinator, travel, {"outcome": amount_of("4 000")})

    assert (line(answer, "löner").budget, line(answer, "löner").printed) == (1_726_000, 1_726_000)
    assert line(answer, "löner").left == -50_000
    assert line(answer, "resor, kost och logi").left == 6_000
    assert line(answer, "resurser").budget is None
    income, cost = sheet(answer).totals
    assert (income.budget, income.outcome, income.left) == (900_000, None, None)
    assert (cost.budget, cost.revised, cost.outcome) == (1_736_000, 1_760_000, 1_804_000)
    assert cost.left == -44_000
    assert (sheet(answer).source, sheet(answer).notes) == (
        "vp-2027.txt",
        ("raderna summerar inte",),
    )
    assert sheet(answer).costs_total == 1700


def test_import_leaves_what_a_person_has_entered_and_both_are_shown(desk: Desk) -> None:
    read_in(desk)
    set_line(desk.services, desk.coordinator, wages(), {"budget": amount_of("1 700 tkr")})

    read_in(desk, SOURCE.replace("1726", "1800"))

    kept = line(seen(desk), "löner")
    assert (kept.budget, kept.printed, kept.differs) == (1_700_000, 1_800_000, True)


def test_each_change_is_kept_with_old_and_new_in_history_and_log(desk: Desk) -> None:
    set_line(desk.services, desk.coordinator, wages(), {"budget": 100, "note": "Hemligt"})
    set_line(desk.services, desk.coordinator, wages(), {"budget": 250})

    assert [(one.old, one.new) for one in changes(desk.services)] == [
        ({"budget": None, "note": ""}, {"budget": 100, "note": "Hemligt"}),
        ({"budget": 100}, {"budget": 250}),
    ]
    with desk.services.database.session() as session:
        logged = session.scalars(select(EventLog).order_by(EventLog.id)).all()
    assert [(one.verb, one.details["old"], one.details["new"]) for one in logged] == [
        ("budget_changed", {"budget": None}, {"budget": 100}),
        ("budget_changed", {"budget": 100}, {"budget": 250}),
    ]
    assert "Hemligt" not in str([one.details for one in logged])
    told = [(one.field, one.old, one.new, one.by) for one in sheet(seen(desk)).changes]
    assert told == [
        ("budget", 1, 2.5, "Sam Ordnare"),
        ("budget", None, 1, "Sam Ordnare"),
        ("note", "", "Hemligt", "Sam Ordnare"),
    ]
    nobody = [(one.field, one.new, one.by) for one in sheet(seen(desk, Asker("jonkoping"))).changes]
    assert nobody == [("budget", 2.5, ""), ("budget", 1, ""), ("note", "", "")]


def test_what_people_have_written_is_for_those_who_see_the_register(desk: Desk) -> None:
    read_in(desk)
    said: dict[str, int | str | None] = {
        "outcome": 100,
        "note": "Sam är vikarie",
        "source": "Sams bok",
    }
    for item in ("löner", "resor"):
        set_line(desk.services, desk.coordinator, wages(item=item), said)

    def written(asker: Asker | None) -> list[tuple[str, str, str]]:
        lines = [line(seen(desk, asker), item) for item in ("löner", "resor")]
        return [(one.note, one.source, one.own_source) for one in lines]

    assert written(desk.coordinator) == [("Sam är vikarie", "Sams bok", "Sams bok")] * 2
    for stranger in (Asker("jonkoping"), Asker("vast")):
        assert "Sam" not in str(seen(desk, stranger))
    assert written(Asker("jonkoping")) == [("", "vp-2027.txt", ""), ("", "", "")]
    assert [line(seen(desk, Asker("jonkoping")), "löner").outcome] == [1]


def test_changes_of_other_years_are_not_read(desk: Desk) -> None:
    set_line(desk.services, desk.coordinator, wages(), {"outcome": 100})
    set_line(desk.services, desk.coordinator, wages(year=2028), {"outcome": 200})

    assert [one.new for one in sheet(seen(desk)).changes] == [1]


def test_same_said_twice_is_one_change_and_so_is_what_the_source_says(desk: Desk) -> None:
    read_in(desk)
    first = set_line(desk.services, desk.coordinator, wages(), {"outcome": 100})
    again = set_line(desk.services, desk.coordinator, wages(), {"outcome": 100})
    same = set_line(desk.services, desk.coordinator, wages(), {"budget": amount_of("1 726 tkr")})

    assert len(changes(desk.services)) == 1
    assert (first.undo > 0, again.undo, same.undo) == (True, 0, 0)


def test_line_that_two_have_open_is_told_to_the_later_one(desk: Desk) -> None:
    set_line(desk.services, desk.coordinator, wages(), {"outcome": 100}, 0)

    refused(
        "budget_meanwhile",
        lambda: set_line(desk.services, desk.coordinator, wages(), {"outcome": 300}, 0),
    )
    assert line(seen(desk), "löner").outcome == 1


def test_two_at_once_make_one_line_and_lose_nothing(desk: Desk) -> None:
    def enter(amount: int) -> BudgetAnswer:
        return set_line(desk.services, desk.coordinator, wages(), {"outcome": amount})

    with ThreadPoolExecutor(2) as both:
        list(both.map(enter, (100, 200)))

    with desk.services.database.session() as session:
        (entry,) = session.scalars(select(BudgetEntry)).all()
    assert entry.outcome in {100, 200}
    assert [one.version for one in changes(desk.services)] == [1, 2]


def test_line_is_one_however_it_is_written_and_unclear_ones_are_asked_for(desk: Desk) -> None:
    read_in(desk)
    income = LineName(year=YEAR, item="utbildningar", side="income")
    set_line(desk.services, desk.coordinator, income, {"budget": 100})
    set_line(desk.services, desk.coordinator, replace(income, side="cost"), {"budget": 100})

    set_line(desk.services, desk.coordinator, wages(item="  LÖNER "), {"outcome": 100})
    no = refused(
        "budget_line_unclear",
        lambda: set_line(
            desk.services, desk.coordinator, replace(income, side=""), {"outcome": 100}
        ),
    )
    also = refused(
        "budget_line_unclear",
        lambda: set_line(
            desk.services,
            desk.coordinator,
            LineName(year=YEAR, item="res", loose=True),
            {"outcome": 100},
        ),
    )

    assert [one.item for one in sheet(seen(desk)).lines] == [
        "kommunala medel",
        "utbildningar",
        "löner",
        "resor, kost och logi",
        "resurser",
        "utbildningar",
    ]
    assert no.values["names"] == ["utbildningar"]
    assert also.values["names"] == ["resor, kost och logi", "resurser"]


def test_whole_of_a_side_counts_before_its_lines(desk: Desk) -> None:
    set_line(desk.services, desk.coordinator, wages(), {"outcome": 100})
    answer = set_line(desk.services, desk.coordinator, LineName(year=YEAR), {"outcome": 41_200_000})

    (total,) = sheet(answer).totals
    assert (total.side, total.outcome) == ("cost", 412_000)


@pytest.mark.parametrize(
    ("name", "said", "code"),
    [
        (LineName(year=1889, item="x"), {"budget": 1}, "budget_year"),
        (LineName(year=2100, item="x"), {"budget": 1}, "budget_year"),
        (LineName(year=YEAR, item=LONG), {"budget": 1}, "budget_item_long"),
        (LineName(year=YEAR, item="x"), {"note": LONG}, "budget_note_long"),
        (LineName(year=YEAR, item="x"), {"source": LONG}, "budget_source_long"),
        (LineName(year=YEAR, item="x", organisation="vast"), {"budget": 1}, "budget_owner"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    desk: Desk, name: LineName, said: dict[str, int | str | None], code: str
) -> None:
    with desk.services.database.write() as session:
        add_collaboration(session, "vast")

    refused(code, lambda: set_line(desk.services, desk.coordinator, name, said))

    assert changes(desk.services) == []


def test_only_a_coordinator_of_the_same_collaboration_enters_or_undoes(desk: Desk) -> None:
    with desk.services.database.write() as session:
        add_collaboration(session, "vast")
    kept = set_line(desk.services, desk.coordinator, wages(), {"outcome": 100})
    neighbour = replace(desk.coordinator, collaboration="vast")

    for asker in (desk.contact, replace(desk.coordinator, roles=frozenset({"project_leader"}))):
        refused("not_allowed", lambda: set_line(desk.services, asker, wages(), {"outcome": 1}))  # noqa: B023 - called at once
        refused("not_allowed", lambda: line_form(desk.services, asker, YEAR))  # noqa: B023 - called at once
    refused("budget_nothing_to_undo", lambda: undo_change(desk.services, neighbour, kept.undo))
    assert see_budgets(desk.services, neighbour, YEAR).sheets == ()


def test_umbrella_and_members_have_budgets_of_their_own(desk: Desk) -> None:
    with desk.services.database.write() as session:
        root = session.get_one(Collaboration, desk.collaboration_id)
        member = add_collaboration(session, "halland")
        member.parent_id, member.name = root.id, "Miljösamverkan Halland"
        root.revision += 1
    set_line(desk.services, desk.coordinator, wages(), {"budget": 100})

    answer = set_line(
        desk.services, desk.coordinator, wages(organisation="Hallands"), {"budget": 300}
    )

    assert sheet(answer).owner == "halland"
    assert [(one.owner, one.lines[0].budget) for one in seen(desk).sheets] == [
        ("jonkoping", 1),
        ("halland", 3),
    ]
    back = undo_latest(desk.services, desk.coordinator, YEAR)
    assert sheet(answer).owner == "halland"
    assert [one.owner for one in back.sheets] == []
    assert [one.owner for one in seen(desk).sheets] == ["halland"]
    undo_latest(desk.services, desk.coordinator, YEAR, "Halland")
    assert seen(desk).sheets == ()
    refused("budget_owner", lambda: undo_latest(desk.services, desk.coordinator, YEAR, "Skåne"))
    form = line_form(desk.services, desk.coordinator, YEAR)
    assert [key for key, _ in form.owners] == ["jonkoping", "halland"]
    refused(
        "budget_owner",
        lambda: set_line(
            desk.services, desk.coordinator, wages(organisation="Skåne"), {"budget": 1}
        ),
    )


def test_as_many_queries_however_many_lines(desk: Desk) -> None:
    set_line(desk.services, desk.coordinator, wages(), {"budget": 100})
    with recorded_statements(desk.services.database) as one:
        seen(desk)
    for item in ("resor", "kurser"):
        set_line(desk.services, desk.coordinator, wages(item=item), {"budget": 100})

    with recorded_statements(desk.services.database) as three:
        seen(desk)

    assert len(three) == len(one)


def test_source_alone_is_shown_as_before(desk: Desk) -> None:
    read_in(desk)

    assert not sheet(seen(desk)).entered
    with desk.services.database.session() as session:
        assert session.scalars(select(Budget)).one().year == YEAR
