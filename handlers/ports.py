"""What the handlers need from outside, as protocols, and the bundle they are given."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from threading import Event
from typing import Protocol
from zoneinfo import ZoneInfo

from handlers.contents import Content, Newsletter
from handlers.enclosures import GivenFile
from handlers.errors import Refusal
from handlers.happenings import DraftedIssue, Happenings
from storage.indexes import SearchIndexes
from storage.session import Database

SWEDEN = ZoneInfo("Europe/Stockholm")

# Returns an aware datetime in UTC; the only source of the present.
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a parcel goes to: a person, or a channel where ``slack_channel`` is set.

    ``name`` and ``email`` are the register's; ``slack_user`` is empty for who is not known there.
    """

    person_id: int | None = None
    name: str = ""
    email: str = ""
    slack_user: str = ""
    slack_channel: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message to be delivered. ``key`` is the same at every attempt, and no other's."""

    key: str
    to: Recipient
    content: Content
    attempt: int = 1


class Trace(StrEnum):
    """What a receiver says of an earlier attempt."""

    ARRIVED = "arrived"
    ABSENT = "absent"
    UNKNOWN = "unknown"


class Courier(Protocol):
    """A way out for what the bot sends on its own initiative. Called by one thread at a time."""

    def reaches(self, to: Recipient) -> bool:
        """Tell whether there is any way to the recipient here."""

    def send(self, parcel: Parcel) -> str:
        """Deliver, and return the receiver's receipt; raise ``DeliveryError``.

        Gives up well within a fifth of the lease (``handlers.delivery.LEASE``).
        """

    def trace(self, parcel: Parcel) -> Trace:
        """Ask the receiver whether an earlier attempt at the parcel has arrived."""


class Press(Protocol):
    """What is said to many, set once: only what is each recipient's own is put in for each."""

    @property
    def original(self) -> bytes:
        """Return a copy as it is sent, but for what is each recipient's own."""

    def send(self, key: str, to: Recipient, upcoming: tuple[str, Recipient] | None = None) -> str:
        """Deliver a copy, and return the receiver's receipt; raise as ``Courier.send`` does.

        ``key`` is the same at every attempt, and no other copy's. ``upcoming`` is likely to be the
        next one, and may be set while the receiver has not answered yet.
        """


class PrintingCourier(Protocol):
    """A way out for what is said to many. Called by one thread at a time."""

    def press(self, content: Newsletter) -> Press:
        """Set what is to be said."""


class Addresses(Protocol):
    """Where people's pages are; what an answer shows of them may be for the asker alone.

    Each is "" where no pages can be reached.
    """

    def registration(self, number: int, registration: int) -> str:
        """Return where one registers for the meeting with this number.

        ``registration`` is the number that tells its link from those that are void.
        """

    def calendar(self, number: int, generation: int) -> str:
        """Return where somebody gets to know how to subscribe to the feed with a number."""

    def attendance(self, person_id: int, number: int) -> str:
        """Return where a person sees who comes to the meeting with this number."""

    def plan(self, collaboration: str, year: int, sort: str) -> str:
        """Return where everybody reads the plan of a year; ``collaboration`` is its key."""

    def joining(self, collaboration: str) -> str:
        """Return where anybody asks for the newsletter; ``collaboration`` is its key."""

    def archive(self, collaboration: str) -> str:
        """Return where everybody reads the issues of the newsletter; likewise by key."""

    def issue(self, collaboration: str, year: int, number: int) -> str:
        """Return where everybody reads an issue of the newsletter; likewise by key."""

    def edit(self, person_id: int, issue_id: int) -> str:
        """Return where a person edits an issue of the newsletter; it is good for a day."""


class NoAddresses:
    """Without pages: an answer says so."""

    def registration(self, number: int, registration: int) -> str:  # noqa: ARG002 - the port's signature
        """Return nothing."""
        return ""

    def calendar(self, number: int, generation: int) -> str:  # noqa: ARG002 - the port's signature
        """Return nothing."""
        return ""

    def attendance(self, person_id: int, number: int) -> str:  # noqa: ARG002 - the port's signature
        """Return nothing."""
        return ""

    def plan(self, collaboration: str, year: int, sort: str) -> str:  # noqa: ARG002 - the port's signature
        """Return nothing."""
        return ""

    def joining(self, collaboration: str) -> str:  # noqa: ARG002 - the port's signature
        """Return nothing."""
        return ""

    def archive(self, collaboration: str) -> str:  # noqa: ARG002 - the port's signature
        """Return nothing."""
        return ""

    def issue(self, collaboration: str, year: int, number: int) -> str:  # noqa: ARG002 - the port's signature
        """Return nothing."""
        return ""

    def edit(self, person_id: int, issue_id: int) -> str:  # noqa: ARG002 - the port's signature
        """Return nothing."""
        return ""


class FilledSheets(Protocol):
    """Reads the workbooks that people have filled in and sent back."""

    def rows(self, file: GivenFile) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Return the rows of the first sheet with their numbers; refuse what is no workbook."""


class NoFilledSheets:
    """Where no workbooks can be read."""

    def rows(self, file: GivenFile) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Refuse."""
        raise Refusal("no_workbook", file=file.name)


class NewsletterWords(Protocol):
    """Puts what has happened into words that a newsletter begins with."""

    def draft(self, happenings: Happenings) -> DraftedIssue:
        """Return a subject, a preview and items in Markdown; nothing of it names an address."""


class NoNewsletterWords:
    """Where nobody words newsletters: an issue begins empty."""

    def draft(self, happenings: Happenings) -> DraftedIssue:
        """Return an issue with a subject alone."""
        return DraftedIssue(f"{happenings.collaboration} {happenings.year}", "", ())


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a handler may use; built once, in ``bot.app``."""

    database: Database
    clock: Clock
    indexes: SearchIndexes = field(default_factory=SearchIndexes)
    # Set when something has come into the outbox, so that it need not wait for the clock.
    bell: Event = field(default_factory=Event)
    # What digests are keyed with, and codes made of; empty where no key has been set.
    secret: bytes = field(default=b"", repr=False)
    addresses: Addresses = field(default_factory=NoAddresses)
    sheets: FilledSheets = field(default_factory=NoFilledSheets)
    newsletters: NewsletterWords = field(default_factory=NoNewsletterWords)

    def __deepcopy__(self, _memo: dict[int, object]) -> "Services":
        """Return the same: whoever is handed a copy of them, in another thread, shares them."""
        return self

    def digest(self, purpose: str, words: str) -> str:
        """Return 64 digits that are the same for the same words and purpose.

        Where a key is set nobody without it can tell which words they are of.
        """
        said = f"{purpose}/{words}".encode()
        return hmac.new(self.secret, said, "sha256").hexdigest()

    def today(self) -> date:
        """Return the day it is in Sweden: just after midnight there, UTC is a day behind."""
        return self.clock().astimezone(SWEDEN).date()
