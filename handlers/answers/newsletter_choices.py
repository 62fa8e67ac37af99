"""What somebody has said of the newsletter."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.answers.found import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterWantedAnswer(Answer):
    """The newsletter was wished for, and how it comes now: ``way`` is mail or chat.

    ``way`` is empty where nothing was changed, since the asker is not known; ``page`` is where
    anybody can ask for it, empty where there are no pages. ``letter`` names the collaboration.
    """

    kind: ClassVar[str] = "subscribe"
    letter: str
    way: str = ""
    page: str = ""

    @property
    def withholds(self) -> bool:
        """Tell whether more would be done for who is known."""
        return not self.way


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterLeftAnswer(Answer):
    """No newsletter was wished for: it has ended, or nothing was done for who is not known."""

    kind: ClassVar[str] = "unsubscribe"
    letter: str
    done: bool = True

    @property
    def withholds(self) -> bool:
        """Tell whether more would be done for who is known."""
        return not self.done
