"""One round of delivery after another: claim, look up, ask or send, acknowledge."""

import logging
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest

from sqlalchemy.orm import Session

from handlers.contents import Content
from handlers.delivery.claims import LEASE, Claim, anything_due, claim, still_ours
from handlers.delivery.hours import opening
from handlers.delivery.outcomes import Chance, Outcome, failed, sent
from handlers.delivery.recipients import Addressee, addressees
from handlers.delivery.report import Report
from handlers.delivery.settling import begin, route, settle
from handlers.delivery.writing import patiently
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
    cannot tell, a second message is the lesser evil. ``only`` is the one door by which it may go,
    where it proves that whoever reads it can be reached there; ``first`` is the one that is tried
    before the one they prefer, where only that one is of full use.
    """

    load: Callable[[Session, Services, Sequence[Notice]], Loaded]
    park: bool = False
    only: str = ""
    first: str = ""


@dataclass(frozen=True, slots=True)
class _Errand:
    """A claim that can be sent now: to whom, and by which door."""

    claim: Claim
    to: Recipient
    door: str
    other_door: bool


class _BrokeOffError(Exception):
    """A courier broke, and nobody knows how far it had come."""


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
        before = report.total
        with self.services.database.write() as session:
            claims = claim(session, self.services, BATCH, self.lease, report)
            errands = self._errands(session, claims, report)
            for first in errands[:1]:
                begin(session, first.claim)
        for errand, following in zip_longest(errands, errands[1:]):
            self._attempt(errand, following, report)
        # A hold, or all that was due is being settled by somebody else: the clock comes back.
        return bool(claims) or report.total > before

    def _errands(self, session: Session, claims: Sequence[Claim], report: Report) -> list[_Errand]:
        """Choose the doors; settle at once what cannot or need not be sent now."""
        known = addressees(session, claims)
        errands = []
        for claimed in claims:
            way = self._way(claimed, known.get(claimed.parcel))
            if isinstance(way, _Errand):
                errands.append(way)
            else:
                report.count(way.state, settle(session, claimed, way, self.services.clock()))
        route(session, ((errand.claim, errand.door) for errand in errands))
        return errands

    def _way(self, claimed: Claim, addressee: Addressee | None) -> _Errand | Outcome:
        if addressee is None:
            return Outcome(State.STALE, error="nobody")
        doors = self._doors(claimed, addressee)
        if not doors:
            return self._failed(DeliveryError("unreachable"), claimed)
        if (opens := self._opens(claimed, addressee)) > self.services.clock():
            # No attempt was made.
            return Outcome(State.QUEUED, opens, attempts=claimed.attempts - 1)
        return _Errand(claimed, addressee.to, _door(claimed, doors), other_door=len(doors) > 1)

    def _doors(self, claimed: Claim, addressee: Addressee) -> tuple[str, ...]:
        kind = self.kinds.get(claimed.kind)
        only, first = (kind.only, kind.first) if kind else ("", "")
        doors = addressee.doors(self.couriers, claimed.refused_by, first)
        return tuple(door for door in doors if only in {"", door})

    def _opens(self, claimed: Claim, addressee: Addressee) -> datetime:
        now = self.services.clock()
        return now if claimed.urgent else opening(now, addressee.hours, addressee.zone)

    def _attempt(self, errand: _Errand, following: _Errand | None, report: Report) -> None:
        """Try once, and write down how it went, and that the following one begins."""
        outcome = self._tried(errand)
        written = self._write_down(errand.claim, outcome, following)
        report.count(outcome.state, written, of=len(errand.claim.ids))

    def _write_down(self, claimed: Claim, outcome: Outcome, following: _Errand | None) -> int:
        def write(session: Session) -> int:
            if following is not None:
                begin(session, following.claim)
            return settle(session, claimed, outcome, self.services.clock())

        return patiently(self.services, write)

    def _tried(self, errand: _Errand) -> Outcome:
        try:
            return self._outcome(errand)
        except DeliveryError as error:
            return self._failed(error, errand.claim, errand.door, other_door=errand.other_door)
        except Exception as error:  # one parcel that cannot be made must not stop the others
            reference = new_reference()
            logger.exception("%s: notices %s by %s", reference, errand.claim.ids, errand.door)
            in_doubt = isinstance(error, _BrokeOffError)
            fault = DeliveryError(f"program_error {reference}", in_doubt=in_doubt)
            return self._failed(fault, errand.claim, errand.door)

    def _load(self, claimed: Claim) -> Loaded:
        with self.services.database.session() as session:
            return self.kinds[claimed.kind].load(session, self.services, claimed.notices)

    def _outcome(self, errand: _Errand) -> Outcome:
        """Send, unless there is nothing to say any more or an earlier attempt has arrived."""
        claimed, courier = errand.claim, self.couriers[errand.door]
        loaded = self._load(claimed)
        if loaded.content is None:
            return Outcome(State.CANCELLED, unsaid=loaded.unsaid)
        parcel = Parcel(claimed.parcel, errand.to, loaded.content, claimed.attempts)
        if claimed.in_doubt:
            trace = courier.trace(parcel)
            if trace is Trace.ARRIVED:
                return sent("found", loaded.unsaid)
            if trace is Trace.UNKNOWN and self._parks(claimed):
                return Outcome(State.UNSURE, error="cut_off")
        if not still_ours(self.services, claimed, self.lease / LEAST_LEFT):
            # Not tried, and perhaps somebody else's already: then this changes nothing.
            now = self.services.clock()
            return Outcome(State.RETRY, now, "too_slow", attempts=claimed.attempts - 1)
        return sent(_sent(courier, parcel), loaded.unsaid)

    def _failed(
        self, error: DeliveryError, claimed: Claim, door: str = "", *, other_door: bool = False
    ) -> Outcome:
        return failed(
            error,
            self.services.clock(),
            claimed.attempts,
            other_door=other_door,
            park=self._parks(claimed),
            door=door,
            chance=self.chance,
        )

    def _parks(self, claimed: Claim) -> bool:
        # A kind that is not known any more must not stop the others.
        return claimed.kind in self.kinds and self.kinds[claimed.kind].park


def _door(claimed: Claim, doors: Sequence[str]) -> str:
    """Return the door to take: the one of an attempt in doubt, or its receiver can't be asked."""
    return claimed.door if claimed.in_doubt and claimed.door in doors else doors[0]


def _sent(courier: Courier, parcel: Parcel) -> str:
    try:
        return courier.send(parcel)
    except DeliveryError:
        raise
    except Exception as error:
        raise _BrokeOffError from error
