"""Telling the municipalities that a plan is adopted: contact persons and managers, once each."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from handlers.contents import Note, NoteCode
from handlers.delivery import Kind, Loaded
from handlers.memberships import holding
from handlers.notices import Draft, State, Urgency, put
from handlers.plans.boards import board_lines
from handlers.plans.finding import Work
from handlers.ports import Services
from storage.models import ActivityPlan, Collaboration, Membership, Notice, Person, PlanYear

PLAN_ADOPTED = "plan_adopted"
_TOLD_ROLES = ("contact_person", "manager")
_WAITING = (State.QUEUED, State.RETRY)


def tell(work: Work, services: Services) -> int:
    """Put what is to be told into the outbox, and return to how many; nobody is told twice."""
    before = set(
        work.session.scalars(
            select(Notice.person_id).where(_about(work.year), Notice.state != State.CANCELLED)
        )
    )
    people = [one for one in _municipalities(work, services) if one not in before]
    # Who was to be told before it was taken back is told under a key of its own.
    turn = f"{services.clock():%Y%m%dT%H%M%S}"
    return put(work.session, services, [_draft(work, services, one, turn) for one in people])


def take_back_notices(session: Session, services: Services, work: Work) -> None:
    """Take back what waits to be told of a year that is adopted no longer."""
    waiting = select(Notice).where(_about(work.year), Notice.state.in_(_WAITING))
    for one in session.scalars(waiting.with_for_update()).all():
        one.state, one.ended_at = State.CANCELLED, services.clock()


def _about(year: PlanYear) -> ColumnElement[bool]:
    return Notice.key.startswith(f"{PLAN_ADOPTED}/{year.id}/", autoescape=True)


def _municipalities(work: Work, services: Services) -> Sequence[int]:
    statement = (
        select(Person.id)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.collaboration_id.in_(work.family.ids),
            Membership.role.in_(_TOLD_ROLES),
            Person.office_id.is_not(None),
            holding(services.today()),
        )
        .distinct()
        .order_by(Person.id)
    )
    return work.session.scalars(statement).all()


def _draft(work: Work, services: Services, person: int, turn: str) -> Draft:
    return Draft(
        key=f"{PLAN_ADOPTED}/{work.year.id}/p{person}/{turn}",
        kind=PLAN_ADOPTED,
        collaboration_id=work.plan.collaboration_id,
        person_id=person,
        details={"year": work.year.id},
        due_at=services.clock(),
        urgency=Urgency.WORKING_HOURS,
    )


def _load(session: Session, services: Services, notices: Sequence[Notice]) -> Loaded:
    (notice,) = notices
    year = session.get(PlanYear, notice.details["year"])
    if year is None or year.frozen_at is None:
        return Loaded(None, settled=frozenset({notice.id}))
    plan = session.get_one(ActivityPlan, year.plan_id)
    owner = session.get_one(Collaboration, plan.collaboration_id)
    boards = board_lines(session, plan.boards, [year.id])[year.id]
    values = {
        "plan": plan.title,
        "year": str(year.year),
        "boards": ", ".join(one.title for one in boards if one.day is not None),
        "page": services.addresses.plan(owner.key, year.year, plan.sort),
    }
    return Loaded(Note(owner.name, NoteCode.PLAN_ADOPTED, tuple(values.items())))


KINDS: Mapping[str, Kind] = {PLAN_ADOPTED: Kind(_load)}
