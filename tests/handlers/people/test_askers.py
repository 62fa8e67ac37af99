from datetime import UTC, date, datetime, timedelta

import pytest

from handlers.access import Information, may
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.people import asker_by_email, asking_in, link_slack, stranger
from handlers.ports import Services
from tests.factories import add_collaboration, add_group, add_membership, add_person
from tests.fakes import FixedClock
from tests.handlers.people.register import give, known
from tests.sample import NOW

TODAY = NOW.date()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def test_asker_by_email_knows_who_has_the_address(west: Services) -> None:
    asker = known(west, " Anna-Ek@VG.example ")

    assert (asker.known, asker.collaboration, asker.door) == (True, "vg", "mail")
    assert asker.roles == {"inspector"}


@pytest.mark.parametrize("email", ["okand@vg.example", "", "@", "anna-ek@vg.example.net"])
def test_asker_by_email_knows_no_stranger(west: Services, email: str) -> None:
    assert asker_by_email(west, email, "mail") is None


@pytest.mark.parametrize(("named", "collaboration"), [(None, ""), ("vast", "vast")])
def test_stranger_belongs_nowhere_unless_a_collaboration_is_named(
    named: str | None, collaboration: str
) -> None:
    assert stranger(named, "chat") == Asker(collaboration, door="chat")


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (None, None, True),
        (TODAY, None, True),
        (None, TODAY, True),
        (TODAY, TODAY, True),
        (TODAY + timedelta(days=1), None, False),
        (None, TODAY - timedelta(days=1), False),
    ],
)
def test_role_counts_on_the_days_it_holds(
    west: Services, since: date | None, until: date | None, holds: bool
) -> None:
    give(west, "manager", "vg", since, until)

    assert ("manager" in known(west).roles) is holds


def test_roles_last_day_ends_at_midnight_in_sweden(west: Services) -> None:
    give(west, "manager", "vg", None, date(2027, 6, 30))
    assert isinstance(west.clock, FixedClock)

    roles = []
    for minute in (59, 61):
        west.clock.now = datetime(2027, 6, 30, 21, 0, tzinfo=UTC) + timedelta(minutes=minute)
        roles.append("manager" in known(west).roles)

    assert roles == [True, False]


@pytest.mark.parametrize("address", ["anna-e\u212a@vg.example", "anna-ek@v\u01e5.example"])
def test_address_that_looks_or_folds_like_another_is_a_strangers(
    west: Services, address: str
) -> None:
    assert asker_by_email(west, address, "mail") is None
    assert link_slack(west, "T1", "U1", address).known is False


@pytest.mark.parametrize(("owner", "counts"), [("vg", True), ("vast", True), ("jonkoping", False)])
def test_role_counts_in_its_own_family(west: Services, owner: str, counts: bool) -> None:
    give(west, "coordinator", owner, None, None)

    assert ("coordinator" in known(west).roles) is counts


def test_role_in_a_group_is_no_role_in_the_collaboration(services: Services) -> None:
    with services.database.write() as session:
        owner = add_collaboration(session, "vg")
        person = add_person(session, owner)
        group = add_group(session, owner, "Styrgrupp")
        add_membership(session, person, owner, "coordinator", group=group)

    assert known(services).roles == frozenset()


def test_asking_in_another_family_leaves_the_roles_at_home(west: Services) -> None:
    asker = asking_in(west, known(west), "jonkoping")

    assert (asker.collaboration, asker.roles, asker.known) == ("jonkoping", frozenset(), True)


def test_asking_in_the_own_family_keeps_the_roles(west: Services) -> None:
    asker = asking_in(west, known(west), "vast")

    assert (asker.collaboration, asker.roles) == ("vast", frozenset({"inspector"}))


def test_asking_in_an_unknown_collaboration_is_refused(west: Services) -> None:
    with pytest.raises(Refusal) as refused:
        asking_in(west, known(west), "skane")

    assert (refused.value.code, refused.value.values) == (
        "unknown_collaboration",
        {"collaboration": "skane"},
    )


def test_asker_is_a_guest_in_another_family(west: Services) -> None:
    askers = [asking_in(west, known(west), key) for key in ("vast", "jonkoping")]

    assert [may(one, Information.REGISTER) for one in askers] == [True, False]


@pytest.mark.parametrize(
    ("spans", "guest"),
    [
        ([], False),
        ([(None, None)], False),
        ([(None, YESTERDAY)], True),
        ([(TOMORROW, None)], True),
        ([(None, YESTERDAY), (None, None)], False),
    ],
    ids=["never had a role", "has one", "had one", "will have one", "has one of two"],
)
def test_who_has_no_role_left_is_a_guest(
    services: Services, spans: list[tuple[date | None, date | None]], guest: bool
) -> None:
    with services.database.write() as session:
        owner = add_collaboration(session, "vg")
        person = add_person(session, owner)
        for role, (since, until) in zip(("inspector", "manager"), spans, strict=False):
            add_membership(session, person, owner, role, valid_from=since, valid_to=until)

    asker = known(services)

    assert (asker.guest, may(asker, Information.REGISTER)) == (guest, not guest)
