"""A trial from its beginning to the verdict."""

import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from handlers.notices import Draft, Urgency
from storage.models import Notice
from storage.session import Database
from tests.crash.arena import Arena, Fire
from tests.crash.evidence import Verdict, judge
from tests.crash.faults import LEASE_SECONDS, SPEED, USUAL_ODDS, Event, What
from tests.crash.sink import Taken, receiving
from tests.crash.worker import KIND, Orders
from tests.factories import add_collaboration, add_person
from tests.sample import NOW

PERSONS = 60
LARGEST_BUNDLE = 5
# So many bundles are put at once.
BATCH = 15
# One notice falls due after the other, so that what was cut off is as old as what is new.
SECONDS_APART = 0.008


USUAL = Fire(kills=100, steps_per_kill=15, steps_per_pause=500, patience=300.0)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a trial is about."""

    seed: int
    can_ask: bool
    notices: int = 1000
    fire: Fire = USUAL


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it."""

    terms: Terms
    bundles: int
    rows: Sequence[tuple[str, str, str]]
    taken: Sequence[Taken]
    events: Sequence[Event]
    verdict: Verdict
    seconds: float

    @property
    def keys(self) -> list[str]:
        """Return the key of each row in the outbox."""
        return [key for key, _state, _receipt in self.rows]

    @property
    def states(self) -> Counter[str]:
        """Return how many notices ended in each state."""
        return Counter(state for _key, state, _receipt in self.rows)

    @property
    def parcels(self) -> int:
        """Return how many different parcels were taken."""
        return len({one.key for one in self.taken})

    @property
    def found(self) -> int:
        """Return how many notices the receiver told that it had them already."""
        return sum(receipt == "found" for _key, _state, receipt in self.rows)

    @property
    def put(self) -> int:
        """Return how many rows the planners believe that they have made."""
        return sum(int(one.note) for one in self.events if one.what == What.PUT)

    @property
    def is_clean(self) -> bool:
        """Tell whether everything arrived, and only so often as can be explained."""
        wrong = (self.verdict.lost, self.verdict.torn, self.verdict.unexplained)
        return self.states == {"sent": self.terms.notices} and not any(wrong)

    @property
    def killed(self) -> int:
        """Return how many workers were killed, by themselves or from outside."""
        deaths = {What.KILLED, What.KILLS_ITSELF}
        return len({one.life for one in self.events if one.what in deaths})

    @property
    def mysteries(self) -> list[str]:
        """Return what the workers did around each duplicate that nothing explains."""
        return [
            f"{earlier.key} {event.at - earlier.at:+.3f} {event}"
            for earlier, later in self.verdict.unexplained
            for event in self.events
            if event.life in {earlier.life, later.life}
            and earlier.at - LEASE_SECONDS < event.at < later.at + LEASE_SECONDS
        ]

    def count(self, what: What) -> int:
        """Return how often something happened."""
        return sum(one.what == what for one in self.events)

    def __str__(self) -> str:
        """Write the figures down."""
        why = "; ".join(f"{count} {cause}" for cause, count in self.verdict.causes.most_common())
        return (
            f"seed {self.terms.seed}: {len(self.rows)} notices in "
            f"{self.parcels} parcels, {len(self.taken)} accepted, "
            f"{self.killed} × kill -9 ({self.count(What.KILLS_ITSELF)} at a port), "
            f"{self.count(What.PAUSED)} pauses, {self.count(What.BUSY)} × locked out, "
            f"{self.seconds:.1f} s: lost {len(self.verdict.lost)}, "
            f"duplicates {self.verdict.duplicates}{f' ({why})' if why else ''}, "
            f"unexplained {len(self.verdict.unexplained)}"
        )


def run(url: str, folder: Path, terms: Terms) -> Trial:
    """Deliver under fire on the empty database at ``url`` until everything has ended."""
    began = time.monotonic()
    database = Database(url)
    batches = _batches(database, terms)
    with receiving() as sink:
        orders = Orders(
            url=url, port=sink.port, journal=folder / "journal", began=time.monotonic(),
            seed=terms.seed, life=0, can_ask=terms.can_ask, odds=USUAL_ODDS,
        )  # fmt: skip
        events = Arena(database, orders, terms.fire, batches).fight()
        taken = sink.taken()
    with database.rows() as connection:
        found = connection.execute(select(Notice.key, Notice.state, Notice.receipt)).all()
    database.dispose()
    rows = [(key, state, receipt) for key, state, receipt in found]
    drafts = [draft for batch in batches for draft in batch]
    verdict = judge([one.key for one in drafts], taken, events, can_ask=terms.can_ask)
    bundles = len({one.bundle or one.key for one in drafts})
    return Trial(terms, bundles, rows, taken, events, verdict, time.monotonic() - began)


def _batches(database: Database, terms: Terms) -> list[list[Draft]]:
    """Return what is to be told, whole bundles at a time."""
    chance = random.Random(terms.seed)  # noqa: S311 - to be repeated
    with database.write() as session:
        owner = add_collaboration(session)
        persons = [add_person(session, owner, f"Person {number}").id for number in range(PERSONS)]
        home = owner.id
    bundles: list[list[Draft]] = []
    left = terms.notices
    while left:
        size = min(left, chance.randint(1, LARGEST_BUNDLE))
        due = NOW + timedelta(seconds=(terms.notices - left) * SECONDS_APART * SPEED)
        left -= size
        bundles.append(
            [
                Draft(
                    key=f"{len(bundles)}/{number}", kind=KIND, collaboration_id=home, due_at=due,
                    urgency=Urgency.NOW, person_id=persons[len(bundles) % PERSONS],
                    bundle=f"{len(bundles)}" if size > 1 else "",
                )
                for number in range(size)
            ]
        )  # fmt: skip
    return [
        [draft for bundle in bundles[first : first + BATCH] for draft in bundle]
        for first in range(0, len(bundles), BATCH)
    ]
