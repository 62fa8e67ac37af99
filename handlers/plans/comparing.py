"""What differs between two versions of a plan year, as the asker may see it."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.access import Information, may
from handlers.answers import FieldDifference, LineDifference, PlanVersionsAnswer, VersionLine
from handlers.errors import Refusal
from handlers.plans.finding import Which, holding, is_open, plans_of
from handlers.plans.versions import differences, versions_of
from handlers.plans.wording import Veil, veil
from handlers.ports import SWEDEN
from handlers.scope import Scope
from storage.models import Collaboration, PlanVersion

_WORDLESS = frozenset({"standing", "section"})


def show_versions(
    scope: Scope, which: Which, older: int | None = None, newer: int | None = None
) -> PlanVersionsAnswer:
    """Answer with the versions of a plan year, and what differs between two of them.

    Between the last two where none are named. Refuses where there are none.
    """
    plan = holding(plans_of(scope.session, scope.family, which.sort), which.year)
    year = next((one for one in plan.years if one.year == which.year), None) if plan else None
    if plan is None or year is None:
        raise Refusal("no_such_plan", year=which.year)
    kept = versions_of(scope.session, year.id)
    may_see = is_open(plan, year) or may(scope.asker, Information.REGISTER)
    if not kept or not may_see:
        raise Refusal("plan_without_versions", year=which.year)
    last = kept[-1].number
    late = newer if newer is not None else last
    early = older if older is not None else late - 1
    hidden = veil(scope)
    found = _between(kept, min(early, late), max(early, late))
    told = tuple(_told(hidden, one) for one in found)
    return PlanVersionsAnswer(
        ids=(plan.key,),
        title=plan.title,
        year=which.year,
        versions=tuple(_version(hidden, one) for one in kept),
        older=min(early, late),
        newer=max(early, late),
        differences=told,
        owner=scope.session.get_one(Collaboration, plan.collaboration_id).name,
        withheld=told != found,
    )


def _between(kept: Sequence[PlanVersion], older: int, newer: int) -> tuple[LineDifference, ...]:
    named = {one.number: one for one in kept}
    if older == 0 and newer == 1:
        # Before the first there was nothing to differ from.
        return ()
    for number in (older, newer):
        if number not in named:
            raise Refusal("no_such_plan_version", number=number, last=kept[-1].number)
    return differences(named[older], named[newer])


def _version(hidden: Veil, row: PlanVersion) -> VersionLine:
    made = row.made_at.astimezone(SWEDEN).date()
    return VersionLine(row.number, made, hidden.column("reason", row.reason))


def _told(hidden: Veil, one: LineDifference) -> LineDifference:
    fields = tuple(_field(hidden, each) for each in one.fields)
    return replace(one, title=hidden.column("title", one.title), fields=fields)


def _field(hidden: Veil, one: FieldDifference) -> FieldDifference:
    if one.name in _WORDLESS:
        return one
    before, after = hidden.column(one.name, one.before), hidden.column(one.name, one.after)
    return replace(one, before=before, after=after)
