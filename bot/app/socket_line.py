"""The line that we keep open to Slack in Socket Mode: whether it is up, and how it is let go."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event

from slack_sdk.socket_mode import SocketModeClient

from handlers.ports import Clock

# Slack renews the line several times a day, and the client looks every ten seconds for one that
# was lost: nobody needs to be woken before it has had time for a few attempts.
GRACE = timedelta(seconds=30)
SECONDS_BETWEEN_LOOKS = 5.0


class SocketLine:
    """Know whether Slack can reach us."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._client: SocketModeClient | None = None
        self._last_up: datetime | None = None

    @contextmanager
    def held_by(self, client: SocketModeClient) -> Iterator[None]:
        """Let a client hold the line until the block ends, then give what it has begun an end."""
        self._client = client
        try:
            yield
        finally:
            _let_go(client)

    def is_up(self) -> bool:
        """Tell whether the line is connected, or was until a moment ago."""
        now = self._clock()
        if self._client is not None and self._client.is_connected():
            self._last_up = now
        return self._last_up is not None and now - self._last_up <= GRACE

    def watch(self, stopped: Event, pause: float = SECONDS_BETWEEN_LOOKS) -> None:
        """Look now and then until it is time to stop: those who ask may do so seldom."""
        while not stopped.wait(pause):
            self.is_up()


def _let_go(client: SocketModeClient) -> None:
    """Answer what has been taken up, then hang up: ``close`` by itself hangs up first."""
    client.auto_reconnect_enabled = False
    # Nothing more is taken up.
    client.closed = True
    client.message_processor.shutdown()  # type: ignore[no-untyped-call]  # not annotated in slack_sdk
    client.message_workers.shutdown()
    client.close()
