"""Which plan and which of its years somebody means, among the plans of their own family."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.scope import home
from storage.indexes import Family, families
from storage.models import ActivityPlan, PlanYear

ACTIVITY, COOPERATION = "activity_plan", "cooperation_plan"


@dataclass(frozen=True, slots=True)
class Which:
    """A plan year as somebody names it: its year, and whether of the cooperation plan."""

    year: int
    sort: str = ACTIVITY


@dataclass(frozen=True, slots=True)
class Work:
    """A plan year that is worked on, within a transaction that holds its plan."""

    session: Session
    family: Family
    plan: ActivityPlan
    year: PlanYear


def plans_of(session: Session, family: Family, sort: str = "") -> list[ActivityPlan]:
    """Return a family's plans with their years, what begins last first."""
    mine = select(ActivityPlan).where(ActivityPlan.collaboration_id.in_(family.ids))
    if sort:
        mine = mine.where(ActivityPlan.sort == sort)
    found = mine.options(selectinload(ActivityPlan.years))
    # What somebody has changed meanwhile is to be seen.
    rows = session.scalars(found.execution_options(populate_existing=True))
    return sorted(rows, key=lambda plan: (plan.period, plan.id), reverse=True)


def holding(plans: Sequence[ActivityPlan], year: int) -> ActivityPlan | None:
    """Return the plan that says what holds for a year.

    A newer one that covers it replaces what an older one said of it.
    """
    return next((plan for plan in plans if any(one.year == year for one in plan.years)), None)


def is_made_here(plan: ActivityPlan) -> bool:
    """Tell whether a plan was made by people here, and by no import."""
    return bool(plan.revision) and not plan.source


def is_open(plan: ActivityPlan, year: PlanYear) -> bool:
    """Tell whether everybody may see what a year of a plan holds: it is no draft."""
    return year.frozen_at is not None or not is_made_here(plan)


def opened(session: Session, asker: Asker, which: Which) -> Work:
    """Return a plan year to change, and let nobody else change its plan until the commit.

    Refuses who does not work on plans, and where there is no such plan.
    """
    require(asker, Information.PLANS)
    family = home(families(session), asker.collaboration)
    plan = holding(plans_of(session, family, which.sort), which.year)
    if plan is None:
        raise Refusal("no_such_plan", year=which.year)
    locked = session.get_one(ActivityPlan, plan.id, with_for_update=True, populate_existing=True)
    year = next(one for one in locked.years if one.year == which.year)
    session.refresh(year)
    return Work(session, family, locked, year)
