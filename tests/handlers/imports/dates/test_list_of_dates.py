"""A list of dates becomes meetings: added once, as planning each would, and nobody is told."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update

from handlers.answers import Asker
from handlers.imports import ImportPlan, Outcome, apply_import
from handlers.invitations.circles import kept_whom
from handlers.meetings import Booking, Plan, plan_meeting
from handlers.ports import Services
from storage.models import Collaboration, EventLog, Meeting, Notice
from tests.factories import add_group, add_person
from tests.fakes import recorded_statements
from tests.handlers.imports.conftest import Importer
from tests.handlers.imports.dates.conftest import HOUSE, RULES, faults
from tests.handlers.imports.makers import collaboration, document, table

Planned = Callable[..., ImportPlan]
CHIEFS = ("Möte | Datum | Tid | Plats", "Chefsmöte | 15 april 2027 | 9–16 | Varberg")


def stored(services: Services) -> list[Meeting]:
    with services.database.session() as session:
        return list(session.scalars(select(Meeting).order_by(Meeting.first, Meeting.id)))


def change(services: Services, **values: Any) -> None:
    with services.database.write() as session:
        session.execute(update(Meeting).values(**values))


def outcomes(plan: ImportPlan) -> list[Outcome]:
    return [one.outcome for one in plan.meetings]


def differing(plan: ImportPlan) -> list[str]:
    return [field.name for one in plan.meetings for field in one.fields]


def test_a_row_is_planned_as_a_coordinator_would(services: Services, stocked: Importer) -> None:
    headings = "Rubrik | Datum | Tid | Plats | Länk | Värd | Bjud in | OSA | Platser | Dagordning"
    stocked(
        table(
            headings,
            "Chefsmöte våren | 15 april 2027 | 9–16 | Varberg | https://mote.example/c | Halland |"
            " chefer och styrgruppen; Luft och buller | 1 april 2027 | 80 | 1. Plan\n2. Övrigt",
        )
    )

    (made,) = stored(services)
    with services.database.write() as session:
        owner = session.scalars(select(Collaboration).filter_by(key="vast")).one()
        sam = add_person(session, owner, roles=("coordinator",)).id
    booking = Booking(
        first=made.first, starts=None, ends=None, place="Varberg", link=made.link, host="Halland"
    )
    by_hand = plan_meeting(
        services,
        Asker("vast", sam, frozenset({"coordinator"})),
        Plan(title="Chefsmöte våren", booking=booking, about="1. Plan\n2. Övrigt"),
    )
    other = next(one for one in stored(services) if one.id == by_hand.meeting.number)
    for name in ("collaboration_id", "kind", "title", "first", "last", "place", "link", "host",
                 "about", "state", "least", "asks_wishes", "invited_at"):  # fmt: skip
        assert getattr(made, name) == getattr(other, name), name
    assert (made.answer_by, made.places, made.created_by_id) == (date(2027, 4, 1), 80, None)
    whom = kept_whom(made)
    assert (whom.roles, whom.groups, whom.people) == (("manager",), ("luft", "styrgrupp"), ())


def test_nobody_is_told_and_the_log_holds_no_title(services: Services, stocked: Importer) -> None:
    stocked(table(*CHIEFS))

    with services.database.session() as session:
        notices = session.scalars(select(Notice)).all()
        events = session.scalars(
            select(EventLog).where(EventLog.record_kind == "meeting").order_by(EventLog.id)
        ).all()
    assert notices == []
    assert [(one.verb, one.door, one.actor_id) for one in events] == [
        ("meeting_booked", "terminal", None),
        ("meeting_counted", "terminal", None),
        ("import", "terminal", None),
    ]
    assert [one for one in events if "chefsmöte" in str(one.details).casefold()] == []


def test_two_imports_of_one_list_add_it_once(services: Services, planned: Planned) -> None:
    first, second = planned(table(*CHIEFS)), planned(table(*CHIEFS))

    done = [apply_import(services, plan, "terminal") for plan in (first, second)]

    assert [outcomes(plan) for plan in (first, second)] == [[Outcome.ADDED]] * 2
    assert [one.outcome for each in done for one in each.meetings] == [
        Outcome.ADDED, Outcome.UNCHANGED,
    ]  # fmt: skip
    assert len(stored(services)) == 1


def test_a_meeting_planned_by_hand_is_found_by_its_title_and_day(
    services: Services, stocked: Importer, planned: Planned
) -> None:
    stocked(table("Möte | Datum", "Annat | 15 april 2027"))
    change(services, title="CHEFSMÖTE", place="Varberg")

    plan = planned(table("Möte | Datum | Plats", "Chefsmöte | 15 april 2027 | Varberg"))

    assert outcomes(plan) == [Outcome.UNCHANGED]


def test_the_same_title_on_another_day_or_in_another_collaboration_is_another_meeting(
    services: Services, stocked: Importer
) -> None:
    rows = (
        "Möte | Datum | Samverkan",
        "Träff | 15 april 2027 | Halland",
        "Träff | 15 april 2027 | Miljösamverkan Västra Götaland",
        "Träff | 16 april 2027 | vg",
        "Träff | 16 april 2027 | ",
    )
    stocked(table(*rows))
    stocked(table(*rows))

    with services.database.session() as session:
        keys = {row.id: row.key for row in session.scalars(select(Collaboration))}
    assert sorted((one.first.day, keys[one.collaboration_id]) for one in stored(services)) == [
        (15, "halland"), (15, "vg"), (16, "vast"), (16, "vg"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ({"first": date(2027, 4, 22), "last": date(2027, 4, 22)}, ["when"]),
        ({"first": date(2027, 4, 22), "title": "Något annat"}, ["when"]),
        ({"last": date(2027, 4, 16)}, ["when"]),
        ({"starts_at": None, "ends_at": None}, ["when"]),
        ({"place": "Borås"}, ["place"]),
        # A column that is not there, or says nothing, differs from nothing.
        ({"host": "Halland", "places": 12, "link": "https://mote.example"}, []),
        ({"state": "cancelled", "place": "Borås"}, ["state"]),
        ({"state": "held"}, []),
        ({"title": "Något annat"}, []),
    ],
)
def test_what_has_been_changed_by_hand_is_told_of_and_stays(
    services: Services, stocked: Importer, planned: Planned, values: dict[str, Any],
    names: list[str],
) -> None:  # fmt: skip
    stocked(table(*CHIEFS))
    change(services, **values)

    plan = planned(table(*CHIEFS))
    apply_import(services, plan, "terminal")

    assert outcomes(plan) == [Outcome.KEPT if names else Outcome.UNCHANGED]
    assert differing(plan) == names
    (still,) = stored(services)
    assert {name: getattr(still, name) for name in values} == values


def test_what_is_on_the_same_day_by_another_name_is_told_of(
    services: Services, stocked: Importer, planned: Planned
) -> None:
    rows = ("Möte | Datum | Samverkan", "Chefsmöte | 15 april 2027 |")
    stocked(table(*rows, "Träff | 15 april 2027 | Halland", "Kurs | 16 april 2027 |"))
    other = table(rows[0], "Chefsdag | 15 april 2027 |", "Chefsdag | 14 april 2027 |")

    beside = [one.beside for one in planned(other).meetings]
    change(services, state="cancelled")

    assert beside == [(), ("Chefsmöte",)]
    assert [one.beside for one in planned(other).meetings] == [(), ()]


def test_every_column_that_says_otherwise_is_told_of(stocked: Importer, planned: Planned) -> None:
    headings = "Möte | Datum | Länk | Värd | Sort | Bjud in | OSA | Platser"
    day = "Träff | 15 april 2027"
    stocked(table(headings, f"{day} | https://a.example | Ale | styrgrupp | SG | 2027-04-01 | 20"))

    told = planned(table(headings, f"{day} | - | Habo | chefsmöte | chefer | 2027-04-02 | 30"))

    assert differing(told) == ["link", "host", "kind", "answer_by", "places", "whom"]


def test_last_years_list_may_be_brought_in_again(
    services: Services, stocked: Importer, planned: Planned
) -> None:
    stocked(table(*CHIEFS))
    later = Services(services.database, lambda: services.clock().replace(year=2029))

    again = planned(table(*CHIEFS), services=later)

    assert (faults(again), outcomes(again)) == ([], [Outcome.UNCHANGED])


def test_a_meeting_counts_as_what_recurs_where_one_alone_fits(
    services: Services, planned: Planned
) -> None:
    rows = table(
        "Möte | Datum",
        "Chefsmöte | 15 april 2027",
        # That one is booked by the row above.
        "Extra chefsmöte | 20 april 2027",
        "Styrgruppsmöte | 10 februari 2027",
        "Styrgruppsmöte | 15 september 2027",
        "Styrgruppsmöte | 15 december 2027",
        "Kickoff | 14 januari 2027",
    )

    plan = planned(rows)
    apply_import(services, plan, "terminal")

    assert [(one.meeting.first.month, one.fitting) for one in plan.meetings] == [
        (1, ()),
        (2, ("Möte i styrgruppen",)),
        (4, ("Gemensamt chefsmöte, vår",)),
        (4, ()),
        (9, ("Möte i styrgruppen",)),
        (12, ()),
    ]
    assert [one.rule_key for one in stored(services)] == [
        "", "styrgrupp", "chefer-var", "", "styrgrupp", "",
    ]  # fmt: skip


def test_a_meeting_counts_as_nothing_where_several_fit_or_it_is_anothers(
    services: Services, stocked: Importer, planned: Planned
) -> None:
    more = RULES.replace("Gemensamt chefsmöte, höst", "Chefsmöte om planen")
    other = document(more.replace("season: höst", "season: vår"), "cadence.yaml")
    stocked(other, collaboration="vast")
    rows = table(
        "Möte | Datum | Samverkan",
        "Chefsmöte | 15 april 2027 | ",
        "Styrgruppsmöte | 16 april 2027 | Halland",
    )

    plan = planned(rows)
    apply_import(services, plan, "terminal")

    assert [one.fitting for one in plan.meetings] == [
        ("Chefsmöte om planen", "Gemensamt chefsmöte, vår"), (),
    ]  # fmt: skip
    assert [one.rule_key for one in stored(services)] == ["", ""]


def test_a_list_comes_with_its_groups_and_its_collaboration(
    services: Services, bring_in: Importer
) -> None:
    rows = table("Möte | Datum | Grupp", "Styrgruppsmöte | 10 februari 2027 | SG")

    bring_in(collaboration(HOUSE), document(RULES, "cadence.yaml"), rows)

    (made,) = stored(services)
    # What recurs was not there to count as when it was looked at.
    assert (made.audience["groups"], made.rule_key) == (["styrgrupp"], "")


def test_whose_a_list_is_must_be_known(services: Services, planned: Planned) -> None:
    with services.database.write() as session:
        session.add(Collaboration(key="jonkoping", name="Miljösamverkan Jönköpings län"))
    plain = table(*CHIEFS)
    named = table(
        "Möte | Datum | Samverkan",
        "Träff | 15 april 2027 | Jönköpings län",
        "Träff | 15 april 2027 | ",
        "Träff | 15 april 2027 | Skåne",
    )

    assert faults(planned(plain)) == [("no_collaboration", "", None)]
    assert faults(planned(plain, own="skane")) == [("unknown_reference", "", None)]
    assert faults(planned(named)) == [
        ("missing", "Samverkan", 3), ("unknown_reference", "Samverkan", 4),
    ]  # fmt: skip
    # Whoever has said whose the list is has not meant another family's.
    assert faults(planned(named, own="vast"))[0] == ("unknown_reference", "Samverkan", 2)


def test_two_groups_that_are_called_the_same_are_told_apart_by_whose_they_are(
    services: Services, planned: Planned
) -> None:
    with services.database.write() as session:
        for key in ("vg", "halland"):
            owner = session.scalars(select(Collaboration).filter_by(key=key)).one()
            add_group(session, owner, "Luftgrupp", key="luftgrupp")
    headings = "Möte | Datum | Bjud in"

    plan = planned(table(headings, "Träff | 15 april 2027 | Luftgrupp"))

    assert faults(plan) == [("ambiguous", "Bjud in", 2)]
    assert plan.problems[0].known == ("halland/luftgrupp", "vg/luftgrupp")
    assert faults(planned(table(headings, "Träff | 15 april 2027 | vg/luftgrupp"))) == []
    assert stored(services) == []


def test_many_rows_are_looked_up_in_as_many_queries_as_one(
    services: Services, planned: Planned
) -> None:
    counts = []
    for number in (1, 3):
        rows = [f"Chefsmöte {day} | {day} april 2027" for day in range(13, 13 + number)]
        with recorded_statements(services.database) as heard:
            planned(table("Möte | Datum", *rows))
        counts.append(len(heard))

    assert counts[0] == counts[1]
