"""Who comes: in which order, office by office, and on whose page."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.answers import Asker
from handlers.invitations import Attendance, Attending, Response, attendance, by_office, respond
from handlers.ports import NoAddresses
from storage.models import EnvironmentalOffice, Meeting, Person
from tests.fakes import recorded_statements
from tests.handlers.invitations.conftest import Gathering, refused

COMES = Response(status="accepted")


class Pages(NoAddresses):
    """Addresses that can be read."""

    def attendance(self, person_id: int, number: int) -> str:
        return f"https://bot.example/{person_id}/{number}"


@pytest.fixture
def served(gathering: Gathering) -> Gathering:
    """Lend a meeting of a bot that has pages."""
    gathering.desk.services = replace(gathering.desk.services, addresses=Pages())
    return gathering


def change(gathering: Gathering, **values: object) -> None:
    with gathering.desk.services.database.write() as session:
        meeting = session.get_one(Meeting, gathering.meeting)
        for name, value in values.items():
            setattr(meeting, name, value)


def answer(gathering: Gathering, who: int, response: Response = COMES) -> None:
    asker = Asker("", who, door="page")
    respond(gathering.desk.services, asker, gathering.meeting, who, response)
    gathering.desk.clock.move(timedelta(minutes=1))


def seen_by(gathering: Gathering, asker: Asker) -> Attendance:
    return attendance(gathering.desk.services, asker, gathering.meeting)


def test_queue_is_in_the_order_in_which_they_came(gathering: Gathering) -> None:
    ann, bo = gathering.managers
    (cia,) = gathering.board
    gathering.invite(ann, bo, cia)
    change(gathering, places=1, link="")
    for one in (bo, cia, ann):
        answer(gathering, one)

    people = gathering.attendance().people

    assert [(one.name, one.turn, one.now) for one in people] == [
        ("Ann Ask", 2, "queued"), ("Bo Bark", 0, "accepted"), ("Cia Cullen", 1, "queued"),
    ]  # fmt: skip
    answer(gathering, bo, Response(status="declined"))
    assert [one.turn for one in gathering.attendance().people] == [1, 0, 0]


def test_page_is_the_askers_own(served: Gathering) -> None:
    desk = served.desk
    assert served.attendance().address == ""
    served.invite(*served.managers)
    change(served, receiver_id=desk.contact_id)

    shown = seen_by(served, desk.coordinator), seen_by(served, desk.contact)

    meeting = served.meeting
    assert [one.address for one in shown] == [
        f"https://bot.example/{desk.coordinator_id}/{meeting}",
        f"https://bot.example/{desk.contact_id}/{meeting}",
    ]


def test_nobody_else_gets_a_page(served: Gathering) -> None:
    served.invite(*served.managers)

    for asker in (served.desk.contact, Asker("jonkoping", served.managers[0], door="slack")):
        assert refused(seen_by, served, asker) == "not_allowed"
    assert refused(seen_by, served, Asker("jonkoping", door="slack")) == "not_known_yet"


def test_without_pages_there_is_no_address(gathering: Gathering) -> None:
    gathering.invite(*gathering.managers)

    assert gathering.attendance().address == ""


def test_what_was_said_last_stands_where_the_meeting_is_off(gathering: Gathering) -> None:
    gathering.invite(*gathering.managers)
    answer(gathering, gathering.managers[0])
    gathering.move(place="Rådhuset")
    before = [one.now for one in gathering.attendance().people]

    gathering.cancel()

    found = gathering.attendance()
    assert before == [one.now for one in found.people] == ["accepted", ""]
    assert (found.count("accepted"), len(found.silent)) == (1, 1)


def test_offices_are_in_swedish_order_and_those_without_one_last(gathering: Gathering) -> None:
    ann, bo = gathering.managers
    (cia,) = gathering.board
    gathering.invite(ann, bo, cia)
    aneby = gathering.desk.offices["Aneby"]
    with gathering.desk.services.database.write() as session:
        session.get_one(EnvironmentalOffice, aneby).name = "Åmåls kontor"
        session.get_one(Person, cia).office_id = aneby
    answer(gathering, cia)

    groups = by_office(gathering.attendance().people)

    assert [(one.office, [who.name for who in one.people], one.silent) for one in groups] == [
        ("Miljökontoret i Habo", ["Ann Ask"], True),
        ("Åmåls kontor", ["Cia Cullen"], False),
        ("", ["Bo Bark"], True),
    ]


def test_answer_to_an_earlier_time_leaves_an_office_silent() -> None:
    earlier = Attending(person_id=1, name="Ann", office="Habo", status="accepted", earlier=True)
    waits = Attending(person_id=2, name="Bo", office="Habo", status="accepted", queued=True)

    assert [one.silent for one in by_office([earlier])] == [True]
    assert [one.silent for one in by_office([earlier, waits])] == [False]


def test_as_many_questions_are_asked_of_three_as_of_one(gathering: Gathering) -> None:
    asked = []
    for people in ([gathering.managers[0]], [gathering.managers[1], *gathering.board]):
        gathering.invite(*people)
        with recorded_statements(gathering.desk.services.database) as heard:
            gathering.attendance()
        asked.append(len(heard))

    assert asked[0] == asked[1]
