"""Changing a proposal, and taking it back, until its review starts."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, may, require
from handlers.answers import Asker
from handlers.contents import ProposalEvent
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.proposals.drafts import Draft, change_draft
from handlers.proposals.groups import PROPOSER, proposers
from handlers.proposals.handing_in import fill, tell_offices
from handlers.proposals.offices import office_numbers, own_office
from handlers.proposals.records import (
    Acting,
    MovedLine,
    found,
    log,
    moved_line,
    names_changed,
    own_family,
)
from handlers.proposals.states import OPEN, State
from handlers.proposals.stepping import step_on
from handlers.proposals.suggestion import Suggestion, Unfinished, problems, tidied
from handlers.proposals.telling import News, tell_all
from storage.models import Proposal, ProposalBacker, ProposalDraft


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that somebody else has changed meanwhile, and what stands there now.

    ``both``: the asker had changed it too, and their words are kept in the draft.
    """

    field: str
    value: object
    both: bool


def begin_change(services: Services, asker: Asker, number: int) -> Draft:
    """Return a draft of a change of a proposal; refuse where it cannot be changed any more."""
    require(asker, Information.PROPOSE)
    with services.database.write() as session:
        row = changeable(session, asker, number)
        return change_draft(session, services, asker, row, said_of(session, row))


def withdraw(services: Services, asker: Asker, number: int) -> MovedLine:
    """Take a proposal back; doing it again changes nothing."""
    require(asker, Information.PROPOSE)
    with services.database.write() as session:
        row = found(session, asker, number, lock=True)
        if row.state == State.WITHDRAWN and _may_change(session, asker, row):
            return moved_line(row)
        row = changeable(session, asker, number)
        acting = Acting(session, services, asker)
        step = step_on(acting, row, State.WITHDRAWN)
        log(acting, row, "withdrawn", step=step.id)
        names_changed(session, row.collaboration_id)
        news = News(event=ProposalEvent.WITHDRAWN, stamp=f"s{step.id}", step=step.id)
        tell_all(acting, row, news)
        return moved_line(row, step.id)


def changeable(session: Session, asker: Asker, number: int) -> Proposal:
    """Return a proposal, locked, that the asker may change or take back now; refuse others."""
    row = found(session, asker, number, lock=True)
    if not _may_change(session, asker, row):
        raise Refusal("proposal_not_yours", number=row.number or row.title)
    if row.state == State.WITHDRAWN:
        raise Refusal("proposal_withdrawn", number=row.number or row.title)
    if row.state not in OPEN:
        raise Refusal("proposal_review_began", number=row.number or row.title)
    return row


def save_change(
    session: Session, services: Services, asker: Asker, draft: ProposalDraft
) -> tuple[Proposal, tuple[Difference, ...]]:
    """Let a proposal say what a draft says; where somebody was quicker, change the draft alone.

    Then the draft gets what they have changed, but for what the asker has changed too.
    """
    row = changeable(session, asker, draft.proposal_id or 0)
    said, now = tidied(Suggestion.read(draft.fields)), said_of(session, row)
    if row.version != draft.based_on:
        differences = _brought_together(draft, said, now)
        draft.based_on = row.version
        if differences:
            return row, differences
        said = tidied(Suggestion.read(draft.fields))
    wrong = problems(said, known=office_numbers(session, own_family(session, asker)))
    if wrong:
        raise Unfinished(wrong)
    changed = _differing(said, now)
    if changed:
        _apply(Acting(session, services, asker), row, said, changed)
    return row, ()


def said_of(session: Session, row: Proposal) -> Suggestion:
    """Return what a proposal says, as it would be filled in."""
    offices = select(ProposalBacker.office_id).where(
        ProposalBacker.proposal_id == row.id,
        ProposalBacker.part == PROPOSER,
        ProposalBacker.office_id.is_not(None),
    )
    standing = session.scalars(offices.order_by(ProposalBacker.office_id)).all()
    return Suggestion(
        title=row.title,
        area=row.category,
        background=row.background,
        goal=row.goal,
        offices=tuple(dict.fromkeys(one for one in standing if one is not None)),
        target_group=row.target_group,
        form=row.form,
        focus_area=row.focus_area,
        environmental_goals=tuple(row.environmental_goals),
        wished_time=row.wished_time,
        can_take_part=row.can_take_part,
        standing=row.standing,
        links=tuple(row.links),
    )


def _may_change(session: Session, asker: Asker, row: Proposal) -> bool:
    if may(asker, Information.PROPOSALS):
        return True
    if asker.person_id is None:
        return False
    return asker.person_id in proposers(session, row.id) or _completes(session, asker, row)


def _completes(session: Session, asker: Asker, row: Proposal) -> bool:
    """Tell whether the asker speaks for an office whose words from a room are to be completed."""
    office = own_office(session, asker.person_id)
    if not row.incomplete or office is None or not may(asker, Information.OFFICE_DUTIES):
        return False
    behind = select(ProposalBacker.id).filter_by(proposal_id=row.id, office_id=office)
    return session.scalars(behind.limit(1)).first() is not None


def _brought_together(
    draft: ProposalDraft, said: Suggestion, now: Suggestion
) -> tuple[Difference, ...]:
    base = Suggestion.read(draft.fields.get("base", {}))
    theirs, mine = _differing(now, base), _differing(said, base)
    taken = {name: getattr(now, name) for name in theirs if name not in mine}
    draft.fields = {
        **draft.fields,
        **replace(said, **taken).written(),
        "base": now.written(),
    }
    return tuple(
        Difference(name, getattr(now, name), name in mine)
        for name in theirs
        if getattr(now, name) != getattr(said, name)
    )


def _differing(one: Suggestion, other: Suggestion) -> tuple[str, ...]:
    return tuple(
        field.name
        for field in fields(Suggestion)
        if _compared(getattr(one, field.name)) != _compared(getattr(other, field.name))
    )


def _compared(value: object) -> object:
    # Offices and links are the same in whatever order they were chosen.
    return frozenset(value) if isinstance(value, tuple) else value


def _apply(acting: Acting, row: Proposal, said: Suggestion, changed: Sequence[str]) -> None:
    session, services = acting.session, acting.services
    fill(row, said)
    row.version += 1
    row.incomplete = False
    if "offices" in changed:
        _set_offices(session, services, row, set(said.offices))
    log(acting, row, "changed", fields=list(changed), version=row.version)
    if "title" in changed:
        names_changed(session, row.collaboration_id)
    session.flush()
    stamp = f"{row.id}/v{row.version}"
    if "offices" in changed:
        tell_offices(acting, row)
    news = News(event=ProposalEvent.CHANGED, stamp=stamp)
    tell_all(acting, row, news)


def _set_offices(session: Session, services: Services, row: Proposal, wanted: set[int]) -> None:
    mine = select(ProposalBacker).filter_by(proposal_id=row.id, part=PROPOSER)
    kept: set[int] = set()
    for one in session.scalars(mine).all():
        if one.person_id is not None:
            own = own_office(session, one.person_id)
            one.office_id = own if own in wanted else None
            kept.update([own] if own in wanted and own else [])
        elif one.office_id not in wanted:
            session.delete(one)
        else:
            kept.update([one.office_id] if one.office_id else [])
    session.add_all(
        ProposalBacker(
            collaboration_id=row.collaboration_id,
            proposal_id=row.id,
            office_id=office,
            part=PROPOSER,
            since=services.clock(),
        )
        for office in sorted(wanted - kept)
    )
