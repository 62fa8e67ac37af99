"""/projekt släckvatten over HTTP at 16 connections, against an app with the same SELECTs."""

import asyncio
import multiprocessing
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import Connection

from slack_bolt import Ack, App
from slack_sdk import WebClient
from sqlalchemy import Executable, event

from bot.app.serving import THREADS, build_slack_app, build_web
from bot.config import EVENTS_PATH
from bot.web.serving import listening, serving
from handlers.ports import Services
from tests.benchmarks.dispatch import (
    EXPECTED,
    SECRET,
    TOKEN,
    bench_settings,
    dispatching,
    signed_command,
    slack,
)
from tests.benchmarks.register import large_register
from tests.benchmarks.timing import heading, line

CONNECTIONS = 16
SECONDS = 4.0
ROUNDS = 3
Values = Mapping[str, object]
Asked = tuple[Executable, Values]


def run() -> None:
    """Print the figures."""
    heading(f"/projekt släckvatten över HTTP, {CONNECTIONS} förbindelser")
    with _server() as (baseline, ours):
        rates = [(_rate(baseline), _rate(ours)) for _ in range(ROUNDS)]
    same, answer = (sorted(rate[place] for rate in rates)[ROUNDS // 2] for place in (0, 1))
    line("samma SELECT-satser, konstant svar", f"{same:7.0f} svar/s")
    line("Samverkansboten", f"{answer:7.0f} svar/s")
    line("kvot (mål: minst 0,8)", f"{answer / same:.2f}")


@contextmanager
def _server() -> Iterator[tuple[int, int]]:
    """Serve both apps from a process of their own; give their ports."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there,))
    process.start()
    try:
        yield here.recv()
    finally:
        here.send("stop")
        process.join()


def _serve(pipe: Connection) -> None:

    with ExitStack() as opened:
        services = opened.enter_context(large_register())
        api_url = opened.enter_context(slack())
        ours = build_slack_app(bench_settings(api_url), services)
        statements = _statements(services, ours)
        apps = (_same_selects(api_url, services, statements), ours)
        ports = []
        for app in apps:
            listener = opened.enter_context(listening("127.0.0.1", 0))
            executor = opened.enter_context(ThreadPoolExecutor(THREADS))
            opened.enter_context(serving(build_web(services, executor, app), listener))
            ports.append(listener.getsockname()[1])
        pipe.send(tuple(ports))
        pipe.recv()


def _statements(services: Services, app: App) -> list[list[Asked]]:
    """Record what one answer asks the database, session by session."""
    sessions: list[list[Asked]] = []
    engine = services.database.engine
    send = dispatching(app)
    send()

    def opened(*_connection: object) -> None:
        sessions.append([])

    def asked(_c: object, statement: Executable, _many: object, values: Values, _o: object) -> None:
        sessions[-1].append((statement, values))

    event.listen(engine, "checkout", opened)
    event.listen(engine, "before_execute", asked)
    send()
    event.remove(engine, "checkout", opened)
    event.remove(engine, "before_execute", asked)
    return sessions


def _same_selects(api_url: str, services: Services, sessions: list[list[Asked]]) -> App:
    app = App(
        client=WebClient(TOKEN, base_url=api_url),
        signing_secret=SECRET,
        process_before_response=True,
        token_verification_enabled=False,
    )

    @app.command("/projekt")
    def answer(ack: Ack) -> None:
        for statements in sessions:
            with services.database.session() as session:
                for statement, values in statements:
                    session.execute(statement, values).all()
        ack(text=EXPECTED, response_type="ephemeral")

    return app


def _rate(port: int) -> float:
    return asyncio.run(_load(port))


async def _load(port: int) -> float:
    deadline = time.perf_counter() + SECONDS
    begun = time.perf_counter()
    counts = await asyncio.gather(*(_connection(port, deadline) for _ in range(CONNECTIONS)))
    return sum(counts) / (time.perf_counter() - begun)


async def _connection(port: int, deadline: float) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    count = 0
    while time.perf_counter() < deadline:
        writer.write(_request())
        await writer.drain()
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        body = await reader.readexactly(length)
        if not head.startswith(b"HTTP/1.1 200") or b"avslutat november" not in body:
            raise RuntimeError(f"no answer: {head!r} {body[:200]!r}")
        count += 1
    writer.close()
    await writer.wait_closed()
    return count


def _request() -> bytes:
    body, headers = signed_command()
    content = body.encode()
    lines = [f"POST {EVENTS_PATH} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(content)}"]
    lines += [f"{name}: {value}" for name, values in headers.items() for value in values]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content
