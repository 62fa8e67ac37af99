"""One round of delivery after another: claim, look up, ask or send, acknowledge."""

import logging
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from handlers.contents import Content
from handlers.delivery.claims import LEASE, Claim, anything_due, claim, ours, still_ours
from handlers.delivery.hours import opening
from handlers.delivery.outcomes import Chance, Outcome, failed, sent
from handlers.delivery.recipients import Addressee, addressees
from handlers.delivery.report import Report
from handlers.errors import DeliveryError, new_reference
from handlers.notices import State
from handlers.ports import Courier, Parcel, Recipient, Services, Trace
from storage.models import Notice

logger = logging.getLogger(__name__)

# So many notices are claimed at once: all of them are sent well within one lease.
BATCH = 20
# A send is begun only while at least this part of the lease is left.
LEAST_LEFT = 5


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a parcel says now.

    ``settled`` are the notices that there is nothing to say of any more, ``gone`` those whose
    subject does not exist any more.
    """

    content: Content | None
    settled: frozenset[int] = frozenset()
    gone: frozenset[int] = frozenset()

    @property
    def unsaid(self) -> Mapping[State, frozenset[int]]:
        """Return the notices that the parcel does not tell of, by what becomes of them."""
        return {State.CANCELLED: self.settled, State.STALE: self.gone}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of notice: how its content is loaded, and what becomes of one that is in doubt.

    With ``park`` it is left for a person to decide; otherwise the receiver is asked, and where it
    cannot tell, a second message is the lesser evil.
    """

    load: Callable[[Session, Services, Sequence[Notice]], Loaded]
    park: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """Deliver what is due, through the couriers by the names of their doors."""

    services: Services
    couriers: Mapping[str, Courier]
    kinds: Mapping[str, Kind]
    lease: timedelta = LEASE
    chance: Chance = random.random

    def deliver_due(self) -> Report:
        """Deliver until nothing more is due."""
        report = Report()
        while self._round(report):
            pass
        if report:
            logger.info("Delivered: %s", report)
        return report

    def _round(self, report: Report) -> bool:
        if not anything_due(self.services):
            return False
        with self.services.database.write() as session:
            claims = claim(session, self.services, BATCH, self.lease, report)
            session.flush()
            known = addressees(session, claims)
            ready = [one for one in claims if self._route(session, one, known, report)]
        for one in ready:
            self._attempt(one, known[one.parcel], report)
        # A hold, or all that was due is being settled by somebody else: the clock comes back.
        return bool(claims)

    def _route(
        self, session: Session, claimed: Claim, known: Mapping[str, Addressee], report: Report
    ) -> bool:
        """Choose the door; settle at once what cannot or need not be sent now."""
        addressee = known.get(claimed.parcel)
        if addressee is None:
            outcome = Outcome(State.STALE, error="nobody")
        elif not (doors := addressee.doors(self.couriers, claimed.refused_by)):
            outcome = self._failed(DeliveryError("unreachable"), claimed)
        elif (opens := self._opens(claimed, addressee)) > self.services.clock():
            # No attempt was made.
            outcome = Outcome(State.QUEUED, opens, attempts=claimed.attempts - 1)
        else:
            door = _door(claimed, doors)
            session.execute(update(Notice).where(*ours(claimed)).values(door=door))
            return True
        report.count(outcome.state, _settle(session, claimed, outcome, self.services.clock()))
        return False

    def _opens(self, claimed: Claim, addressee: Addressee) -> datetime:
        now = self.services.clock()
        return now if claimed.urgent else opening(now, addressee.hours, addressee.zone)

    def _attempt(self, claimed: Claim, addressee: Addressee, report: Report) -> None:
        """Try once, and write down how it went."""
        doors = addressee.doors(self.couriers, claimed.refused_by)
        door = _door(claimed, doors)
        try:
            outcome = self._outcome(claimed, addressee.to, door)
        except DeliveryError as error:
            outcome = self._failed(error, claimed, door, other_door=len(doors) > 1)
        except Exception:  # one parcel that cannot be made must not stop the others
            reference = new_reference()
            logger.exception("%s: notices %s by %s", reference, claimed.ids, door)
            fault = DeliveryError(f"program_error {reference}", in_doubt=True)
            outcome = self._failed(fault, claimed, door)
        with self.services.database.write() as session:
            written = _settle(session, claimed, outcome, self.services.clock())
        report.count(outcome.state, written, of=len(claimed.ids))

    def _load(self, claimed: Claim) -> Loaded:
        with self.services.database.session() as session:
            of = select(Notice).where(Notice.id.in_(claimed.ids)).order_by(Notice.id)
            notices = session.scalars(of).all()
            return self.kinds[claimed.kind].load(session, self.services, notices)

    def _outcome(self, claimed: Claim, to: Recipient, door: str) -> Outcome:
        """Send, unless there is nothing to say any more or an earlier attempt has arrived."""
        loaded, courier = self._load(claimed), self.couriers[door]
        if loaded.content is None:
            return Outcome(State.CANCELLED, unsaid=loaded.unsaid)
        parcel = Parcel(claimed.parcel, to, loaded.content, claimed.attempts)
        if claimed.in_doubt:
            trace = courier.trace(parcel)
            if trace is Trace.ARRIVED:
                return sent("found", loaded.unsaid)
            if trace is Trace.UNKNOWN and self.kinds[claimed.kind].park:
                return Outcome(State.UNSURE, error="cut_off")
        if not still_ours(self.services, claimed, self.lease / LEAST_LEFT):
            # Not tried, and perhaps somebody else's already: then this changes nothing.
            now = self.services.clock()
            return Outcome(State.RETRY, now, "too_slow", attempts=claimed.attempts - 1)
        return sent(courier.send(parcel), loaded.unsaid)

    def _failed(
        self, error: DeliveryError, claimed: Claim, door: str = "", *, other_door: bool = False
    ) -> Outcome:
        return failed(
            error,
            self.services.clock(),
            claimed.attempts,
            other_door=other_door,
            park=self.kinds[claimed.kind].park,
            door=door,
            chance=self.chance,
        )


def _door(claimed: Claim, doors: Sequence[str]) -> str:
    """Return the door to take: the one of an attempt in doubt, or its receiver can't be asked."""
    return claimed.door if claimed.in_doubt and claimed.door in doors else doors[0]


def _settle(session: Session, claimed: Claim, outcome: Outcome, now: datetime) -> int:
    """Write the outcome down, unless somebody else has claimed the notices meanwhile.

    Returns how many were still ours.
    """
    again = outcome.state in {State.QUEUED, State.RETRY}
    values = {
        "state": outcome.state,
        "error": outcome.error,
        "receipt": outcome.receipt,
        "in_doubt": outcome.in_doubt or (again and claimed.in_doubt),
        "refused_by": sorted(claimed.refused_by | {outcome.closed} - {""}),
        "attempts": claimed.attempts if outcome.attempts is None else outcome.attempts,
        "lease_until": None,
        "ended_at": None if again else now,
        **({"next_at": outcome.next_at} if again else {}),
    }
    mine = update(Notice).where(*ours(claimed)).values(values).returning(Notice.id)
    written = session.scalars(mine).all()
    for state, ids in outcome.unsaid.items():
        if unsaid := ids.intersection(written):
            session.execute(update(Notice).where(Notice.id.in_(unsaid)).values(state=state))
    return len(written)
