"""The scale that a collaboration's offices vote by; yes, no or neither until it has one."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.events import record
from handlers.inquiries.planning import LONGEST_OPTION, MOST_OPTIONS, one_line
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.models import Collaboration, VoteScale

USUAL_SCALE = ("ja", "nej", "avstår")
# As an option of any inquiry: as many as can be chosen among in chat.
LONGEST_STEP, MOST_STEPS = LONGEST_OPTION, MOST_OPTIONS
_FEWEST = 2


def vote_scale(services: Services, asker: Asker) -> tuple[str, ...]:
    """Return the steps that offices choose among, the highest first; anybody may know."""
    with services.database.session() as session:
        return scale_of(session, _own(session, asker))


def set_vote_scale(services: Services, asker: Asker, steps: Sequence[str]) -> tuple[str, ...]:
    """Say what offices choose among from now on; votes that are drafted already keep theirs.

    Refuses fewer than two steps, too many, one that is too long, and the same one twice.
    """
    require(asker, Information.INQUIRIES)
    wanted = tuple(filter(None, map(one_line, steps)))
    _check(wanted)
    with services.database.write() as session:
        owner = _own(session, asker)
        # Two who set it at once do so one after the other.
        session.get_one(Collaboration, owner, with_for_update=True)
        before = scale_of(session, owner)
        if before == wanted:
            return wanted
        row = _row(session, owner) or VoteScale(collaboration_id=owner)
        row.steps, row.set_at = list(wanted), services.clock()
        row.set_by_id = asker.person_id
        session.add(row)
        record(
            session,
            services.clock(),
            asker,
            "vote_scale_set",
            about=("vote_scale", str(owner)),
            collaboration_id=owner,
            before=list(before),
            after=list(wanted),
        )
        return wanted


def scale_of(session: Session, owner: int) -> tuple[str, ...]:
    """Return the scale of a family of collaborations, by the number of its first."""
    row = _row(session, owner)
    return tuple(row.steps) if row else USUAL_SCALE


def _row(session: Session, owner: int) -> VoteScale | None:
    return session.scalars(select(VoteScale).filter_by(collaboration_id=owner)).one_or_none()


def _own(session: Session, asker: Asker) -> int:
    return home(families(session), asker.collaboration).ids[0]


def _check(steps: Sequence[str]) -> None:
    if not _FEWEST <= len(steps) <= MOST_STEPS:
        raise Refusal("vote_scale_steps", least=_FEWEST, most=MOST_STEPS)
    folded = [one.casefold() for one in steps]
    for one in steps:
        if len(one) > LONGEST_STEP:
            raise Refusal("vote_scale_long", step=one, most=LONGEST_STEP)
        if folded.count(one.casefold()) > 1:
            raise Refusal("vote_scale_twice", step=one)
