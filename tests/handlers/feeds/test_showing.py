from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from handlers.errors import Refusal
from handlers.feeds import KEPT, FeedScope, feed_of, feed_version
from handlers.ports import Services
from storage.models import Collaboration, Group
from tests.fakes import recorded_statements
from tests.handlers.calendars import START
from tests.handlers.feeds.conftest import ALL, DAY, GROUP, MINE, Feeds

TODAY = START.date()


def test_own_feed_has_what_one_is_invited_to_and_not_taken_off(feeds: Feeds) -> None:
    me, other = feeds.desk.contact_id, feeds.desk.coordinator_id
    chosen = feeds.add_meeting("Chefsmöte")
    declined = feeds.add_meeting("Presidieträff", DAY + timedelta(1))
    taken_off = feeds.add_meeting("Styrgruppsmöte")
    elsewhere = feeds.add_meeting("Mötesplats", DAY - timedelta(1), feeds.neighbour)
    feeds.add_meeting("Ingen inbjuden")
    for meeting in (chosen, elsewhere):
        feeds.invite(meeting, me)
    feeds.invite(declined, me, status="declined")
    feeds.invite(taken_off, me, removed_at=feeds.services.clock())
    feeds.invite(taken_off, other)

    assert feeds.titles(feeds.feed(MINE)) == ["Mötesplats", "Chefsmöte", "Presidieträff"]


def test_collaborations_feed_has_all_of_its_family(feeds: Feeds) -> None:
    feeds.add_meeting("Chefsmöte")
    feeds.add_meeting("Medlemmens", DAY + timedelta(1), feeds.member)
    feeds.add_meeting("Grannens", DAY, feeds.neighbour)

    content = feed_of(feeds.services, feeds.feed(ALL).number, 1)

    assert [(one.title, one.collaboration) for one in content.meetings] == [
        ("Chefsmöte", "Miljösamverkan Jonkoping"),
        ("Medlemmens", "Miljösamverkan Hoglandet"),
    ]


def test_groups_feed_has_what_is_meant_for_the_group(feeds: Feeds) -> None:
    feeds.add_meeting("Styrgruppsmöte", audience={"groups": ["styrgrupp"], "roles": []})
    feeds.add_meeting("Gemensamt", DAY + timedelta(1), audience={"groups": ["a", "styrgrupp"]})
    feeds.add_meeting("Medlemmens", DAY, feeds.member, audience={"groups": ["styrgrupp"]})
    feeds.add_meeting("Alla chefer", audience={"roles": ["manager"], "groups": []})
    feeds.add_meeting("Liknar", audience={"groups": ["styrgrupp-vg"]})
    feeds.add_meeting("Grannens", DAY, feeds.neighbour, audience={"groups": ["styrgrupp"]})
    feeds.add_meeting("Ingen vald")

    assert feeds.titles(feeds.feed(GROUP)) == ["Styrgruppsmöte", "Medlemmens", "Gemensamt"]


@pytest.mark.parametrize("scope", FeedScope)
@pytest.mark.parametrize(
    ("last", "shown"),
    [
        (TODAY - KEPT, True),
        (TODAY - KEPT - timedelta(1), False),
        (date(2029, 12, 1), True),
    ],
)
@pytest.mark.parametrize("state", ["booked", "held", "cancelled"])
def test_what_is_over_stays_for_a_year(
    feeds: Feeds, scope: FeedScope, last: date, shown: bool, state: str
) -> None:
    audience = {"groups": ["styrgrupp"]}
    meeting = feeds.add_meeting("Möte", last, state=state, audience=audience)
    feeds.invite(meeting, feeds.desk.contact_id)

    assert feeds.titles(feeds.feed(scope)) == (["Möte"] if shown else [])


def test_meeting_is_told_as_it_is_booked(feeds: Feeds) -> None:
    values: dict[str, Any] = {
        "part": "våren",
        "place": "Habo",
        "host": "Habo kommun",
        "about": "Dagordning",
    }
    meeting = feeds.add_meeting(
        "Chefsmöte", uid="u-1", link="https://mote.example", sequence=2, revision=3, **values
    )
    feeds.invite(meeting, feeds.desk.contact_id)

    (one,) = feed_of(feeds.services, feeds.feed(MINE).number, 1).meetings

    assert (one.uid, one.sequence, one.title, one.part) == ("u-1", 2, "Chefsmöte", "våren")
    assert (one.first, one.last) == (DAY, DAY)
    assert (one.starts_at, one.ends_at) == (
        datetime(2027, 4, 20, 7, tzinfo=UTC),
        datetime(2027, 4, 20, 10, tzinfo=UTC),
    )
    assert (one.place, one.host, one.state) == ("Habo", "Habo kommun", "booked")
    assert (one.link, one.about) == ("https://mote.example", "Dagordning")
    assert one.stamp == START + timedelta(seconds=5)


