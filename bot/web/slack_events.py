"""Slack's requests over HTTP, handed to the Bolt app outside the event loop.

Bolt's own adapter for Starlette runs a listener on the event loop and lets everybody else wait.
"""

import asyncio
import logging
from concurrent.futures import Executor

from slack_bolt import App, BoltRequest
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

logger = logging.getLogger(__name__)

# Far above what Slack sends; a stranger's gigabyte is not read.
MOST_BYTES = 1_000_000
# Slack sends all at once, and has given up on an answer by then.
SECONDS_TO_READ = 3.0
BAD_REQUEST, TOO_SLOW, TOO_LARGE = 400, 408, 413


class SlackEvents:
    """The endpoint that Slack calls."""

    def __init__(self, app: App, executor: Executor) -> None:
        self._app = app
        self._executor = executor

    async def receive(self, request: Request) -> Response:
        """Answer one request with what the Bolt app answers."""
        try:
            async with asyncio.timeout(SECONDS_TO_READ):
                body = await _read(request)
        except TimeoutError:
            # Closed, or the rest could be waited for as long as its sender likes.
            return PlainTextResponse("", TOO_SLOW, {"Connection": "close"})
        except ClientDisconnect:
            return PlainTextResponse("", BAD_REQUEST)
        if body is None:
            return PlainTextResponse("", TOO_LARGE)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, self._answer, request, body)

    def _answer(self, request: Request, body: str) -> Response:
        slacks = _slack_request(request, body)
        if slacks is None:
            return PlainTextResponse("", BAD_REQUEST)
        answered = self._app.dispatch(slacks)
        headers = {name: values[0] for name, values in answered.headers.items()}
        return Response(answered.body, answered.status, headers)


def _slack_request(request: Request, body: str) -> BoltRequest | None:
    # Bolt reads the body before it looks at the signature: anybody can send one that breaks it.
    try:
        return BoltRequest(body=body, headers=dict(request.headers))
    except Exception as error:  # noqa: BLE001 - whatever it is, the body is to blame
        logger.info("A request could not be read: %s", type(error).__name__)
        return None


async def _read(request: Request) -> str | None:
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > MOST_BYTES:
            return None
    # A body that is not UTF-8 has no signature that fits, so Bolt refuses it.
    return received.decode(errors="replace")
