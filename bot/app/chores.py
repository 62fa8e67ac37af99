"""What is to be done now and then, and need not be looked for whenever the bell rings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.ports import Services

_HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Hourly:
    """Something that is done at the first call, and then once an hour at most."""

    act: Callable[[Services], object]
    _last: datetime | None = None

    def work(self, services: Services) -> None:
        """Do it if it is time."""
        now = services.clock()
        if self._last is None or not timedelta(0) <= now - self._last < _HOUR:
            self.act(services)
            self._last = now
