import pytest

from handlers.decisions.owners import people_named
from storage.indexes import families
from storage.models import Collaboration, EnvironmentalOffice
from tests.factories import add_person
from tests.handlers.calendars import Desk


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Bo Ek", ["Bo Ek"]),
        ("bo", ["Bo Bark", "Bo Ek"]),
        ("BO-EK@jonkoping.example", ["Bo Ek"]),
        ("miljöchefen i Habo", ["Miljöchef"]),
        ("Miljöchef", ["Miljöchef", "Miljöchef"]),
        ("miljöchefen i Eksjö", []),
        ("i", []),
        ("", []),
    ],
)
def test_people_go_by_names_and_by_what_they_are(desk: Desk, said: str, names: list[str]) -> None:
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        for name in ("Bo Ek", "Bo Bark"):
            add_person(session, owner, name)
        for place, number in desk.offices.items():
            office = session.get_one(EnvironmentalOffice, number)
            email = f"{place.casefold()}@x.example"
            add_person(session, owner, "Miljöchef", office=office, key=place, email=email)

    with desk.services.database.session() as session:
        found = people_named(session, families(session)[0], said)

    assert [one.name for one in found] == names
