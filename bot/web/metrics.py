"""Figures about the outbox for those who watch over the bot, in Prometheus' text format."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from threading import Lock

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    generate_latest,
)
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.texts import text
from handlers.notices import State

logger = logging.getLogger(__name__)

PATH = "/metrics"
PLANNED = "planned"
UNAVAILABLE = 503
_PREFIX = "samverkansbot"
# By their names: those of ``OutboxState`` and of ``MailCounts``.
Figures = Mapping[str, float]


class Metrics:
    """What this process has planned and delivered since it started, and how the outbox is."""

    def __init__(self) -> None:
        # Its own: the library's global one is shared by whatever else runs in the process.
        self._registry = registry = CollectorRegistry()
        self._notices = Counter(
            f"{_PREFIX}_notices",
            "Notices planned by this process, or ended by it in a state.",
            ["state"],
            registry=registry,
        )
        self._late = Counter(
            f"{_PREFIX}_late_acknowledgements",
            "Notices whose lease ran out while they were sent: perhaps sent twice.",
            registry=registry,
        )
        self._gauges = {
            name: Gauge(f"{_PREFIX}_{name}", meaning, registry=registry)
            for name, meaning in _GAUGES.items()
        }
        self._turn = Lock()
        for state in (PLANNED, *State):
            # There from the start: a rate is unknown of what was not there before.
            self._notices.labels(state)

    def count_planned(self, count: int) -> None:
        """Count notices that were put into the outbox."""
        self._notices.labels(PLANNED).inc(count)

    def count(self, states: Mapping[State, int] | Mapping[str, int], late: int) -> None:
        """Count notices by the state that a delivery left them in."""
        for state, ended in states.items():
            self._notices.labels(str(state)).inc(ended)
        self._late.inc(late)

    def written(self, figures: Figures) -> bytes:
        """Return all figures as Prometheus reads them."""
        with self._turn:
            for name, gauge in self._gauges.items():
                gauge.set(float(figures[name.removeprefix("outbox_")]))
            return generate_latest(self._registry)


_GAUGES = {
    "outbox_waiting": "Notices in the outbox that wait or are on their way.",
    "outbox_unsure": "Notices that may have arrived; somebody has to decide.",
    "outbox_failed": "Notices that could not be delivered.",
    "outbox_stale": "Notices that were of no use any more when they could have been sent.",
    "outbox_oldest_waiting_seconds": "For how long the oldest one has waited that is due.",
    "hold": "1 while nothing is sent after a restore.",
    "incoming_waiting": "Mails that have come in and are not acted on yet.",
    "incoming_quarantined": "Mails set aside for somebody to look at, or to be confirmed.",
}


def metrics_route(metrics: Metrics, read: Callable[[], Figures], executor: Executor) -> Route:
    """Return where the figures are; ``read`` looks at the outbox and at the mails."""

    async def answer(_request: Request) -> Response:
        try:
            figures = await asyncio.get_running_loop().run_in_executor(executor, read)
        except Exception as error:  # noqa: BLE001 - whatever it is, there are no figures
            logger.warning("The outbox cannot be read: %s", type(error).__name__)
            return PlainTextResponse(text("web.database_gone"), UNAVAILABLE)
        headers = {"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"}
        return Response(metrics.written(figures), headers=headers)

    return Route(PATH, answer)
