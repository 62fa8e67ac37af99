"""Slack accounts follow a verified address: whoever loses the address loses the account."""

import pytest
from sqlalchemy import select

from handlers.imports import Outcome
from handlers.people import identify_slack, link_slack
from handlers.ports import Services
from storage.models import EventLog, Person, SlackIdentity
from tests.handlers.imports.conftest import NOW, Importer
from tests.handlers.imports.makers import collaboration, document, table

PEOPLE = """
people:
  - {id: kim, name: Kim, email: kim@vast.example}
  - {id: ola, name: Ola, email: ola@vast.example}
"""


@pytest.fixture
def linked(services: Services, bring_in: Importer) -> Importer:
    bring_in(collaboration(), document(PEOPLE))
    for team, name in (("T1", "kim"), ("T1", "ola"), ("T2", "kim")):
        assert link_slack(services, team, f"U-{name}", f"{name}@vast.example").known
    return bring_in


def accounts(services: Services) -> dict[tuple[str, str], str]:
    with services.database.session() as session:
        rows = session.execute(
            select(SlackIdentity.team, SlackIdentity.slack_user, Person.key).join(Person)
        )
        return {(team, user): key for team, user, key in rows}


def unlinked(services: Services) -> list[tuple[object, ...]]:
    with services.database.session() as session:
        rows = session.scalars(select(EventLog).where(EventLog.verb == "slack_unlinked"))
        return [
            (each.record_kind, each.record_key, each.door, each.at, each.actor_id, each.details)
            for each in rows
        ]


@pytest.mark.parametrize(
    "changed",
    [
        PEOPLE.replace("kim@", "ny@"),
        PEOPLE.replace(", email: kim@vast.example", ""),
        PEOPLE.replace("kim@vast.example", "null"),
    ],
)
def test_account_is_unlinked_when_its_address_changes_or_goes(
    changed: str, services: Services, linked: Importer
) -> None:
    linked(document(changed.replace("name: Kim", "name: Robin")), collaboration="vast")

    assert identify_slack(services, "T1", "U-kim") is None
    assert accounts(services) == {("T1", "U-ola"): "ola"}


def test_accounts_of_an_address_that_changes_hands_are_unlinked(
    services: Services, linked: Importer
) -> None:
    swapped = PEOPLE.replace("kim@", "x@").replace("ola@", "kim@").replace("x@", "ola@")

    linked(document(swapped), collaboration="vast")

    assert accounts(services) == {}


def test_unlinking_is_logged_once_by_the_number_of_the_person(
    services: Services, linked: Importer
) -> None:
    with services.database.session() as session:
        number = session.scalars(select(Person.id).where(Person.key == "kim")).one()

    linked(document(PEOPLE.replace("kim@", "ny@")), collaboration="vast")

    assert unlinked(services) == [("person", str(number), "terminal", NOW, None, {})]


def test_account_stays_when_other_things_change(services: Services, linked: Importer) -> None:
    before = accounts(services)

    by_key = linked(document(PEOPLE.replace("name: Kim", "name: Kim Berg")), collaboration="vast")
    by_address = linked(table("E-post | Telefon", "KIM@vast.example | 031-000 12"))

    assert [len(each.changed) for each in (by_key, by_address)] == [1, 1]
    assert accounts(services) == before
    assert len(before) == 3
    assert unlinked(services) == []


def test_person_without_an_account_changes_address_silently(
    services: Services, bring_in: Importer
) -> None:
    bring_in(collaboration(), document(PEOPLE))

    result = bring_in(document(PEOPLE.replace("kim@", "ny@")), collaboration="vast")

    assert [each.outcome for each in result.changes] == [Outcome.CHANGED, Outcome.UNCHANGED]
    assert unlinked(services) == []
