from datetime import date, time

import pytest

from handlers.answers import AgendaItem, Presence
from handlers.errors import Refusal
from handlers.invitations import Response, respond
from handlers.meetings import Booking, book
from handlers.minutes import draft_minutes
from storage.models import Invitee, Meeting
from tests.handlers.invitations.conftest import DAY, Gathering


def change(gathering: Gathering, **values: object) -> None:
    with gathering.desk.services.database.write() as session:
        meeting = session.get_one(Meeting, gathering.meeting)
        for name, value in values.items():
            setattr(meeting, name, value)


def answer(gathering: Gathering, person: int, status: str, attends: str = "") -> None:
    said = Response(status=status, attends=attends)
    respond(gathering.desk.services, gathering.desk.coordinator, gathering.meeting, person, said)


def test_draft_tells_who_is_there_by_what_they_have_answered(gathering: Gathering) -> None:
    ann, bo = gathering.managers
    (cia,) = gathering.board
    gathering.invite(ann, bo, cia)
    answer(gathering, ann, "declined")
    answer(gathering, cia, "accepted", "remote")

    draft = draft_minutes(gathering.desk.services, gathering.desk.coordinator, gathering.meeting)

    assert draft.people == (
        Presence("Cia Cullen", "", "remote"),
        Presence("Ann Ask", "Miljökontoret i Habo", "declined"),
        Presence("Bo Bark", "", "silent"),
    )


def test_answer_to_another_day_is_no_presence(gathering: Gathering) -> None:
    ann, _ = gathering.managers
    gathering.invite(ann)
    answer(gathering, ann, "accepted", "room")
    gathering.move(first=date(2027, 4, 21))

    draft = draft_minutes(gathering.desk.services, gathering.desk.coordinator, gathering.meeting)

    assert [one.how for one in draft.people] == ["silent"]


def test_who_waits_for_a_place_is_told_apart(gathering: Gathering) -> None:
    ann, _ = gathering.managers
    gathering.invite(ann)
    answer(gathering, ann, "accepted", "room")
    with gathering.desk.services.database.write() as session:
        session.query(Invitee).update({"queued_at": gathering.desk.clock.now})

    draft = draft_minutes(gathering.desk.services, gathering.desk.coordinator, gathering.meeting)

    assert [one.how for one in draft.people] == ["queued"]


@pytest.mark.parametrize(
    ("values", "formal"),
    [
        ({}, False),
        ({"kind": "steering_group"}, True),
        ({"kind": "contact_persons"}, False),
        ({"kind": "", "title": "Beredningsgruppens möte"}, True),
        ({"title": "Styrgruppsmöte", "kind": "managers_meeting"}, False),
    ],
)
def test_boards_have_minutes_and_others_have_notes(
    gathering: Gathering, values: dict[str, str], formal: bool
) -> None:
    change(gathering, **values)

    draft = draft_minutes(gathering.desk.services, gathering.desk.coordinator, gathering.meeting)

    assert draft.formal is formal


def test_draft_has_the_agenda_the_secretary_and_the_next_meeting(gathering: Gathering) -> None:
    desk = gathering.desk
    change(gathering, about="1. Öppnande", minutes_by_id=desk.contact_id)
    later = Booking(first=date(2027, 10, 5), starts=time(9), ends=time(12))
    number = book(desk.services, desk.coordinator, desk.number("chefer"), later).number

    draft = draft_minutes(desk.services, desk.coordinator, gathering.meeting)

    assert draft.items == (AgendaItem("Öppnande"),)
    assert draft.secretary == "Kim Kontakt"
    assert draft.next_meeting is not None
    assert (draft.next_meeting.number, draft.meeting.first) == (number, DAY)


def test_draft_is_for_those_who_keep_the_calendar(gathering: Gathering) -> None:
    with pytest.raises(Refusal) as caught:
        draft_minutes(gathering.desk.services, gathering.desk.contact, gathering.meeting)

    assert caught.value.code == "not_allowed"
