"""Proposals as they are to be weighed: what they say, who wants them, what has been found."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import or_, select

from handlers.answers import Asker, CriterionLine, ReviewLine, ReviewSheet
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.proposals.groups import Backer, backers, offices_of
from handlers.proposals.opinions import heard
from handlers.proposals.records import by_reference, found
from handlers.proposals.states import State, shown_state, stands
from handlers.scope import Scope, scope
from handlers.weighing.criteria import lines as criterion_lines
from handlers.weighing.weighers import require_weigher
from storage.models import Proposal, Weighing

# Those that nothing is decided of yet.
UNDECIDED = (State.RECEIVED, State.WITH_CONTACTS, State.UNDER_REVIEW, State.ON_COMMENT)


def review_sheet(services: Services, asker: Asker, states: Sequence[str] = ()) -> ReviewSheet:
    """Return what is to be weighed: the proposals in ``states``, by default all undecided ones.

    Open to the preparatory group and to whoever leads proposals on.
    """
    with scope(services, asker) as opened:
        require_weigher(opened.session, opened.family, asker, opened.today)
        wanted = tuple(states) or UNDECIDED
        rows = opened.session.scalars(
            select(Proposal)
            .where(
                Proposal.collaboration_id.in_(opened.family.ids),
                or_(*(stands(one) for one in wanted)),
            )
            .order_by(Proposal.number.nulls_last(), Proposal.id)
        ).all()
        return _sheet(opened, rows)


def weighed_sheet(services: Services, asker: Asker) -> ReviewSheet:
    """Return the undecided proposals that have been weighed, with what was found."""
    sheet = review_sheet(services, asker)
    kept = tuple(one for one in sheet.lines if one.version)
    return ReviewSheet(sheet.collaboration, sheet.today, sheet.criteria, kept)


def line_of(opened: Scope, row: Proposal, criteria: Sequence[CriterionLine]) -> ReviewLine:
    """Return one proposal as it is weighed."""
    return lines_of(opened, [row], criteria)[0]


def lines_of(
    opened: Scope, rows: Sequence[Proposal], criteria: Sequence[CriterionLine]
) -> tuple[ReviewLine, ...]:
    """Return proposals as they are weighed, in the given order; in as many queries however many."""
    session, numbers = opened.session, [row.id for row in rows]
    behind = backers(session, numbers)
    said = heard(session, opened.family, numbers)
    weighed = {
        one.proposal_id: one
        for one in session.scalars(select(Weighing).where(Weighing.proposal_id.in_(numbers)))
    }
    return tuple(
        replace(
            _line(row, behind[row.id], weighed.get(row.id), criteria),
            votes=said[row.id].votes,
            opinions=said[row.id].opinions,
        )
        for row in rows
    )


def _sheet(opened: Scope, rows: Sequence[Proposal]) -> ReviewSheet:
    criteria = criterion_lines(opened.session, opened.family.ids[0])
    return ReviewSheet(opened.family.name, opened.today, criteria, lines_of(opened, rows, criteria))


def _line(
    row: Proposal,
    behind: Sequence[Backer],
    found: Weighing | None,
    criteria: Sequence[CriterionLine],
) -> ReviewLine:
    points = found.points if found else {}
    return ReviewLine(
        id=row.id,
        key=row.key,
        number=row.number or "",
        title=row.title,
        state=shown_state(row),
        area=row.category,
        year=row.year_received,
        offices=offices_of(behind),
        background=row.background,
        goal=row.goal,
        target_group=row.target_group,
        form=row.form,
        wished_time=row.wished_time,
        late=row.late,
        incomplete=row.incomplete,
        notes=tuple(row.notes),
        outcome=found.outcome if found else "",
        reason=found.reason if found else "",
        points=tuple(points.get(str(one.id)) for one in criteria),
        version=found.version if found else 0,
    )


def sheet_of(services: Services, asker: Asker, proposal_id: int) -> ReviewSheet:
    """Return one proposal as it is to be weighed; open to those who weigh."""
    with scope(services, asker) as opened:
        require_weigher(opened.session, opened.family, asker, opened.today)
        return _sheet(opened, [found(opened.session, asker, proposal_id)])


def proposal_named(services: Services, asker: Asker, name: str) -> int:
    """Return the number of the proposal with a number or a key; refuse what names none."""
    with scope(services, asker) as opened:
        row = by_reference(opened.session, opened.family, name)
        if row is None:
            raise Refusal("weighed_unknown", name=name)
        return row.id
