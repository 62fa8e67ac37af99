"""What a feed is, and what stands in it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import TypeAlias

# A meeting as the database has it, in the order of the fields of ``FeedMeeting``.
Facts: TypeAlias = tuple[object, ...]


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
    """A feed with its meetings, in the order of time, as the database has them."""

    feed: Feed
    facts: tuple[Facts, ...]

    @property
    def meetings(self) -> tuple[FeedMeeting, ...]:
        """Return the meetings. Whoever asks for what they have already never needs them."""
        return tuple(FeedMeeting(*one) for one in self.facts)  # type: ignore[arg-type]  # the columns are selected in this order

    @property
    def version(self) -> str:
        """Return what is another as soon as anything that is shown is: a digest of all of it."""
        feed = self.feed
        named = (feed.scope, feed.group, feed.collaboration)
        return sha256(repr((named, self.facts)).encode()).hexdigest()
