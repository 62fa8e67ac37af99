"""Registering by a link: who comes on the list, and what nobody is told."""

from datetime import time, timedelta

import pytest
from sqlalchemy import select

from handlers.contents import Invitation, Note
from handlers.errors import Refusal
from handlers.invitations import (
    Registration,
    Response,
    close_registration,
    open_registration,
    register,
    registration_faults,
    registration_form,
    respond,
    uninvite,
)
from handlers.invitations.registering import MOST_A_DAY, MOST_AN_HOUR
from handlers.meetings import mark_held
from handlers.people import asker_by_email, asker_by_id
from storage.models import EventLog, Meeting, Person
from tests.handlers.invitations.conftest import DAY, Gathering, refused
from tests.handlers.invitations.test_responding import NOT, answer, limit

NEW = Registration(name=" Eva  Ek ", email="Eva.Ek@habo.example")
ANN = Registration(name="Någon Annan", email="ann-ask@jonkoping.example")


@pytest.fixture
def opened(gathering: Gathering) -> Gathering:
    open_registration(gathering.desk.services, gathering.desk.coordinator, gathering.meeting)
    return gathering


def sign_up(gathering: Gathering, wanted: Registration = NEW, registration: int = 1) -> None:
    register(gathering.desk.services, gathering.meeting, registration, wanted)


def listed(gathering: Gathering) -> list[tuple[str, str, str, str]]:
    people = gathering.attendance().people
    return [(one.name, one.office, one.status, one.origin) for one in people]


def invitation(gathering: Gathering) -> Invitation:
    """Deliver what waits, which is one invitation, and return it."""
    gathering.deliver()
    (parcel,) = gathering.told
    assert isinstance(parcel.content, Invitation)
    return parcel.content


def test_whoever_registers_comes_and_is_told_at_once_by_mail(opened: Gathering) -> None:
    # At an hour at which nobody is told of what can wait.
    opened.desk.clock.now = opened.desk.clock.now.replace(hour=21)
    sign_up(opened, Registration(name=NEW.name, email=NEW.email, office_id=habo(opened)))

    assert listed(opened) == [("Eva Ek", "Miljökontoret i Habo", "accepted", "link")]
    assert invitation(opened).joined == "place"
    assert opened.told[0].to.email == "eva.ek@habo.example"
    assert opened.attendance().offices == (1, 1)


def habo(gathering: Gathering) -> int:
    return gathering.desk.offices["Habo"]


def test_a_guest_may_nothing_but_is_one_of_those_who_answer(opened: Gathering) -> None:
    sign_up(opened)
    (guest,) = opened.attendance().people

    assert asker_by_email(opened.desk.services, "eva.ek@habo.example", "mail") is None
    assert asker_by_id(opened.desk.services, guest.person_id, "page") is None
    assert answer(opened, guest.person_id, NOT).status == "declined"


def test_whoever_is_in_the_register_keeps_what_stands_there(opened: Gathering) -> None:
    sign_up(opened, Registration(name=ANN.name, email=ANN.email, office_id=None))

    assert listed(opened) == [("Ann Ask", "Miljökontoret i Habo", "accepted", "link")]
    with opened.desk.services.database.session() as session:
        assert session.scalars(select(Person).filter_by(kind="guest")).all() == []


def test_whoever_is_on_the_list_gets_the_invitation_once_more_and_nothing_else(
    opened: Gathering,
) -> None:
    opened.invite(opened.managers[0])
    opened.deliver()
    answer(opened, opened.managers[0], NOT)
    opened.desk.clock.move(timedelta(minutes=1))

    sign_up(opened, ANN)

    assert listed(opened) == [("Ann Ask", "Miljökontoret i Habo", "declined", "")]
    sent = invitation(opened)
    assert (sent.changed, sent.joined) == (False, "")


def test_whoever_was_taken_off_the_list_comes_back_with_a_newer_version(opened: Gathering) -> None:
    opened.invite(opened.managers[0])
    opened.deliver()
    uninvite(opened.desk.services, opened.desk.coordinator, opened.meeting, opened.managers[0])
    opened.deliver()
    (gone,) = opened.invitations().values()

    sign_up(opened, ANN)

    assert listed(opened) == [("Ann Ask", "Miljökontoret i Habo", "accepted", "link")]
    assert invitation(opened).sequence > gone.sequence


def test_where_it_is_full_one_waits_and_the_invitation_says_so(opened: Gathering) -> None:
    limit(opened, places=1)
    sign_up(opened)
    opened.deliver()
    services, number = opened.desk.services, opened.meeting
    assert registration_form(services, number, 1).full

    sign_up(opened, ANN)
    opened.deliver()

    joined = [one.content.joined for one in opened.told if isinstance(one.content, Invitation)]
    assert joined == ["queue"]
    # Said once, and to the coordinator that there is no more room: to nobody else.
    people = {one.to.person_id for one in opened.told if isinstance(one.content, Note)}
    assert people <= {opened.desk.coordinator_id}


def test_a_registered_guest_is_asked_again_like_everybody_when_it_moves(opened: Gathering) -> None:
    sign_up(opened)
    opened.deliver()

    opened.move(starts=time(13))

    sent = invitation(opened)
    assert (sent.changed, sent.joined, sent.sequence) == (True, "", 1)


def test_form_tells_what_it_is_for_and_which_offices_there_are(opened: Gathering) -> None:
    form = registration_form(opened.desk.services, opened.meeting, 1)

    assert [name for _, name in form.offices] == ["Miljökontoret i Aneby", "Miljökontoret i Habo"]
    assert (form.meeting.title, form.full) == ("Chefsmöte", False)


