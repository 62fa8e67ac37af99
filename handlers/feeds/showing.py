"""What stands in a feed now.

A group's meetings are those whose invitation names the group, whether it has been sent or not:
nothing else in the data ties a meeting to a group.
"""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import Connection, Select, func, select

from handlers.feeds.keeping import Opened, opened
from handlers.feeds.model import Facts, FeedContent, FeedScope
from handlers.ports import Services
from storage.models import Collaboration, Invitee, Meeting

# How long what is over stays, be it held or cancelled: a calendar is looked back in.
KEPT = timedelta(days=366)

_SHOWN = (
    Meeting.uid,
    Meeting.sequence,
    Meeting.revision,
    Meeting.title,
    Meeting.part,
    Meeting.first,
    Meeting.last,
    Meeting.starts_at,
    Meeting.ends_at,
    Meeting.place,
    Meeting.host,
    Meeting.state,
    Meeting.created_at,
    Collaboration.name,
)
_TO_THE_INVITED = (Meeting.link, Meeting.about)


def feed_of(services: Services, number: int, generation: int) -> FeedContent:
    """Return a feed with its meetings: those to come, and those of the last year.

    Refuses what ``opened_feed`` refuses.
    """
    with services.database.rows() as database:
        found = opened(database, services, number, generation)
        return FeedContent(found.feed, tuple(_facts(database, services, found)))


def _facts(database: Connection, services: Services, found: Opened) -> Iterable[Facts]:
    since = services.today() - KEPT
    if found.feed.scope is FeedScope.MINE:
        return _rows(database, _mine(found.feed.person_id).where(Meeting.last >= since))
    meetings = _of_family(found.collaboration_id).where(Meeting.last >= since)
    if found.feed.scope is FeedScope.COLLABORATION:
        return _rows(database, meetings)
    rows = database.execute(meetings.add_columns(Meeting.audience))
    return [tuple(one[:-1]) for one in rows if _is_for(one[-1], found.group_key)]


def _mine(person_id: int) -> Select[*tuple[object, ...]]:
    return (
        select(*_SHOWN, *_TO_THE_INVITED)
        .join(Invitee, Invitee.meeting_id == Meeting.id)
        .join(Collaboration, Collaboration.id == Meeting.collaboration_id)
        .where(Invitee.person_id == person_id, Invitee.removed_at.is_(None))
        .order_by(Meeting.first, Meeting.id)
    )


def _of_family(collaboration_id: int) -> Select[*tuple[object, ...]]:
    head = func.coalesce(Collaboration.parent_id, Collaboration.id)
    its_own = select(head).where(Collaboration.id == collaboration_id).scalar_subquery()
    return (
        select(*_SHOWN)
        .join(Collaboration, Collaboration.id == Meeting.collaboration_id)
        .where(head == its_own)
        .order_by(Meeting.first, Meeting.id)
    )


def _is_for(audience: dict[str, object], group_key: str) -> bool:
    groups = audience.get("groups") or ()
    return isinstance(groups, list | tuple) and group_key in groups


def _rows(database: Connection, wanted: Select[*tuple[object, ...]]) -> Iterable[Facts]:
    return map(tuple, database.execute(wanted))
