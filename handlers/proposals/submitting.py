"""A draft is handed in: as a new proposal, or as a change of one."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.proposals.changing import Difference, save_change
from handlers.proposals.drafts import Draft, draft_of, locked_draft
from handlers.proposals.handing_in import HandingIn, hand_in
from handlers.proposals.offices import office_numbers
from handlers.proposals.records import own_family
from handlers.proposals.rounds import offices_answered, taking
from handlers.proposals.suggestion import Suggestion, Unfinished, problems, tidied
from storage.indexes import Family
from storage.models import Person, Proposal, ProposalDraft


@dataclass(frozen=True, slots=True)
class Submitted:
    """A proposal that was handed in or changed, by number and by what people call it.

    With ``differences`` it was not: somebody else has changed it meanwhile. ``draft`` then holds
    both their changes and the asker's own, to be looked at and handed in again.
    """

    proposal: int
    number: str
    title: str
    changed: bool = False
    differences: tuple[Difference, ...] = ()
    draft: Draft | None = None


def check_draft(services: Services, asker: Asker, said: Suggestion) -> Suggestion:
    """Return what would be handed in; raise ``Unfinished`` where something has to be mended."""
    require(asker, Information.PROPOSE)
    tidy = tidied(said)
    with services.database.session() as session:
        wrong = problems(tidy, known=office_numbers(session, own_family(session, asker)))
    if wrong:
        raise Unfinished(wrong)
    return tidy


def submit(services: Services, asker: Asker, token: str) -> Submitted:
    """Hand in what stands in a draft; handing in the same one again gives the same proposal."""
    require(asker, Information.PROPOSE)
    with services.database.write() as session:
        row = locked_draft(session, asker, token)
        if row is None:
            # Handed in already, perhaps while this waited for it.
            return _earlier(session, asker, token)
        if row.proposal_id is not None:
            return _change(session, services, asker, row)
        family = own_family(session, asker)
        person = _for_whom(session, asker, row, family)
        now = taking(session, family, services.today())
        given = HandingIn(
            suggestion=Suggestion.read(row.fields),
            token=token,
            person_id=person,
            year=now.year,
            late=now.late,
            draft=row.id,
        )
        proposal = hand_in(session, services, asker, given)
        offices_answered(session, services, asker, family, given.suggestion.offices)
        session.delete(row)
        return _submitted(proposal)


def _earlier(session: Session, asker: Asker, token: str) -> Submitted:
    """Return what was handed in from this very draft before; refuse where nothing was."""
    mine = select(Proposal).filter_by(token=token, handed_in_by_id=asker.person_id)
    row = session.scalars(mine).first()
    if row is None:
        raise Refusal("proposal_draft_gone")
    return _submitted(row)


def _change(session: Session, services: Services, asker: Asker, row: ProposalDraft) -> Submitted:
    proposal, differences = save_change(session, services, asker, row)
    if not differences:
        session.delete(row)
        return Submitted(proposal.id, proposal.number or "", proposal.title, changed=True)
    session.flush()
    return Submitted(
        proposal.id,
        proposal.number or "",
        proposal.title,
        differences=differences,
        draft=draft_of(session, row),
    )


def _for_whom(session: Session, asker: Asker, row: ProposalDraft, family: Family) -> int | None:
    wanted = row.fields.get("person")
    if wanted is None or wanted == asker.person_id:
        return asker.person_id
    # For somebody else only whoever keeps the proposals does it, and the log says so.
    require(asker, Information.PROPOSALS)
    person = session.get(Person, wanted)
    if person is None or person.collaboration_id not in family.ids or person.kind == "guest":
        raise Refusal("proposal_person_unknown")
    return person.id


def _submitted(row: Proposal) -> Submitted:
    return Submitted(row.id, row.number or "", row.title)
