"""Somebody who was a guest at a meeting comes into the register with a file."""

from collections.abc import Mapping
from datetime import date

import pytest
from sqlalchemy import select

from handlers.imports import Source, plan_import
from handlers.ports import Services
from storage.models import Collaboration, Invitee, Meeting, Person
from tests.factories import add_person
from tests.handlers.imports.conftest import NOW, Importer
from tests.handlers.imports.makers import collaboration, document, table

EVA = "eva@habo.example"
ROWS: Mapping[str, Source] = {
    "a table": table("Namn | Mejl", f"Eva Ek | {EVA}"),
    "a document": document(f"people:\n  - {{id: eva, name: Eva Ek, email: {EVA}}}\n"),
}


def add_guest(services: Services) -> int:
    """Let somebody register for a meeting, and return their number."""
    day = date(2027, 4, 20)
    with services.database.write() as session:
        owner = session.scalars(select(Collaboration)).one()
        guest = add_person(session, owner, "Eva", kind="guest", key="guest-1", email=EVA)
        meeting = Meeting(
            collaboration_id=owner.id, title="Kurs", first=day, last=day, created_at=NOW
        )
        session.add(meeting)
        session.flush()
        row = {"collaboration_id": owner.id, "meeting_id": meeting.id, "person_id": guest.id}
        session.add(Invitee(**row, invited_at=NOW))
        return guest.id


@pytest.mark.parametrize("named", ROWS)
def test_guest_becomes_a_person_and_keeps_the_meetings(
    services: Services, bring_in: Importer, named: str
) -> None:
    bring_in(collaboration())
    number = add_guest(services)

    sources = collaboration(), ROWS[named]

    outcomes = [one.outcome for one in plan_import(services, sources, None).changes]
    bring_in(*sources)

    with services.database.session() as session:
        people = {one.id: one for one in session.scalars(select(Person))}
        (invited,) = session.scalars(select(Invitee.person_id))
    eva = people[invited]
    assert [str(one) for one in outcomes] == ["unchanged", "added"]
    assert invited != number
    assert (eva.name, eva.email, eva.kind) == ("Eva Ek", EVA, "person")
    assert (people[number].name, people[number].email) == ("", None)
