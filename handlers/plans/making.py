"""Making a plan of one year or several, and saying how it is to be worked on."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.plans.boards import adopted, groups_named, usual_boards
from handlers.plans.columns import words_of
from handlers.plans.entries import About, new_line
from handlers.plans.finding import (
    ACTIVITY,
    COOPERATION,
    Which,
    Work,
    is_made_here,
    opened,
    plans_of,
)
from handlers.plans.reading import lines_of
from handlers.plans.working import begin, logged
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import Family, families
from storage.models import ActivityPlan, CadenceRule, Collaboration, PlanYear
from storage.sorting import sort_key
from storage.words import fold

MOST_YEARS = 3
FIRST_YEAR, LAST_YEAR = 2000, 2099
LONGEST_NOUN = 60
# What a year of a plan that is made here may be, as the plans themselves say it.
DRAFT, PRELIMINARY, BANK = "utkast", "preliminär", "förslagsbank"
POSITIONS = (DRAFT, PRELIMINARY, BANK)
_TITLES = {ACTIVITY: "Verksamhetsplan", COOPERATION: "Samverkansplan"}
_ABOUT_PLANS = "verksamhetsplan"


@dataclass(frozen=True, slots=True)
class NewPlan:
    """A plan to be: its years, of which kind it is, what its lines are called.

    With ``standing`` the lines that stand from year to year come along from the plan before it.
    """

    first: int
    last: int
    sort: str = ACTIVITY
    noun: str = "aktivitet"
    standing: bool = True


@dataclass(frozen=True, slots=True)
class Terms:
    """What is to be otherwise about a plan year or its plan; None stays as it is."""

    noun: str | None = None
    boards: tuple[str, ...] | None = None
    comments_by: date | None = None
    decide_by: date | None = None
    position: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A plan that was made, or was there already; ``brought`` lines came along."""

    number: int
    first: int
    new: bool
    brought: int = 0


def make_plan(services: Services, asker: Asker, wanted: NewPlan) -> Made:
    """Make a plan; refuse years that a plan which was made here has already."""
    require(asker, Information.PLANS)
    _check_years(wanted)
    noun = _noun(wanted.noun)
    with services.database.write() as session:
        family = home(families(session), asker.collaboration)
        owner = session.get_one(Collaboration, family.members[0].id, with_for_update=True)
        there = [one for one in plans_of(session, family, wanted.sort) if _covers(one, wanted)]
        if same := next((one for one in there if _is_same(one, wanted)), None):
            return Made(same.id, wanted.first, new=False)
        if there:
            raise Refusal("plan_year_taken", period=there[0].period)
        plan = _new_plan(session, family, owner, replace(wanted, noun=noun))
        works = [Work(session, family, plan, year) for year in plan.years]
        works[0].year.decide_by = _usual_deadline(session, family, wanted)
        brought = _bring_standing(works, wanted) if wanted.standing else 0
        for work in works:
            logged(services, asker, work, "plan_made", sort=wanted.sort)
        return Made(plan.id, wanted.first, new=True, brought=brought)


def set_terms(services: Services, asker: Asker, which: Which, terms: Terms) -> Made:
    """Say what the lines of a plan are called, who adopts it, until when, and what its year is."""
    with services.database.write() as session:
        work = opened(session, asker, which)
        changed = _changes(work, terms)
        if changed:
            begin(services, asker, work)
            for row, name, value in changed:
                setattr(row, name, value)
            names = sorted(name for _, name, _ in changed)
            logged(services, asker, work, "plan_terms_set", columns=names)
        return Made(work.plan.id, which.year, new=False)


def _changes(work: Work, terms: Terms) -> list[tuple[ActivityPlan | PlanYear, str, object]]:
    wanted: list[tuple[ActivityPlan | PlanYear, str, object]] = []
    if terms.noun is not None:
        wanted.append((work.plan, "noun", _noun(terms.noun)))
    if terms.boards is not None:
        wanted.append((work.plan, "boards", _boards(work, terms.boards)))
    if terms.position is not None:
        if terms.position not in POSITIONS:
            raise Refusal("plan_position_unknown")
        wanted.append((work.year, "position", terms.position))
    comments = terms.comments_by or work.year.comments_by
    decide = terms.decide_by or work.year.decide_by
    if comments and decide and comments > decide:
        raise Refusal("plan_comments_after", date=decide)
    wanted += [(work.year, "comments_by", comments), (work.year, "decide_by", decide)]
    return [one for one in wanted if getattr(one[0], one[1]) != one[2]]


