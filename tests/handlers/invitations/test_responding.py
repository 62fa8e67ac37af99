"""Answering: on the page, in chat, for others; places, and the queue for them."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from handlers.answers import Asker
from handlers.contents import Note, NoteCode
from handlers.invitations import (
    CalendarReply,
    ReplyFate,
    Response,
    Standing,
    attendance,
    record_reply,
    respond,
    standing,
    uninvite,
)
from storage.models import Meeting
from tests.handlers.invitations.conftest import Gathering, refused

COMES, NOT = Response(status="accepted"), Response(status="declined")
AT_A_DISTANCE = Response(status="accepted", attends="remote")


def answer(gathering: Gathering, who: int, response: Response = COMES) -> Standing:
    asker = Asker("", who, door="page")
    return respond(gathering.desk.services, asker, gathering.meeting, who, response)


def own(gathering: Gathering, who: int) -> Standing:
    return standing(gathering.desk.services, gathering.meeting, who)


def limit(gathering: Gathering, **values: object) -> None:
    with gathering.desk.services.database.write() as session:
        meeting = session.get_one(Meeting, gathering.meeting)
        for name, value in values.items():
            setattr(meeting, name, value)


def notes(gathering: Gathering) -> list[tuple[int | None, NoteCode]]:
    """Return what is told now of places, and to whom."""
    gathering.deliver()
    return [
        (one.to.person_id, one.content.code)
        for one in gathering.told
        if isinstance(one.content, Note)
    ]


@pytest.fixture
def invited(gathering: Gathering) -> Gathering:
    gathering.invite(*gathering.managers, *gathering.board)
    gathering.deliver()
    return gathering


def test_an_answer_is_taken_down_and_can_be_changed(invited: Gathering) -> None:
    who = invited.managers[0]
    assert own(invited, who).status == ""
    said = replace(AT_A_DISTANCE, comment="Från tåget", wishes="Vegan")
    answered = answer(invited, who, said)
    assert (answered.status, answered.attends, answered.queue) == ("accepted", "remote", 0)
    changed = answer(invited, who, NOT)
    assert (changed.status, changed.attends) == ("declined", "")
    # What is not said anew stays.
    assert (changed.comment, changed.wishes) == ("Från tåget", "Vegan")
    (line,) = [one for one in invited.attendance().people if one.person_id == who]
    assert line.status == "declined"


def test_how_is_asked_only_where_one_can_choose(invited: Gathering) -> None:
    limit(invited, link="")
    answered = answer(invited, invited.managers[0], AT_A_DISTANCE)
    assert (answered.asks_how, answered.attends) == (False, "")


def test_an_answer_to_another_time_is_asked_for_again(invited: Gathering) -> None:
    who = invited.managers[0]
    answer(invited, who)
    invited.move(starts=time(13))
    now = own(invited, who)
    assert (now.status, now.earlier) == ("", "accepted")
    assert answer(invited, who).status == "accepted"


def test_only_those_on_the_list_answer(invited: Gathering) -> None:
    stranger = invited.desk.contact_id
    assert refused(answer, invited, stranger) == "not_on_list"
    uninvite(invited.desk.services, invited.desk.coordinator, invited.meeting, invited.managers[0])
    assert refused(answer, invited, invited.managers[0]) == "not_on_list"
    assert refused(own, invited, invited.managers[0]) == "not_on_list"


def test_the_coordinator_answers_for_those_who_phone(invited: Gathering) -> None:
    who, services = invited.managers[0], invited.desk.services
    answered = respond(services, invited.desk.coordinator, invited.meeting, who, COMES)
    assert answered.status == "accepted"
    contact = invited.desk.contact
    assert refused(respond, services, contact, invited.meeting, who, COMES) == "not_allowed"


def test_whoever_receives_the_people_sees_the_list(invited: Gathering) -> None:
    services, contact = invited.desk.services, invited.desk.contact
    assert refused(attendance, services, contact, invited.meeting) == "not_allowed"
    limit(invited, receiver_id=contact.person_id)
    assert len(attendance(services, contact, invited.meeting).people) == 3
    nobody = Asker("jonkoping")
    assert refused(attendance, services, nobody, invited.meeting) == "not_known_yet"


def test_what_is_over_takes_no_answers_but_the_coordinators(invited: Gathering) -> None:
    who, services = invited.managers[0], invited.desk.services
    limit(invited, state="held")
    assert refused(answer, invited, who) == "answer_too_late"
    put_right = respond(services, invited.desk.coordinator, invited.meeting, who, COMES)
    assert (put_right.status, put_right.open) == ("accepted", False)
    limit(invited, state="cancelled")
    coordinator = invited.desk.coordinator
    assert refused(respond, services, coordinator, invited.meeting, who, COMES) == "answer_too_late"


def test_whoever_waits_moves_up_when_somebody_declines(invited: Gathering) -> None:
    first, second = invited.managers
    (third,) = invited.board
    limit(invited, places=1)
    assert answer(invited, first).queue == 0
    assert [answer(invited, one).queue for one in (second, third)] == [1, 2]
    # Whoever says the same again keeps their turn, and their place.
    assert [answer(invited, one).queue for one in (first, second, third)] == [0, 1, 2]
    assert [code for _, code in notes(invited)] == [NoteCode.MEETING_FULL]
    answer(invited, first, NOT)
    assert [own(invited, one).queue for one in (second, third)] == [0, 1]
    assert notes(invited) == [(second, NoteCode.MEETING_PLACE)]
    # Last in the queue again.
    invited.desk.clock.move(timedelta(minutes=1))
    assert answer(invited, first).queue == 2


def test_whoever_takes_part_at_a_distance_takes_no_place(invited: Gathering) -> None:
    first, second = invited.managers
    limit(invited, places=1)
    assert answer(invited, first, AT_A_DISTANCE).queue == 0
    assert answer(invited, second).queue == 0
    assert answer(invited, first).queue == 1
    assert answer(invited, first, AT_A_DISTANCE).queue == 0


def test_a_place_is_kept_while_one_is_asked_again(invited: Gathering) -> None:
    first, second = invited.managers
    limit(invited, places=1)
    answer(invited, first)
    answer(invited, second)
    invited.move(starts=time(13))
    assert answer(invited, second).queue == 1
    assert answer(invited, first).queue == 0


def test_whoever_is_taken_off_the_list_leaves_their_place(invited: Gathering) -> None:
    first, second = invited.managers
    limit(invited, places=1)
    answer(invited, first)
    answer(invited, second)
    uninvite(invited.desk.services, invited.desk.coordinator, invited.meeting, first)
    assert own(invited, second).queue == 0


def test_a_calendar_that_accepts_what_is_full_is_told_so(invited: Gathering) -> None:
    first, second = invited.managers
    limit(invited, places=1)
    answer(invited, first)
    with invited.desk.services.database.session() as session:
        uid = session.get_one(Meeting, invited.meeting).uid
    reply = CalendarReply(uid=uid, attendee="bo-bark@jonkoping.example", status="accepted")
    assert record_reply(invited.desk.services, reply) is ReplyFate.TAKEN
    assert own(invited, second).queue == 1
    assert (second, NoteCode.MEETING_QUEUED) in notes(invited)


def test_the_coordinator_hears_once_that_enough_people_come(invited: Gathering) -> None:
    first, second = invited.managers
    limit(invited, least=2)
    answer(invited, first)
    assert notes(invited) == []
    answer(invited, second)
    told = notes(invited)
    assert told == [(invited.desk.coordinator_id, NoteCode.MEETING_ENOUGH)]
    answer(invited, second, NOT)
    answer(invited, second)
    assert notes(invited) == []
