"""Whose an account is, day after day: the address that Slack has verified may change hands."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from bot.workspace import Member
from handlers.people import asker_by_email
from storage.models import EventLog, SlackIdentity
from tests.fakes import recorded_statements
from tests.flows.house import EVA, INA, MEMBERS, SAM, House, lines

COORDINATOR = "projektledare@vast.example"
INSPECTOR = "avlopp.boras@vast.example"
NOBODY = "ny.adress@annanstans.example"
REFUSED = ("Jag känner inte igen dig än", "Det här är bara öppet för en annan roll")
DAY = timedelta(days=1)
A_WHILE = timedelta(seconds=31)


@pytest.fixture
def linked(house: House) -> House:
    """Lend a house where the coordinator has looked at the list."""
    assert sees_the_list(house)
    return house


def sees_the_list(house: House, user: str = SAM) -> bool:
    answer = lines(house.ask(user, "/samverkan", "att hantera"))[0]
    assert answer.startswith(("Att hantera", *REFUSED)), answer
    return answer.startswith("Att hantera")


def become(house: House, user: str, **changes: object) -> None:
    before = next(one for one in MEMBERS if one.id == user)
    house.workspace.put_member(replace(before, **changes))  # type: ignore[arg-type]  # our names


def lookups(house: House) -> int:
    return sum(call.method == "users.info" for call in house.workspace.calls)


def number(house: House, email: str) -> str:
    asker = asker_by_email(house.services, email, "mail")
    assert asker is not None
    return str(asker.person_id)


def log(house: House) -> list[tuple[str, str, str]]:
    with house.services.database.session() as session:
        rows = session.execute(
            select(EventLog.verb, EventLog.record_kind, EventLog.record_key)
            .where(EventLog.verb.like("slack%"))
            .order_by(EventLog.id)
        )
        return [(verb, kind, key) for verb, kind, key in rows]


def owners(house: House) -> list[str]:
    with house.services.database.session() as session:
        return [str(one) for one in session.scalars(select(SlackIdentity.person_id))]


@pytest.mark.parametrize("days", [1, 400])
def test_coordinator_with_another_address_loses_the_list(linked: House, days: int) -> None:
    sam = number(linked, COORDINATOR)
    become(linked, SAM, email=NOBODY)
    linked.clock.move(timedelta(days=days, seconds=1))

    assert not sees_the_list(linked)
    assert owners(linked) == []
    assert log(linked) == [("slack_linked", "person", sam), ("slack_unlinked", "person", sam)]


@pytest.mark.parametrize(
    "gone",
    [{"deleted": True}, {"is_bot": True}, {"email": None}],
    ids=lambda gone: next(iter(gone)),
)
def test_account_that_proves_nothing_any_longer_loses_the_list(
    linked: House, gone: dict[str, object]
) -> None:
    become(linked, SAM, **gone)
    linked.clock.move(DAY + A_WHILE)

    assert not sees_the_list(linked)
    assert owners(linked) == []


def test_account_follows_its_address_to_somebody_else(linked: House) -> None:
    sam, other = number(linked, COORDINATOR), number(linked, INSPECTOR)
    become(linked, SAM, email=INSPECTOR)
    linked.clock.move(DAY + A_WHILE)

    assert not sees_the_list(linked)
    assert owners(linked) == [other]
    assert log(linked) == [
        ("slack_linked", "person", sam),
        ("slack_unlinked", "person", sam),
        ("slack_linked", "person", other),
    ]


def test_list_goes_to_who_has_the_address_now(linked: House) -> None:
    become(linked, SAM, email=NOBODY)
    become(linked, EVA, email=COORDINATOR)
    linked.clock.move(DAY + A_WHILE)

    assert [sees_the_list(linked, user) for user in (SAM, EVA)] == [False, True]


def test_same_address_is_verified_once_a_day(linked: House) -> None:
    asked = []
    for _ in range(3):
        linked.clock.move(DAY + A_WHILE)
        assert sees_the_list(linked)
        assert sees_the_list(linked)
        asked.append(lookups(linked))

    assert asked == [2, 3, 4]
    assert [verb for verb, _, _ in log(linked)] == ["slack_linked"]


def test_recently_verified_account_costs_one_select_and_no_look(house: House) -> None:
    house.ask(INA, "/projekt", "släckvatten")
    house.clock.move(DAY + A_WHILE)
    house.ask(INA, "/projekt", "släckvatten")
    house.clock.move(DAY - A_WHILE)
    before = lookups(house)

    with recorded_statements(house.services.database) as heard:
        house.ask(INA, "/projekt", "släckvatten")

    assert sum("slack_identity" in statement for statement in heard) == 1
    assert {statement.split()[0] for statement in heard} == {"SELECT"}
    assert lookups(house) == before


@pytest.mark.parametrize("failure", ["ratelimited", "internal_error", "token_revoked"])
def test_slack_that_does_not_answer_keeps_the_link_and_is_asked_later(
    linked: House, failure: str
) -> None:
    become(linked, SAM, email=NOBODY)
    linked.clock.move(DAY + A_WHILE)
    linked.workspace.fail_next("users.info", failure)
    before = lookups(linked)

    during = [sees_the_list(linked) for _ in range(3)]
    asked = lookups(linked) - before
    linked.clock.move(A_WHILE)
    after = sees_the_list(linked)

    assert (during, asked) == ([True] * 3, 1)
    assert (after, lookups(linked) - before) == (False, 2)


def test_account_that_slack_does_not_know_is_nobodys(linked: House) -> None:
    linked.clock.move(DAY + A_WHILE)
    linked.workspace.fail_next("users.info", "user_not_found")

    assert not sees_the_list(linked)
    assert owners(linked) == []


def test_removed_account_is_let_in_again_with_its_address(linked: House) -> None:
    become(linked, SAM, email=NOBODY)
    linked.clock.move(DAY + A_WHILE)
    sees_the_list(linked)
    become(linked, SAM, email=COORDINATOR)

    early = sees_the_list(linked)
    linked.clock.move(timedelta(minutes=6))

    assert (early, sees_the_list(linked)) == (False, True)


@pytest.mark.parametrize(
    ("email", "verbs"),
    [
        (COORDINATOR, ["slack_linked"]),
        (NOBODY, ["slack_linked", "slack_unlinked"]),
        (INSPECTOR, ["slack_linked", "slack_unlinked", "slack_linked"]),
    ],
)
def test_requests_at_once_settle_it_once(linked: House, email: str, verbs: list[str]) -> None:
    owner = [] if email == NOBODY else [number(linked, email)]
    become(linked, SAM, email=email)
    linked.clock.move(DAY + A_WHILE)

    acknowledged = at_once(
        4, lambda: linked.workspace.command(SAM, "/samverkan", "att hantera").acknowledged
    )

    assert acknowledged == [True] * 4
    assert [verb for verb, _, _ in log(linked)] == verbs
    assert owners(linked) == owner


def at_once(times: int, act: Callable[[], bool]) -> list[bool]:
    start = Barrier(times)

    def one() -> bool:
        start.wait()
        return act()

    with ThreadPoolExecutor(times) as pool:
        return [each.result() for each in [pool.submit(one) for _ in range(times)]]


def test_address_in_another_workspace_proves_nothing(house: House) -> None:
    assert sees_the_list(house)
    visitor = Member("U0VISITOR", "Gäst", COORDINATOR)
    house.workspace.put_member(visitor)
    settings = house.workspace.state.settings
    # What a visitor presses may carry the visitor's own workspace, as does the account.
    house.workspace.state.settings = replace(settings, team_id="T0ELSEWHERE")

    assert not sees_the_list(house, visitor.id)
    assert owners(house) == [number(house, COORDINATOR)]
