import pytest

from handlers.answers import Asker, RoleContact
from handlers.ports import Services
from handlers.roles import coordinator
from handlers.scope import scope
from tests.factories import add_collaboration, add_mailbox, add_office, add_person
from tests.handlers.scopes import seen_from


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
