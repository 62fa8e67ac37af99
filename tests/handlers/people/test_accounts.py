from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from handlers.answers import Asker
from handlers.people import (
    SlackLink,
    identify_slack,
    link_slack,
    set_role,
    slack_stranger,
    verify_slack,
)
from handlers.ports import Services
from storage.models import EventLog, Person, SlackIdentity
from tests.fakes import FixedClock, recorded_statements
from tests.handlers.people.register import ANNA, count, known, log
from tests.sample import NOW

BO = "bo.al@vg.example"
DAY = timedelta(days=1)
MOMENT = timedelta(seconds=1)
NOBODY = slack_stranger("T1", "U1")


@pytest.fixture
def linked(west: Services) -> Services:
    """Lend a register where U1 and U2 are Anna's, and Bo has a role but no account."""
    set_role(west, BO, "coordinator", "vg", "Bo Al")
    for user in ("U1", "U2"):
        link_slack(west, "T1", user, ANNA)
    return west


def later(services: Services, step: timedelta) -> None:
    assert isinstance(services.clock, FixedClock)
    services.clock.move(step)


def links(services: Services) -> dict[str, tuple[int, datetime]]:
    with services.database.session() as session:
        rows = session.execute(
            select(SlackIdentity.slack_user, SlackIdentity.person_id, SlackIdentity.verified_at)
        )
        return {user: (person, at) for user, person, at in rows}


def link_log(services: Services) -> list[tuple[str, int | None, str, str]]:
    """Return what has happened to links after the two that there were: verb, actor and person."""
    with services.database.session() as session:
        rows = session.execute(
            select(EventLog.verb, EventLog.actor_id, EventLog.record_kind, EventLog.record_key)
            .where(EventLog.verb.like("slack%"))
            .order_by(EventLog.id)
        )
        return [(verb, actor, kind, key) for verb, actor, kind, key in rows][2:]


def number(services: Services, email: str) -> int:
    found = known(services, email).person_id
    assert found is not None
    return found


def test_slack_account_is_unknown_until_it_is_linked(west: Services) -> None:
    assert identify_slack(west, "T1", "U1") is None


def test_link_slack_links_the_account_to_the_verified_address(west: Services) -> None:
    linked = link_slack(west, "T1", "U1", ANNA.upper())

    assert linked == Asker("vg", known(west).person_id, frozenset({"inspector"}), "slack",
                           "slack:T1:U1")  # fmt: skip
    assert identify_slack(west, "T1", "U1") == SlackLink(linked, due=False)
    assert log(west) == [("slack_linked", "slack", {})]


def test_link_slack_twice_links_once(west: Services) -> None:
    for _ in range(2):
        link_slack(west, "T1", "U1", ANNA)

    assert count(west, SlackIdentity) == 1
    assert len(log(west)) == 1


def test_link_slack_at_once_links_once(west: Services) -> None:
    start = Barrier(2)

    def link_all() -> list[Asker]:
        start.wait()
        return [link_slack(west, "T1", f"U{number}", ANNA) for number in range(10)]

    with ThreadPoolExecutor(2) as pool:
        one, other = [pool.submit(link_all) for _ in range(2)]

    assert one.result() == other.result()
    assert count(west, SlackIdentity) == 10


def test_same_user_of_another_team_is_somebody_else(west: Services) -> None:
    link_slack(west, "T1", "U1", ANNA)

    assert identify_slack(west, "T2", "U1") is None


@pytest.mark.parametrize("email", [None, "", "okand@vg.example"])
def test_link_slack_leaves_a_stranger_a_stranger(west: Services, email: str | None) -> None:
    asker = link_slack(west, "T1", "U1", email)

    assert asker == Asker("", door="slack", account="slack:T1:U1")
    assert identify_slack(west, "T1", "U1") is None
    assert count(west, SlackIdentity) == 0


@pytest.mark.parametrize(
    ("age", "due"), [(timedelta(0), False), (DAY, False), (DAY + MOMENT, True), (400 * DAY, True)]
)
def test_link_is_due_when_it_is_older_than_a_day(
    linked: Services, age: timedelta, due: bool
) -> None:
    later(linked, age)

    link = identify_slack(linked, "T1", "U1")

    assert link is not None
    assert (link.due, link.asker.person_id) == (due, number(linked, ANNA))


