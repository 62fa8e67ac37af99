"""Guests at meetings are in no register, until somebody lets them in."""

from datetime import date

import pytest
from sqlalchemy import select

from handlers.answers import ContactAnswer
from handlers.asking import ask
from handlers.people import by_email, link_slack, set_role
from handlers.ports import Services
from storage.models import Collaboration, Invitee, Meeting, Person
from tests.factories import add_person
from tests.handlers.people.register import known

EVA = "eva-ek@vg.example"


@pytest.fixture
def guest(west: Services) -> int:
    """Lend somebody who has registered for a meeting, and return their number."""
    with west.database.write() as session:
        owner = session.scalars(select(Collaboration).filter_by(key="vg")).one()
        eva = add_person(session, owner, "Eva Ek", kind="guest")
        meeting = Meeting(
            collaboration_id=owner.id,
            title="Kurs",
            first=date(2027, 4, 20),
            last=date(2027, 4, 20),
            created_at=west.clock(),
        )
        session.add(meeting)
        session.flush()
        row = {"collaboration_id": owner.id, "meeting_id": meeting.id, "person_id": eva.id}
        session.add(Invitee(**row, origin="link", invited_at=west.clock()))
        return eva.id


def test_a_guest_is_found_by_nobody(west: Services, guest: int) -> None:
    before = ask(west, known(west), "vem är Eva Ek?")
    with west.database.session() as session:
        by_address = [by_email(session, EVA), by_email(session, EVA, guests=True)]
        assert by_address == [None, session.get(Person, guest)]

    set_role(west, EVA, "inspector", "vg", "Eva Ek")

    after = ask(west, known(west), "vem är Eva Ek?")
    assert [isinstance(one, ContactAnswer) for one in (before, after)] == [False, True]


def test_a_guest_in_chat_is_a_stranger(west: Services, guest: int) -> None:
    asker = link_slack(west, "T1", "U1", EVA)

    assert (asker.person_id, asker.known) == (None, False)
    assert guest


def test_whoever_is_let_in_takes_over_what_they_had_as_a_guest(west: Services, guest: int) -> None:
    set_role(west, EVA, "inspector", "vg", "Eva Ek")

    asker = known(west, EVA)
    assert asker.person_id != guest
    with west.database.session() as session:
        assert session.scalars(select(Invitee.person_id)).all() == [asker.person_id]
        left = session.get_one(Person, guest)
        assert (left.name, left.email, left.kind) == ("", None, "guest")
