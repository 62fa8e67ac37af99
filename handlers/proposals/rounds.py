"""Rounds: when proposals are handed in, and what happens to those that come at another time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.notices import cancel_for_office
from handlers.ports import Services
from handlers.proposals.records import own_family, root
from storage.indexes import Family
from storage.inserting import insert_new
from storage.models import Occurrence, OfficeTick, ProposalRound


@dataclass(frozen=True, slots=True)
class RoundNow:
    """Which round a proposal of today would come into.

    ``year`` is None where the collaboration has no rounds. ``late``: the round has closed, and
    takes it all the same. Where nothing is taken, ``closed`` was its last day, or ``opens`` is the
    first of the next one.
    """

    year: int | None = None
    closes: date | None = None
    # What its duty is called, in which each office has a part.
    title: str = ""
    late: bool = False
    closed: date | None = None
    opens: date | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether a proposal is taken today."""
        return self.closed is None and self.opens is None

    def refusal(self) -> Refusal:
        """Return the no to who hands something in while nothing is taken."""
        if self.opens is None:
            return Refusal("proposal_round_closed", closed=self.closed)
        if self.closed is None:
            return Refusal("proposal_round_not_yet", opens=self.opens)
        return Refusal("proposal_round_between", closed=self.closed, opens=self.opens)


def duty_title(year: int) -> str:
    """Return what the offices' part in a round is called, in the calendar and in reminders."""
    return f"Förslag till {year} års plan"


def round_today(services: Services, asker: Asker) -> RoundNow:
    """Return which round a proposal of the asker's would come into today."""
    with services.database.session() as session:
        return round_of(session, own_family(session, asker), services.today())


def round_of(session: Session, family: Family, today: date) -> RoundNow:
    """Return which round a proposal of a family would come into on a local day."""
    every = rounds_of(session, family)
    if not every:
        return RoundNow()
    now = next((one for one in every if one.opens <= today <= one.closes), None)
    if now is not None:
        return RoundNow(now.year, now.closes, duty_title(now.year))
    past = [one for one in every if one.closes < today]
    before = max(past, key=lambda one: one.closes, default=None)
    if before is not None and before.late:
        return RoundNow(before.year, before.closes, duty_title(before.year), late=True)
    coming = min((one.opens for one in every if one.opens > today), default=None)
    return RoundNow(closed=before.closes if before else None, opens=coming)


def taking(session: Session, family: Family, today: date) -> RoundNow:
    """Return the round that a proposal comes into on a local day; refuse where none takes it."""
    now = round_of(session, family, today)
    if not now.is_open:
        raise now.refusal()
    return now


def rounds_of(session: Session, family: Family) -> Sequence[ProposalRound]:
    """Return a family's rounds, the first to open first."""
    mine = select(ProposalRound).where(ProposalRound.collaboration_id == root(family))
    return session.scalars(mine.order_by(ProposalRound.opens, ProposalRound.id)).all()


def offices_answered(
    session: Session, services: Services, asker: Asker, family: Family, offices: Collection[int]
) -> None:
    """Tick off the part of offices in the round that their proposal has come into.

    Whoever has handed something in is not reminded to.
    """
    duty = _duty(session, family, services.today())
    if duty is None:
        return
    ticked = [one for one in offices if _tick(session, services, asker, duty.id, one)]
    if ticked:
        from handlers.planning import calendar_changed  # noqa: PLC0415 - the days off load slowly

        calendar_changed(session, duty.collaboration_id)


def _duty(session: Session, family: Family, today: date) -> Occurrence | None:
    """Return the duty of the round that is open, once somebody may have been reminded of it."""
    every = rounds_of(session, family)
    now = next((one for one in every if one.opens <= today <= one.closes), None)
    if now is None or not now.rule_key:
        return None
    mine = select(Occurrence).filter_by(
        collaboration_id=now.collaboration_id, rule_key=now.rule_key
    )
    return session.scalars(mine).first()


def _tick(session: Session, services: Services, asker: Asker, duty: int, office: int) -> bool:
    tick = insert_new(services.database, OfficeTick).values(
        occurrence_id=duty, office_id=office, at=services.clock(), by_id=asker.person_id
    )
    new = session.execute(tick.returning(OfficeTick.id)).first() is not None
    if new:
        cancel_for_office(session, services, duty, office)
    return new
