from datetime import date, timedelta

import pytest

from handlers.answers import Asker, ContactAnswer, RoleContact
from handlers.contacts import find_contact
from handlers.ports import Services
from handlers.roles import coordinator
from handlers.scope import scope
from tests.factories import (
    add_collaboration,
    add_group,
    add_mailbox,
    add_membership,
    add_office,
    add_person,
)
from tests.handlers.scopes import TODAY, seen_from

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("collaboration", "key", "email"),
    [
        ("vast", "projektledare", "projektledare@vast.example"),
        ("halland", "projektledare", "projektledare@vast.example"),
        ("jonkoping", "samordnare", "utvecklingsledare@jonkoping.example"),
    ],
)
def test_coordinator_is_the_mailbox_of_the_family(
    reading: Services, collaboration: str, key: str, email: str
) -> None:
    with seen_from(reading, collaboration) as here:
        contact = coordinator(here)

    assert contact is not None
    assert (contact.key, contact.email) == (key, email)


def test_coordinator_is_told_without_what_stands_in_brackets(services: Services) -> None:
    with services.database.write() as session:
        owner = add_collaboration(session)
        add_mailbox(session, owner, "Länssamordnare (80 procent)", key="s", email="s@vast.example")

    with scope(services, Asker("vast")) as here:
        assert coordinator(here) == RoleContact("s", "Länssamordnare", "s@vast.example")


def test_shared_mailbox_goes_before_one_of_those_who_share_it(services: Services) -> None:
    with services.database.write() as session:
        owner = add_collaboration(session)
        for key, title in (("vg", "projektledare"), ("alla", "projektledarna (gemensam)")):
            add_mailbox(session, owner, title, key=key, email=f"{key}@vast.example")

    with scope(services, Asker("vast")) as here:
        contact = coordinator(here)

    assert contact is not None
    assert contact.key == "alla"


def test_coordinator_is_nobodys_private_address(services: Services) -> None:
    with services.database.write() as session:
        owner = add_collaboration(session)
        add_person(session, owner, "Anna Ek", title="samordnare", roles=("coordinator",))
        add_person(
            session, owner, "Samordnare", title="samordnare", kind="role",
            office=add_office(session, owner),
        )  # fmt: skip

    with scope(services, Asker("vast")) as here:
        assert coordinator(here) is None


@pytest.mark.parametrize(
    ("first", "last", "key"),
    [
        (None, YESTERDAY, "gemensam"),
        (TOMORROW, None, "gemensam"),
        (None, TODAY, "samordnare"),
        (TODAY, None, "samordnare"),
        (None, None, "samordnare"),
    ],
)
def test_coordinator_is_a_mailbox_that_is_in_use(
    services: Services, first: date | None, last: date | None, key: str
) -> None:
    with services.database.write() as session:
        owner = add_collaboration(session)
        own = add_mailbox(session, owner, "samordnare")
        add_membership(session, own, owner, "coordinator", valid_from=first, valid_to=last)
        add_mailbox(session, owner, "projektledare", key="gemensam")

    with scope(services, Asker("vast")) as here:
        contact = coordinator(here)

    assert contact is not None
    assert contact.key == key


@pytest.mark.parametrize(("day", "there"), [(YESTERDAY, True), (TODAY, False)])
def test_coordinator_of_a_day_is_who_was_it_then(
    services: Services, day: date, there: bool
) -> None:
    with services.database.write() as session:
        owner = add_collaboration(session)
        ended = add_mailbox(session, owner)
        add_membership(session, ended, owner, "coordinator", valid_to=YESTERDAY)

    with scope(services, Asker("vast"), day) as here:
        assert (coordinator(here) is not None) is there


@pytest.mark.parametrize(("seat", "there"), [(None, True), (YESTERDAY, False)])
def test_coordinator_whose_role_has_ended_may_still_sit_in_a_group(
    services: Services, seat: date | None, there: bool
) -> None:
    with services.database.write() as session:
        owner = add_collaboration(session)
        ended = add_mailbox(session, owner)
        add_membership(session, ended, owner, "coordinator", valid_to=YESTERDAY)
        group = add_group(session, owner, "Styrgrupp")
        add_membership(session, ended, owner, "member", group=group, valid_to=seat)

    with scope(services, Asker("vast")) as here:
        assert (coordinator(here) is not None) is there
        assert isinstance(find_contact(here, "samordnaren"), ContactAnswer) is there


def test_mailbox_with_a_seat_in_a_group_alone_is_always_there(services: Services) -> None:
    with services.database.write() as session:
        owner = add_collaboration(session)
        role = add_mailbox(session, owner)
        group = add_group(session, owner, "Styrgrupp")
        add_membership(session, role, owner, "member", group=group, valid_to=YESTERDAY)

    with scope(services, Asker("vast")) as here:
        assert coordinator(here) is not None
