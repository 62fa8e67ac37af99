"""Who an address in a mail was written for, and what they may by it."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from handlers.access import Information, may
from handlers.answers import Asker
from handlers.people import asker_by_id, for_office, name_of, stranger
from handlers.ports import Services
from storage.models import Person
from tests.fakes import recorded_statements
from tests.handlers.people.register import give, known
from tests.sample import NOW


def number_of(services: Services) -> int:
    with services.database.session() as session:
        return session.scalars(select(Person.id)).one()


def test_asker_by_id_is_the_one_with_the_address(west: Services) -> None:
    asker = asker_by_id(west, number_of(west), "link")

    assert asker == Asker("vg", number_of(west), frozenset({"inspector"}), "link")


def test_asker_by_id_counts_the_roles_of_today(west: Services) -> None:
    give(west, "coordinator", "vg", None, NOW.date() - timedelta(days=1))

    asker = asker_by_id(west, number_of(west), "link")

    assert asker is not None
    assert asker.roles == {"inspector"}


def test_asker_by_id_knows_nobody_who_was_erased(west: Services) -> None:
    number = number_of(west)
    with west.database.write() as session:
        session.execute(update(Person).values(email=None))

    assert asker_by_id(west, number, "link") is None


def test_asker_by_id_knows_nobody_who_never_was(west: Services) -> None:
    assert asker_by_id(west, number_of(west) + 1, "link") is None


def test_asker_by_id_asks_the_database_once(west: Services) -> None:
    number = number_of(west)

    with recorded_statements(west.database) as heard:
        asker_by_id(west, number, "link")

    assert len(heard) == 1


def test_name_of_is_the_registers_and_a_stranger_has_none(west: Services) -> None:
    names = [name_of(west, one) for one in (known(west), stranger(None, "link"))]

    assert names == ["Anna Ek", ""]


@pytest.mark.parametrize(
    ("roles", "ticks"),
    [
        ({"coordinator", "contact_person"}, True),
        ({"project_leader", "manager"}, True),
        ({"coordinator"}, False),
        ({"inspector"}, False),
    ],
)
def test_for_office_leaves_no_more_than_the_offices_part(roles: set[str], ticks: bool) -> None:
    asker = for_office(Asker("vg", 1, frozenset(roles)))

    assert may(asker, Information.OFFICE_DUTIES) is ticks
    assert not may(asker, Information.CALENDAR)
