"""Activity plans: which one a year stands in, its state and what it holds."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from handlers.access import Information, may
from handlers.answers import (
    Answer,
    Asker,
    BoardLine,
    Item,
    Labelled,
    PlanAnswer,
    PlanLine,
    PlanYearLine,
    UnknownFactAnswer,
)
from handlers.errors import Refusal
from handlers.plans.boards import board_lines
from handlers.plans.finding import (
    ACTIVITY,
    COOPERATION,
    Which,
    holding,
    is_made_here,
    is_open,
    plans_of,
)
from handlers.plans.reading import lines_of
from handlers.plans.wording import Veil, veil
from handlers.ports import Services
from handlers.proposals import State, stands
from handlers.roles import coordinator
from handlers.scope import Scope, scope
from storage.models import ActivityPlan, Collaboration, NationalActivity, PlanYear, Proposal
from storage.partial_dates import PartialDate


def show_plan(scope: Scope, year: int | None, last: int | None = None, sort: str = "") -> Answer:
    """Answer with the plan that holds ``year``; the current year's, or the newest, by default.

    With ``last`` all years of that plan are shown. Without a ``sort`` an activity plan goes first.
    """
    plans = _plans(scope, sort)
    plan = holding(plans, year if year is not None else scope.today.year)
    if plan is None and year is None and plans:
        plan = plans[0]
    if plan is None:
        fact = sort if sort == COOPERATION else "plan"
        return UnknownFactAnswer(fact=fact, year=year, contact=coordinator(scope))
    several = year is None or last is not None
    return answer_of(scope, plan, [one for one in plan.years if several or one.year == year])


def public_plan(services: Services, reader: Asker, year: int, sort: str) -> PlanAnswer:
    """Return what everybody may see of a plan year; refuse where that is nothing."""
    with scope(services, reader) as here:
        # An unknown key leads to no family's plan.
        found = (
            show_plan(here, year, sort=sort) if reader.collaboration in here.family.keys else None
        )
    if not isinstance(found, PlanAnswer) or year not in found.every_year:
        raise Refusal("plan_not_public", year=year)
    return found


def plan_of(services: Services, asker: Asker, which: Which) -> PlanAnswer:
    """Return a plan year as the asker sees it; refuse where there is none."""
    with scope(services, asker) as here:
        found = show_plan(here, which.year, sort=which.sort)
    if not isinstance(found, PlanAnswer):
        raise Refusal("no_such_plan", year=which.year)
    return found


def answer_of(scope: Scope, plan: ActivityPlan, years: Sequence[PlanYear]) -> PlanAnswer:
    """Return some years of a plan as the asker sees them."""
    hidden = veil(scope)
    shown = _Shown(scope, plan, years, hidden)
    owner = scope.session.get_one(Collaboration, plan.collaboration_id)
    lines = tuple(shown.year(one) for one in years)
    details = plan.details or {}
    decided_by = str(details.get("decided_by", ""))
    return PlanAnswer(
        ids=(plan.key,),
        number=plan.id,
        title=plan.title,
        period=plan.period,
        sort=plan.sort,
        noun=plan.noun,
        owner=owner.name,
        vision=_vision(owner),
        decided=PartialDate.parse(plan.decided) if plan.decided else None,
        decided_by=hidden.column("responsible", decided_by),
        years=lines,
        every_year=tuple(one.year for one in plan.years if _may_see(scope, plan, one)),
        bank=sum(len(one.bank) for one in lines),
        bank_for=_bank_for(details),
        national=_national(scope, years),
        notes=tuple(note for note in _notes(plan) if hidden.tells(note)),
        source=plan.source,
        address=_address(scope, owner, plan, years),
        today=scope.today,
        keeps=may(scope.asker, Information.PLANS),
    )


def _plans(scope: Scope, sort: str) -> list[ActivityPlan]:
    """Return the plans that the asker may see; what is made here, once it is adopted."""
    plans = plans_of(scope.session, scope.family, sort)
    if not may(scope.asker, Information.REGISTER):
        plans = [one for one in plans if any(is_open(one, year) for year in one.years)]
    return plans if sort else sorted(plans, key=lambda plan: plan.sort != ACTIVITY)


@dataclass
class _Shown:
    """What all the years that are shown need, each asked for once."""

    scope: Scope
    plan: ActivityPlan
    years: Sequence[PlanYear]
    hidden: Veil
    lines: Mapping[int, tuple[PlanLine, ...]] = field(default_factory=dict)
    boards: Mapping[int, tuple[BoardLine, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ids = [one.id for one in self.years]
        session = self.scope.session
        self.lines = lines_of(session, self.scope.family.ids, ids)
        self.boards = board_lines(session, self.plan.boards, ids)

    def year(self, year: PlanYear) -> PlanYearLine:
        """Return one of them."""
        lines = (*self.lines.get(year.id, ()), *self._living_bank(year))
        sees = _may_see(self.scope, self.plan, year)
        told = tuple(map(self.hidden.over, lines)) if sees else ()
        items = tuple(_item(line) for line in told if not line.in_bank)
        # What has no kind of its own is counted by what it is.
        kinds = Counter(item.note or item.record_kind for item in items)
        return PlanYearLine(
            id=year.id,
            year=year.year,
            position=year.position or "",
            counts=tuple(Labelled(kind, str(number)) for kind, number in kinds.items()),
            items=items,
            lines=told,
            boards=tuple(map(self._board, self.boards.get(year.id, ()))),
            version=year.version,
            frozen=year.frozen_at is not None,
            comments_by=year.comments_by,
            decide_by=year.decide_by,
        )

    def _board(self, board: BoardLine) -> BoardLine:
        return replace(board, minutes=self.hidden.column("minutes", board.minutes))

    def _living_bank(self, year: PlanYear) -> Iterable[PlanLine]:
        """Return the bank as it is now: it goes with the last year of a plan that is made here."""
        is_last = year.year == max(one.year for one in self.plan.years)
        if not is_made_here(self.plan) or self.plan.sort != ACTIVITY or not is_last:
            return ()
        return bank_lines(self.scope)


def _may_see(scope: Scope, plan: ActivityPlan, year: PlanYear) -> bool:
    """Tell whether the asker sees what a year holds: of a draft, who may see the register."""
    return is_open(plan, year) or may(scope.asker, Information.REGISTER)


def bank_lines(scope: Scope) -> tuple[PlanLine, ...]:
    """Return the proposals that are in the bank now, the newest first."""
    columns = (Proposal.key, Proposal.title, Proposal.category, Proposal.year_received)
    mine = (Proposal.collaboration_id.in_(scope.family.ids), stands(State.IN_BANK))
    newest = (Proposal.year_received.desc().nulls_last(), Proposal.id)
    rows = scope.session.execute(select(*columns).where(*mine).order_by(*newest))
    return tuple(
        PlanLine(
            number=number,
            title=title,
            heading=category,
            record_kind="proposal",
            record_key=key,
            section="bank",
            kind="proposal",
            received=received,
            status=State.IN_BANK,
        )
        for number, (key, title, category, received) in enumerate(rows, start=1)
    )


def _item(line: PlanLine) -> Item:
    if line.record_kind == "proposal" and line.kind == "proposal":
        return Item(line.record_key, line.title, "proposal")
    kind = line.record_kind or "plan_line"
    return Item(
        line.record_key, line.title, kind, time=line.time, note=line.kind or line.heading.casefold()
    )


def _national(scope: Scope, years: Sequence[PlanYear]) -> tuple[Labelled, ...]:
    rows = scope.session.execute(
        select(NationalActivity.title, NationalActivity.authority)
        .where(
            NationalActivity.collaboration_id.in_(scope.family.ids),
            NationalActivity.year.in_([one.year for one in years]),
        )
        .order_by(NationalActivity.year, NationalActivity.id)
    )
    return tuple(Labelled(title, authority) for title, authority in rows)


def _vision(owner: Collaboration) -> str:
    vision = (owner.details or {}).get("vision") or ""
    return str(vision.get("name", "")) if isinstance(vision, Mapping) else str(vision)


def _bank_for(details: Mapping[str, object]) -> str:
    bank = details.get("bank")
    return str(bank.get("for_plan") or "") if isinstance(bank, Mapping) else ""


def _address(
    scope: Scope, owner: Collaboration, plan: ActivityPlan, years: Sequence[PlanYear]
) -> str:
    public = [one for one in years if is_open(plan, one)]
    if not public:
        return ""
    return scope.services.addresses.plan(owner.key, public[0].year, plan.sort)


def _notes(plan: ActivityPlan) -> tuple[str, ...]:
    details = plan.details or {}
    reasons = [
        str(details[name]) for name in ("late_reason", "one_year_reason") if details.get(name)
    ]
    return tuple(dict.fromkeys((*reasons, *plan.notes)))
