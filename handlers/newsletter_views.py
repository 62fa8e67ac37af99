"""Issues of newsletters as people see them who write, approve and follow them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from handlers.contents import Picture, Section


class IssueState(StrEnum):
    """Where an issue has come to.

    ``ASKED`` waits for somebody's approval. ``STOPPED`` has gone to some and goes to
    nobody more, ``THROWN`` was thrown away before anybody got it.
    """

    DRAFT = "draft"
    ASKED = "asked"
    APPROVED = "approved"
    SENDING = "sending"
    PAUSED = "paused"
    STOPPED = "stopped"
    SENT = "sent"
    THROWN = "thrown"


# What can be changed still, and what everybody can read.
OPEN = frozenset({IssueState.DRAFT, IssueState.ASKED, IssueState.APPROVED})
PUBLISHED = frozenset({IssueState.SENDING, IssueState.PAUSED, IssueState.STOPPED, IssueState.SENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many copies of an issue there are, by what has become of them.

    ``waiting`` are those that are to be sent still, ``per_minute`` is how fast it goes now, and
    ``ends_at`` when it is done at that pace: None where nothing is known of that.
    """

    total: int = 0
    sent: int = 0
    failed: int = 0
    unsure: int = 0
    waiting: int = 0
    cancelled: int = 0
    per_minute: int = 0
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """What became of one recipient's copy; ``error`` is why, in a word, ``at`` when it ended.

    ``name`` and ``address`` are today's, "" where there are none.
    """

    name: str
    address: str
    outcome: str
    error: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """An item as whoever writes sees it; ``changed_by`` is a name, or empty.

    ``revision`` is what a change of it is based on. ``removed``: it can be put back.
    """

    id: int
    section: Section
    heading: str
    body: str
    revision: int
    changed_at: datetime
    changed_by: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class AudienceLine:
    """A part of an audience: its kind (groups, roles, counties, subjects), what is chosen, named.

    ``value`` is an id, a role or a subject, as text.
    """

    kind: str
    value: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceView:
    """Whom an issue goes to: all, where no ``parts`` are chosen, and how many that is.

    ``people`` get it as mail; ``chat`` get a summary in chat instead, ``left`` want none, and
    ``lost`` cannot be reached.
    """

    parts: tuple[AudienceLine, ...]
    people: int
    chat: int = 0
    left: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLine:
    """An issue in a list."""

    id: int
    year: int
    number: int
    subject: str
    state: IssueState
    at: datetime

    @property
    def label(self) -> str:
        """Return what people call it: "2026-2"."""
        return f"{self.year}-{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueView:
    """An issue as whoever writes and approves it sees it; moments are aware.

    ``writer`` and ``approver`` are names. ``may_approve``: the asker may; ``alone``: there is
    nobody else who could. ``sent`` and so on count recipients by what became of them.
    """

    id: int
    collaboration: str
    key: str
    year: int
    number: int
    subject: str
    preview: str
    state: IssueState
    revision: int
    items: tuple[ItemLine, ...]
    audience: AudienceView
    writer: str = ""
    approver: str = ""
    may_approve: bool = False
    alone: bool = False
    # What changed after this moment was drafted from; None where there was no issue before.
    since: datetime | None = None
    send_at: datetime | None = None
    published_at: datetime | None = None
    ended_at: datetime | None = None
    paused_reason: str = ""
    resume_at: datetime | None = None
    place: str = ""
    posted: bool = False
    words: int = 0
    # All that have been added, whether they are shown or not.
    pictures: tuple[Picture, ...] = ()
    # Where it is edited, previewed, and read by everybody; "" where there are no pages.
    edit_address: str = ""
    page: str = ""

    @property
    def label(self) -> str:
        """Return what people call it: "2026-2"."""
        return f"{self.year}-{self.number}"

    @property
    def shown(self) -> tuple[ItemLine, ...]:
        """Return the items that have not been removed."""
        return tuple(one for one in self.items if not one.removed)

    @property
    def in_order(self) -> tuple[ItemLine, ...]:
        """Return the items in the order they are read, by which they are numbered from 1."""
        return tuple(one for part in Section for one in self.shown if one.section is part)
