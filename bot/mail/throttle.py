"""Not more mails a minute than the mail server takes."""

from collections.abc import Callable

from handlers.errors import DeliveryError

# Seconds on a clock that never goes back.
Monotonic = Callable[[], float]
Sleep = Callable[[float], None]

# Whoever waits holds a lease meanwhile.
LONGEST_WAIT = 6.0


class Throttle:
    """Keep mails apart, so that no minute has more than ``per_minute``; None is no limit."""

    def __init__(self, per_minute: int | None, monotonic: Monotonic, sleep: Sleep) -> None:
        self._gap = 60 / per_minute if per_minute else 0.0
        self._monotonic = monotonic
        self._sleep = sleep
        self._next = float("-inf")

    def wait(self) -> None:
        """Return when the next mail may be sent; raise ``DeliveryError`` if that is far away."""
        now = self._monotonic()
        left = self._next - now
        if left > LONGEST_WAIT:
            raise DeliveryError("mail_throttled", untried=True, shared=True, retry_after=left)
        if left > 0:
            self._sleep(left)
        self._next = max(self._next, now) + self._gap
