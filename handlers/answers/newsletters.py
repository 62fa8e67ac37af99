"""Answers about newsletters, for those who write them: how one stands, and what was done to it."""

from dataclasses import dataclass
from datetime import datetime

from handlers.answers.found import ListAnswer
from handlers.newsletter_views import IssueLine, IssueView, ItemLine, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class NewslettersAnswer(ListAnswer):
    """All issues there are, the latest first."""

    issues: tuple[IssueLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterAnswer(ListAnswer):
    """An issue as those see it who write it, and what was done to it.

    ``change`` is shown, or what was done: drafted, refilled, headed, item_added and so on, asked,
    approved, withdrawn, copies. With ``approving`` nothing is done yet: it is shown what would be
    approved, to go out ``at``; ``soon`` where no moment was chosen. ``count`` is how many people or
    items it concerns, and ``names`` who they are. ``item`` is the one that was changed, and
    ``before`` what it said until then. ``progress`` is None until it goes out.
    """

    issue: IssueView
    change: str = "shown"
    count: int = 0
    names: tuple[str, ...] = ()
    at: datetime | None = None
    soon: bool = False
    item: ItemLine | None = None
    before: ItemLine | None = None
    progress: Progress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterThrownAnswer(ListAnswer):
    """A draft was thrown away; ``label`` is what it was called."""

    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterPlaceAnswer(ListAnswer):
    """Where issues are put up once they have been sent; empty for nowhere."""

    place: str
