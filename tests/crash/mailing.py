"""A newsletter under fire: workers that are killed while they send, counted at an own sink."""

import gc
import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from sqlalchemy import func, insert, select
from sqlalchemy.exc import OperationalError, TimeoutError  # noqa: A004 - the name of the pool's error
from sqlalchemy.orm import configure_mappers

from bot.mail.addresses import Sender
from bot.mail.courier import MailCourier
from bot.mail.relay import Relay
from bot.mail.rendering import Rendered
from bot.mail.smtp import SmtpLine
from bot.mail.throttle import Throttle
from handlers.answers import Asker
from handlers.delivery.bulk import GROUP
from handlers.newsletters import Sending, publish, resend_unsure
from handlers.ports import Parcel, Services
from storage.models import NewsletterIssue, Notice, Person
from storage.session import Database
from tests.crash.mail_sink import NO_ID, accepted, mail_sink
from tests.factories import add_collaboration
from tests.sample import NOW

WORKERS = 2
# A lease lasts for some seconds then, which is long for a group even on a busy machine.
SPEED = 20
REST_SECONDS = 0.02
TICK_SECONDS = 0.005
LOOK_SECONDS = 0.2
# Time enough to be killed in: a mail is taken within so many seconds.
DAWDLES = 0.003
DITHER_SECONDS = 0.01
WAITING = ("queued", "retry", "sending")
SENDER = Sender("Miljösamverkan Väst", "nyhetsbrev@vast.example")

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.crash.mailing"])

configure_mappers()
for _url in ("sqlite:///unused", "postgresql+psycopg:///unused"):
    Database(_url).dispose()
gc.freeze()


