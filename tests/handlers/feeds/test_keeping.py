from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, update

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.feeds import Feed, FeedScope, my_feed, opened_feed, revoke_feed
from handlers.ports import NoAddresses
from storage.models import CalendarFeed, EventLog, Person
from tests.handlers.feeds.conftest import ALL, GROUP, MINE, Feeds, after

GONE = "feed_gone"


def refused(act: Callable[..., Any], *given: Any) -> str:
    with pytest.raises(Refusal) as caught:
        act(*given)
    return caught.value.code


def renewed(feeds: Feeds, feed: Feed, asker: Asker | None = None) -> Feed:
    return revoke_feed(feeds.services, asker or feeds.asker, feed.number, feed.generation)


def log(feeds: Feeds) -> list[tuple[str, str, int | None]]:
    columns = EventLog.verb, EventLog.record_key, EventLog.actor_id
    with feeds.services.database.session() as session:
        rows = session.execute(select(*columns).order_by(EventLog.id))
        return [(row[0], row[1], row[2]) for row in rows if row[0].startswith("feed_")]


@pytest.mark.parametrize("scope", FeedScope)
def test_feed_is_made_once_and_found_again(feeds: Feeds, scope: FeedScope) -> None:
    first = feeds.feed(scope)

    again = feeds.feed(scope)

    assert again == first
    assert first.generation == 1
    assert first.address == f"https://bot.example/{first.number}/1"
    assert log(feeds) == [("feed_made", str(first.number), feeds.asker.person_id)]


def test_each_scope_and_each_person_has_a_feed_of_their_own(feeds: Feeds) -> None:
    mine = [feeds.feed(scope).number for scope in FeedScope]

    others = [feeds.feed(scope, feeds.desk.coordinator).number for scope in FeedScope]

    assert len({*mine, *others}) == 6


def test_feed_says_whose_meetings_it_has(feeds: Feeds) -> None:
    named = [
        (one.scope, one.group, one.collaboration) for one in map(feeds.feed, (MINE, GROUP, ALL))
    ]

    assert named == [
        (MINE, "", "Miljösamverkan Jonkoping"),
        (GROUP, "Styrgruppen", "Miljösamverkan Jonkoping"),
        (ALL, "", "Miljösamverkan Jonkoping"),
    ]


def test_whoever_asks_twice_at_once_gets_one_feed(feeds: Feeds) -> None:
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: feeds.feed(MINE), range(4)))

    assert len({one.number for one in found}) == 1


def test_asker_of_another_family_gets_a_feed_of_that_one(feeds: Feeds) -> None:
    own = feeds.feed(ALL)

    there = feeds.feed(ALL, feeds.asker.turned_to("vast"))

    assert there.collaboration == "Miljösamverkan Vast"
    assert there.number != own.number
    assert feeds.feed(MINE, feeds.asker.turned_to("vast")).collaboration == own.collaboration


@pytest.mark.parametrize(
    ("asker", "scope", "key", "code"),
    [
        (Asker("jonkoping"), MINE, "", "not_known_yet"),
        (None, GROUP, "annan", "unknown_group"),
    ],
)
def test_feed_is_refused(
    feeds: Feeds, asker: Asker | None, scope: FeedScope, key: str, code: str
) -> None:
    assert refused(my_feed, feeds.services, asker or feeds.asker, scope, key) == code
    assert log(feeds) == []


def test_feed_that_no_page_leads_to_is_not_made(feeds: Feeds) -> None:
    nowhere = replace(feeds.services, addresses=NoAddresses())

    assert refused(my_feed, nowhere, feeds.asker, MINE) == "no_feed_address"
    with feeds.services.database.session() as session:
        assert session.scalars(select(CalendarFeed)).all() == []


def test_new_address_makes_the_old_one_void(feeds: Feeds) -> None:
    old = feeds.feed(MINE)

    new = renewed(feeds, old)

    assert (new.number, new.generation) == (old.number, 2)
    assert new.revoked_at == feeds.services.clock()
    assert refused(opened_feed, feeds.services, old.number, old.generation) == GONE
    assert opened_feed(feeds.services, new.number, new.generation) == new
    assert feeds.feed(MINE) == new
    assert [verb for verb, _, _ in log(feeds)] == ["feed_made", "feed_revoked"]


def test_whoever_presses_twice_gets_one_new_address(feeds: Feeds) -> None:
    old = feeds.feed(MINE)
    new = renewed(feeds, old)
    after(feeds, seconds=9)

    again = renewed(feeds, old)

    assert again == new


def test_void_address_makes_no_new_one(feeds: Feeds) -> None:
    old = feeds.feed(MINE)
    renewed(feeds, old)
    after(feeds, seconds=11)

    assert refused(renewed, feeds, old) == GONE
    assert feeds.feed(MINE).generation == 2


def test_nobody_makes_another_persons_address_void(feeds: Feeds) -> None:
    feed = feeds.feed(MINE)

    assert refused(renewed, feeds, feed, feeds.desk.coordinator) == GONE
    assert refused(renewed, feeds, feed, Asker("jonkoping")) == "not_known_yet"
    assert refused(revoke_feed, feeds.services, feeds.asker, 999, 1) == GONE
    assert feeds.feed(MINE) == feed


@pytest.mark.parametrize("generation", [0, 2, 999])
def test_address_of_no_generation_opens_nothing(feeds: Feeds, generation: int) -> None:
    feed = feeds.feed(MINE)

    assert refused(opened_feed, feeds.services, feed.number, generation) == GONE


def test_feed_of_somebody_who_has_left_the_register_is_closed(feeds: Feeds) -> None:
    feed = feeds.feed(ALL)
    with feeds.services.database.write() as session:
        gone = update(Person).where(Person.id == feed.person_id).values(email=None)
        session.execute(gone)

    assert refused(opened_feed, feeds.services, feed.number, 1) == GONE


def test_guest_at_a_meeting_sees_their_own_meetings_alone(feeds: Feeds) -> None:
    guest = feeds.add_person("Gun Gäst", kind="guest")

    own, every, groups = (feeds.feed(scope, guest) for scope in (MINE, ALL, GROUP))

    assert opened_feed(feeds.services, own.number, 1) == own
    assert refused(opened_feed, feeds.services, every.number, 1) == GONE
    assert refused(opened_feed, feeds.services, groups.number, 1) == GONE
