from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy.orm import Session

from storage.indexes import Family, Indexes, SearchIndexes, families
from storage.models import Collaboration, Project
from storage.session import Database
from tests.factories import (
    add_collaboration,
    add_group,
    add_place,
    add_project,
    add_proposal,
    add_rule,
)
from tests.fakes import recorded_statements


@pytest.fixture
def west(database: Database) -> Iterator[Session]:
    """Lend a session on an umbrella with two members and a collaboration beside it."""
    with database.write() as session:
        umbrella = add_collaboration(session, aliases=["MSV"])
        add_collaboration(session, "vg", umbrella, aliases=["Västra Götaland"])
        add_collaboration(session, "halland", umbrella)
        jonkoping = add_collaboration(session, "jonkoping", time_zone="Europe/Helsinki")
        add_project(session, umbrella, "Släckvatten")
        add_project(session, jonkoping, "Ventilation")
    with database.session() as session:
        yield session


def family_of(session: Session, key: str) -> Family:
    return next(one for one in families(session) if one.key == key)


def found(indexes: Indexes, query: str) -> list[str]:
    return [hit.ref.key for hit in indexes.projects.search(query) if hit.score > 90]


def test_families_are_the_umbrellas_with_their_members(west: Session) -> None:
    assert [(one.key, one.keys) for one in families(west)] == [
        ("vast", ("vast", "vg", "halland")),
        ("jonkoping", ("jonkoping",)),
    ]


def test_family_knows_all_names_and_its_time_zone(west: Session) -> None:
    jonkoping, vast = family_of(west, "jonkoping"), family_of(west, "vast")

    assert jonkoping.time_zone == "Europe/Helsinki"
    assert vast.names == (
        "Miljösamverkan Vast",
        "MSV",
        "Miljösamverkan Vg",
        "Västra Götaland",
        "Miljösamverkan Halland",
    )


def test_families_take_one_query(database: Database, west: Session) -> None:
    with recorded_statements(database) as statements:
        families(west)

    assert len(statements) == 1


def test_indexes_hold_the_names_of_one_family(west: Session) -> None:
    indexes = SearchIndexes()

    vast = indexes.of(west, family_of(west, "vast"))
    jonkoping = indexes.of(west, family_of(west, "jonkoping"))

    assert (found(vast, "släckvatten"), found(vast, "ventilation")) == (["vast-släckvatten"], [])
    assert found(jonkoping, "ventilation") == ["jonkoping-ventilation"]


def test_indexes_are_kept_while_nothing_changes(database: Database, west: Session) -> None:
    indexes = SearchIndexes()
    first = indexes.of(west, family_of(west, "vast"))

    with recorded_statements(database) as statements:
        second = indexes.of(west, family_of(west, "vast"))

    assert second is first
    # The families, to see the revision.
    assert len(statements) == 1


@pytest.mark.parametrize("changed", ["vast", "halland"])
def test_indexes_are_rebuilt_when_the_revision_of_a_member_changes(
    database: Database, west: Session, changed: str
) -> None:
    indexes = SearchIndexes()
    indexes.of(west, family_of(west, "vast"))
    west.rollback()
    with database.write() as session:
        owner = session.query(Collaboration).filter_by(key=changed).one()
        add_project(session, owner, "Solarier")
        owner.revision += 1

    rebuilt = indexes.of(west, family_of(west, "vast"))

    assert found(rebuilt, "solarier") == [f"{changed}-solarier"]


def test_indexes_of_another_family_are_not_rebuilt(database: Database, west: Session) -> None:
    indexes = SearchIndexes()
    before = indexes.of(west, family_of(west, "vast"))
    west.rollback()
    with database.write() as session:
        session.query(Collaboration).filter_by(key="jonkoping").one().revision += 1

    assert indexes.of(west, family_of(west, "vast")) is before


