"""As much of a person as the asker may see."""

import pytest

from handlers.access import Information, may
from handlers.answers import Asker, ContactCard
from handlers.memberships import card
from handlers.ports import Services
from handlers.scope import scope
from storage.models import Person
from tests.factories import add_collaboration, add_mailbox, add_office, add_person

INSPECTOR = Asker("vast", 1, frozenset({"inspector"}))
NOT_LET_IN = {
    "a stranger": Asker("vast"),
    "a guest": Asker("jonkoping", 1, frozenset({"coordinator"})).turned_to("vast"),
    "a politician": Asker("vast", 1, frozenset({"politician"})),
}
PERSONAL = ("anna", "qvist", "0700-1")


def shown(services: Services, asker: Asker, key: str) -> ContactCard:
    with scope(services, asker) as here:
        person = here.session.query(Person).filter_by(key=key).one()
        return card(here, person)


@pytest.fixture
def register(services: Services) -> Services:
    """Put Anna in the register three times: as herself, in an office's role, in an own role."""
    with services.database.write() as session:
        owner = add_collaboration(session)
        ale = add_office(session, owner, "Ale")
        add_person(session, owner, "Anna Qvist", office=ale, title="Miljöinspektör", phone="0700-1")
        roles = (
            add_mailbox(session, owner, "Miljöchef", key="office-role", office=ale),
            add_mailbox(session, owner, "samordnare", key="own-role"),
        )
        for role in roles:
            # A table of contacts has told who it is today.
            role.name, role.phone = "Anna Qvist", "0700-1"
    return services


@pytest.mark.parametrize("who", NOT_LET_IN)
@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("anna-qvist", ("", "Miljöinspektör", "Miljökontoret i Ale", None, True)),
        ("office-role", ("office-role", "Miljöchef", "Miljökontoret i Ale", None, True)),
        ("own-role", ("own-role", "samordnare", "", "samordnare@vast.example", False)),
    ],
)
def test_card_names_roles_and_offices_to_those_who_may_not_see_the_register(
    register: Services, who: str, key: str, told: tuple[object, ...]
) -> None:
    asker = NOT_LET_IN[who]
    assert not may(asker, Information.REGISTER)

    one = shown(register, asker, key)

    assert (one.key, one.name, one.organisation, one.email, one.withheld) == told
    assert [word for word in PERSONAL if word in repr(one).casefold()] == []


@pytest.mark.parametrize("key", ["anna-qvist", "own-role"])
def test_card_names_the_person_to_those_who_may_see_the_register(
    register: Services, key: str
) -> None:
    one = shown(register, INSPECTOR, key)

    assert (one.key, one.name, one.phone, one.withheld) == (key, "Anna Qvist", "0700-1", False)
    assert one.email is not None
