"""The answer to words that mean several things equally: which of them?"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from handlers.answers.found import Answer
from handlers.contents import Duty, MeetingLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One of those that may be meant, and what is typed to mean it alone.

    It is a duty, a booked meeting, or a rule by its title and the name of its collaboration.
    """

    typed: str
    duty: Duty | None = None
    meeting: MeetingLine | None = None
    title: str = ""
    collaboration: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichAnswer(Answer):
    """One duty, meeting or rule was meant and several fit equally; nothing has been changed."""

    kind: ClassVar[str] = "ambiguous"
    query: str
    options: tuple[Option, ...]
    today: date
