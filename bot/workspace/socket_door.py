"""Socket Mode: the same payloads as envelopes through a websocket that the bot has opened."""

import asyncio
import json
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from itertools import count

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.workspace.sender import OK, Retry
from bot.workspace.state import State
from bot.workspace.wire import Envelope, Json, Receipt

NO_ENTRY = 4001


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one open connection and the loop that it lives in."""

    socket: WebSocket
    loop: asyncio.AbstractEventLoop

    def send(self, message: Json) -> None:
        """Send from any thread."""
        asyncio.run_coroutine_threadsafe(self.socket.send_text(json.dumps(message)), self.loop)


class SocketDoor:
    """Hand each payload to one of the open connections, in turn."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._lines: list[Line] = []
        self._numbers = count(1)
        self._waiting: dict[str, Future[Json | None]] = {}

    @property
    def connections(self) -> int:
        """Count the connections that are open."""
        return len(self._lines)

    def deliver(self, envelope: Envelope, retry: Retry | None = None) -> Receipt:
        """Send one envelope and wait for its acknowledgement."""
        number = next(self._numbers)
        lines = list(self._lines)
        if not lines:
            return Receipt(failure="connection_failed")
        envelope_id = f"envelope-{number}"
        waiting = self._waiting[envelope_id] = Future[Json | None]()
        lines[number % len(lines)].send(_enclosed(envelope, envelope_id, retry))
        try:
            body = waiting.result(self._state.settings.acknowledge_within)
        except FutureTimeoutError:
            return Receipt(failure="http_timeout")
        finally:
            self._waiting.pop(envelope_id)
        return Receipt(status=OK, body=body)

    def refresh(self) -> None:
        """Ask every connection to close and come back, as Slack does from time to time."""
        for line in list(self._lines):
            line.send({"type": "disconnect", "reason": "refresh_requested"})

    async def serve(self, socket: WebSocket) -> None:
        """Hold one connection open and take in its acknowledgements."""
        ticket = socket.path_params["ticket"]
        if ticket not in self._state.socket_tickets:
            await socket.close(NO_ENTRY)
            return
        self._state.socket_tickets.discard(ticket)
        await socket.accept()
        line = Line(socket, asyncio.get_running_loop())
        self._lines.append(line)
        await socket.send_text(json.dumps(self._hello()))
        self._state.changes.announce()
        try:
            while True:
                self._take(json.loads(await socket.receive_text()))
        except WebSocketDisconnect:
            self._lines.remove(line)
            self._state.changes.announce()

    def _take(self, message: Json) -> None:
        waiting = self._waiting.get(message.get("envelope_id", ""))
        if waiting and not waiting.done():
            waiting.set_result(message.get("payload") or None)

    def _hello(self) -> Json:
        app = {"app_id": self._state.settings.bot.app_id}
        return {"type": "hello", "num_connections": len(self._lines), "connection_info": app}


def _enclosed(envelope: Envelope, envelope_id: str, retry: Retry | None) -> Json:
    enclosed: Json = {
        "envelope_id": envelope_id,
        "type": envelope.kind,
        "payload": envelope.payload,
        "accepts_response_payload": envelope.kind != "events_api",
    }
    if retry:
        enclosed |= {"retry_attempt": retry.number, "retry_reason": retry.reason}
    return enclosed
