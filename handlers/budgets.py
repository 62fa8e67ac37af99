"""Money: budgets as their sources print them, and the cost split of an umbrella."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from handlers.answers import BudgetAnswer, BudgetSheet, CostSplit, Money
from handlers.roles import coordinator
from handlers.scope import Scope
from storage.models import Budget, Collaboration
from storage.words import words


def show_budgets(scope: Scope, year: int | None, query: str = "") -> BudgetAnswer | None:
    """Answer with a year's budgets, of the member that ``query`` names or of all.

    Without a year the newest is shown. None when there is no budget for the year.
    """
    rows = _budgets(scope)
    named = _named(rows, query)
    if "per invånare" in query:
        named = [(one, owner) for one, owner in rows if one.details.get("per_inhabitant")]
    rows = named or rows
    newest = max((budget.year for budget, _ in rows), default=None)
    chosen = year if year is not None else newest
    mine = [(budget, owner) for budget, owner in rows if budget.year == chosen]
    if not mine:
        return None
    sheets = tuple(_sheet(budget, owner) for budget, owner in mine)
    return BudgetAnswer(
        ids=tuple(sheet.key for sheet in sheets),
        sheets=sheets,
        year=chosen,
        contact=coordinator(scope),
    )


def split_cost(scope: Scope, amount: float | None) -> BudgetAnswer | None:
    """Answer how a common cost in kronor is split; None where the collaboration has no split."""
    root = scope.session.scalars(
        select(Collaboration).where(Collaboration.key == scope.family.key)
    ).one()
    rule = root.details.get("cost_split")
    if not rule:
        return None
    return BudgetAnswer(split=_split(scope, rule, amount), contact=coordinator(scope))


def _split(scope: Scope, rule: dict[str, Any], amount: float | None) -> CostSplit:
    percents = {
        key.removesuffix("_percent"): part for key, part in rule.items() if "_percent" in key
    }
    names = {
        row.key: row.name
        for row in scope.session.scalars(
            select(Collaboration).where(Collaboration.id.in_(scope.family.ids))
        )
    }
    threshold = int(rule["threshold_sek"])
    return CostSplit(
        amount=amount,
        parts=tuple(
            Money(names.get(key, key), None if amount is None else amount * part / 100, f"{part} %")
            for key, part in percents.items()
        ),
        threshold=threshold,
        obligatory=amount is None or amount > threshold,
        note=rule.get("note", ""),
        source=rule.get("source", ""),
    )


def _budgets(scope: Scope) -> list[tuple[Budget, Collaboration]]:
    rows = scope.session.execute(
        select(Budget, Collaboration)
        .join(Collaboration, Collaboration.id == Budget.collaboration_id)
        .where(Budget.collaboration_id.in_(scope.family.ids))
        .order_by(Budget.year.desc(), Budget.id)
    )
    return [(budget, owner) for budget, owner in rows]


def _named(
    rows: Sequence[tuple[Budget, Collaboration]], query: str
) -> list[tuple[Budget, Collaboration]]:
    asked = {word.removesuffix("s") for word in words(query)}
    return [
        (budget, owner)
        for budget, owner in rows
        if owner.parent_id is not None and asked & _called(owner)
    ]


def _called(owner: Collaboration) -> set[str]:
    names = (owner.key, owner.name, *owner.aliases)
    telling = {word for name in names for word in words(name)} - {"miljösamverkan"}
    # "hallandskommunerna" means Halland's municipalities.
    return (
        telling
        | {f"{word}kommunerna" for word in telling}
        | {f"{word}skommunerna" for word in telling}
    )


def _sheet(budget: Budget, owner: Collaboration) -> BudgetSheet:
    details = budget.details
    return BudgetSheet(
        key=budget.key,
        organisation=owner.name,
        year=budget.year,
        unit=budget.unit,
        frame=details.get("frame"),
        invoiced=details.get("invoiced"),
        income=_lines(details.get("income", ())),
        income_total=details.get("income_total"),
        costs=_lines(details.get("costs", ())),
        costs_total=details.get("costs_total"),
        surplus=details.get("surplus"),
        shares=_shares(details.get("shares", ())),
        notes=tuple(budget.notes),
        source=budget.source,
    )


def _lines(rows: Iterable[dict[str, Any]]) -> tuple[Money, ...]:
    return tuple(Money(row["item"], row["amount"]) for row in rows)


def _shares(rows: Iterable[dict[str, Any]]) -> tuple[Money, ...]:
    return tuple(Money(row["who"], row["amount"], row.get("share", "")) for row in rows)
