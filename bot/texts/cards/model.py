"""The card: an answer in Swedish that every door can render, without markup."""

from dataclasses import dataclass, field
from enum import StrEnum


class Action(StrEnum):
    """An obvious next step that a door may offer."""

    MORE = "more"
    SHARE = "share"
    FOLLOW = "follow"
    CORRECT = "correct"
    ALL_RUNNING = "all_running"
    PROPOSE = "propose"
    UPDATE = "update"
    TAKE_PART = "take_part"
    APPLY = "apply"
    HISTORY = "history"
    PICTURE = "picture"
    GATHER = "gather"
    RESULTS = "results"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an answer: plain text, perhaps labelled, perhaps about what is not known.

    ``cells`` say the same for a table with the card's ``columns``. ``pick`` is what one types to
    see more of it. ``leads``: the text is an address of ours, and leads there.
    """

    text: str
    label: str = ""
    missing: bool = False
    # The same line in another shape: two lines that say the same are equal.
    cells: tuple[str, ...] = field(default=(), compare=False)
    pick: str = field(default="", compare=False)
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the person can pick; ``text`` is what picking it is the same as typing.

    ``key`` and ``owner`` tell exactly which record it is, where several are called the same.
    ``cells`` are those of the line that it stands for.
    """

    label: str
    text: str
    key: str = ""
    owner: str = ""
    cells: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An answer: the lead says it, at most six lines with the lead, the rest in ``more``.

    Where its lines have cells, ``columns`` are their headings; ``whole`` is the lead where
    everything is shown at once, if that is another.
    """

    kind: str
    heading: str
    lead: str
    lines: tuple[Line, ...]
    more: tuple[Line, ...]
    footer: str
    choices: tuple[Choice, ...]
    actions: tuple[Action, ...]
    record_key: str = ""
    record_kind: str = ""
    # The key of the collaboration whose record it is: ``record_key`` is unique within that alone.
    record_owner: str = ""
    summary: str
    columns: tuple[str, ...] = ()
    whole: str = ""
