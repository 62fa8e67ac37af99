"""Broken mails through the whole way in: none stops it, none is obeyed, no machine is answered."""

import logging
import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, event, func, select

from bot.app.receiving import Incoming, build_incoming
from bot.config import load_settings
from handlers.incoming import Origin
from handlers.people import set_role
from handlers.ports import Services
from storage.models import (
    CadenceRule,
    CoordinatorTask,
    EventLog,
    IncomingMail,
    MailFailure,
    Notice,
    OfficeTick,
    Preference,
    Subscription,
)
from storage.session import Database
from tests.bot.mail.incoming.broken_mails import broken_mails
from tests.databases import Holding, TestDatabases
from tests.fakes import FixedClock
from tests.flows.letters import BOT, COORDINATOR
from tests.sample import NOW

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "200"))
CHANGED = (CoordinatorTask, EventLog, OfficeTick, Preference, Subscription)
# Each alone makes a mail one that must never be answered.
MACHINES = [
    b"Return-Path: <>\n",
    b"Auto-Submitted: auto-replied\n",
    b"List-Id: <alla.lista.example>\n",
    b"Precedence: bulk\n",
    b"X-Autoreply: yes\n",
]
# What would prove who has written, if it were believed.
_PASS = "mx.vast.example; dmarc=pass header.from="
FORGED = [
    [],
    ["Authentication-Results: mx.far.example; dmarc=pass header.from=jonkoping.example"],
    [
        "Authentication-Results: mx.vast.example; dmarc=fail header.from=jonkoping.example",
        f"Authentication-Results: {_PASS}jonkoping.example",
    ],
    [f"Authentication-Results: {_PASS}hemma.example"],
    [f"Authentication-Results: mx.vast.example; spf=pass (; dmarc=pass {_PASS}jonkoping.example)"],
    ["From: granne@hemma.example", f"Authentication-Results: {_PASS}jonkoping.example"],
]
ORDERS = [
    "klart verksamhetsberättelsen",
    "avsluta nyhetsbrevet",
    "bevaka släckvatten",
    "rätta släckvatten: slutdatumet är fel",
    "påminn mig i mejl kl 9–15",
    "ta 1",
    "släpp mejl 1",
    "släng mejl 1",
    "boka styrgruppsmöte 14 mars kl 9 i Borås",
    "pausa regel nyckeltal",
    "1",
    "ja tack",
]


@pytest.fixture(scope="module")
def way_in(
    shared_databases: TestDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Incoming]:
    path = tmp_path_factory.mktemp("fuzz") / "sample.sqlite"
    with shared_databases.sqlite(path, Holding.SAMPLE) as url:
        database = Database(url)
        event.listen(database.engine, "connect", _hurry)
        services = Services(database, FixedClock(NOW), secret=b"k" * 32)
        set_role(services, COORDINATOR, "coordinator", "jonkoping")
        given = {
            "MAIL_FROM": BOT,
            "MAIL_AUTHSERV_ID": "mx.vast.example",
            "PUBLIC_URL": "https://bot.example",
            "SECRET_KEY": "k" * 32,
        }
        yield build_incoming(load_settings(given), services)
        database.dispose()


def _hurry(connection: Any, _record: object) -> None:
    # What a crash of the machine would lose is of no interest where everything is thrown away.
    connection.execute("PRAGMA synchronous = OFF")


@st.composite
def orders(draw: st.DrawFn) -> tuple[bytes, bool]:
    """Return a mail that wants something done in the coordinator's name; True for a machine's."""
    machine = draw(st.booleans())
    marks = draw(st.sampled_from(MACHINES)) if machine else b""
    forged = "".join(f"{line}\n" for line in draw(st.sampled_from(FORGED)))
    order = f"From: {COORDINATOR}\nSubject: {draw(st.sampled_from(ORDERS))}\n"
    rest = draw(st.one_of(st.binary(max_size=40).map(b"\n".__add__), broken_mails()))
    raw = forged.encode() + marks + order.encode() + rest
    ending = draw(st.sampled_from([b"\n", b"\r\n"]))
    return raw.replace(b"\r\n", b"\n").replace(b"\n", ending), machine


def counts(services: Services) -> list[int]:
    with services.database.session() as session:
        rows = [session.scalar(select(func.count()).select_from(one)) or 0 for one in CHANGED]
        revisions = session.scalar(select(func.count()).where(CadenceRule.paused)) or 0
    return [*rows, revisions]


def taken_in(incoming: Incoming, raw: bytes) -> tuple[IncomingMail, int]:
    """Let a mail come in as the first of all; return what became of it, and how many answers."""
    services = incoming.services
    _empty(services)
    assert incoming.keep(Origin("fuzz"), raw)
    incoming.work()
    with services.database.session() as session:
        mail = session.scalars(select(IncomingMail).order_by(IncomingMail.id.desc())).first()
        assert mail is not None
        answers = select(func.count()).where(Notice.incoming_id == mail.id)
        return mail, session.scalar(answers) or 0


def _empty(services: Services) -> None:
    """Forget the mails before: one like an earlier one is that one, and many are too many."""
    with services.database.write() as session:
        for table in (MailFailure, Notice, IncomingMail):
            session.execute(delete(table))


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(mail=orders())
def test_broken_mail_is_settled_and_changes_nothing(
    way_in: Incoming, caplog_of_errors: list[str], mail: tuple[bytes, bool]
) -> None:
    raw, machine = mail
    before = counts(way_in.services)

    settled, answers = taken_in(way_in, raw)

    assert settled.state in {"answered", "silent", "quarantined"}
    assert settled.reason != "gave_up"
    assert caplog_of_errors == []
    assert counts(way_in.services) == before
    if machine:
        assert (settled.state, answers) == ("silent", 0)


@pytest.fixture(scope="module")
def caplog_of_errors() -> Iterator[list[str]]:
    """Lend the errors that have been logged, over all examples."""
    heard: list[str] = []

    class Listening(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage())

    handler = Listening(logging.ERROR)
    logging.getLogger().addHandler(handler)
    yield heard
    logging.getLogger().removeHandler(handler)
