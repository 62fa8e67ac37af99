"""Names and addresses stand in one table and nowhere else."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, MetaData, Table, select
from sqlalchemy.exc import IntegrityError

from storage.models import Base, Membership, Person, SlackIdentity
from storage.session import Database
from tests.factories import add_collaboration, add_group, add_membership, add_person

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# A collaboration's, an office's and an authority's own names are not people's.
INSTITUTIONS = {"collaboration", "authority", "environmental_office"}
PERSONAL = re.compile(
    r"e_?mail|phone|telephone|mobile|(?:first|last|full|sur)_?name|^name$|address"
)


def tables() -> list[Table]:
    return [table for table in Base.metadata.sorted_tables if table.name != "person"]


def cells(connection: Connection, table: Table) -> Iterator[str]:
    for row in connection.execute(select(table)):
        yield from (str(value) for value in row if value is not None)


def test_no_other_table_has_a_column_for_a_person() -> None:
    named = {
        f"{table.name}.{column.name}"
        for table in tables()
        for column in table.columns
        if PERSONAL.search(column.name)
    }

    assert named == {f"{table}.name" for table in INSTITUTIONS}


def test_models_are_all_the_tables_there_are(database: Database) -> None:
    found = MetaData()

    found.reflect(database.engine)

    assert set(found.tables) - {"alembic_version"} == set(Base.metadata.tables)


def test_no_other_table_holds_an_address_of_the_sample(sample_database: Database) -> None:
    with sample_database.engine.connect() as connection:
        found = {
            (table.name, address)
            for table in tables()
            for cell in cells(connection, table)
            for address in ADDRESS.findall(cell)
        }
        known = connection.scalars(select(Person.email).where(Person.email.is_not(None))).all()

    assert len(known) > 100
    assert found == set()


def test_no_other_table_holds_a_telephone_number_of_the_sample(sample_database: Database) -> None:
    with sample_database.engine.connect() as connection:
        statement = select(Person.phone).where(Person.phone.is_not(None))
        numbers = {number for number in connection.scalars(statement) if number}
        text = "\n".join(cell for table in tables() for cell in cells(connection, table))

    assert len(numbers) > 100
    assert [number for number in numbers if number in text] == []


def test_address_belongs_to_one_person(database: Database) -> None:
    with database.write() as session:
        owner = add_collaboration(session)
        add_person(session, owner, "Anna Ek", email="delad@vast.example")

    with pytest.raises(IntegrityError), database.write() as session:
        add_person(session, owner, "Bo Al", email="delad@vast.example")


def test_several_people_may_have_no_address(database: Database) -> None:
    with database.write() as session:
        owner = add_collaboration(session)
        people = [add_person(session, owner, name, email=None) for name in ("Anna Ek", "Bo Al")]

    assert [person.email for person in people] == [None, None]


@pytest.mark.parametrize("in_group", [False, True], ids=["in the collaboration", "in a group"])
def test_membership_of_the_same_kind_stands_once(database: Database, in_group: bool) -> None:
    with database.write() as session:
        owner = add_collaboration(session)
        group = add_group(session, owner, "Styrgrupp") if in_group else None
        person = add_person(session, owner)
        add_membership(session, person, owner, "manager", group=group)
    again = Membership(
        person_id=person.id,
        collaboration_id=owner.id,
        group_id=group.id if group else None,
        role="manager",
    )

    with pytest.raises(IntegrityError), database.write() as session:
        session.add(again)


def test_slack_account_belongs_to_one_person(database: Database) -> None:
    now = datetime(2026, 11, 20, tzinfo=UTC)
    with database.write() as session:
        owner = add_collaboration(session)
        people = [add_person(session, owner, name).id for name in ("Anna Ek", "Bo Al")]

    with pytest.raises(IntegrityError), database.write() as session:
        session.add_all(
            SlackIdentity(team="T1", slack_user="U1", person_id=person, verified_at=now)
            for person in people
        )