@pytest.mark.parametrize("scope", [GROUP, ALL])
def test_link_and_agenda_are_told_to_those_alone_who_are_invited(
    feeds: Feeds, scope: FeedScope
) -> None:
    audience = {"groups": ["styrgrupp"]}
    meeting = feeds.add_meeting(
        "Styrgruppsmöte", link="https://mote.example", about="Dagordning", audience=audience
    )
    feeds.invite(meeting, feeds.desk.contact_id, wishes="nötter", comment="kommer sent")

    content = feed_of(feeds.services, feeds.feed(scope).number, 1)

    assert [(one.link, one.about) for one in content.meetings] == [("", "")]
    assert "nötter" not in repr(content)


CHANGES: dict[str, dict[str, Any]] = {
    "title": {"title": "Chefsmöte"},
    "part": {"part": "våren"},
    "day": {"first": DAY - timedelta(1)},
    "last day": {"last": DAY + timedelta(1)},
    "beginning": {"starts_at": datetime(2027, 4, 20, 8, tzinfo=UTC)},
    "end": {"ends_at": datetime(2027, 4, 20, 11, tzinfo=UTC)},
    "no end": {"ends_at": None},
    "place": {"place": "Habo"},
    "host": {"host": "Habo"},
    "link": {"link": "https://mote.example"},
    "agenda": {"about": "Dagordning"},
    "state": {"state": "cancelled"},
    "sequence": {"sequence": 1},
    "revision": {"revision": 1},
}


@pytest.mark.parametrize("name", CHANGES)
def test_version_is_another_when_anything_shown_changes(feeds: Feeds, name: str) -> None:
    meeting = feeds.add_meeting("Möte")
    feeds.invite(meeting, feeds.desk.contact_id)
    feed = feeds.feed(MINE)
    before = feeds.version(feed)

    feeds.change(meeting, **CHANGES[name])

    assert feeds.version(feed) != before


def test_version_is_another_when_a_name_changes(feeds: Feeds) -> None:
    feed = feeds.feed(GROUP)
    seen = [feeds.version(feed)]

    for model, number, name in (
        (Group, feeds.group, "title"),
        (Collaboration, feeds.desk.collaboration_id, "name"),
    ):
        with feeds.services.database.write() as session:
            setattr(session.get_one(model, number), name, "Nytt namn")
        seen.append(feeds.version(feed))

    assert len(set(seen)) == 3


def test_version_is_another_when_a_meeting_comes_or_goes(feeds: Feeds) -> None:
    feed = feeds.feed(MINE)
    seen = [feeds.version(feed)]
    meetings = [feeds.add_meeting("Ett"), feeds.add_meeting("Två")]
    for meeting in meetings:
        feeds.invite(meeting, feeds.desk.contact_id)
        seen.append(feeds.version(feed))
    feeds.desk.to(DAY + KEPT + timedelta(1))
    seen.append(feeds.version(feed))

    assert len(set(seen)) == 3
    assert seen[-1] == seen[0]


def test_version_is_the_same_while_nothing_shown_changes(feeds: Feeds) -> None:
    meeting = feeds.add_meeting("Möte")
    feeds.invite(meeting, feeds.desk.contact_id)
    feed = feeds.feed(MINE)
    before = feeds.version(feed)

    feeds.invite(meeting, feeds.desk.coordinator_id, status="accepted", comment="Hej")
    feeds.change(meeting, places=3, answer_by=DAY)
    feeds.desk.to(TODAY + timedelta(1))

    assert feeds.version(feed) == before


@pytest.mark.parametrize("scope", FeedScope)
def test_version_of_every_scope_follows_its_meetings(feeds: Feeds, scope: FeedScope) -> None:
    feed = feeds.feed(scope)
    seen = [feeds.version(feed)]
    meeting = feeds.add_meeting("Möte", audience={"groups": ["styrgrupp"]})
    feeds.invite(meeting, feeds.desk.contact_id)

    for place in ("Habo", "Aneby"):
        feeds.change(meeting, place=place)
        seen.append(feeds.version(feed))

    assert len(set(seen)) == 3


@pytest.mark.parametrize("look", [feed_of, feed_version])
@pytest.mark.parametrize("scope", FeedScope)
def test_feed_costs_two_questions_however_many_meetings(
    feeds: Feeds, scope: FeedScope, look: Callable[[Services, int, int], object]
) -> None:
    feed, counts = feeds.feed(scope), []
    for count in (1, 2):
        for _ in range(count):
            meeting = feeds.add_meeting("Möte", audience={"groups": ["styrgrupp"]})
            feeds.invite(meeting, feeds.desk.contact_id)
        with recorded_statements(feeds.services.database) as statements:
            look(feeds.services, feed.number, 1)
        counts.append((len(feeds.titles(feed)), len(statements)))

    assert counts == [(1, 2), (3, 2)]


def test_void_address_shows_nothing(feeds: Feeds) -> None:
    number = feeds.feed(MINE).number

    for look in (feed_of, feed_version):
        with pytest.raises(Refusal, match="feed_gone"):
            look(feeds.services, number, 2)
