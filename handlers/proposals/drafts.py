"""Drafts: what somebody is writing is kept from the first letter on, and is theirs alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.proposals.offices import own_office
from handlers.proposals.records import own_family, root
from handlers.proposals.suggestion import Suggestion
from storage.models import Proposal, ProposalDraft

# A dialog that was opened so long ago, and in which nothing was written, is open no longer.
_FORGOTTEN = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody is writing; ``token`` is what a door knows it by.

    ``proposal`` is the one that it changes, None for a new one, and ``number`` what that is called
    by. ``person_id`` is for whom it is written, where that is not its writer.
    """

    token: str
    suggestion: Suggestion
    updated_at: datetime
    proposal: int | None = None
    number: str = ""
    person_id: int | None = None


def open_draft(services: Services, asker: Asker, said: Suggestion | None = None) -> Draft:
    """Return the asker's draft to go on with: with what is ``said``, or else their latest.

    One that says the same is used again.
    """
    require(asker, Information.PROPOSE)
    with services.database.write() as session:
        rows = own_drafts(session, asker)
        new = [one for one in rows if one.proposal_id is None]
        begun = next((one for one in new if not Suggestion.read(one.fields).empty), None)
        if said is None and begun is not None:
            return draft_of(session, begun)
        wanted = said or Suggestion()
        if not wanted.offices:
            office = own_office(session, asker.person_id)
            wanted = replace(wanted, offices=(office,) if office else ())
        for row in new:
            kept = Suggestion.read(row.fields)
            if kept == wanted and not kept.empty:
                return draft_of(session, row)
            if kept.empty and row.updated_at < services.clock() - _FORGOTTEN:
                session.delete(row)
        return draft_of(session, _added(session, services, asker, wanted))


def new_draft(services: Services, asker: Asker) -> Draft:
    """Return an empty draft, beside those that there are."""
    return open_draft(services, asker, Suggestion())


def keep_draft(services: Services, asker: Asker, token: str, said: Suggestion) -> Draft:
    """Keep what stands in a draft now; refuse one that has been handed in or thrown away."""
    with services.database.write() as session:
        row = found_draft(session, asker, token)
        _write(services, row, said)
        return draft_of(session, row)


def address_draft(services: Services, asker: Asker, token: str, person_id: int | None) -> Draft:
    """Keep for whom a draft is written: somebody in the register, or its writer."""
    with services.database.write() as session:
        row = found_draft(session, asker, token)
        row.fields = {**row.fields, "person": person_id}
        return draft_of(session, row)


def show_draft(services: Services, asker: Asker, token: str) -> Draft:
    """Return a draft as it is."""
    with services.database.session() as session:
        return draft_of(session, found_draft(session, asker, token, lock=False))


def throw_draft_away(services: Services, asker: Asker, token: str) -> None:
    """Erase a draft; one that is gone stays so."""
    with services.database.write() as session:
        row = locked_draft(session, asker, token)
        if row is not None:
            session.delete(row)


def my_drafts(services: Services, asker: Asker) -> tuple[Draft, ...]:
    """Return what the asker is writing, the latest first; what nothing stands in is left out."""
    if not asker.known:
        return ()
    with services.database.session() as session:
        rows = own_drafts(session, asker)
        numbers = [one.proposal_id for one in rows if one.proposal_id]
        called = _numbers(session, numbers)
        drafts = [_draft(one, called) for one in rows]
        return tuple(one for one in drafts if one.proposal or not one.suggestion.empty)


def own_drafts(session: Session, asker: Asker) -> Sequence[ProposalDraft]:
    """Return the rows of what the asker is writing, the latest first."""
    mine = select(ProposalDraft).where(ProposalDraft.person_id == asker.person_id)
    return session.scalars(
        mine.order_by(ProposalDraft.updated_at.desc(), ProposalDraft.id.desc())
    ).all()


def found_draft(session: Session, asker: Asker, token: str, *, lock: bool = True) -> ProposalDraft:
    """Return one of the asker's own drafts; with ``lock`` nobody else changes it meanwhile."""
    row = _draft_row(session, asker, token, lock=lock)
    if row is None:
        raise Refusal("proposal_draft_gone")
    return row


def locked_draft(session: Session, asker: Asker, token: str) -> ProposalDraft | None:
    """Return one of the asker's own drafts, where nobody else changes it meanwhile, or None."""
    return _draft_row(session, asker, token, lock=True)


def _draft_row(session: Session, asker: Asker, token: str, *, lock: bool) -> ProposalDraft | None:
    if not asker.known:
        return None
    mine = select(ProposalDraft).filter_by(token=token, person_id=asker.person_id)
    return session.scalars(mine.with_for_update() if lock else mine).first()


def draft_of(session: Session, row: ProposalDraft) -> Draft:
    """Return a draft as a door shows it."""
    return _draft(row, _numbers(session, [row.proposal_id] if row.proposal_id else []))


def change_draft(
    session: Session, services: Services, asker: Asker, proposal: Proposal, said: Suggestion
) -> Draft:
    """Return the asker's draft of a change; a new one begins with what is ``said`` now."""
    mine = select(ProposalDraft).filter_by(person_id=asker.person_id, proposal_id=proposal.id)
    row = session.scalars(mine.with_for_update()).first()
    if row is None:
        row = _added(session, services, asker, said)
        row.proposal_id, row.based_on = proposal.id, proposal.version
        row.fields = {**row.fields, "base": said.written()}
    session.flush()
    return draft_of(session, row)


def _added(session: Session, services: Services, asker: Asker, said: Suggestion) -> ProposalDraft:
    now = services.clock()
    row = ProposalDraft(
        collaboration_id=root(own_family(session, asker)),
        token=uuid4().hex,
        person_id=asker.person_id,
        fields=said.written(),
        door=asker.door,
        created_at=now,
        updated_at=now,
    )
    session.add(row)
    session.flush()
    return row


def _write(services: Services, row: ProposalDraft, said: Suggestion) -> None:
    row.fields = {**row.fields, **said.written()}
    row.updated_at = services.clock()


def _numbers(session: Session, numbers: Sequence[int]) -> dict[int, str]:
    rows = session.execute(
        select(Proposal.id, Proposal.number, Proposal.title).where(Proposal.id.in_(numbers))
    )
    return {row[0]: row[1] or row[2] for row in rows}


def _draft(row: ProposalDraft, called: dict[int, str]) -> Draft:
    return Draft(
        token=row.token,
        suggestion=Suggestion.read(row.fields),
        updated_at=row.updated_at,
        proposal=row.proposal_id,
        number=called.get(row.proposal_id or 0, ""),
        person_id=row.fields.get("person"),
    )
