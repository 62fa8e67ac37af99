"""Handing a proposal in: numbered, with who stands behind it, and a receipt to whoever waits."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.contents import ProposalEvent
from handlers.ports import Services
from handlers.proposals.groups import PROPOSER
from handlers.proposals.offices import office_numbers
from handlers.proposals.records import Acting, log, names_changed, own_family, root
from handlers.proposals.states import State
from handlers.proposals.suggestion import Suggestion, Unfinished, problems, tidied
from handlers.proposals.telling import News, contacts, tell
from storage.models import Collaboration, Person, Proposal, ProposalBacker, ProposalStep
from storage.sorting import sort_key

_DIGITS = 3
_BY_MAIL = "mail"
# "2027-014": what comes after the year and the hyphen counts.
_COUNTER = len("2027-") + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class HandingIn:
    """What is handed in, and how.

    ``person_id`` is whose it is, None for an office's own; the asker may do it for them.
    ``token`` is the same when the same thing is handed in twice. ``year`` is the round's, or else
    that of the day. With ``incomplete`` more than a title and an office is to follow.
    ``draft`` is the draft it was written in, by number, which the mails about it name.
    """

    suggestion: Suggestion
    token: str
    person_id: int | None = None
    year: int | None = None
    late: bool = False
    incomplete: bool = False
    draft: int | None = None


def hand_in(session: Session, services: Services, asker: Asker, given: HandingIn) -> Proposal:
    """Hand a proposal in, in the caller's transaction, and return it; the same one once.

    Raises ``Unfinished`` where something has to be mended. Whether the asker may, and may do it for
    somebody else, is the caller's to see to.
    """
    family = own_family(session, asker)
    owner = _lock(session, root(family))
    earlier = session.scalars(select(Proposal).filter_by(token=given.token)).first()
    if earlier is not None:
        return earlier
    said = tidied(given.suggestion)
    wrong = problems(said, known=office_numbers(session, family))
    if given.incomplete:
        later = {name for name in _LATER if not getattr(said, name)}
        wrong = {name: no for name, no in wrong.items() if name not in later}
    if wrong:
        raise Unfinished(wrong)
    acting = Acting(session, services, asker)
    row = _row(acting, given, said, owner)
    _back(session, services, row, given.person_id, said.offices)
    session.add(
        ProposalStep(
            collaboration_id=owner,
            proposal_id=row.id,
            after=State.RECEIVED,
            at=row.handed_in_at,
            by_id=asker.person_id,
        )
    )
    names_changed(session, owner)
    for_somebody = given.person_id != asker.person_id
    log(
        acting,
        row,
        "handed_in",
        number=row.number,
        offices=list(said.offices),
        **({"for_person": given.person_id} if for_somebody else {}),
        **({} if given.draft is None else {"draft": given.draft}),
    )
    _tell(acting, row, given.person_id)
    return row


# What a proposal from a room may be without until somebody has said more.
_LATER = frozenset({"area", "background", "goal"})


def _lock(session: Session, owner: int) -> int:
    """Let those who hand in wait here for each other: each gets the next number."""
    session.scalars(
        select(Collaboration)
        .where(Collaboration.id == owner)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()
    return owner


def _row(acting: Acting, given: HandingIn, said: Suggestion, owner: int) -> Proposal:
    session, services, asker = acting.session, acting.services, acting.asker
    now = services.clock()
    year = given.year or services.today().year
    number = _next_number(session, owner, year)
    row = Proposal(
        collaboration_id=owner,
        key=number,
        number=number,
        year_received=services.today().year,
        state=State.RECEIVED,
        late=given.late,
        incomplete=given.incomplete,
        handed_in_at=now,
        handed_in_by_id=asker.person_id,
        token=given.token,
        title=said.title,
        sort_key=sort_key(said.title),
    )
    fill(row, said)
    session.add(row)
    session.flush()
    return row


def fill(row: Proposal, said: Suggestion) -> None:
    """Let a proposal say what was filled in; whom it is for is not among that."""
    row.title, row.sort_key = said.title, sort_key(said.title)
    row.category = said.area
    row.background, row.goal = said.background, said.goal
    row.target_group, row.form, row.focus_area = said.target_group, said.form, said.focus_area
    row.environmental_goals = list(said.environmental_goals)
    row.wished_time, row.can_take_part = said.wished_time, said.can_take_part
    row.standing, row.links = said.standing, list(said.links)


def _next_number(session: Session, owner: int, year: int) -> str:
    counted = cast(func.substr(Proposal.number, _COUNTER), Integer)
    last = session.scalar(
        select(func.max(counted)).where(
            Proposal.collaboration_id == owner, Proposal.number.startswith(f"{year}-")
        )
    )
    return f"{year}-{(last or 0) + 1:0{_DIGITS}d}"


def _back(
    session: Session,
    services: Services,
    row: Proposal,
    person_id: int | None,
    offices: Collection[int],
) -> None:
    own = session.get_one(Person, person_id).office_id if person_id else None
    standing: list[tuple[int | None, int | None]] = [(None, one) for one in offices if one != own]
    if person_id is not None:
        # Whoever hands it in for others alone stands behind it too, without an office.
        standing.insert(0, (person_id, own if own in offices else None))
    session.add_all(
        ProposalBacker(
            collaboration_id=row.collaboration_id,
            proposal_id=row.id,
            person_id=person,
            office_id=office,
            part=PROPOSER,
            since=services.clock(),
        )
        for person, office in standing
    )
    session.flush()


def _tell(acting: Acting, row: Proposal, person_id: int | None) -> None:
    if person_id is not None:
        own = person_id == acting.asker.person_id
        event = ProposalEvent.HANDED_IN if own else ProposalEvent.HANDED_IN_FOR_YOU
        # Who hands in by mail gets the receipt in the same thread, and not once more.
        if not own or acting.asker.door != _BY_MAIL:
            tell(acting, row, [person_id], News(event=event, stamp=f"{row.id}/in"))
    tell_offices(acting, row)


def tell_offices(acting: Acting, row: Proposal) -> None:
    """Tell the contact persons of offices that a proposal is for, and none of whom proposes it."""
    rows = acting.session.execute(
        select(ProposalBacker.person_id, ProposalBacker.office_id).where(
            ProposalBacker.proposal_id == row.id
        )
    ).all()
    spoken_for = {office for person, office in rows if person is not None}
    alone = [
        office
        for person, office in rows
        if person is None and office is not None and office not in spoken_for
    ]
    people = [
        one
        for one in contacts(acting.session, acting.services, alone)
        if one != acting.asker.person_id
    ]
    news = News(event=ProposalEvent.HANDED_IN_FOR_OFFICE, stamp=f"{row.id}/in")
    tell(acting, row, people, news)
