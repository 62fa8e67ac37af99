"""What stands in a feed now.

A group's meetings are those whose invitation names the group, whether it has been sent or not:
nothing else in the data ties a meeting to a group.
"""

from collections.abc import Sequence
from datetime import timedelta
from functools import reduce
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Text, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute

from handlers.feeds.keeping import Opened, opened
from handlers.feeds.model import FeedContent, FeedMeeting, FeedScope, version_of
from handlers.ports import Services
from storage.models import Collaboration, Invitee, Meeting

Columns: TypeAlias = tuple[InstrumentedAttribute[Any], ...]

# How long what is over stays, be it held or cancelled: a calendar is looked back in.
KEPT = timedelta(days=366)

# In the order of the fields of ``FeedMeeting``.
_SHOWN: Columns = (
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
# The collaboration itself, or the one that it is a member of.
_HEAD = func.coalesce(Collaboration.parent_id, Collaboration.id)
_TO_THE_INVITED = (Meeting.link, Meeting.about)


def feed_version(services: Services, number: int, generation: int) -> str:
    """Return the version of a feed as it is now, for much less than the meetings in it cost.

    Refuses what ``opened_feed`` refuses.
    """
    with services.database.rows() as database:
        found = opened(database, services, number, generation)
        marks = (row[0] for row in _rows(database, services, found, ()))
        return version_of(found.feed, marks)


def feed_of(services: Services, number: int, generation: int) -> FeedContent:
    """Return a feed with its meetings: those to come, and those of the last year.

    Refuses what ``opened_feed`` refuses.
    """
    with services.database.rows() as database:
        found = opened(database, services, number, generation)
        rows = _rows(database, services, found, _shown(found))
        marks = tuple(row[0] for row in rows)
        meetings = tuple(FeedMeeting(*row[1:]) for row in rows)
        return FeedContent(found.feed, version_of(found.feed, marks), meetings)


def _rows(
    database: Connection, services: Services, found: Opened, columns: Columns
) -> Sequence[Sequence[Any]]:
    """Return the mark of each meeting, and columns of it."""
    wanted = (
        select(_mark(_shown(found)), *columns)
        .select_from(Meeting)
        .join(Collaboration, Collaboration.id == Meeting.collaboration_id)
        .where(Meeting.last >= services.today() - KEPT)
        .order_by(Meeting.first, Meeting.id)
    )
    if found.feed.scope is FeedScope.MINE:
        mine = Invitee.person_id == found.feed.person_id, Invitee.removed_at.is_(None)
        there = wanted.join(Invitee, Invitee.meeting_id == Meeting.id).where(*mine)
        return database.execute(there).all()
    theirs = wanted.where(_head_of(found.collaboration_id) == _HEAD)
    if found.feed.scope is FeedScope.COLLABORATION:
        return database.execute(theirs).all()
    rows = database.execute(theirs.add_columns(Meeting.audience))
    return [row[:-1] for row in rows if found.group_key in (row[-1].get("groups") or ())]


def _shown(found: Opened) -> Columns:
    mine = found.feed.scope is FeedScope.MINE
    return (*_SHOWN, *_TO_THE_INVITED) if mine else _SHOWN


def _mark(columns: Columns) -> ColumnElement[str]:
    """Return all columns as one text: to read and to convert each costs five times as much."""
    texts = (func.coalesce(cast(one, Text), "-") for one in columns)
    return reduce(lambda before, one: before.op("||")("\x1f").op("||")(one), texts)


def _head_of(collaboration_id: int) -> ScalarSelect[int]:
    return select(_HEAD).where(Collaboration.id == collaboration_id).scalar_subquery()
