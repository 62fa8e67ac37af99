"""Projects that are started from proposals: once, with what they say."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select

from handlers.errors import Refusal
from handlers.living import NewProject, Which, unstart_project
from handlers.projects import show_project
from handlers.proposals import proposal_as_project, start_from_proposal, withdraw
from storage.models import Material, Project
from tests.handlers.proposals.house import Bench

LINKS = ("https://habo.example/parker", "https://aneby.example/parker")


def proposed(bench: Bench) -> int:
    said = bench.said(focus_area="Hälsofarlig miljö", links=LINKS)
    return bench.hand_in(bench.inspector, said)


def projects(bench: Bench) -> list[Project]:
    with bench.services.database.session() as session:
        return list(session.scalars(select(Project)))


def test_project_carries_on_what_the_proposal_says_and_both_point_at_each_other(
    bench: Bench,
) -> None:
    number = proposed(bench)

    done = start_from_proposal(bench.services, bench.coordinator, number)

    (row,) = projects(bench)
    assert (row.title, row.year, row.goal) == (
        "Tillsyn av skateparker",
        2027,
        "Alla parker är kända.",
    )
    with bench.services.database.session() as session:
        assert list(session.scalars(select(Material.url))) == list(LINKS)
    card = show_project(bench.services, bench.coordinator, done.key).card
    assert card.origin is not None
    assert (card.origin.kind, card.origin.number) == ("proposal", "2027-001")
    assert card.focus_area == "Hälsofarlig miljö"
    seen = bench.see(number, bench.coordinator)
    assert seen.project is not None
    assert (seen.project.key, "start" in seen.acts) == (done.key, False)


def test_twice_and_two_at_once_start_one(bench: Bench) -> None:
    number = proposed(bench)

    def start(_turn: int) -> str:
        return start_from_proposal(bench.services, bench.coordinator, number).key

    with ThreadPoolExecutor(2) as both:
        keys = set(both.map(start, range(2)))
    again = start_from_proposal(bench.services, bench.coordinator, number)

    assert keys == {again.key}
    assert again.changes == ()
    assert len(projects(bench)) == 1


def test_start_is_taken_back_and_can_be_made_anew(bench: Bench) -> None:
    number = proposed(bench)
    done = start_from_proposal(bench.services, bench.coordinator, number)

    unstart_project(bench.services, bench.coordinator, Which(done.key))

    assert bench.see(number, bench.coordinator).project is None
    wanted = NewProject("Skateparker", 2028, "tillsynskampanj", "Säkra ramper")
    again = start_from_proposal(bench.services, bench.coordinator, number, wanted)
    (row,) = projects(bench)
    assert (row.key, row.title, row.year, row.kind) == (
        again.key, "Skateparker", 2028, "tillsynskampanj",
    )  # fmt: skip


def test_others_and_other_families_start_nothing(bench: Bench) -> None:
    number = proposed(bench)

    for asker, code in ((bench.inspector, "not_allowed"), (bench.neighbour, "proposal_gone")):
        with pytest.raises(Refusal) as refused:
            start_from_proposal(bench.services, asker, number)
        assert refused.value.code == code
        with pytest.raises(Refusal):
            proposal_as_project(bench.services, asker, number)
    assert projects(bench) == []


def test_what_was_taken_back_becomes_no_project(bench: Bench) -> None:
    number = proposed(bench)
    withdraw(bench.services, bench.inspector, number)

    with pytest.raises(Refusal) as refused:
        start_from_proposal(bench.services, bench.coordinator, number)

    assert refused.value.code == "project_from_ended"


def test_too_long_a_title_is_told_and_starts_nothing(bench: Bench) -> None:
    number = proposed(bench)
    wanted = replace(
        proposal_as_project(bench.services, bench.coordinator, number), title="å" * 3000
    )

    with pytest.raises(Refusal) as refused:
        start_from_proposal(bench.services, bench.coordinator, number, wanted)

    assert (refused.value.code, refused.value.values["field"]) == ("words_too_long", "title")
    assert projects(bench) == []
