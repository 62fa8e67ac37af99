"""One proposal as the asker may see it: where it stands, who is behind it, and its way."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from handlers.access import Information, may
from handlers.answers import (
    Answer,
    Asker,
    Item,
    ProposalAct,
    ProposalAnswer,
    ProposalRemark,
    ProposalStepLine,
    UnknownFactAnswer,
)
from handlers.ports import Services
from handlers.proposals.groups import PROPOSER, Backer, backers, offices_of
from handlers.proposals.listing import item_of
from handlers.proposals.opinions import heard
from handlers.proposals.records import found
from handlers.proposals.starting import project_of
from handlers.proposals.states import ENDED, OPEN, State, shown_state
from handlers.roles import coordinator
from handlers.scope import Scope, scope
from storage.models import EnvironmentalOffice, Person, Proposal, ProposalComment, ProposalStep


def show_proposal(scope: Scope, number: int, asked: str = "") -> Answer:
    """Answer with one proposal; ``asked`` is what of it: ``year``, ``proposer`` or all."""
    row = scope.session.get_one(Proposal, number)
    if (asked == "year" and row.year_received is None) or (
        asked == "proposer" and row.number is None
    ):
        # Who handed it in stands in no source.
        return UnknownFactAnswer(
            ids=(row.key,),
            title=row.title,
            fact=asked,
            record_kind="proposal",
            notes=tuple(row.notes),
            contact=coordinator(scope),
        )
    return _answer(scope, row)


def see_proposal(services: Services, asker: Asker, number: int) -> ProposalAnswer:
    """Answer with the proposal that a button or a dialog knows by its number."""
    with scope(services, asker) as here:
        return _answer(here, found(here.session, asker, number))


def _answer(scope: Scope, row: Proposal) -> ProposalAnswer:
    behind = backers(scope.session, [row.id])[row.id]
    steps = _steps(scope, row)
    known = may(scope.asker, Information.REGISTER)
    comments = _comments(scope, row) if known else ()
    said = row.background, row.goal, row.target_group
    project = project_of(scope.session, scope.family, row.id)
    asked = heard(scope.session, scope.family, [row.id])[row.id]
    return ProposalAnswer(
        ids=(row.key,),
        proposal=row.id,
        number=row.number or "",
        title=row.title,
        category=row.category,
        year_received=row.year_received,
        status=shown_state(row),
        bank_for_plan=row.bank_for_plan,
        # What people have written may name somebody: it is for those who may see the register.
        background=row.background if known else "",
        goal=row.goal if known else "",
        target_group=row.target_group if known else "",
        links=tuple(row.links) if known else (),
        form=row.form,
        focus_area=row.focus_area,
        environmental_goals=tuple(row.environmental_goals),
        wished_time=row.wished_time if known else "",
        can_take_part=row.can_take_part,
        standing=row.standing,
        registration_number=row.registration_number,
        late=row.late,
        incomplete=row.incomplete,
        offices=offices_of(behind),
        people=tuple(_called(one) for one in behind if one.person_id) if known else (),
        steps=tuple(_step_lines(scope, steps, known=known)),
        comments=comments,
        opinions=asked.opinions if known else (),
        opinion_count=len({one.office for one in asked.opinions}),
        votes=asked.votes,
        into=_into(scope, row),
        merged=_merged(scope, row),
        project=project,
        acts=(*_acts(scope.asker, row, behind, steps), *_starts(scope.asker, row, project)),
        undo=_undo(steps),
        withheld=not known and any(said),
        notes=tuple(row.notes),
        source=row.source,
    )


def _called(one: Backer) -> str:
    return f"{one.name}, {one.office}" if one.office else one.name


def _steps(scope: Scope, row: Proposal) -> Sequence[ProposalStep]:
    mine = select(ProposalStep).filter_by(proposal_id=row.id, undone_at=None)
    return scope.session.scalars(mine.order_by(ProposalStep.id)).all()


def _step_lines(
    scope: Scope, steps: Sequence[ProposalStep], *, known: bool
) -> Iterator[ProposalStepLine]:
    people = {one.by_id for one in steps if one.by_id} if known else set()
    named = select(Person.id, Person.name).where(Person.id.in_(people))
    names = {row[0]: row[1] for row in scope.session.execute(named)}
    numbers = {one.other_id for one in steps if one.other_id}
    rows = scope.session.scalars(select(Proposal).where(Proposal.id.in_(numbers)))
    others = {row.id: item_of(row).title for row in rows}
    for one in steps:
        yield ProposalStepLine(
            at=one.at,
            state=one.after,
            reason=one.reason if known else "",
            other=others.get(one.other_id or 0, ""),
            by=names.get(one.by_id or 0, ""),
        )


def _comments(scope: Scope, row: Proposal) -> tuple[ProposalRemark, ...]:
    rows = scope.session.execute(
        select(ProposalComment, Person.name, EnvironmentalOffice.name)
        .join(Person, Person.id == ProposalComment.person_id)
        .outerjoin(EnvironmentalOffice, EnvironmentalOffice.id == ProposalComment.office_id)
        .where(ProposalComment.proposal_id == row.id)
        .order_by(ProposalComment.id)
    )
    return tuple(
        ProposalRemark(at=one.at, words=one.words, by=name, office=office or "")
        for one, name, office in rows
    )


def _into(scope: Scope, row: Proposal) -> Item | None:
    if row.merged_into_id is None:
        return None
    return item_of(scope.session.get_one(Proposal, row.merged_into_id))


def _merged(scope: Scope, row: Proposal) -> tuple[Item, ...]:
    mine = select(Proposal).filter_by(merged_into_id=row.id).order_by(Proposal.id)
    return tuple(map(item_of, scope.session.scalars(mine)))


def _acts(
    asker: Asker, row: Proposal, behind: Sequence[Backer], steps: Sequence[ProposalStep]
) -> Iterator[ProposalAct]:
    """Yield what the asker may do about a proposal now, the most obvious first."""
    if not may(asker, Information.PROPOSE):
        return
    own = [one for one in behind if one.person_id == asker.person_id]
    proposes = any(one.part == PROPOSER for one in own)
    keeps = may(asker, Information.PROPOSALS)
    if row.state in OPEN and (proposes or keeps):
        yield ProposalAct.CHANGE
        yield ProposalAct.WITHDRAW
    if keeps:
        yield from _keepers_acts(row)
    if row.state not in ENDED and not proposes:
        yield ProposalAct.LEAVE if own else ProposalAct.JOIN
    if row.state != State.MERGED:
        yield ProposalAct.COMMENT
    if _undo(steps) and (keeps or (proposes and row.state == State.WITHDRAWN)):
        yield ProposalAct.UNDO
    if may(asker, Information.EXPORTS):
        yield ProposalAct.EXPORT


def _starts(asker: Asker, row: Proposal, project: Item | None) -> Iterator[ProposalAct]:
    """Yield that a project can be started from it, until one has been."""
    if project is None and row.state not in ENDED and may(asker, Information.PROJECTS):
        yield ProposalAct.START


def _keepers_acts(row: Proposal) -> Iterator[ProposalAct]:
    if row.state == State.MERGED:
        yield ProposalAct.PART
    elif row.state not in ENDED:
        yield ProposalAct.MOVE
        yield ProposalAct.MERGE


def _undo(steps: Sequence[ProposalStep]) -> int:
    """Return the step that can be taken back, or 0: the last move, but not that it came in."""
    if not steps or steps[-1].other_id is not None:
        return 0
    first = steps[-1].after == State.RECEIVED and not steps[-1].before and len(steps) == 1
    return 0 if first else steps[-1].id
