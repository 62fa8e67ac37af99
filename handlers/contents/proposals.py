"""What somebody is told of proposals that they stand behind: plain data."""

from dataclasses import dataclass
from enum import StrEnum


class ProposalEvent(StrEnum):
    """What has happened to a proposal."""

    HANDED_IN = "handed_in"
    HANDED_IN_FOR_YOU = "handed_in_for_you"
    HANDED_IN_FOR_OFFICE = "handed_in_for_office"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    MOVED_BACK = "moved_back"
    MERGED = "merged"
    PARTED = "parted"
    JOINED = "joined"
    COMMENTED = "commented"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalNewsLine:
    """What has happened to one proposal.

    ``number`` is what people call it by, empty for one from a source; ``state`` where it stands
    now, in a code of ours or in the source's words. ``other`` is the one that it was merged into
    or parted from, ``words`` what somebody has said of it: a reason, or a comment. ``by`` is who,
    and ``offices`` for whom. While ``open`` whoever is behind it may change it and take it back.
    """

    event: ProposalEvent
    id: int
    key: str
    title: str
    number: str = ""
    state: str = ""
    other: str = ""
    words: str = ""
    by: str = ""
    offices: tuple[str, ...] = ()
    late: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class ProposalNews:
    """What has happened to proposals, all in one message."""

    collaboration: str
    lines: tuple[ProposalNewsLine, ...]
