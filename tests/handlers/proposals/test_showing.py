import pytest

from handlers.answers import Asker, ListAnswer
from handlers.proposals import (
    Move,
    Sought,
    comment,
    join,
    like_title,
    list_proposals,
    merge,
    move,
    show_proposal,
)
from handlers.scope import scope
from storage.models import Collaboration
from tests.factories import add_project, add_proposal
from tests.fakes import recorded_statements
from tests.handlers.proposals.house import Bench

POLITICIAN = frozenset({"politician"})


def listed(bench: Bench, sought: Sought, asker: Asker | None = None) -> ListAnswer:
    with scope(bench.services, asker or bench.inspector) as here:
        return list_proposals(here, sought)


@pytest.mark.parametrize(
    "asker", [Asker("jonkoping"), Asker("jonkoping", 1, POLITICIAN)], ids=["stranger", "politician"]
)
def test_names_and_words_are_for_those_who_may_see_the_register(bench: Bench, asker: Asker) -> None:
    number = bench.propose()
    comment(bench.services, bench.aneby, number, "Ring Ane By.")
    move(bench.services, bench.coordinator, Move(numbers=(number,), to="in_bank", reason="Nej"))

    shown = bench.see(number, asker)

    assert (shown.title, shown.status, shown.number) == (
        "Tillsyn av skateparker",
        "in_bank",
        "2027-001",
    )
    assert shown.offices == ("Miljökontoret i Habo",)
    assert (shown.people, shown.comments, shown.background, shown.goal) == ((), (), "", "")
    assert [(one.reason, one.by) for one in shown.steps] == [("", ""), ("", "")]
    assert (shown.acts, shown.withholds) == ((), True)


def test_lists_are_by_where_they_stand(bench: Bench) -> None:
    first, second, third = (bench.propose(f"Förslag {count}") for count in "abc")
    move(bench.services, bench.coordinator, Move(numbers=(second,), to="with_contacts"))
    merge(bench.services, bench.coordinator, third, first)

    found = {
        state: listed(bench, Sought(state=state)).ids
        for state in ("received", "with_contacts", "merged", "in_plan", "")
    }

    assert found == {
        "received": ("2027-001",),
        "with_contacts": ("2027-002",),
        "merged": ("2027-003",),
        "in_plan": (),
        "": ("2027-002", "2027-001"),
    }
    assert listed(bench, Sought(state="with_contacts")).filters == ("with_contacts",)


def test_bank_holds_what_a_source_says_and_what_was_put_there(bench: Bench) -> None:
    number = bench.propose()
    with bench.services.database.write() as session:
        owner = session.get_one(Collaboration, bench.desk.collaboration_id)
        add_proposal(session, owner, "Biocidprodukter", key="biocid", year_received=2022)
    move(bench.services, bench.coordinator, Move(numbers=(number,), to="in_bank", reason="Nej"))

    answer = listed(bench, Sought(state="in_bank"))

    assert (answer.ids, answer.filters) == (("2027-001", "biocid"), ("bank",))


def test_own_are_those_one_stands_behind(bench: Bench) -> None:
    mine, other = bench.propose("Mitt"), bench.propose("Annans", by=bench.habo)
    bench.propose("Tredje", by=bench.habo)
    join(bench.services, bench.inspector, other)

    assert listed(bench, Sought(mine=True)).ids == ("2027-002", "2027-001")
    assert listed(bench, Sought(mine=True), bench.aneby).ids == ()
    assert mine != other


def test_list_of_an_office_has_what_the_office_is_behind(bench: Bench) -> None:
    bench.propose("Mitt")
    aneby = bench.desk.offices["Aneby"]
    bench.hand_in(bench.aneby, bench.said("Vårt", offices=(aneby,)))

    answer = listed(bench, Sought(office=aneby))

    assert (answer.ids, answer.filters) == (("2027-002",), ("Miljökontoret i Aneby",))


def test_number_shows_the_one_that_is_called_by_it(bench: Bench) -> None:
    number = bench.propose()

    with scope(bench.services, bench.inspector) as here:
        assert show_proposal(here, number).ids == ("2027-001",)


def test_card_takes_the_same_queries_for_one_and_three(bench: Bench) -> None:
    few, many = bench.propose("Få"), bench.propose("Många")
    third = bench.propose("Tredje", by=bench.habo)
    fourth = bench.propose("Fjärde", by=bench.aneby)
    fifth = bench.propose("Femte", by=bench.aneby)
    comment(bench.services, bench.aneby, few, "Ja")
    merge(bench.services, bench.coordinator, fifth, few)
    for who in (bench.habo, bench.aneby):
        join(bench.services, who, many)
        comment(bench.services, who, many, "Ja")
    for state in ("with_contacts", "under_review"):
        move(bench.services, bench.coordinator, Move(numbers=(many,), to=state))
    for one in (third, fourth):
        merge(bench.services, bench.coordinator, one, many)

    counts = []
    for number in (few, many):
        with recorded_statements(bench.services.database) as statements:
            bench.see(number)
        counts.append(len(statements))

    assert counts[0] == counts[1]


def test_title_that_tells_enough_finds_proposals_and_projects_like_it(bench: Bench) -> None:
    bench.propose("Tillsyn av skateparker i betong")
    with bench.services.database.write() as session:
        owner = session.get_one(Collaboration, bench.desk.collaboration_id)
        add_project(session, owner, "Skateparker 2024")
        owner.revision += 1

    found = like_title(bench.services, bench.inspector, "skateparker")

    assert (found[0].record_kind, found[0].key) == ("proposal", "2027-001")
    assert {one.record_kind for one in found} == {"proposal", "project"}
    assert like_title(bench.services, bench.inspector, "skate") == ()
    assert like_title(bench.services, bench.inspector, "") == ()


def test_proposal_that_is_changed_is_not_like_itself(bench: Bench) -> None:
    number = bench.propose()

    found = like_title(bench.services, bench.inspector, "Tillsyn av skateparker", but=number)

    assert found == ()
