from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from handlers.answers import Asker
from handlers.feeds import Feed, FeedScope, feed_of, feed_version, my_feed
from handlers.ports import NoAddresses, Services
from storage.models import Collaboration, Invitee, Meeting
from tests.factories import add_collaboration, add_group, add_person
from tests.handlers.calendars import Desk

# The desk's clock stands at 4 January 2027.
DAY = date(2027, 4, 20)
MINE, GROUP, ALL = FeedScope.MINE, FeedScope.GROUP, FeedScope.COLLABORATION


class Pages(NoAddresses):
    """Addresses that can be read."""

    def calendar(self, number: int, generation: int) -> str:
        return f"https://bot.example/{number}/{generation}"


@dataclass
class Feeds:
    """A collaboration with a group, a member of its own, and a neighbour, each with meetings."""

    desk: Desk
    services: Services
    group: int
    member: int
    neighbour: int

    @property
    def asker(self) -> Asker:
        return self.desk.contact

    def add_meeting(self, title: str, day: date = DAY, owner: int = 0, **values: Any) -> int:
        with self.services.database.write() as session:
            meeting = Meeting(
                collaboration_id=owner or self.desk.collaboration_id,
                title=title,
                first=day,
                last=values.pop("last", day),
                starts_at=datetime.combine(day, time(7), UTC),
                ends_at=datetime.combine(day, time(10), UTC),
                created_at=self.services.clock(),
                **values,
            )
            session.add(meeting)
            session.flush()
            return meeting.id

    def invite(self, meeting: int, person: int, **values: Any) -> None:
        with self.services.database.write() as session:
            owner = session.get_one(Meeting, meeting).collaboration_id
            row = Invitee(
                collaboration_id=owner,
                meeting_id=meeting,
                person_id=person,
                invited_at=self.services.clock(),
                **values,
            )
            session.add(row)

    def change(self, meeting: int, **values: Any) -> None:
        with self.services.database.write() as session:
            row = session.get_one(Meeting, meeting)
            for name, value in values.items():
                setattr(row, name, value)

    def add_person(self, name: str, **values: Any) -> Asker:
        with self.services.database.write() as session:
            owner = session.get_one(Collaboration, self.desk.collaboration_id)
            return Asker(owner.key, add_person(session, owner, name, **values).id, door="slack")

    def feed(self, scope: FeedScope = ALL, asker: Asker | None = None) -> Feed:
        key = "styrgrupp" if scope is GROUP else ""
        return my_feed(self.services, asker or self.asker, scope, key)

    def titles(self, feed: Feed) -> list[str]:
        content = feed_of(self.services, feed.number, feed.generation)
        return [one.title for one in content.meetings]

    def version(self, feed: Feed) -> str:
        """Return the version, which is the same by itself and with the meetings."""
        named = feed.number, feed.generation
        version = feed_version(self.services, *named)
        assert feed_of(self.services, *named).version == version
        return version


@pytest.fixture
def feeds(desk: Desk) -> Feeds:
    services = replace(desk.services, addresses=Pages())
    with services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        group = add_group(session, owner, "Styrgruppen", key="styrgrupp")
        member = add_collaboration(session, "hoglandet", owner)
        neighbour = add_collaboration(session, "vast")
        return Feeds(desk, services, group.id, member.id, neighbour.id)


def after(feeds: Feeds, **time: float) -> None:
    feeds.desk.clock.move(timedelta(**time))
