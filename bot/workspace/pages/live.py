"""Tell open pages that something changed; they fetch what is new themselves."""

import asyncio
from collections.abc import AsyncIterator

from starlette.responses import StreamingResponse

from bot.workspace.changes import Changes

HEARTBEAT = 15.0


def live_response(changes: Changes) -> StreamingResponse:
    """Answer with a stream that says "changed" after every change."""
    headers = {"Cache-Control": "no-store"}
    return StreamingResponse(_stream(changes), media_type="text/event-stream", headers=headers)


async def _stream(changes: Changes) -> AsyncIterator[str]:
    loop, bell = asyncio.get_running_loop(), asyncio.Event()
    with changes.watched(lambda: _ring(loop, bell)):
        yield "retry: 1000\n\n"
        while not changes.closed:
            try:
                await asyncio.wait_for(bell.wait(), HEARTBEAT)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            bell.clear()
            yield f"event: changed\ndata: {changes.version}\n\n"


def _ring(loop: asyncio.AbstractEventLoop, bell: asyncio.Event) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(bell.set)
