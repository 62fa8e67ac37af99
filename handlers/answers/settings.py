"""How somebody is reminded."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.answers.found import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsAnswer(Answer):
    """How the asker is reminded; ``changed`` tells whether they have just said so.

    ``door`` is slack or mail, empty where they have not said; ``uses`` is the one that is used,
    empty where none leads to them. Whole local hours, from the first until before the last;
    ``weekdays`` are ISO numbers.
    """

    kind: ClassVar[str] = "subscribe"
    door: str
    uses: str
    first_hour: int
    last_hour: int
    weekdays: str
    changed: bool = False