@dataclass(frozen=True, slots=True)
class Fire:
    """To how many it goes, how many workers are killed meanwhile, and how long it may take."""

    people: int
    kills: int
    patience: float
    seed: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the outbox says of everybody, and what the sink has taken, by address.

    ``known_by`` are the Message-IDs under which it was taken.
    """

    kills: int
    states: Mapping[str, str]
    taken: Counter[str]
    known_by: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def counts(self) -> Counter[str]:
        """Return how many copies ended in each state."""
        return Counter(self.states.values())

    @property
    def hidden(self) -> list[str]:
        """Return who was sent a mail of which the outbox does not know."""
        return [one for one in self.taken if self.states[one] not in {"sent", "unsure"}]

    @property
    def invented(self) -> list[str]:
        """Return who has got nothing although the outbox says so."""
        return [
            one for one, state in self.states.items() if state == "sent" and not self.taken[one]
        ]

    @property
    def missing(self) -> list[str]:
        """Return who has got nothing."""
        return [one for one in self.states if not self.taken[one]]

    @property
    def duplicates(self) -> int:
        """Return how many mails came once too often."""
        return self.taken.total() - len(self.taken)

    @property
    def strange(self) -> list[str]:
        """Return whose mail has no Message-ID, came again under another, or has somebody else's.

        By it whoever gets a mail twice can tell that it is one.
        """
        used = Counter(one for ids in self.known_by.values() for one in ids)
        return [
            person
            for person, ids in self.known_by.items()
            if len(ids) > 1 or NO_ID in ids or any(used[one] > 1 for one in ids)
        ]

    @property
    def held(self) -> int:
        """Return how many of those that are unsure the sink has."""
        return sum(state == "unsure" and self.taken[one] > 0 for one, state in self.states.items())


@dataclass(frozen=True, slots=True)
class Trial:
    """How it stood after the fire, and after what was unsure has been sent again."""

    fire: Fire
    before: Outcome
    after: Outcome
    seconds: float

    @property
    def faults(self) -> list[str]:
        """Return what should not be, in words."""
        before, after = self.before, self.after
        wrong = {
            "taken, but not sent or unsure": bool(before.hidden),
            "sent, but not taken": bool(before.invented),
            "neither sent nor unsure": set(before.counts) - {"sent", "unsure"} != set(),
            "more than a group unsure for a kill": before.counts["unsure"] > GROUP * before.kills,
            "duplicates": before.duplicates > 0,
            "too few killed": before.kills < self.fire.kills,
            "somebody missing in the end": bool(after.missing),
            "not all sent in the end": set(after.counts) != {"sent"},
            "another Message-ID": bool(before.strange or after.strange),
            "more duplicates than were held": after.duplicates > before.held,
        }
        return [said for said, is_so in wrong.items() if is_so]

    def __str__(self) -> str:
        """Write the figures down."""
        before, after = self.before, self.after
        return (
            f"seed {self.fire.seed}: {len(before.states)} mails, {before.kills} × kill -9, "
            f"{self.seconds:.1f} s: sent {before.counts['sent']}, unsure {before.counts['unsure']} "
            f"({before.held} of them taken), duplicates {before.duplicates}, "
            f"taken unknown {len(before.hidden)}, sent untaken {len(before.invented)}; "
            f"after sending again: missing {len(after.missing)}, duplicates {after.duplicates}"
        )


def run(url: str, folder: Path, fire: Fire) -> Trial:
    """Send an issue under fire from the empty database at ``url`` until every copy has ended."""
    began = time.monotonic()
    database = Database(url)
    services = Services(database, _Clock(began))
    issue_id = _issue(services, fire.people)
    journal = folder / "mails"
    with mail_sink(journal, DAWDLES) as port:
        arena = _Arena(database, (url, port, began), journal, fire)
        kills = arena.fight(fire.kills)
        before = _outcome(database, journal, kills)
        with database.write() as session:
            issue = session.get_one(NewsletterIssue, issue_id)
            resend_unsure(session, services, Asker("vast", door="terminal"), issue)
        arena.fight(0)
        after = _outcome(database, journal, 0)
    database.dispose()
    return Trial(fire, before, after, time.monotonic() - began)


def work(url: str, port: int, began: float) -> None:
    """Send what is due, again and again, until somebody ends the process."""
    services = Services(Database(url), _Clock(began))
    throttle = Throttle(None, time.monotonic, time.sleep)
    line = SmtpLine(Relay("127.0.0.1", port), None, throttle, time.monotonic)
    courier = MailCourier(line, SENDER, services.clock, _rendered)
    while True:
        # The database is locked, and the worker comes back.
        with suppress(OperationalError, TimeoutError):
            Sending(services, courier).deliver_due()
        time.sleep(REST_SECONDS)


class _Clock:
    """A clock that all processes of a trial share: leases end in seconds."""

    def __init__(self, began: float) -> None:
        self._began = began

    def __call__(self) -> datetime:
        return NOW + timedelta(seconds=(time.monotonic() - self._began) * SPEED)


class _Arena:
    """Keep workers alive until every copy has ended, and take their lives."""

    def __init__(
        self, database: Database, orders: tuple[str, int, float], journal: Path, fire: Fire
    ) -> None:
        self._database = database
        self._orders = orders
        self._journal = journal
        self._fire = fire
        self._chance = random.Random(fire.seed)  # noqa: S311 - to be repeated
        self._workers: list[ForkServerProcess] = []

    def fight(self, kills: int) -> int:
        """Run until so many have been killed and no copy waits; return how many were killed."""
        self._workers = [self._born() for _ in range(WORKERS)]
        try:
            return self._until_ended(kills)
        finally:
            for one in self._workers:
                one.kill()
                one.join()

    def _until_ended(self, kills: int) -> int:
        begun = looked = time.monotonic()
        killed, following = 0, self._following(0)
        while (now := time.monotonic()) - begun < self._fire.patience:
            if killed < kills and self._taken() >= following:
                self._kill()
                killed, following = killed + 1, self._following(following)
            elif now - looked > LOOK_SECONDS:
                looked = now
                if self._ended():
                    return killed
            time.sleep(TICK_SECONDS)
        raise TimeoutError(f"seed {self._fire.seed}: not done in {self._fire.patience} s")

    def _following(self, taken: float) -> float:
        """Return after how many mails the next one dies: in time for as many as are to die."""
        usual = self._fire.people / max(1, self._fire.kills + 2)
        return taken + usual * (0.5 + self._chance.random()) * 0.9

    def _taken(self) -> int:
        return len(accepted(self._journal))

    def _kill(self) -> None:
        # Not just when something was written down.
        time.sleep(self._chance.random() * DITHER_SECONDS)
        place = self._chance.randrange(WORKERS)
        pid = self._workers[place].pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        self._workers[place].join()
        self._workers[place] = self._born()

    def _ended(self) -> bool:
        waiting = (
            select(func.count())
            .select_from(Notice)
            .where(Notice.issue_id.is_not(None), Notice.state.in_(WAITING))
        )
        try:
            with self._database.rows() as rows:
                return rows.execute(waiting).scalar_one() == 0
        except OperationalError:  # locked, like for anybody else
            return False

    def _born(self) -> ForkServerProcess:
        process = _processes.Process(target=work, args=self._orders)
        process.start()
        return process


def _issue(services: Services, people: int) -> int:
    with services.database.write() as session:
        owner = add_collaboration(session)
        rows = [
            {
                "collaboration_id": owner.id, "key": f"p{number}", "sort_key": "",
                "name": f"Person {number}", "email": f"p{number}@kommun.example",
            }
            for number in range(people)
        ]  # fmt: skip
        session.execute(insert(Person), rows)
        issue = NewsletterIssue(
            collaboration_id=owner.id, year=2026, number=2, subject="Höstens tillsyn",
            state="sending", created_at=NOW, published_at=NOW, send_at=NOW,
            edition={"sections": [], "pictures": []},
        )  # fmt: skip
        session.add(issue)
        session.flush()
        publish(session, services, issue, session.scalars(select(Person.id)).all())
        return issue.id


def _outcome(database: Database, journal: Path, kills: int) -> Outcome:
    copies = select(Person.email, Notice.state).join(Person, Person.id == Notice.person_id)
    with database.rows() as rows:
        found = rows.execute(copies.where(Notice.issue_id.is_not(None))).all()
    states = {email or "": state for email, state in found}
    mails = accepted(journal)
    known_by: dict[str, frozenset[str]] = {}
    for one in mails:
        known_by[one.recipient] = known_by.get(one.recipient, frozenset()) | {one.message_id}
    return Outcome(kills, states, Counter(one.recipient for one in mails), known_by)


def _rendered(_parcel: Parcel) -> Rendered:
    return Rendered("Höstens tillsyn", "Hej\n", "<p>Hej</p>\n")


def printed(trials: Sequence[Trial]) -> None:
    """Print the figures."""
    print(*trials, sep="\n")  # noqa: T201 - the figures are the point
