"""What the handlers need from outside, as protocols, and the bundle they are given."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from storage.indexes import SearchIndexes
from storage.session import Database

SWEDEN = ZoneInfo("Europe/Stockholm")

# Returns an aware datetime in UTC; the only source of the present.
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a handler may use; built once, in ``bot.app``."""

    database: Database
    clock: Clock
    indexes: SearchIndexes = field(default_factory=SearchIndexes)

    def today(self) -> date:
        """Return the day it is in Sweden: just after midnight there, UTC is a day behind."""
        return self.clock().astimezone(SWEDEN).date()
