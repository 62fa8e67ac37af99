"""Mail servers on this machine that answer as they are told to."""

import asyncio
import base64
import json
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

# Instead of an answer: hang up, or say nothing for as long as the caller waits.
DROP, HANG = "drop", "hang"


@dataclass(frozen=True)
class Taken:
    """A mail that the server has taken, over which connection and from whom."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    connection: int
    encrypted: bool
    user: str | None


@dataclass
class Script:
    """What the server answers, by the step; where nothing is left to say it takes the mail.

    A step is a command, or DOT for the end of the content.
    """

    answers: dict[str, list[str]] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    hellos: list[str] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)

    @property
    def connections(self) -> int:
        """Return over how many connections somebody has introduced themselves."""
        return len(self._numbers)

    def __post_init__(self) -> None:
        self._numbers: dict[Any, int] = {}

    async def said(self, server: SMTP, step: str) -> str | None:
        """Return the next answer to a step, or None; hang up or say nothing where told to."""
        self.steps.append(step)
        waiting = self.answers.get(step, [])
        answer = waiting.pop(0) if waiting else None
        if answer in {DROP, HANG}:
            if answer == DROP:
                assert isinstance(server.transport, asyncio.WriteTransport)
                server.transport.abort()
            # Ends when the connection does.
            await asyncio.Event().wait()
        return answer

    async def handle_EHLO(  # noqa: N802 - aiosmtpd names it after the command
        self, server: SMTP, session: Session, _: Envelope, name: str, responses: list[str]
    ) -> list[str]:
        self._numbers.setdefault(session.peer, len(self._numbers))
        self.hellos.append(name)
        session.host_name = name
        answer = await self.said(server, "EHLO")
        return responses if answer is None else [answer]

    async def handle_HELO(  # noqa: N802 - as above
        self, server: SMTP, session: Session, _: Envelope, name: str
    ) -> str:
        session.host_name = name
        return await self.said(server, "HELO") or "250 mail.example"

    async def handle_MAIL(  # noqa: N802 - as above
        self, server: SMTP, _: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = await self.said(server, "MAIL")
        if answer is None:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return answer or "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802 - as above
        self, server: SMTP, _: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = await self.said(server, "RCPT")
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 2.1.5 OK"

    async def handle_RSET(  # noqa: N802 - as above
        self, server: SMTP, _: Session, _envelope: Envelope
    ) -> str:
        return await self.said(server, "RSET") or "250 2.0.0 OK"

    async def handle_QUIT(  # noqa: N802 - as above
        self, server: SMTP, _: Session, _envelope: Envelope
    ) -> str:
        return await self.said(server, "QUIT") or "221 2.0.0 Bye"

    async def handle_DATA(  # noqa: N802 - as above
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        answer = await self.said(server, "DOT")
        if answer is None:
            self._take(session, envelope)
        return answer or "250 2.0.0 Queued"

    async def auth_XOAUTH2(  # noqa: N802 - as above
        self, server: SMTP, args: list[str]
    ) -> AuthResult:
        words = await server.challenge_auth(b"") if len(args) == 1 else _decoded(args[1])
        assert isinstance(words, bytes)
        user, token = words.decode().removesuffix("\x01\x01").split("\x01")
        self.logins.append(("XOAUTH2", token.removeprefix("auth=Bearer ")))
        name = user.removeprefix("user=")
        if self.accounts.get(name) == token.removeprefix("auth=Bearer "):
            return AuthResult(success=True, auth_data=name)
        # As Exchange does: what is wrong comes as a challenge, to be answered with nothing.
        await server.push("334 eyJzdGF0dXMiOiI0MDEifQ==")
        await server._reader.readline()  # noqa: SLF001 - aiosmtpd takes no empty answer
        await server.push("535 5.7.3 Authentication unsuccessful")
        return AuthResult(success=False, handled=True)

    def _take(self, session: Session, envelope: Envelope) -> None:
        assert isinstance(envelope.content, bytes)
        self.taken.append(
            Taken(
                sender=envelope.mail_from or "",
                recipients=tuple(envelope.rcpt_tos),
                content=envelope.content,
                connection=self._numbers[session.peer],
                encrypted=session.ssl is not None,
                user=session.auth_data,
            )
        )


class _Scripted(SMTP):
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        answer = await self.event_handler.said(self, "DATA")
        if answer is None:
            await super().smtp_DATA(arg)
        else:
            await self.push(answer)


class _Listening(Controller):
    def factory(self) -> SMTP:
        return _Scripted(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # not annotated in aiosmtpd


@contextmanager
def mail_server(
    script: Script, *, implicit_tls: ssl.SSLContext | None = None, **settings: Any
) -> Iterator[int]:
    """Let a mail server answer by the script, and yield its port."""
    server = _Listening(
        script,
        hostname="127.0.0.1",
        port=0,
        ssl_context=implicit_tls,
        server_hostname="mail.example",
        authenticator=_authenticator(script),
        **settings,
    )
    server.start()
    try:
        yield server.port
    finally:
        server.stop()


@dataclass
class TokenEndpoint:
    """Whoever hands out tokens: what it answers, in order, and what it was asked."""

    answers: list[tuple[int, bytes]]
    url: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def token_endpoint(*answers: tuple[int, Any]) -> Iterator[TokenEndpoint]:
    """Hand out tokens: each answer is a status and what is to be said, as JSON unless bytes."""
    told = [
        (status, said if isinstance(said, bytes) else json.dumps(said).encode())
        for status, said in answers
    ]
    endpoint = TokenEndpoint(told)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            endpoint.asked.append(dict(parse_qsl(form)))
            status, said = endpoint.answers.pop(0)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        endpoint.url = f"http://127.0.0.1:{server.server_port}/token"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield endpoint
        server.shutdown()
        thread.join()


@contextmanager
def raw_server(*talks: Callable[[socket.socket], None]) -> Iterator[int]:
    """Let one talk after another be held, each over a connection of its own; yield the port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=_hold, args=(listening, talks), daemon=True)
        thread.start()
        yield listening.getsockname()[1]
    thread.join(timeout=10)
    assert not thread.is_alive()


def saying(*lines: str) -> Callable[[socket.socket], None]:
    """Return a talk: a greeting, an answer to each line that is heard, and then hanging up."""

    def talk(connection: socket.socket) -> None:
        with connection.makefile("rb") as heard:
            for number, line in enumerate(lines):
                if number:
                    heard.readline()
                connection.sendall(f"{line}\r\n".encode())

    return talk


def _hold(listening: socket.socket, talks: tuple[Callable[[socket.socket], None], ...]) -> None:
    for talk in talks:
        connection, _ = listening.accept()
        with connection:
            talk(connection)


def _authenticator(script: Script) -> Callable[..., AuthResult]:
    def authenticate(_: SMTP, __: Session, ___: Envelope, way: str, data: Any) -> AuthResult:
        user, password = data.login.decode(), data.password.decode()
        script.logins.append((way, password))
        right = script.accounts.get(user) == password
        # Not handled: the server says itself that it was wrong.
        return AuthResult(success=right, handled=False, auth_data=user)

    return authenticate


def _decoded(words: str) -> bytes:
    return base64.b64decode(words)
