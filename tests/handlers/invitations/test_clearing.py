"""What is deleted some days after a meeting: wishes, and who its guests were."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from handlers.invitations import (
    Registration,
    Response,
    clear_after_meetings,
    open_registration,
    register,
    uninvite,
)
from storage.models import EventLog, Invitee, Meeting, Person
from tests.handlers.invitations.conftest import DAY, Gathering
from tests.handlers.invitations.test_responding import answer, limit

EVA = Registration(name="Eva Ek", email="eva@habo.example")
VEGAN = Response(status="accepted", comment="Kommer sent", wishes="Vegan")


@pytest.fixture
def held(gathering: Gathering) -> Gathering:
    """Lend a meeting with a guest and a manager who have wishes."""
    services = gathering.desk.services
    open_registration(services, gathering.desk.coordinator, gathering.meeting)
    register(services, gathering.meeting, 1, EVA)
    gathering.invite(gathering.managers[0])
    gathering.deliver()
    for one in gathering.attendance().people:
        answer(gathering, one.person_id, VEGAN)
    return gathering


def clear(gathering: Gathering, day: date) -> int:
    gathering.desk.to(day)
    return clear_after_meetings(gathering.desk.services)


def wishes(gathering: Gathering) -> list[str]:
    with gathering.desk.services.database.session() as session:
        return list(session.scalars(select(Invitee.wishes).order_by(Invitee.id)))


def guest(gathering: Gathering) -> Person:
    with gathering.desk.services.database.session() as session:
        return session.scalars(select(Person).filter_by(kind="guest")).one()


def test_wishes_and_guests_are_kept_for_a_week_and_no_longer(held: Gathering) -> None:
    assert clear(held, DAY + timedelta(days=7)) == 0
    assert wishes(held) == ["Vegan", "Vegan"]

    assert clear(held, DAY + timedelta(days=8)) == 3

    assert wishes(held) == ["", ""]
    gone = guest(held)
    assert (gone.name, gone.email, gone.sort_key) == ("", None, "")
    assert clear(held, DAY + timedelta(days=9)) == 0


def test_list_and_log_still_tell_that_somebody_came(held: Gathering) -> None:
    number = guest(held).id
    clear(held, DAY + timedelta(days=8))

    people = {one.person_id: one for one in held.attendance().people}
    assert (people[number].name, people[number].status) == ("", "accepted")
    assert people[number].comment == ""
    assert people[held.managers[0]].name == "Ann Ask"
    assert people[held.managers[0]].comment == "Kommer sent"
    with held.desk.services.database.session() as session:
        actors = session.scalars(
            select(EventLog.actor_id).filter_by(verb="meeting_registered")
        ).all()
        erased = session.scalars(select(EventLog).filter_by(verb="guest_erased")).one()
    assert actors == [number]
    assert (erased.record_key, erased.actor_id) == (str(number), None)


def test_guest_of_several_meetings_stays_until_the_last(held: Gathering) -> None:
    later = DAY + timedelta(days=30)
    with held.desk.services.database.write() as session:
        first = session.get_one(Meeting, held.meeting)
        second = Meeting(
            collaboration_id=first.collaboration_id,
            title="Kurs",
            first=later,
            last=later,
            registers=True,
            created_at=held.desk.clock.now,
        )
        session.add(second)
        session.flush()
        number = second.id
    register(held.desk.services, number, 0, EVA)

    clear(held, DAY + timedelta(days=8))
    assert (guest(held).name, wishes(held)) == ("Eva Ek", ["", "", ""])

    clear(held, later + timedelta(days=8))
    assert guest(held).email is None


def test_wishes_for_what_is_off_are_deleted_at_once(held: Gathering) -> None:
    services, coordinator = held.desk.services, held.desk.coordinator
    uninvite(services, coordinator, held.meeting, held.managers[0])
    assert clear_after_meetings(services) == 1
    assert sorted(wishes(held)) == ["", "Vegan"]

    limit(held, state="cancelled")

    assert clear_after_meetings(services) == 1
    assert wishes(held) == ["", ""]
    # Whoever was to come is still to be told that it is off.
    assert guest(held).email == "eva@habo.example"


def test_erased_address_can_register_anew(held: Gathering) -> None:
    before = guest(held).id
    clear(held, DAY + timedelta(days=8))
    with held.desk.services.database.write() as session:
        meeting = session.get_one(Meeting, held.meeting)
        meeting.first = meeting.last = DAY + timedelta(days=60)
        meeting.starts_at = meeting.ends_at = None
    register(held.desk.services, held.meeting, 1, EVA)

    with held.desk.services.database.session() as session:
        numbers = session.scalars(select(Person.id).filter_by(email=EVA.email)).all()
    assert numbers != [before]
