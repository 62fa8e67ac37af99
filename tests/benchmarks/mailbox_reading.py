"""Mails a second out of a mailbox and safely on disk, against a loop that fetches and stores."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from sqlalchemy import func, select, update

from bot.app.receiving import Incoming
from bot.mail.answering import Receiver
from bot.mail.imap import Account, Mailbox, Reader, open_mailbox
from bot.mail.imap.reading import AT_ONCE
from bot.mail.incoming.judging import Ours
from bot.mail.relay import Relay
from handlers.incoming import MailState, Origin
from handlers.ports import Services
from storage import schema
from storage.models import IncomingMail
from storage.session import Database
from tests.benchmarks.deliveries import BARE, Execute
from tests.benchmarks.outboxes import servers
from tests.benchmarks.timing import heading, line
from tests.dovecot import PASSWORD, USER, Dovecot, dovecot
from tests.factories import add_collaboration
from tests.fakes import FixedClock
from tests.sample import NOW

# Turn by turn, so that whatever disturbs the machine disturbs both.
ROUNDS = 5
EACH = 200
CREATE = """
CREATE TABLE mail (id INTEGER PRIMARY KEY {identity}, mailbox TEXT NOT NULL, uidvalidity BIGINT,
    uid BIGINT, raw {octets} NOT NULL, received_at TEXT NOT NULL,
    UNIQUE (mailbox, uidvalidity, uid))
"""
INSERT = """
INSERT INTO mail (mailbox, uidvalidity, uid, raw, received_at) VALUES ({0}, {0}, {0}, {0}, {0})
"""
WORDS = "Kontrollera att släckvattnet tas om hand, och skriv hur det gick. " * 40


@dataclass(frozen=True, slots=True)
class Keeping:
    """Takes mails in, and acts on none of them."""

    incoming: Incoming

    def keep_all(self, place: Origin, mails: Sequence[tuple[int, bytes]]) -> None:
        """Keep mails."""
        self.incoming.keep_all(place, mails)

    def work(self) -> int:
        """Do nothing."""
        return 0

    def fate(self, raw: bytes) -> MailState | None:  # noqa: ARG002 - the signature is the port's
        """Tell nothing."""
        return None

    def fates(self, origin: Origin, uids: Sequence[int]) -> Mapping[int, MailState]:
        """Tell what is kept."""
        return self.incoming.fates(origin, uids)


def run() -> None:
    """Print the figures."""
    heading("Mejl ur en brevlåda (Dovecot, IMAP), vart och ett säkert på disk")
    with servers() as kinds, dovecot() as server:
        for name, address in kinds.items():
            _compare(name, address(), server)


def _compare(name: str, address: str, server: Dovecot) -> None:
    opened, mark = BARE[name]
    account = Account(Relay("127.0.0.1", server.plain, user=USER, password=PASSWORD))
    ours = _services(address)
    with opened(address) as execute:
        octets = "BLOB" if mark == "?" else "BYTEA"
        identity = "" if mark == "?" else "GENERATED ALWAYS AS IDENTITY"
        execute(CREATE.format(identity=identity, octets=octets), ())
        incoming = Incoming(ours, Receiver(ours, Ours(frozenset({USER}), "vast.example")))
        loops = (
            partial(_bare, execute, INSERT.format(mark)),
            Reader("bench", Keeping(incoming)).round,
        )
        rates = [_rates(server, account, loops) for _ in range(ROUNDS + 1)][1:]
        bare, kept = (statistics.median(column) for column in zip(*rates, strict=True))
        _empty(ours)
        (answered,) = _rates(server, account, [Reader("bench", incoming).round])
        _insist(ours, execute)
    line(f"{name}, slinga som hämtar och sparar", f"{bare:7.0f} mejl/s")
    line(f"{name}, Samverkansboten tar in", f"{kept:7.0f} mejl/s")
    line("kvot", f"{statistics.median(one[1] / one[0] for one in rates):.2f}")
    line(f"{name}, samma och läser, besvarar och märker", f"{answered:7.0f} mejl/s")
    ours.database.dispose()


def _rates(
    server: Dovecot, account: Account, loops: Sequence[Callable[[Mailbox], object]]
) -> list[float]:
    rates = []
    for loop in loops:
        server.empty()
        _fill(server)
        mailbox = open_mailbox(account)
        begun = time.perf_counter()
        loop(mailbox)
        rates.append(EACH / (time.perf_counter() - begun))
        mailbox.close()
    return rates


_filled = iter(range(1_000_000))


def _fill(server: Dovecot) -> None:
    with server.client() as client:
        for number in (next(_filled) for _ in range(EACH)):
            client.append("INBOX", _written(number))


def _written(number: int) -> bytes:
    return (
        f"From: person{number}@hemma{number}.example\r\nTo: {USER}\r\n"
        f"Subject: projekt nummer {number}\r\nMessage-ID: <{number}@hemma.example>\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{WORDS}\r\n"
    ).encode()


def _bare(execute: Execute, insert: str, mailbox: Mailbox) -> None:
    """Fetch as many at a time, and store them in one transaction, as ours does."""
    uids = mailbox.unhandled()
    for at in range(0, len(uids), AT_ONCE):
        execute("BEGIN", ())
        for uid, raw in mailbox.fetch(uids[at : at + AT_ONCE]):
            execute(insert, ("bench", mailbox.uidvalidity, uid, raw, NOW.isoformat()))
        execute("COMMIT", ())


def _empty(ours: Services) -> None:
    """Let nothing wait but what comes next."""
    with ours.database.write() as session:
        leased = update(IncomingMail).values(lease_until=NOW + timedelta(days=1))
        session.execute(leased)


def _services(address: str) -> Services:
    schema.upgrade(address)
    services = Services(Database(address), FixedClock(NOW))
    with services.database.write() as session:
        add_collaboration(session, "vast")
    return services


def _insist(ours: Services, execute: Execute) -> None:
    """Refuse figures of what has not been stored, or not been answered."""
    with ours.database.rows() as rows:
        states = select(IncomingMail.state, func.count()).group_by(IncomingMail.state)
        counts = dict(iter(rows.execute(states)))
    bare = execute("SELECT count(*) FROM mail", ())[0][0]
    if bare != (ROUNDS + 1) * EACH or counts != {"stored": bare, "answered": EACH}:
        raise RuntimeError(f"not stored or not answered: {bare} and {counts}")