def test_linked_account_costs_one_select(linked: Services) -> None:
    with recorded_statements(linked.database) as heard:
        identify_slack(linked, "T1", "U1")

    assert [statement.split()[0] for statement in heard] == ["SELECT"]


def test_verify_slack_with_the_same_address_only_moves_the_day(linked: Services) -> None:
    later(linked, 2 * DAY)

    asker = verify_slack(linked, "T1", "U1", f" {ANNA.upper()}")

    anna = number(linked, ANNA)
    assert identify_slack(linked, "T1", "U1") == SlackLink(asker, due=False)
    assert links(linked) == {"U1": (anna, NOW + 2 * DAY), "U2": (anna, NOW)}
    assert link_log(linked) == []


def test_verify_slack_gives_the_account_to_who_has_the_address_now(linked: Services) -> None:
    later(linked, 2 * DAY)

    asker = verify_slack(linked, "T1", "U1", BO)

    anna, bo = number(linked, ANNA), number(linked, BO)
    assert (asker.person_id, asker.roles) == (bo, frozenset({"coordinator"}))
    assert identify_slack(linked, "T1", "U1") == SlackLink(asker, due=False)
    assert links(linked) == {"U1": (bo, NOW + 2 * DAY), "U2": (anna, NOW)}
    assert link_log(linked) == [
        ("slack_unlinked", None, "person", str(anna)),
        ("slack_linked", bo, "person", str(bo)),
    ]


@pytest.mark.parametrize("email", [None, "", "okand@vg.example"])
def test_verify_slack_takes_the_account_from_who_has_the_address_no_longer(
    linked: Services, email: str | None
) -> None:
    asker = verify_slack(linked, "T1", "U1", email)

    anna = number(linked, ANNA)
    assert asker == NOBODY
    assert identify_slack(linked, "T1", "U1") is None
    assert links(linked) == {"U2": (anna, NOW)}
    assert link_log(linked) == [("slack_unlinked", None, "person", str(anna))]


def test_verify_slack_takes_the_account_from_who_was_erased(linked: Services) -> None:
    with linked.database.write() as session:
        session.get_one(Person, known(linked).person_id).email = None

    assert verify_slack(linked, "T1", "U1", ANNA) == NOBODY


def test_verify_slack_leaves_the_same_user_of_another_team(linked: Services) -> None:
    other = link_slack(linked, "T2", "U1", ANNA)

    verify_slack(linked, "T1", "U1", None)

    assert identify_slack(linked, "T2", "U1") == SlackLink(other, due=False)


@pytest.mark.parametrize(
    ("email", "verbs"),
    [
        (ANNA, []),
        (None, ["slack_unlinked"]),
        (BO, ["slack_unlinked", "slack_linked"]),
    ],
    ids=["the same", "nobody", "another"],
)
def test_verify_slack_at_once_settles_it_once(
    linked: Services, email: str | None, verbs: list[str]
) -> None:
    users = [f"U{position}" for position in range(3, 13)]
    for user in users:
        link_slack(linked, "T1", user, ANNA)
    before = len(link_log(linked))

    one, other = at_once(lambda: [verify_slack(linked, "T1", user, email) for user in users])

    assert one == other
    assert sorted(verb for verb, *_ in link_log(linked)[before:]) == sorted(verbs * 10)
    assert [bool(identify_slack(linked, "T1", user)) for user in users] == [bool(email)] * 10


def test_verify_slack_at_once_with_different_words_ends_with_one_of_them(linked: Services) -> None:
    words = iter([BO, None])

    at_once(lambda: [verify_slack(linked, "T1", "U1", next(words))])

    link = identify_slack(linked, "T1", "U1")
    assert link is None or link.asker.person_id == number(linked, BO)


def at_once(act: Callable[[], list[Asker]]) -> list[list[Asker]]:
    start = Barrier(2)

    def one() -> list[Asker]:
        start.wait()
        return act()

    with ThreadPoolExecutor(2) as pool:
        return [each.result() for each in [pool.submit(one) for _ in range(2)]]
