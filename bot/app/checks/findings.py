"""What a check stands on, and what it finds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.config import Settings
from handlers.ports import Clock

# The seconds that a server has for all that one check asks of it, within ``running.LONGEST``.
PATIENCE = 8.0


class State(StrEnum):
    """How it is with what was looked at."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what about it, and what to do. Holds no secret."""

    subject: str
    state: State
    said: str
    todo: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """The settings that can be used, what is wrong with the others by variable, and the clock."""

    settings: Settings
    clock: Clock
    wrong: Mapping[str, str] = field(default_factory=dict)
