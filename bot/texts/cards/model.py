"""The card: an answer in Swedish that every door can render, without markup."""

from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """An obvious next step that a door may offer."""

    MORE = "more"
    SHARE = "share"
    FOLLOW = "follow"
    CORRECT = "correct"
    ALL_RUNNING = "all_running"
    PROPOSE = "propose"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an answer: plain text, perhaps labelled, perhaps about what is not known."""

    text: str
    label: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the person can pick; ``text`` is what picking it is the same as typing.

    ``key`` and ``owner`` tell exactly which record it is, where several are called the same.
    """

    label: str
    text: str
    key: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An answer: the lead says it, at most six lines with the lead, the rest in ``more``."""

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