def test_a_link_is_void_once_registration_was_closed(opened: Gathering) -> None:
    services, coordinator, number = opened.desk.services, opened.desk.coordinator, opened.meeting
    assert open_registration(services, coordinator, number).registration == 1
    assert close_registration(services, coordinator, number).registration is None
    assert refused(registration_form, services, number, 1) == "registration_closed"
    assert refused(sign_up, opened) == "registration_closed"

    assert open_registration(services, coordinator, number).registration == 2

    assert refused(sign_up, opened) == "registration_closed"
    sign_up(opened, NEW, 2)
    assert [one.origin for one in opened.attendance().people] == ["link"]


def test_who_does_not_keep_the_calendar_opens_nothing(gathering: Gathering) -> None:
    services, contact = gathering.desk.services, gathering.desk.contact
    assert refused(open_registration, services, contact, gathering.meeting) == "not_allowed"
    assert refused(close_registration, services, contact, gathering.meeting) == "not_allowed"
    assert refused(sign_up, gathering, NEW, 0) == "registration_closed"


def test_what_is_over_or_cancelled_takes_nobody(opened: Gathering) -> None:
    before = opened.desk.clock.now
    opened.desk.to(DAY, hour=12)
    assert refused(sign_up, opened) == "registration_over"
    mark_held(opened.desk.services, opened.desk.coordinator, opened.meeting)
    assert refused(sign_up, opened) == "registration_over"
    opened.desk.clock.now = before
    limit(opened, state="booked")
    opened.cancel()
    assert refused(sign_up, opened) == "registration_over"
    coordinator = opened.desk.coordinator
    code = refused(open_registration, opened.desk.services, coordinator, opened.meeting)
    assert code == "meeting_not_ahead"


@pytest.mark.parametrize(
    ("name", "email", "codes"),
    [
        ("", "a@b", ("registration_name", "registration_email")),
        ("Vinn på http://ond.example", "eva@habo.example", ("registration_name",)),
        ("Eva <script>", "eva@habo.example", ("registration_name",)),
        ("Ring 0701234567", "eva@habo.example", ("registration_name",)),
        ("E" * 101, "eva@habo.example", ("registration_name",)),
        ("Eva Ek", "eva@habo.example, bo@habo.example", ("registration_email",)),
        ("Eva Ek", "ev\u0430@habo.example", ("registration_email",)),
        ("Anna-Karin O\u2019Brien d.y.", " EVA@habo.example ", ()),
    ],
)
def test_what_is_no_name_or_address_is_told(
    opened: Gathering, name: str, email: str, codes: tuple[str, ...]
) -> None:
    wanted = Registration(name=name, email=email)

    assert registration_faults(wanted) == codes
    if codes:
        assert refused(sign_up, opened, wanted) == codes[0]
        assert opened.attendance().people == ()


def test_an_office_of_another_family_cannot_be_chosen(opened: Gathering) -> None:
    wanted = Registration(name="Eva Ek", email="eva@habo.example", office_id=4711)

    assert refused(sign_up, opened, wanted) == "form_unreadable"


def test_an_address_is_mailed_a_few_times_a_day_and_no_more(opened: Gathering) -> None:
    for _ in range(MOST_A_DAY):
        sign_up(opened)
    assert refused(sign_up, opened) == "registration_often"
    sign_up(opened, ANN)

    opened.desk.clock.move(timedelta(days=1, minutes=1))

    sign_up(opened)
    assert len(listed(opened)) == 2


def test_a_program_that_registers_everybody_is_stopped_for_an_hour(opened: Gathering) -> None:
    with opened.desk.services.database.write() as session:
        meeting = session.get_one(Meeting, opened.meeting)
        session.add_all(
            EventLog(
                at=opened.desk.clock.now,
                collaboration_id=meeting.collaboration_id,
                door="page",
                verb="meeting_registered",
                record_kind="meeting",
                record_key=str(meeting.id),
                details={},
            )
            for _ in range(MOST_AN_HOUR)
        )
    assert refused(sign_up, opened) == "registration_busy"
    opened.desk.clock.move(timedelta(hours=1, minutes=1))
    sign_up(opened)
    assert len(listed(opened)) == 1


def test_the_log_names_nobody(opened: Gathering) -> None:
    sign_up(opened)

    with opened.desk.services.database.session() as session:
        row = session.scalars(select(EventLog).filter_by(verb="meeting_registered")).one()
        guest = session.scalars(select(Person).filter_by(kind="guest")).one()
    assert (row.actor_id, row.door, row.details) == (guest.id, "page", {})
    assert guest.key.startswith("guest-")
    assert "eva" not in guest.key


def test_whoever_has_seen_another_version_looks_again_before_they_answer(
    opened: Gathering,
) -> None:
    sign_up(opened)
    (guest,) = opened.attendance().people
    seen = Response(status="accepted", revision=0)
    opened.move(starts=time(13))

    with pytest.raises(Refusal) as caught:
        answer(opened, guest.person_id, seen)

    assert caught.value.code == "meeting_changed"
    assert answer(opened, guest.person_id, Response(status="accepted", revision=1)).revision == 1


def test_the_coordinator_answers_for_a_guest_who_phones(opened: Gathering) -> None:
    sign_up(opened)
    (guest,) = opened.attendance().people
    coordinator = opened.desk.coordinator

    now = respond(opened.desk.services, coordinator, opened.meeting, guest.person_id, NOT)

    assert (now.status, now.registration) == ("declined", 1)
