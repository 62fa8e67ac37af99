"""What a feed is, and what stands in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256


class FeedScope(StrEnum):
    """Whose meetings stand in a feed."""

    MINE = "mine"  # those that the person is invited to, and has not been taken off
    GROUP = "group"  # those that a group is meant to come to
    COLLABORATION = "collaboration"  # all of the collaboration and its members


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A person's feed; ``group`` is the title of the group whose meetings stand there, if one's.

    ``collaboration`` is the name of the one whose meetings they are, of a person's own the one
    that the person belongs to. ``address`` is where the person gets to know how to subscribe, a
    secret of theirs; it is empty where there are no pages.
    """

    number: int
    generation: int
    scope: FeedScope
    person_id: int
    group: str = ""
    collaboration: str = ""
    address: str = ""
    # Since when the addresses before are void; None where there are none.
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FeedMeeting:
    """A meeting as subscribers see it: nothing of who takes part or of what they say.

    ``first`` and ``last`` are local days, moments are aware; None where they are not known.
    ``link``, where one takes part at a distance, and ``about`` are told to those alone who are
    invited. ``revision`` grows with each change, ``sequence`` with those of its time.
    """

    uid: str
    sequence: int
    revision: int
    title: str
    part: str
    first: date
    last: date
    starts_at: datetime | None
    ends_at: datetime | None
    place: str
    host: str
    state: str
    created_at: datetime
    collaboration: str
    link: str = ""
    about: str = ""

    @property
    def stamp(self) -> datetime:
        """Return a moment that is later for each later version, and the same for the same one."""
        return self.created_at + timedelta(seconds=self.revision + self.sequence)


@dataclass(frozen=True, slots=True)
class FeedContent:
    """A feed with its meetings, in the order of time, and the version that they are."""

    feed: Feed
    version: str
    meetings: tuple[FeedMeeting, ...]


def version_of(feed: Feed, marks: Iterable[str]) -> str:
    """Return what is another as soon as anything that is shown is: a digest of all of it.

    A mark holds all that is shown of a meeting, as the database writes it.
    """
    named = repr((str(feed.scope), feed.group, feed.collaboration))
    return sha256("\x1e".join((named, *marks)).encode()).hexdigest()
