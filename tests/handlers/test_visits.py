from datetime import date

import pytest

from handlers.answers import VisitAnswer, VisitRow
from handlers.asking import ask
from handlers.decisions import Resolution, decide
from handlers.desk import file_task
from handlers.errors import Refusal
from handlers.visits import MOST, visit_sheet
from storage.models import Collaboration, Decision, Invitee, Person
from tests.factories import add_group, add_membership, add_project
from tests.handlers.calendars import Desk
from tests.handlers.meetings_added import DAY, add_meeting

FIGURES = {"shape": "deadline", "date": "02-last", "roll": "before", "per_office": True}


def sections(desk: Desk, office: str = "Habo") -> dict[str, list[str]]:
    sheet = visit_sheet(desk.services, desk.coordinator, desk.offices[office])
    return {one.code: [row.what for row in one.rows] for one in sheet.sections}


def fill(desk: Desk) -> int:
    """Let there be something of each sort about Habo, and return the meeting it is invited to."""
    desk.add_rule("nyckeltal", FIGURES, title="Nyckeltal")
    desk.tick()
    meeting = add_meeting(desk)
    decide(desk.services, desk.coordinator, meeting, Resolution("Ett", desk.contact_id, DAY))
    file_task(desk.services, desk.contact, "proposal", "Tillsyn av skateparker")
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        kim = session.get_one(Person, desk.contact_id)
        group = add_group(session, owner, "Projektgrupp avlopp")
        add_membership(session, kim, owner, "member", group=group)
        past = add_group(session, owner, "Gammal grupp")
        add_membership(session, kim, owner, "member", group=past, valid_to=date(2026, 12, 31))
        add_project(session, owner, "Solarier", start="2026", end="2027", status="pågår", year=2027)
        session.add(
            Invitee(
                collaboration_id=owner.id,
                meeting_id=meeting,
                person_id=kim.id,
                invited_at=desk.clock.now,
            )
        )
    return meeting


def test_sheet_tells_all_that_is_known_of_an_office_and_nothing_of_others(desk: Desk) -> None:
    fill(desk)

    assert sections(desk) == {
        "contacts": ["Kim Kontakt"],
        "groups": ["Projektgrupp avlopp"],
        "decisions": ["Ett"],
        "duties": ["Nyckeltal"],
        "invitations": ["Styrgruppsmöte"],
        "proposals": ["Tillsyn av skateparker"],
        "projects": ["Solarier"],
    }
    assert {code: rows for code, rows in sections(desk, "Aneby").items() if rows} == {
        "duties": ["Nyckeltal"],
        "projects": ["Solarier"],
    }


def test_each_thing_has_its_source_its_state_and_its_day(desk: Desk) -> None:
    fill(desk)
    desk.to(date(2027, 3, 2))

    sheet = visit_sheet(desk.services, desk.coordinator, desk.offices["Habo"])

    rows = {one.code: one.rows for one in sheet.sections}
    assert rows["decisions"] == (VisitRow("Ett", "Styrgruppsmöte", "Kim Kontakt", "late", DAY),)
    assert rows["duties"][0] == VisitRow("Nyckeltal", "calendar", "", "late", date(2027, 2, 26))
    assert (rows["proposals"][0].state, rows["proposals"][0].source) == ("open", "desk")
    # The meeting has been.
    assert rows["invitations"] == ()


def test_answered_invitation_is_not_told(desk: Desk) -> None:
    meeting = fill(desk)
    with desk.services.database.write() as session:
        session.query(Invitee).filter_by(meeting_id=meeting).update(
            {"status": "declined", "answered_sequence": 0}
        )

    assert sections(desk)["invitations"] == []


def test_decisions_of_a_meeting_stand_as_they_were_made(desk: Desk) -> None:
    meeting = add_meeting(desk)
    first, *_ = [
        decide(desk.services, desk.coordinator, meeting, Resolution(said, desk.contact_id))
        for said in ("Ett", "Två", "Tre")
    ]

    # A database may have what was changed last behind the others.
    for owner in (None, desk.contact_id):
        with desk.services.database.write() as session:
            session.get_one(Decision, first.id).owner_id = owner

    assert sections(desk)["decisions"] == ["Ett", "Två", "Tre"]


def test_more_than_has_room_is_counted(desk: Desk) -> None:
    meeting = add_meeting(desk)
    for number in range(MOST["decisions"] + 3):
        made = Resolution(f"Beslut {number}", desk.contact_id)
        decide(desk.services, desk.coordinator, meeting, made)

    sheet = visit_sheet(desk.services, desk.coordinator, desk.offices["Habo"])

    decided = next(one for one in sheet.sections if one.code == "decisions")
    assert (len(decided.rows), decided.left) == (MOST["decisions"], 3)


@pytest.mark.parametrize(
    "typed",
    ["besöksblad Habo", "Besöksblad för miljökontoret i Habo", "gör ett besöksblad inför Habo"],
)
def test_sheet_is_asked_for_by_the_office(desk: Desk, typed: str) -> None:
    answer = ask(desk.services, desk.coordinator, typed)

    assert isinstance(answer, VisitAnswer)
    assert answer.sheet.office == "Habo"


@pytest.mark.parametrize(
    ("who", "typed", "code"),
    [
        ("contact", "besöksblad Habo", "not_allowed"),
        ("coordinator", "besöksblad Paris", "office_not_found"),
    ],
)
def test_sheet_is_for_those_who_keep_the_calendar_and_of_offices_there_are(
    desk: Desk, who: str, typed: str, code: str
) -> None:
    with pytest.raises(Refusal) as caught:
        ask(desk.services, getattr(desk, who), typed)

    assert caught.value.code == code
