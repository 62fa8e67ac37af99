"""What a collaboration weighs its proposals against: nothing, until it has said what."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker, CriterionLine
from handlers.errors import Refusal
from handlers.events import record
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.models import Collaboration, Criterion

MOST_CRITERIA = 8
LONGEST_NAME = 80
FEWEST_POINTS, USUAL_POINTS, MOST_POINTS = 2, 5, 10


def criteria(services: Services, asker: Asker) -> tuple[CriterionLine, ...]:
    """Return what proposals are weighed against, in order; anybody may know."""
    with services.database.session() as session:
        return lines(session, _own(session, asker))


def set_criteria(
    services: Services, asker: Asker, wished: Sequence[CriterionLine]
) -> tuple[CriterionLine, ...]:
    """Say what proposals are weighed against from now on; nothing where ``wished`` is empty.

    One that is called as before is the same, so what was weighed against it holds. Refuses too
    many, one without a name or with the name of another, and a scale that is none.
    """
    require(asker, Information.PROPOSALS)
    named = [CriterionLine(0, _name(one.name), one.most) for one in wished]
    _check(named)
    with services.database.write() as session:
        owner = _own(session, asker)
        # Two who set them at once do so one after the other.
        session.get_one(Collaboration, owner, with_for_update=True)
        _write(session, services, owner, named)
        record(
            session,
            services.clock(),
            asker,
            "criteria_set",
            about=("criteria", str(owner)),
            collaboration_id=owner,
            criteria=[{"name": one.name, "most": one.most} for one in named],
        )
        session.flush()
        return lines(session, owner)


def lines(session: Session, collaboration_id: int) -> tuple[CriterionLine, ...]:
    """Return the criteria that a collaboration weighs against now, in order."""
    kept = select(Criterion).filter_by(collaboration_id=collaboration_id, retired_at=None)
    rows = session.scalars(kept.order_by(Criterion.position, Criterion.id))
    return tuple(CriterionLine(one.id, one.title, one.most) for one in rows)


def _own(session: Session, asker: Asker) -> int:
    family = home(families(session), asker.collaboration)
    return family.ids[0]


def _check(named: Sequence[CriterionLine]) -> None:
    if len(named) > MOST_CRITERIA:
        raise Refusal("too_many_criteria", most=MOST_CRITERIA)
    folded = [one.name.casefold() for one in named]
    for one in named:
        if not one.name:
            raise Refusal("criterion_without_name")
        if len(one.name) > LONGEST_NAME:
            raise Refusal("criterion_too_long", longest=LONGEST_NAME)
        if folded.count(one.name.casefold()) > 1:
            raise Refusal("criterion_twice", name=one.name)
        if not FEWEST_POINTS <= one.most <= MOST_POINTS:
            raise Refusal("bad_points", name=one.name, least=FEWEST_POINTS, most=MOST_POINTS)


def _write(
    session: Session, services: Services, owner: int, named: Sequence[CriterionLine]
) -> None:
    rows = session.scalars(select(Criterion).filter_by(collaboration_id=owner)).all()
    known = {one.title.casefold(): one for one in rows}
    for row in rows:
        row.retired_at = row.retired_at or services.clock()
    for position, one in enumerate(named, start=1):
        row = known.get(one.name.casefold()) or Criterion(collaboration_id=owner)
        row.position, row.title, row.most, row.retired_at = position, one.name, one.most, None
        session.add(row)


def _name(typed: str) -> str:
    return " ".join(typed.split())
