"""Activity plans: which one a year stands in, its state and what it holds."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from handlers.answers import (
    Answer,
    Item,
    Labelled,
    PlanAnswer,
    PlanYearLine,
    UnknownFactAnswer,
)
from handlers.roles import coordinator
from handlers.scope import Scope
from storage.models import ActivityPlan, PlanEntry, PlanYear, Project, Proposal
from storage.partial_dates import PartialDate


def show_plan(scope: Scope, year: int | None) -> Answer:
    """Answer with the plan that holds ``year``; the current year's, or the newest, by default."""
    plans = _plans(scope)
    plan = _holding(plans, year if year is not None else scope.today.year)
    if plan is None and year is None and plans:
        plan = plans[0]
    if plan is None:
        return UnknownFactAnswer(fact="plan", year=year, contact=coordinator(scope))
    wanted = [one for one in plan.years if year is None or one.year == year]
    return PlanAnswer(
        ids=(plan.key,),
        title=plan.title,
        period=plan.period,
        decided=PartialDate.parse(plan.decided) if plan.decided else None,
        decided_by=str(plan.details.get("decided_by", "")),
        years=tuple(_year(scope, one) for one in wanted),
        bank=_bank(plan),
        notes=_notes(plan),
        source=plan.source,
    )


def _plans(scope: Scope) -> list[ActivityPlan]:
    statement = (
        select(ActivityPlan)
        .where(ActivityPlan.collaboration_id.in_(scope.family.ids))
        .options(selectinload(ActivityPlan.years).selectinload(PlanYear.entries))
    )
    return sorted(scope.session.scalars(statement), key=lambda plan: plan.period, reverse=True)


def _holding(plans: Sequence[ActivityPlan], year: int) -> ActivityPlan | None:
    # A newer plan that covers the year replaces what an older one said of it.
    return next((plan for plan in plans if any(one.year == year for one in plan.years)), None)


def _year(scope: Scope, year: PlanYear) -> PlanYearLine:
    items = tuple(_items(scope, [one for one in year.entries if one.section != "bank"]))
    # What has no kind of its own is counted by what it is.
    kinds = Counter(item.note or item.record_kind for item in items)
    return PlanYearLine(
        year=year.year,
        position=year.position or "",
        counts=tuple(Labelled(kind, str(number)) for kind, number in kinds.items()),
        items=items,
    )


def _items(scope: Scope, entries: Sequence[PlanEntry]) -> Iterable[Item]:
    keys = [one.record_key for one in entries]
    found = _projects(scope, keys) | _proposals(scope, keys)
    return (found[key] for key in keys if key in found)


def _projects(scope: Scope, keys: Sequence[str]) -> dict[str, Item]:
    rows = scope.session.scalars(
        select(Project).where(Project.collaboration_id.in_(scope.family.ids), Project.key.in_(keys))
    )
    return {
        row.key: Item(row.key, row.title, "project", time=row.period_text, note=row.kind)
        for row in rows
    }


def _proposals(scope: Scope, keys: Sequence[str]) -> dict[str, Item]:
    rows = scope.session.scalars(
        select(Proposal).where(
            Proposal.collaboration_id.in_(scope.family.ids), Proposal.key.in_(keys)
        )
    )
    return {row.key: Item(row.key, row.title, "proposal") for row in rows}


def _bank(plan: ActivityPlan) -> int:
    return sum(one.section == "bank" for year in plan.years for one in year.entries)


def _notes(plan: ActivityPlan) -> tuple[str, ...]:
    reasons = [
        str(plan.details[name])
        for name in ("late_reason", "one_year_reason")
        if plan.details.get(name)
    ]
    return tuple(dict.fromkeys((*reasons, *plan.notes)))
