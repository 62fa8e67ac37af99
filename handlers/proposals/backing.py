"""Standing behind somebody else's proposal instead of handing in the same."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.contents import ProposalEvent
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.proposals.groups import PROPOSER, SUPPORTER
from handlers.proposals.offices import office_numbers, own_office
from handlers.proposals.records import Acting, found, log, own_family
from handlers.proposals.states import ENDED, State
from handlers.proposals.telling import News, tell_all
from storage.models import Proposal, ProposalBacker


def join(services: Services, asker: Asker, number: int, office: int | None = None) -> int:
    """Stand behind a proposal, with one's own office; return which it is, by number.

    Who keeps the proposals can do it for an office. Of one that lives on in another, the other is
    joined. Doing it again changes nothing.
    """
    require(asker, Information.PROPOSE)
    if office is not None:
        require(asker, Information.PROPOSALS)
    with services.database.write() as session:
        row = _living(session, asker, number)
        if office is not None and office not in office_numbers(session, own_family(session, asker)):
            raise Refusal("proposal_office_unknown")
        person = None if office is not None else asker.person_id
        if _stands(session, row, person, office):
            return row.id
        backer = ProposalBacker(
            collaboration_id=row.collaboration_id,
            proposal_id=row.id,
            person_id=person,
            office_id=own_office(session, person) if office is None else office,
            part=SUPPORTER,
            since=services.clock(),
        )
        session.add(backer)
        session.flush()
        acting = Acting(session, services, asker)
        log(acting, row, "joined", office=backer.office_id, person=person)
        stamp = f"{row.id}/j{backer.id}"
        news = News(event=ProposalEvent.JOINED, stamp=stamp)
        tell_all(acting, row, news)
        return row.id


def leave(services: Services, asker: Asker, number: int) -> int:
    """Stand behind a proposal no longer; who has handed it in takes it back instead."""
    require(asker, Information.PROPOSE)
    with services.database.write() as session:
        row = _living(session, asker, number)
        mine = select(ProposalBacker).filter_by(proposal_id=row.id, person_id=asker.person_id)
        backer = session.scalars(mine).first()
        if backer is None:
            return row.id
        if backer.part == PROPOSER:
            raise Refusal("proposal_is_yours", number=row.number or row.title)
        session.delete(backer)
        log(Acting(session, services, asker), row, "left", office=backer.office_id)
        return row.id


def _living(session: Session, asker: Asker, number: int) -> Proposal:
    """Return a proposal, locked, or the one that it lives on in; refuse one that was taken back."""
    row = found(session, asker, number, lock=True)
    while row.merged_into_id is not None:
        row = found(session, asker, row.merged_into_id, lock=True)
    if row.state in ENDED:
        raise Refusal("proposal_moved_since", number=row.number, state=State.WITHDRAWN)
    return row


def _stands(session: Session, row: Proposal, person: int | None, office: int | None) -> bool:
    mine = select(ProposalBacker.id).where(ProposalBacker.proposal_id == row.id)
    if person is not None:
        return session.scalar(mine.where(ProposalBacker.person_id == person)) is not None
    # Somebody from the office stands there in person, or the office does.
    return session.scalar(mine.where(ProposalBacker.office_id == office).limit(1)) is not None