def _boards(work: Work, names: tuple[str, ...]) -> list[int]:
    boards = groups_named(work.session, work.family, names)
    if not boards:
        raise Refusal("plan_without_boards")
    done = {one.group_id for one in adopted(work)}
    if done - set(boards) or (done and work.year.frozen_at is not None):
        # Who has adopted it cannot be taken from it, nor can one that is whole get more.
        raise Refusal("plan_boards_adopted")
    return boards


def _check_years(wanted: NewPlan) -> None:
    if not FIRST_YEAR <= wanted.first <= wanted.last <= LAST_YEAR:
        raise Refusal("plan_years_unclear")
    if wanted.last - wanted.first >= MOST_YEARS:
        raise Refusal("plan_too_long", most=MOST_YEARS)


def _noun(written: str) -> str:
    said = " ".join(written.split()).casefold()
    if not said or len(said) > LONGEST_NOUN:
        raise Refusal("plan_noun_length", most=LONGEST_NOUN)
    return said


def _covers(plan: ActivityPlan, wanted: NewPlan) -> bool:
    years = {one.year for one in plan.years}
    return is_made_here(plan) and not years.isdisjoint(range(wanted.first, wanted.last + 1))


def _is_same(plan: ActivityPlan, wanted: NewPlan) -> bool:
    return [one.year for one in plan.years] == list(range(wanted.first, wanted.last + 1))


def _new_plan(
    session: Session, family: Family, owner: Collaboration, wanted: NewPlan
) -> ActivityPlan:
    period = str(wanted.first)
    if wanted.last != wanted.first:
        period = f"{wanted.first}–{wanted.last}"
    title = f"{_TITLES[wanted.sort]} {period}"
    plan = ActivityPlan(
        collaboration_id=owner.id,
        key=_free_key(session, family, f"{wanted.sort.replace('_', '-')}-{wanted.first}"),
        title=title,
        sort_key=sort_key(title),
        period=period,
        sort=wanted.sort,
        noun=wanted.noun,
        boards=usual_boards(session, family, wanted.sort),
        revision=1,
    )
    years = range(wanted.first, wanted.last + 1)
    plan.years = [
        PlanYear(
            collaboration_id=owner.id,
            year=year,
            position=POSITIONS[turn] if wanted.sort == ACTIVITY else DRAFT,
            numbers=0,
            version=0,
        )
        for turn, year in enumerate(years)
    ]
    session.add(plan)
    session.flush()
    return plan


def _free_key(session: Session, family: Family, wanted: str) -> str:
    keys = session.scalars(
        select(ActivityPlan.key).where(ActivityPlan.collaboration_id.in_(family.ids))
    )
    taken = set(keys)
    turns = (wanted, *(f"{wanted}-{turn}" for turn in range(2, len(taken) + 3)))
    return next(one for one in turns if one not in taken)


def _bring_standing(works: list[Work], wanted: NewPlan) -> int:
    """Bring along what stands from year to year, from the latest year planned before."""
    work = works[0]
    before = [
        year
        for plan in plans_of(work.session, work.family, wanted.sort)
        for year in plan.years
        if year.year < wanted.first and plan is not work.plan
    ]
    if not before:
        return 0
    ids = [one.id for one in sorted(before, key=lambda one: one.year, reverse=True)]
    found = lines_of(work.session, work.family.ids, ids)
    latest = next(
        (found[one] for one in ids if any(line.standing for line in found.get(one, ()))), ()
    )
    standing = [line for line in latest if line.standing and not line.in_bank]
    for line in standing:
        new_line(work, words_of(line), About(), standing=True)
    return len(standing)


def _usual_deadline(session: Session, family: Family, wanted: NewPlan) -> date | None:
    """Return the last day for the boards as the rules have it: June of the year before."""
    if wanted.sort != ACTIVITY:
        return None
    from handlers.deadlines import next_deadline  # noqa: PLC0415 - the days off are slow to load

    rules = session.scalars(
        select(CadenceRule).where(CadenceRule.collaboration_id.in_(family.ids))
    ).all()
    year = wanted.first - 1
    for rule in rules:
        if _ABOUT_PLANS in fold(rule.title):
            due = next_deadline(rule, date(year, 1, 1))
            day = due.working_day or due.day
            if day is not None and day.year == year:
                return day
    return None
