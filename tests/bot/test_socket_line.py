from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread

from slack_sdk.socket_mode import SocketModeClient

from bot.app.socket_line import GRACE, SocketLine
from tests.fakes import FixedClock
from tests.sample import NOW

MOMENT = timedelta(seconds=1)


class ConnectedOrNot(SocketModeClient):
    """Slack's client, connected whenever the test says so."""

    def __init__(self) -> None:
        super().__init__("xapp-x")
        self.connected = False
        self.looked = Event()

    def is_connected(self) -> bool:
        self.looked.set()
        return self.connected


@contextmanager
def held_line(clock: FixedClock) -> Iterator[tuple[SocketLine, ConnectedOrNot]]:
    line, client = SocketLine(clock), ConnectedOrNot()
    with line.held_by(client):
        yield line, client


def test_line_is_down_before_anybody_holds_it() -> None:
    assert not SocketLine(FixedClock(NOW)).is_up()


def test_line_is_down_before_it_is_first_connected() -> None:
    with held_line(FixedClock(NOW)) as (line, client):
        before = line.is_up()
        client.connected = True
        after = line.is_up()

    assert (before, after) == (False, True)


def test_line_that_is_being_renewed_counts_as_up_for_a_while() -> None:
    clock = FixedClock(NOW)
    with held_line(clock) as (line, client):
        client.connected = True
        line.is_up()
        client.connected = False

        clock.move(GRACE)
        renewing = line.is_up()
        clock.move(MOMENT)
        gone = line.is_up()
        client.connected = True
        back = line.is_up()

    assert (renewing, gone, back) == (True, False, True)


def test_line_is_watched_between_the_questions() -> None:
    clock, stopped = FixedClock(NOW), Event()
    with held_line(clock) as (line, client):
        client.connected = True
        line.is_up()
        clock.move(2 * GRACE)
        client.looked.clear()
        watching = Thread(target=line.watch, args=(stopped, 0.01))
        watching.start()
        assert client.looked.wait(10)
        stopped.set()
        watching.join()
        client.connected = False

        assert line.is_up()
