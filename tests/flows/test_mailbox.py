"""The mailbox: a question in over IMAP, an answer out over SMTP, once, whatever is cut off."""

import email
import email.policy
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from email.message import EmailMessage
from urllib.parse import quote

import pytest
from typer.testing import CliRunner

from bot.app.inbox import watching
from bot.app.receiving import Incoming
from bot.app.sending import build_outgoing, sending
from bot.app.services import build_services
from bot.cli import app
from bot.config import load_settings
from bot.mail.answering import Receiver
from bot.mail.imap import Reader, account_of, open_mailbox
from bot.mail.imap.session import KEYWORD, QUARANTINE
from handlers.incoming import LEASE, MOST_ATTEMPTS, Taken
from tests.bot.mail.servers import Script, mail_server
from tests.dovecot import PASSWORD, USER, Dovecot, dovecot, lent
from tests.fakes import FixedClock
from tests.flows import dying
from tests.flows.letters import (
    BOT,
    COORDINATOR,
    INA,
    STRANGER,
    TICKED,
    TRUSTED,
    fates,
    order,
    text_of,
    verbs,
    written,
)
from tests.sample import NOW

PATIENCE = 60.0
QUESTION = "projekt släckvatten"
TITLE = "Tillsynsprojekt släckvatten"


@pytest.fixture(scope="session")
def imap() -> Iterator[Dovecot]:
    with lent(dovecot()) as server:
        yield server


@dataclass(frozen=True)
class Post:
    """The mailbox that the bot reads, and the server that takes its answers."""

    box: Dovecot
    script: Script
    url: str

    def answers(self, to: str = INA) -> list[EmailMessage]:
        """Return the answers to somebody, in order."""
        mails = [
            email.message_from_bytes(taken.content, policy=email.policy.default)
            for taken in self.script.taken
            if to in taken.recipients
        ]
        return [mail for mail in mails if mail["Auto-Submitted"] == "auto-replied"]


