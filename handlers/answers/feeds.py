"""A calendar of the asker's own to subscribe to."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.answers.found import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedAnswer(Answer):
    """Where the asker subscribes; ``scope`` is mine, group or collaboration.

    ``group`` is the title of the group whose meetings they are, ``collaboration`` a name.
    ``address`` is a secret of the asker's. ``renewed``: the address before is void now.
    """

    kind: ClassVar[str] = "subscribe"
    scope: str
    group: str
    collaboration: str
    address: str
    renewed: bool = False
