"""Proposals with all that is kept of them, in as many queries however many they are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers import Item
from handlers.answers.cases import (
    CaseBacker,
    CaseComment,
    CasePlanLine,
    CasePoints,
    CaseProposal,
    CaseStep,
    CaseWeighing,
)
from handlers.proposals.opinions import Heard, heard
from handlers.proposals.records import called
from handlers.proposals.starting import projects_of
from handlers.proposals.states import shown_state
from storage.indexes import Family
from storage.models import (
    ActivityPlan,
    Criterion,
    EnvironmentalOffice,
    Person,
    PlanEntry,
    PlanYear,
    Proposal,
    ProposalBacker,
    ProposalComment,
    ProposalStep,
    Weighing,
)

_Row = TypeVar("_Row", ProposalBacker, ProposalComment, ProposalStep, Weighing)


@dataclass(frozen=True, slots=True)
class _Kept:
    """All rows that belong to some proposals, and the names that they are written with."""

    people: Mapping[int, str]
    offices: Mapping[int, str]
    called: Mapping[int, str]
    criteria: Sequence[Criterion]
    backers: Mapping[int, list[ProposalBacker]]
    steps: Mapping[int, list[ProposalStep]]
    comments: Mapping[int, list[ProposalComment]]
    weighings: Mapping[int, list[Weighing]]
    lines: Mapping[str, list[CasePlanLine]]
    heard: Mapping[int, Heard]
    projects: Mapping[int, Item]

    def person(self, number: int | None) -> str:
        return self.people.get(number or 0, "")

    def office(self, number: int | None) -> str:
        return self.offices.get(number or 0, "")


def gathered(
    session: Session, rows: Sequence[Proposal], family: Family
) -> tuple[CaseProposal, ...]:
    """Return proposals of a family of collaborations, with all that is kept of them."""
    kept = _kept(session, rows, family)
    return tuple(_proposal(row, kept) for row in rows)


def names_of(session: Session, numbers: Iterable[int | None]) -> dict[int, str]:
    """Return the names of people by their numbers."""
    wanted = sorted({one for one in numbers if one is not None})
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return {row[0]: row[1] for row in rows}


def _kept(session: Session, rows: Sequence[Proposal], family: Family) -> _Kept:
    ids = family.ids
    numbers = [row.id for row in rows]
    backers = _by_proposal(session, ProposalBacker, numbers)
    steps = _by_proposal(session, ProposalStep, numbers)
    comments = _by_proposal(session, ProposalComment, numbers)
    weighings = _by_proposal(session, Weighing, numbers)
    people = [
        *(row.handed_in_by_id for row in rows),
        *(one.person_id for several in backers.values() for one in several),
        *(one.by_id for several in steps.values() for one in several),
        *(one.person_id for several in comments.values() for one in several),
        *(one.weighed_by_id for several in weighings.values() for one in several),
    ]
    others = [
        *(one.other_id for several in steps.values() for one in several),
        *(row.merged_into_id for row in rows),
    ]
    offices = select(EnvironmentalOffice.id, EnvironmentalOffice.name)
    mine = EnvironmentalOffice.collaboration_id.in_(ids)
    criteria = select(Criterion).where(Criterion.collaboration_id.in_(ids))
    return _Kept(
        people=names_of(session, people),
        offices={row[0]: row[1] for row in session.execute(offices.where(mine))},
        called=_called(session, others),
        criteria=session.scalars(criteria.order_by(Criterion.position, Criterion.id)).all(),
        backers=backers,
        steps=steps,
        comments=comments,
        weighings=weighings,
        lines=_lines(session, rows, ids),
        heard=heard(session, family, numbers),
        projects=projects_of(session, family, numbers),
    )


def _by_proposal(
    session: Session, model: type[_Row], numbers: Sequence[int]
) -> Mapping[int, list[_Row]]:
    found: dict[int, list[_Row]] = defaultdict(list)
    rows = session.scalars(select(model).where(model.proposal_id.in_(numbers)).order_by(model.id))
    for row in rows:
        found[row.proposal_id].append(row)
    return found


def _called(session: Session, numbers: Iterable[int | None]) -> dict[int, str]:
    wanted = sorted({one for one in numbers if one is not None})
    rows = session.scalars(select(Proposal).where(Proposal.id.in_(wanted)))
    return {row.id: called(row) for row in rows}


def _lines(
    session: Session, rows: Sequence[Proposal], ids: Sequence[int]
) -> Mapping[str, list[CasePlanLine]]:
    """Return where proposals stand in plans, by their keys."""
    found: dict[str, list[CasePlanLine]] = defaultdict(list)
    lines = session.execute(
        select(PlanEntry, PlanYear.year, ActivityPlan.title)
        .join(PlanYear, PlanYear.id == PlanEntry.plan_year_id)
        .join(ActivityPlan, ActivityPlan.id == PlanYear.plan_id)
        .where(
            PlanEntry.collaboration_id.in_(ids),
            PlanEntry.record_kind == "proposal",
            PlanEntry.record_key.in_([row.key for row in rows]),
        )
        .order_by(PlanYear.year, ActivityPlan.id, PlanEntry.position, PlanEntry.id)
    )
    for entry, year, plan in lines:
        line = CasePlanLine(
            plan=plan, year=year, line=entry.number, section=entry.section, removed=entry.removed
        )
        found[entry.record_key].append(line)
    return found


def _proposal(row: Proposal, kept: _Kept) -> CaseProposal:
    project = kept.projects.get(row.id)
    weighing = next(iter(kept.weighings.get(row.id, ())), None)
    return CaseProposal(
        number=row.number or "",
        key=row.key,
        title=row.title,
        area=row.category,
        year=row.year_received,
        state=shown_state(row),
        source=row.source,
        source_status=row.status,
        bank_for_plan=row.bank_for_plan or "",
        notes=tuple(row.notes),
        registration_number=row.registration_number,
        handed_in_at=row.handed_in_at,
        handed_in_by=kept.person(row.handed_in_by_id),
        late=row.late,
        incomplete=row.incomplete,
        version=row.version,
        background=row.background,
        goal=row.goal,
        target_group=row.target_group,
        form=row.form,
        focus_area=row.focus_area,
        environmental_goals=tuple(row.environmental_goals),
        wished_time=row.wished_time,
        can_take_part=row.can_take_part,
        standing=row.standing,
        links=tuple(row.links),
        merged_into=kept.called.get(row.merged_into_id or 0, ""),
        backers=tuple(_backers(row, kept)),
        steps=tuple(_steps(row, kept)),
        comments=tuple(_comments(row, kept)),
        opinions=kept.heard[row.id].opinions,
        votes=kept.heard[row.id].votes,
        weighing=_weighing(weighing, kept) if weighing else None,
        plan_lines=tuple(kept.lines.get(row.key, ())),
        project=project.title if project else "",
        project_key=project.key if project else "",
    )


def _backers(row: Proposal, kept: _Kept) -> Iterator[CaseBacker]:
    for one in kept.backers.get(row.id, ()):
        yield CaseBacker(
            name=kept.person(one.person_id),
            office=kept.office(one.office_id),
            part=one.part,
            since=one.since,
        )


def _steps(row: Proposal, kept: _Kept) -> Iterator[CaseStep]:
    for one in kept.steps.get(row.id, ()):
        yield CaseStep(
            at=one.at,
            before=one.before,
            after=one.after,
            reason=one.reason,
            other=kept.called.get(one.other_id or 0, ""),
            by=kept.person(one.by_id),
            undone_at=one.undone_at,
        )


def _comments(row: Proposal, kept: _Kept) -> Iterator[CaseComment]:
    for one in kept.comments.get(row.id, ()):
        yield CaseComment(
            at=one.at,
            by=kept.person(one.person_id),
            office=kept.office(one.office_id),
            words=one.words,
        )


def _weighing(row: Weighing, kept: _Kept) -> CaseWeighing:
    # One that is weighed against no longer is told of where the proposal was.
    points = tuple(
        CasePoints(
            number=one.id, criterion=one.title, points=row.points.get(str(one.id)), most=one.most
        )
        for one in kept.criteria
        if one.retired_at is None or str(one.id) in row.points
    )
    return CaseWeighing(
        outcome=row.outcome,
        reason=row.reason,
        points=points,
        at=row.weighed_at,
        by=kept.person(row.weighed_by_id),
    )
