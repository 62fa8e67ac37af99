"""Tell open pages that something changed; they fetch what is new themselves."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

from starlette.responses import StreamingResponse

from bot.workspace.changes import Changes

# Neither mails nor time announce themselves: how often we look.
BEAT = 0.5
BEATS_OF_SILENCE = 30
Pulse = Callable[[], object]


def live_response(changes: Changes, pulse: Pulse) -> StreamingResponse:
    """Answer with a stream that says "changed" after every change, announced or felt."""
    headers = {"Cache-Control": "no-store"}
    return StreamingResponse(
        _stream(changes, pulse), media_type="text/event-stream", headers=headers
    )


async def _stream(changes: Changes, pulse: Pulse) -> AsyncIterator[str]:
    loop, bell = asyncio.get_running_loop(), asyncio.Event()
    felt, silent = pulse(), 0
    with changes.watched(lambda: _ring(loop, bell)):
        yield "retry: 1000\n\n"
        while not changes.closed:
            with suppress(TimeoutError):
                await asyncio.wait_for(bell.wait(), BEAT)
            # It may have rung just as the patience ran out.
            rung = bell.is_set()
            bell.clear()
            before, felt = felt, pulse()
            silent = 0 if rung or felt != before else silent + 1
            if silent == 0:
                yield f"event: changed\ndata: {changes.version}\n\n"
            elif silent % BEATS_OF_SILENCE == 0:
                yield ": still here\n\n"


def _ring(loop: asyncio.AbstractEventLoop, bell: asyncio.Event) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(bell.set)
