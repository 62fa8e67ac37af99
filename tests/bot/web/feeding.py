"""Feeds on the pages' collaboration, with meetings in them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from bot.web.feed_links import FeedLink
from handlers.answers import Asker
from handlers.feeds import Feed, FeedScope, my_feed
from storage.models import Invitee, Meeting
from tests.bot.web.visiting import Site

# The desk's clock stands at 4 January 2027.
DAY = date(2027, 7, 1)


def add_meeting(site: Site, title: str = "Chefsmöte", **values: Any) -> int:
    day = values.pop("first", DAY)
    with site.desk.services.database.write() as session:
        given = {
            "last": day,
            "starts_at": datetime.combine(day, time(7), UTC),
            "ends_at": datetime.combine(day, time(10), UTC),
            "created_at": site.desk.clock(),
            **values,
        }
        meeting = Meeting(
            collaboration_id=site.desk.collaboration_id, title=title, first=day, **given
        )
        session.add(meeting)
        session.flush()
        return meeting.id


def change(site: Site, meeting: int, **values: Any) -> None:
    with site.desk.services.database.write() as session:
        row = session.get_one(Meeting, meeting)
        for name, value in values.items():
            setattr(row, name, value)


def invite(site: Site, meeting: int, person: int) -> None:
    with site.desk.services.database.write() as session:
        row = Invitee(
            collaboration_id=site.desk.collaboration_id,
            meeting_id=meeting,
            person_id=person,
            invited_at=site.desk.clock(),
        )
        session.add(row)


def feed_of(
    site: Site, scope: FeedScope = FeedScope.COLLABORATION, asker: Asker | None = None
) -> Feed:
    served = replace(site.desk.services, addresses=site.links)
    return my_feed(served, asker or site.desk.contact, scope)


def file_of(site: Site, feed: Feed) -> str:
    return site.links.feeds.file(FeedLink(feed.number, feed.generation))