def test_names_without_a_new_revision_are_not_seen(database: Database, west: Session) -> None:
    indexes = SearchIndexes()
    indexes.of(west, family_of(west, "vast"))
    west.rollback()
    with database.write() as session:
        add_project(session, session.query(Collaboration).filter_by(key="vast").one(), "Solarier")

    assert found(indexes.of(west, family_of(west, "vast")), "solarier") == []


def test_two_threads_get_the_same_indexes(database: Database, west: Session) -> None:
    indexes, start = SearchIndexes(), Barrier(2)
    family = family_of(west, "vast")
    west.rollback()

    def build() -> Indexes:
        start.wait()
        with database.session() as session:
            return indexes.of(session, family)

    with ThreadPoolExecutor(2) as pool:
        first, second = [pool.submit(build) for _ in range(2)]

    assert first.result() is second.result()


def test_ref_covers_the_years_of_the_project(database: Database) -> None:
    with database.write() as session:
        owner = add_collaboration(session)
        add_project(session, owner, "Släckvatten", year=2024, start="2022-05", end="2024-11")
    with database.session() as session:
        indexes = SearchIndexes().of(session, family_of(session, "vast"))

    [hit] = indexes.projects.search("släckvatten")

    covered = [year for year in range(2020, 2028) if hit.ref.covers(year)]
    assert covered == [2022, 2023, 2024]


def test_ref_of_a_project_without_dates_covers_its_plan_year(database: Database) -> None:
    with database.write() as session:
        add_project(session, add_collaboration(session), "Släckvatten", year=2024)
    with database.session() as session:
        indexes = SearchIndexes().of(session, family_of(session, "vast"))

    [hit] = indexes.projects.search("släckvatten")

    assert [year for year in range(2020, 2028) if hit.ref.covers(year)] == [2024]


def test_ref_without_a_time_covers_no_year(database: Database) -> None:
    with database.write() as session:
        add_group(session, add_collaboration(session), "Styrgrupp")
    with database.session() as session:
        indexes = SearchIndexes().of(session, family_of(session, "vast"))

    [hit] = indexes.groups.search("styrgrupp")

    assert not hit.ref.covers(2026)


def test_every_kind_of_record_has_its_own_index(database: Database) -> None:
    with database.write() as session:
        owner = add_collaboration(session)
        add_project(session, owner, "Dricksvatten")
        add_proposal(session, owner, "Dricksvatten", year_received=2021)
        add_group(session, owner, "Dricksvatten")
        add_place(session, owner, "Dricksvatten")
        add_rule(session, owner, "Dricksvatten")
    with database.session() as session:
        indexes = SearchIndexes().of(session, family_of(session, "vast"))

    named = (indexes.projects, indexes.proposals, indexes.groups, indexes.places, indexes.rules)
    kinds = [hit.ref.record_kind for index in named for hit in index.search("dricksvatten")]

    assert kinds == ["project", "proposal", "group", "place", "cadence_rule"]


def test_what_fits_alike_stands_in_one_order_however_it_was_changed(database: Database) -> None:
    with database.write() as session:
        owner = add_collaboration(session)
        for one in "abc":
            add_project(session, owner, "Dricksvatten", key=f"vatten-{one}")
    with database.write() as session:
        # PostgreSQL puts what is changed last.
        session.query(Project).filter_by(key="vatten-a").one().key = "vatten-d"
    with database.session() as session:
        indexes = SearchIndexes().of(session, family_of(session, "vast"))

    assert [hit.ref.key for hit in indexes.projects.search("dricksvatten")] == [
        "vatten-d",
        "vatten-b",
        "vatten-c",
    ]


def test_two_short_words_are_found_written_together(database: Database) -> None:
    with database.write() as session:
        add_place(session, add_collaboration(session), "Ping Pong")
    with database.session() as session:
        indexes = SearchIndexes().of(session, family_of(session, "vast"))

    [hit] = indexes.places.search("pingpong")

    assert hit.ref.title == "Ping Pong"
