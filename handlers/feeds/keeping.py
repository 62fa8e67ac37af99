"""Making a feed for somebody, finding it again, and making its addresses void."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.events import record
from handlers.feeds.model import Feed, FeedScope
from handlers.people.askers import GUEST
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.models import CalendarFeed, Collaboration, Group, Person

# Whoever presses twice means one new address.
_TWICE = timedelta(seconds=10)

_FEEDS = (
    select(
        CalendarFeed.id,
        CalendarFeed.generation,
        CalendarFeed.scope,
        CalendarFeed.person_id,
        Group.title,
        Collaboration.name,
        CalendarFeed.revoked_at,
        CalendarFeed.collaboration_id,
        Group.key,
        Person.kind,
    )
    .join(Collaboration, Collaboration.id == CalendarFeed.collaboration_id)
    .join(Person, Person.id == CalendarFeed.person_id)
    .outerjoin(Group, Group.id == CalendarFeed.group_id)
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A feed that somebody may see, and whose meetings it has."""

    feed: Feed
    collaboration_id: int
    group_key: str


def my_feed(services: Services, asker: Asker, scope: FeedScope, group_key: str = "") -> Feed:
    """Return the asker's feed of a scope, of the group with a key; it is made where there is none.

    Refuses strangers, a group that is not there, and where there are no pages to lead to.
    """
    require(asker, Information.CALENDAR_FEED)
    if not services.addresses.calendar(0, 0):
        raise Refusal("no_feed_address")
    with services.database.session() as session:
        wanted = _wanted(session, asker, scope, group_key)
        number = _number(session, wanted)
    return _feed(services, number or _made(services, asker, wanted))


def revoke_feed(services: Services, asker: Asker, number: int, generation: int) -> Feed:
    """Make the addresses of the asker's feed void, and return it with a new one.

    ``generation`` is that of the address which the asker has; refuses one that is void already,
    but for whoever presses twice.
    """
    require(asker, Information.CALENDAR_FEED)
    now = services.clock()
    with services.database.write() as session:
        row = session.get(CalendarFeed, number, with_for_update=True)
        if row is None or row.person_id != asker.person_id:
            raise Refusal("feed_gone")
        twice = row.revoked_at is not None and now - row.revoked_at <= _TWICE
        if row.generation == generation:
            row.generation, row.revoked_at = generation + 1, now
            _log(session, services, asker, row, "feed_revoked")
        elif not (twice and row.generation == generation + 1):
            raise Refusal("feed_gone")
    return _feed(services, number)


def opened_feed(services: Services, number: int, generation: int) -> Feed:
    """Return the feed that an address is of.

    Refuses one that is void, and that of somebody who is not in the register any more, or who may
    not see it any more: a guest at a meeting sees their own meetings alone.
    """
    with services.database.rows() as database:
        return opened(database, services, number, generation).feed


def feed_owner(services: Services, number: int) -> int:
    """Return the number of the person whose feed it is, also where the address is void."""
    with services.database.rows() as database:
        mine = select(CalendarFeed.person_id).where(CalendarFeed.id == number)
        found = database.execute(mine).scalar()
    if found is None:
        raise Refusal("feed_gone")
    return found


def opened(database: Connection, services: Services, number: int, generation: int) -> Opened:
    """Return the same as ``opened_feed`` does, with what its meetings are found by."""
    # Whoever has no address left is not in the register any more.
    there = _FEEDS.where(CalendarFeed.id == number, Person.email.is_not(None))
    found = database.execute(there).one_or_none()
    if found is None or found.generation != generation:
        raise Refusal("feed_gone")
    if found.kind == GUEST and found.scope != FeedScope.MINE:
        raise Refusal("feed_gone")
    return Opened(_told(found, services), found.collaboration_id, found.key or "")


def _feed(services: Services, number: int) -> Feed:
    with services.database.rows() as database:
        found = database.execute(_FEEDS.where(CalendarFeed.id == number)).one()
    return _told(found, services)


def _told(found: Row[*tuple[Any, ...]], services: Services) -> Feed:
    return Feed(
        number=found.id,
        generation=found.generation,
        scope=FeedScope(found.scope),
        person_id=found.person_id,
        group=found.title or "",
        collaboration=found.name,
        address=services.addresses.calendar(found.id, found.generation),
        revoked_at=found.revoked_at,
    )


def _wanted(session: Session, asker: Asker, scope: FeedScope, group_key: str) -> dict[str, object]:
    """Return the columns of the feed that is asked for."""
    family = home(families(session), asker.collaboration)
    # The collaboration that a feed of all its meetings is about is the head of its family.
    owner, group_id = family.members[0].id, None
    if scope is FeedScope.GROUP:
        mine = select(Group).where(Group.key == group_key, Group.collaboration_id.in_(family.ids))
        group = session.scalars(mine.order_by(Group.id)).first()
        if group is None:
            raise Refusal("unknown_group")
        owner, group_id = group.collaboration_id, group.id
    elif scope is FeedScope.MINE:
        owner = session.get_one(Person, asker.person_id).collaboration_id
    return {
        "person_id": asker.person_id,
        "scope": str(scope),
        "group_id": group_id,
        "collaboration_id": owner,
    }


def _number(session: Session, wanted: dict[str, object]) -> int | None:
    those = select(CalendarFeed.id).filter_by(**wanted).order_by(CalendarFeed.id)
    return session.scalars(those).first()


def _made(services: Services, asker: Asker, wanted: dict[str, object]) -> int:
    with services.database.write() as session:
        # Whoever asks twice at once gets one feed.
        mine = select(Person.id).where(Person.id == asker.person_id).with_for_update()
        session.execute(mine)
        number = _number(session, wanted)
        if number is not None:
            return number
        row = CalendarFeed(created_at=services.clock(), generation=1, **wanted)
        session.add(row)
        session.flush()
        _log(session, services, asker, row, "feed_made")
        return row.id


def _log(session: Session, services: Services, asker: Asker, row: CalendarFeed, verb: str) -> None:
    record(
        session,
        services.clock(),
        asker,
        verb,
        about=("feed", str(row.id)),
        collaboration_id=row.collaboration_id,
    )
