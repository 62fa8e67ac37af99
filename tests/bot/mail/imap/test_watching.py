"""Watching a mailbox: connecting again, patiently, and stopping at once."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread

import pytest

from bot.mail.imap import Account, Mailbox, MailboxError, Reader, Watch, open_mailbox
from bot.mail.imap.watching import FIRST_PAUSE, LONGEST_PAUSE
from handlers.incoming import MailState, Origin
from tests.dovecot import Dovecot

PATIENCE = 60
MAIL = b"From: ina@vast.example\r\nSubject: a\r\n\r\nb\r\n"


@dataclass
class Inward:
    """Takes mails in; it may fall over the first ones."""

    faults: list[Exception] = field(default_factory=list)
    kept: list[bytes] = field(default_factory=list)
    happened: Event = field(default_factory=Event)

    def keep_all(self, place: Origin, mails: list[tuple[int, bytes]]) -> None:  # noqa: ARG002 - the port's
        if self.faults:
            raise self.faults.pop(0)
        self.kept += [raw for _, raw in mails]
        self.happened.set()

    def work(self) -> int:
        return 0

    def fate(self, raw: bytes) -> MailState | None:  # noqa: ARG002 - the port's
        return None

    def fates(self, place: Origin, uids: list[int]) -> dict[int, MailState]:  # noqa: ARG002 - the port's
        return dict.fromkeys(uids, MailState.ANSWERED) if self.kept else {}


@dataclass
class Pauses:
    """Notes how long somebody would have waited, and stops after so many."""

    most: int = 100
    seconds: list[float] = field(default_factory=list)
    stop: Callable[[], None] = lambda: None

    def __call__(self, _stopped: Event, seconds: float) -> None:
        self.seconds.append(seconds)
        if len(self.seconds) >= self.most:
            self.stop()


def watch(
    opening: Callable[[], Mailbox], inward: Inward, pauses: Pauses, trouble: str = ""
) -> Watch:
    made = Watch(
        opening,
        Reader("box", inward),  # type: ignore[arg-type]  # lists will do
        lambda _error: trouble,
        chance=lambda: 1.0,
        pause=pauses,
    )
    pauses.stop = made.stop
    return made


@contextmanager
def running(watching: Watch) -> Iterator[None]:
    """Watch in a thread of its own, which has ended when this is left."""
    thread = Thread(target=watching.run)
    thread.start()
    yield
    watching.stop()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_mailbox_that_is_away_is_tried_again_ever_less_often() -> None:
    def away() -> Mailbox:
        raise MailboxError("away")

    pauses = Pauses(most=9)

    watch(away, Inward(), pauses).run()

    assert pauses.seconds == [5.0, 10.0, 20.0, 40.0, 80.0, 160.0, 300.0, 300.0, 300.0]
    assert (pauses.seconds[0], pauses.seconds[-1]) == (FIRST_PAUSE, LONGEST_PAUSE)


def test_mailbox_that_comes_back_is_read_and_patience_begins_anew(
    mailbox: Dovecot, account: Account
) -> None:
    mailbox.deliver(MAIL)
    answers = [MailboxError("away"), MailboxError("away"), None, MailboxError("away")]

    def opening() -> Mailbox:
        answer = answers.pop(0) if answers else MailboxError("away")
        if answer is not None:
            raise answer
        return open_mailbox(account)

    inward, pauses = Inward(), Pauses(most=3)
    with running(watch(opening, inward, pauses)):
        assert inward.happened.wait(PATIENCE)

    assert inward.kept == [MAIL]
    assert pauses.seconds == [5.0, 10.0]


@pytest.mark.parametrize(("trouble", "logged"), [("", True), ("database_down", False)])
def test_whatever_goes_wrong_the_mailbox_is_read_again(
    mailbox: Dovecot,
    account: Account,
    caplog: pytest.LogCaptureFixture,
    trouble: str,
    logged: bool,
) -> None:
    caplog.set_level(logging.ERROR)
    mailbox.deliver(MAIL)
    inward, pauses = Inward(faults=[ZeroDivisionError()]), Pauses()

    with running(watch(lambda: open_mailbox(account), inward, pauses, trouble)):
        assert inward.happened.wait(PATIENCE)

    assert inward.kept == [MAIL]
    assert pauses.seconds == [5.0]
    assert ("Reading the mailbox" in caplog.text) is logged


def test_stopping_does_not_wait_for_the_server(account: Account) -> None:
    waiting = Event()

    class Waiting(Mailbox):
        def wait(self, seconds: float) -> bool:
            waiting.set()
            return super().wait(seconds)

    def opening() -> Mailbox:
        opened = open_mailbox(account)
        opened.__class__ = Waiting
        return opened

    with running(watch(opening, Inward(), Pauses())):
        assert waiting.wait(PATIENCE)
