"""The same bot by either door: Slack calls it over HTTP, or it keeps a line open to Slack."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Event, Thread

import pytest
from sqlalchemy import event

from bot.app.serving import serve_http, serve_socket
from bot.config import EVENTS_PATH, SettingsError, load_settings
from tests.databases import Holding, TestDatabases
from tests.flows.house import (
    APP_TOKEN,
    BOT_TOKEN,
    INA,
    OPEN,
    SECRET,
    House,
    bot_settings,
    built_house,
    health_of,
    labels,
    lines,
)
from tests.house import ROOT

QUESTION = "släckvatten"


@contextmanager
def served(house: House, serve: Callable[..., None]) -> Iterator[str]:
    """Let the bot serve in a thread until the block ends; give its address."""
    settings = bot_settings(house.settings.database_url, house.workspace)
    stop, ports = Event(), Queue[int]()
    thread = Thread(target=serve, args=(settings, house.services, stop, ports.put))
    thread.start()
    try:
        yield f"http://127.0.0.1:{ports.get(timeout=10)}"
    finally:
        stop.set()
        thread.join()


def journey(house: House) -> list[object]:
    """Ask, press, fill in a dialog and write; return what was seen."""
    answer = house.ask(INA, "/projekt", QUESTION)
    followed = house.press(INA, "Bevaka")
    house.press(INA, "Rätta uppgift")
    house.workspace.submit(INA, {"correction": "Fel år."})
    receipt = lines(house.workspace.view(INA))
    picker = house.ask(INA, "/projekt")
    options = house.workspace.suggest(INA, picker, "pick_project", "släck")
    house.workspace.mention(INA, OPEN, "vad betyder BAT?")
    house.workspace.say(INA, house.workspace.direct(INA), QUESTION)
    assert house.workspace.wait_until(lambda: len(house.direct(INA)) == 2)
    house.workspace.open_home(INA)
    home = house.workspace.home(INA)
    return [
        lines(answer), labels(followed), receipt, options, lines(house.last(INA)),
        lines(house.direct(INA)[-1]), lines(home),
    ]  # fmt: skip


def test_journey_is_the_same_by_socket_and_by_http(
    quick_house: House, shared_databases: TestDatabases, tmp_path: Path
) -> None:
    by_http = journey(quick_house)

    with (
        shared_databases.sqlite(tmp_path / "socket.sqlite", Holding.SAMPLE) as url,
        built_house(url, socket_mode=True) as house,
        served(house, serve_socket),
    ):
        assert house.workspace.wait_until(lambda: house.workspace.sockets.connections == 1)
        by_socket = journey(house)

    assert by_socket == by_http
    assert house.workspace.refusals == []


def test_http_server_answers_slack_and_stops_when_told(sqlite_path: Path) -> None:
    with (
        built_house(f"sqlite:///{sqlite_path}") as house,
        served(house, serve_http) as address,
    ):
        house.workspace.events_url = address + EVENTS_PATH
        answer = house.ask(INA, "/projekt", QUESTION)

    assert lines(answer)[0].startswith("Tillsynsprojekt släckvatten")


def test_socket_mode_serves_health_but_not_slack(sqlite_path: Path) -> None:
    with (
        built_house(f"sqlite:///{sqlite_path}", socket_mode=True) as house,
        served(house, serve_socket) as address,
    ):
        assert house.workspace.wait_until(lambda: house.workspace.sockets.connections == 1)
        house.ask(INA, "/projekt", QUESTION)
        house.workspace.events_url = address + EVENTS_PATH
        refused = house.workspace.http_door().post("", {})
        health = health_of(address)

    assert (health, refused.status) == ((200, "Allt fungerar."), 404)


def test_socket_mode_without_a_line_to_slack_is_not_healthy(sqlite_path: Path) -> None:
    with built_house(f"sqlite:///{sqlite_path}", socket_mode=True) as house:
        house.workspace.fail_next("apps.connections.open", "internal_error", times=100)
        with served(house, serve_socket) as address:
            health = health_of(address)

    assert health == (503, "Jag når inte Slack.")


def test_answer_under_way_is_given_before_socket_mode_stops(
    sqlite_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        built_house(f"sqlite:///{sqlite_path}", socket_mode=True) as house,
        ThreadPoolExecutor(1) as person,
    ):
        with served(house, serve_socket):
            assert house.workspace.wait_until(lambda: house.workspace.sockets.connections == 1)
            begun = delayed(house)
            asked = person.submit(house.ask, INA, "/projekt", QUESTION)
            assert begun.wait(10)
        answer = asked.result()

    assert lines(answer)[0].startswith("Tillsynsprojekt släckvatten")
    assert "Traceback" not in caplog.text
    assert house.workspace.sockets.connections == 0


def delayed(house: House) -> Event:
    """Let the next question take a second, or until the line is closed; tell when it is asked."""
    begun = Event()

    def delay(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        # What the bot does of its own accord meanwhile reads no projects.
        if "FROM project" in statement and not begun.is_set():
            begun.set()
            house.workspace.wait_until(lambda: house.workspace.sockets.connections == 0, 1)

    event.listen(house.services.database.engine, "before_cursor_execute", delay)
    return begun


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_program_stops_in_good_order_on_a_signal(sqlite_path: Path, number: signal.Signals) -> None:
    with built_house(f"sqlite:///{sqlite_path}", socket_mode=True) as house:
        environ = os.environ | {
            "DATABASE_URL": house.settings.database_url,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_API_URL": house.workspace.api_url,
            "PORT": "0",
        }
        command = [sys.executable, "-m", "bot", "run"]
        with subprocess.Popen(
            command, env=environ, cwd=ROOT, stderr=subprocess.PIPE, text=True
        ) as program:
            connected = house.workspace.wait_until(
                lambda: house.workspace.sockets.connections == 1, 30
            )
            program.send_signal(number)
            try:
                _, written = program.communicate(timeout=60)
            finally:
                program.kill()

    assert connected
    assert program.returncode == 0
    assert "Traceback" not in written
    assert BOT_TOKEN not in written


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "SLACK_BOT_TOKEN"),
        ({"SLACK_APP_TOKEN": "xapp-wrong"}, "SLACK_APP_TOKEN"),
        ({"SLACK_APP_TOKEN": ""}, "SLACK_APP_TOKEN"),
        ({"HOST": "192.0.2.1"}, "HOST"),
    ],
)
def test_program_that_cannot_start_names_the_setting(
    sqlite_path: Path, changes: dict[str, str], named: str
) -> None:
    with built_house(f"sqlite:///{sqlite_path}", socket_mode=True) as house:
        settings = bot_settings(house.settings.database_url, house.workspace, **changes)

        with pytest.raises(SettingsError, match=f"^{named}") as caught:
            serve_socket(settings, house.services, Event())

    assert "wrong" not in str(caught.value)


def test_http_needs_the_signing_secret(quick_house: House) -> None:
    settings = load_settings({"SLACK_BOT_TOKEN": BOT_TOKEN})

    with pytest.raises(SettingsError, match="SLACK_SIGNING_SECRET"):
        serve_http(settings, quick_house.services, Event())

    assert SECRET not in repr(quick_house.settings)
