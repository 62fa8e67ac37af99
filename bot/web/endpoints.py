"""What is served over HTTP."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Executor

from slack_bolt import App
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.config import EVENTS_PATH
from bot.texts import text
from bot.web.slack_events import SlackEvents

logger = logging.getLogger(__name__)

# Raises when the database cannot be used.
Check = Callable[[], None]
# Tells whether Slack can reach us, where that is not over HTTP.
Line = Callable[[], bool]
UNAVAILABLE = 503


def build_site(
    check: Check,
    executor: Executor,
    slack: App | None = None,
    line: Line | None = None,
    pages: Sequence[BaseRoute] = (),
) -> Starlette:
    """Build the site with these pages; with ``slack``, Slack's requests come here too."""
    routes = [Route("/healthz", _health(check, executor, line)), *pages]
    if slack is not None:
        events = SlackEvents(slack, executor)
        routes.append(Route(EVENTS_PATH, events.receive, methods=["POST"]))
    return Starlette(routes=routes)


def _health(
    check: Check, executor: Executor, line: Line | None
) -> Callable[[Request], Awaitable[Response]]:
    async def health(_request: Request) -> Response:
        try:
            await asyncio.get_running_loop().run_in_executor(executor, check)
        except Exception as error:  # noqa: BLE001 - whatever it is, the answer is no
            logger.warning("The database does not answer: %s", type(error).__name__)
            return PlainTextResponse(text("web.database_gone"), UNAVAILABLE)
        if line is not None and not line():
            logger.warning("The line to Slack is down")
            return PlainTextResponse(text("web.slack_gone"), UNAVAILABLE)
        return PlainTextResponse(text("web.healthy"))

    return health
