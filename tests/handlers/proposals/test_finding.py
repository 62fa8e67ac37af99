import pytest

from handlers.answers import (
    AmbiguousAnswer,
    Asker,
    NotFoundAnswer,
    ProposalAnswer,
    UnknownFactAnswer,
)
from handlers.ports import Services
from handlers.projects import Wish
from handlers.proposals import Sought, State, find_proposal, list_proposals, similar
from handlers.scope import scope
from tests.factories import add_collaboration, add_mailbox, add_proposal
from tests.fakes import recorded_statements
from tests.handlers.scopes import seen_from


def test_find_proposal_shows_the_one_that_is_meant(reading: Services) -> None:
    with seen_from(reading, "jonkoping") as here:
        answer = find_proposal(here, Wish("biocid"))

    assert answer == ProposalAnswer(
        ids=("jkp-forslag-biocid",),
        title="Biocidprodukter",
        category="Tillsyn miljöskydd",
        year_received=2022,
        status="i förslagsbanken",
        bank_for_plan="2025–2027",
        source="jonkoping-verksamhetsplan-2024.txt",
    )


def test_find_proposal_asks_which_of_several(reading: Services) -> None:
    with seen_from(reading, "jonkoping") as here:
        answer = find_proposal(here, Wish("förorenade områden"))

    assert isinstance(answer, AmbiguousAnswer)
    assert sorted(answer.ids) == ["jkp-forslag-klimat-fororenade", "jkp-forslag-skolor-fororenade"]


def test_find_proposal_narrows_to_its_year(reading: Services) -> None:
    with seen_from(reading, "jonkoping") as here:
        kinds = [find_proposal(here, Wish("biocid", years=(year,))).kind for year in (2022, 2019)]

    assert kinds == ["proposal", "did_you_mean"]


def test_find_proposal_says_when_there_is_none(reading: Services) -> None:
    with seen_from(reading, "jonkoping") as here:
        answer = find_proposal(here, Wish("skateparker"))

    assert isinstance(answer, NotFoundAnswer)
    assert (answer.ids, answer.query) == ((), "skateparker")
    assert answer.contact is not None


def test_find_proposal_says_when_its_year_is_not_known(services: Services) -> None:
    with services.database.write() as session:
        add_proposal(session, add_collaboration(session), "Nagelsalonger", notes=["Utan år."])

    with scope(services, Asker("vast")) as here:
        answer = find_proposal(here, Wish("nagelsalonger", asked="year"))

    assert isinstance(answer, UnknownFactAnswer)
    assert (answer.fact, answer.ids) == ("year", ("vast-nagelsalonger",))
    assert (answer.record_kind, answer.notes) == ("proposal", ("Utan år.",))


def test_find_proposal_says_that_nobody_knows_who_handed_it_in(services: Services) -> None:
    with services.database.write() as session:
        owner = add_collaboration(session)
        add_proposal(session, owner, "Nagelsalonger", year_received=2022)
        add_mailbox(session, owner)

    with scope(services, Asker("vast")) as here:
        answer = find_proposal(here, Wish("nagelsalonger", asked="proposer"))

    assert isinstance(answer, UnknownFactAnswer)
    assert (answer.fact, answer.ids) == ("proposer", ("vast-nagelsalonger",))
    assert (answer.record_kind, answer.contact is not None) == ("proposal", True)


def test_similar_shows_at_most_three_that_are_near(services: Services) -> None:
    with services.database.write() as session:
        owner = add_collaboration(session)
        for place in ("hamnar", "tunnlar", "depåer", "gruvor"):
            add_proposal(session, owner, f"Släckvatten i {place}")
        add_proposal(session, owner, "Nagelsalonger")

    with scope(services, Asker("vast")) as here:
        near = [item.title.split()[0] for item in similar(here, "släckvatten")]
        nothing = similar(here, "skateparker")

    assert (near, nothing) == (["Släckvatten"] * 3, ())


@pytest.mark.parametrize(
    ("years", "in_bank", "filters", "expected"),
    [
        ((), False, (), ["nytt", "gammalt", "genomfört", "odaterat"]),
        ((), True, ("bank",), ["nytt", "gammalt", "odaterat"]),
        ((2021,), False, ("2021",), ["gammalt", "genomfört"]),
        ((2021, 2023), True, ("2021", "2023", "bank"), ["nytt", "gammalt"]),
        ((2019,), False, ("2019",), []),
    ],
)
def test_list_proposals_is_narrowed_and_newest_first(
    services: Services,
    years: tuple[int, ...],
    in_bank: bool,
    filters: tuple[str, ...],
    expected: list[str],
) -> None:
    with services.database.write() as session:
        owner = add_collaboration(session)
        add_proposal(session, owner, "Odaterat", key="odaterat")
        add_proposal(session, owner, "Gammalt", key="gammalt", year_received=2021)
        add_proposal(
            session, owner, "Genomfört", key="genomfört", year_received=2021, status="genomfört"
        )
        add_proposal(session, owner, "Nytt", key="nytt", year_received=2023)
        add_proposal(session, add_collaboration(session, "jonkoping"), "Grannens")

    with scope(services, Asker("vast")) as here:
        state = State.IN_BANK if in_bank else ""
        answer = list_proposals(here, Sought(years=years, state=state))

    assert (list(answer.ids), answer.filters) == (expected, filters)


def test_list_proposals_takes_those_of_a_category(reading: Services) -> None:
    with seen_from(reading, "jonkoping") as here:
        answer = list_proposals(here, Sought(area="utbildning"))

    assert {item.note for item in answer.items} == {"Utbildning/föreläsning/workshop"}


def test_list_proposals_takes_the_same_queries_for_one_and_three(services: Services) -> None:
    with services.database.write() as session:
        owner = add_collaboration(session)
        add_proposal(session, owner, "Ett", year_received=2021)
        add_proposal(session, owner, "Två", year_received=2023)
        add_proposal(session, owner, "Tre", year_received=2023)
        add_proposal(session, owner, "Fyra", year_received=2023)

    counts = []
    for year in (2021, 2023):
        with scope(services, Asker("vast")) as here:
            # The coordinator's mailbox is read with the indexes.
            _ = here.indexes
            with recorded_statements(services.database) as statements:
                list_proposals(here, Sought(years=(year,)))
        counts.append(len(statements))

    assert counts[0] == counts[1]
