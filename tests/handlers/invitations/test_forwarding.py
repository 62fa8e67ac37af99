"""A colleague who answers an invitation that somebody has passed on to them."""

from datetime import time

import pytest

from handlers.invitations import Registration, join_by_reply, open_registration, register, uninvite
from storage.models import EventLog
from tests.handlers.invitations.conftest import Gathering, versions
from tests.handlers.invitations.test_answering import reply

KIM = "kim-kontakt@jonkoping.example"


@pytest.fixture
def opened(gathering: Gathering) -> Gathering:
    open_registration(gathering.desk.services, gathering.desk.coordinator, gathering.meeting)
    gathering.invite(gathering.managers[0])
    gathering.deliver()
    return gathering


def joins(gathering: Gathering, attendee: str = KIM, status: str = "accepted") -> bool:
    return join_by_reply(gathering.desk.services, reply(gathering, status, attendee=attendee))


def test_who_is_at_an_office_comes_on_the_list_and_hears_of_changes(opened: Gathering) -> None:
    assert joins(opened, status="tentative")

    kim = next(one for one in opened.attendance().people if one.name == "Kim Kontakt")
    assert (kim.status, kim.origin) == ("tentative", "reply")
    opened.deliver()
    opened.move(starts=time(13))
    opened.deliver()
    assert versions(opened)[opened.desk.contact_id] == (1, False)
    with opened.desk.services.database.session() as session:
        verbs = [one.verb for one in session.query(EventLog).filter_by(verb="meeting_joined")]
    assert verbs == ["meeting_joined"]


def test_what_they_answered_was_of_the_version_that_was_passed_on(opened: Gathering) -> None:
    opened.move(starts=time(13))

    assert joins(opened)

    kim = next(one for one in opened.attendance().people if one.name == "Kim Kontakt")
    assert kim.earlier


@pytest.mark.parametrize(
    "attendee", ["bo-bark@jonkoping.example", "granne@hemma.example", "eva@habo.example"]
)
def test_who_is_at_no_office_of_the_register_is_for_the_coordinator(
    opened: Gathering, attendee: str
) -> None:
    # A guest of another meeting has said themselves where they work.
    if attendee.startswith("eva"):
        habo = opened.desk.offices["Habo"]
        eva = Registration(name="Eva Ek", email=attendee, office_id=habo)
        register(opened.desk.services, opened.meeting, 1, eva)
    before = len(opened.attendance().people)

    assert not joins(opened, attendee)
    assert len(opened.attendance().people) == before


def test_nobody_comes_on_a_list_that_is_not_open_or_was_taken_off_it(gathering: Gathering) -> None:
    gathering.invite(gathering.managers[0])
    assert not joins(gathering)

    services, coordinator = gathering.desk.services, gathering.desk.coordinator
    open_registration(services, coordinator, gathering.meeting)
    uninvite(services, coordinator, gathering.meeting, gathering.managers[0])

    assert not joins(gathering, "ann-ask@jonkoping.example")
    gathering.cancel()
    assert not joins(gathering)
    assert gathering.attendance().people == ()