@pytest.fixture
def post(imap: Dovecot, sample_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    imap.empty()
    script = Script()
    with mail_server(script) as port:
        settings = {
            "DATABASE_URL": sample_url,
            "SMTP_URL": f"smtp://127.0.0.1:{port}",
            "IMAP_URL": f"imap://{quote(USER)}:{quote(PASSWORD)}@127.0.0.1:{imap.plain}",
            "MAIL_FROM": f"Samverkansboten <{BOT}>",
            "MAIL_AUTHSERV_ID": "mx.vast.example",
            "PUBLIC_URL": "https://bot.example",
            "SECRET_KEY": "k" * 32,
        }
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("bot.app.services.system_clock", FixedClock(NOW))
        yield Post(imap, script, sample_url)


def tick() -> None:
    done = CliRunner().invoke(app, ["tick"])
    assert (done.exit_code, done.stderr) == (0, "")


def test_question_in_the_mailbox_is_answered_once_in_its_thread(post: Post) -> None:
    post.box.deliver(written(QUESTION, References="<forsta@vast.example>"))

    tick()
    tick()

    (answer,) = post.answers()
    assert text_of(answer).startswith(f"{TITLE}\n")
    assert answer["Subject"] == f"SV: {QUESTION}"
    assert answer["In-Reply-To"] == "<fraga@vast.example>"
    assert answer["References"] == "<forsta@vast.example> <fraga@vast.example>"
    assert post.box.marks() == [{KEYWORD}]
    assert post.script.taken[0].sender == "<>"


def test_mail_that_came_by_another_way_as_well_is_answered_once(post: Post) -> None:
    raw = written(QUESTION)
    CliRunner().invoke(app, ["receive"], input=raw)
    for _ in range(2):
        post.box.deliver(b"Received: by mx.vast.example\r\n" + raw)

    tick()

    assert len(post.answers()) == 1
    assert post.box.marks() == [{KEYWORD}, {KEYWORD}]


def test_mail_that_comes_while_the_bot_waits_is_answered_at_once(post: Post) -> None:
    settings = load_settings(os.environ)
    services = build_services(settings, FixedClock(NOW))
    outgoing = build_outgoing(settings, services)

    with sending(outgoing), watching(settings, outgoing.incoming):
        for number in range(2):
            post.box.deliver(written(QUESTION, Message_ID=f"<{number}@vast.example>"))
            wait_for(lambda count=number + 1: len(post.answers()) == count)  # type: ignore[misc]  # bound at once
        wait_for(lambda: post.box.marks() == [{KEYWORD}, {KEYWORD}])

    services.database.dispose()
    assert {text_of(one).splitlines()[0] for one in post.answers()} == {TITLE}


def test_mail_that_needs_a_person_lies_in_a_folder_of_its_own(post: Post) -> None:
    CliRunner().invoke(
        app, ["person", "role", COORDINATOR, "coordinator", "--collaboration", "jonkoping"]
    )
    post.box.deliver(
        written("sluta bevaka skateparker", sender=STRANGER, Message_ID="<a@hemma.example>")
    )
    post.box.deliver(written(QUESTION))

    tick()

    assert [post.box.count(), post.box.count(QUARANTINE)] == [1, 1]
    assert len(post.answers()) == 1
    noted = [taken for taken in post.script.taken if COORDINATOR in taken.recipients]
    assert len(noted) == 1


@dataclass(frozen=True, slots=True)
class Stumbling(Receiver):
    """Falls over one of the mails, each time."""

    def settle(self, taken: Taken) -> bool:
        """Fall, or act on the mail."""
        if b"snubbla" in taken.raw:
            raise ZeroDivisionError
        return Receiver.settle(self, taken)


def test_mail_that_nobody_can_take_up_is_set_aside_and_stops_none_of_the_others(
    post: Post,
) -> None:
    settings = load_settings(os.environ)
    clock = FixedClock(NOW)
    services = build_services(settings, clock)
    incoming = build_outgoing(settings, services).incoming
    assert incoming is not None
    before = incoming.receiver
    receiver = Stumbling(
        before.services, before.ours, before.authserv_id, can_confirm=before.can_confirm
    )
    post.box.deliver(written("snubbla", Message_ID="<x@vast.example>"))
    post.box.deliver(written(QUESTION))

    marks = []
    for _ in range(MOST_ATTEMPTS + 1):
        read(replace(incoming, receiver=receiver))
        marks.append(post.box.marks())
        clock.move(LEASE + timedelta(seconds=1))

    services.database.dispose()
    assert marks[0] == [set(), {KEYWORD}]
    assert marks[-1] == [{KEYWORD}]
    assert post.box.count(QUARANTINE) == 1
    assert fates(post.url) == [("quarantined", "gave_up"), ("answered", "")]


# What a change leaves behind is tried on both kinds of database, right below.
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("step", [step for step in dying.STEPS if step != "acted"])
def test_nothing_is_lost_or_answered_twice_when_the_bot_is_killed(post: Post, step: str) -> None:
    post.box.deliver(written(QUESTION))

    killed = die(step)
    before = len(post.answers())
    later()

    assert killed == -signal.SIGKILL
    assert before == 0
    assert len(post.answers()) == 1
    assert post.box.marks() == [{KEYWORD}]
    assert fates(post.url) == [("answered", "")]


@pytest.mark.parametrize("step", dying.STEPS)
def test_nothing_is_done_twice_when_the_bot_is_killed(post: Post, step: str) -> None:
    CliRunner().invoke(
        app, ["person", "role", COORDINATOR, "coordinator", "--collaboration", "jonkoping"]
    )
    tick()
    post.box.deliver(order(TICKED, Authentication_Results=TRUSTED))

    killed = die(step)
    later()

    assert killed == -signal.SIGKILL
    assert verbs(post.url) == ["duty_done"]
    assert len(post.answers(COORDINATOR)) == 1
    assert post.box.marks() == [{KEYWORD}]


def test_answer_that_was_taken_as_the_bot_was_killed_comes_again_as_the_same_mail(
    post: Post,
) -> None:
    post.box.deliver(written(QUESTION))

    die("sent")
    later()

    # Nobody can tell whether the server had taken it: the reader's program sees one mail.
    assert len(post.answers()) == 2
    assert len({answer["Message-ID"] for answer in post.answers()}) == 1


def die(step: str) -> int:
    """Let the bot read its mailbox, and return how it ended."""
    return subprocess.run(
        [sys.executable, "-m", "tests.flows.dying", step], check=False, env=os.environ.copy()
    ).returncode


def later() -> None:
    """Let the bot start again, once whatever was held has been let go of."""
    clock = FixedClock(NOW + max(LEASE, timedelta(minutes=10)))
    settings = load_settings(os.environ)
    services = build_services(settings, clock)
    outgoing = build_outgoing(settings, services)
    assert outgoing.incoming is not None
    for _ in range(2):
        read(outgoing.incoming)
        outgoing.work()
    outgoing.close()
    services.database.dispose()


def read(incoming: Incoming) -> None:
    account = account_of(load_settings(os.environ))
    assert account is not None
    mailbox = open_mailbox(account)
    Reader(account.name, incoming).round(mailbox)
    mailbox.close()


def wait_for(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, "it never came to be"
        time.sleep(0.02)
