"""The cost split of an umbrella: every öre goes to one of its parties."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from handlers.answers import BudgetAnswer, CostSplit, Money
from handlers.budgets.amounts import ORE, kronor
from handlers.roles import coordinator
from handlers.scope import Scope
from storage.models import Collaboration


def split_cost(scope: Scope, amount: float | None) -> BudgetAnswer | None:
    """Answer how a common cost in kronor is split; None where the collaboration has no split."""
    root = scope.session.scalars(
        select(Collaboration).where(Collaboration.key == scope.family.key)
    ).one()
    rule = root.details.get("cost_split")
    if not rule:
        return None
    return BudgetAnswer(split=_split(scope, rule, amount), contact=coordinator(scope))


def shared(ore: int, parts: Sequence[Fraction]) -> tuple[int, ...]:
    """Return whole parts of an amount that make up all of it.

    What is left when all are rounded down goes to those that lost most by it, one öre each; of two
    that lost as much, to the first.
    """
    whole = sum(parts)
    exact = [ore * part / whole for part in parts]
    given = [int(one) for one in exact]
    lost = sorted(range(len(parts)), key=lambda at: (given[at] - exact[at], at))
    for at in lost[: ore - sum(given)]:
        given[at] += 1
    return tuple(given)


def _split(scope: Scope, rule: Mapping[str, Any], amount: float | None) -> CostSplit:
    percents = {
        key.removesuffix("_percent"): Fraction(str(part))
        for key, part in rule.items()
        if key.endswith("_percent")
    }
    names = {
        row.key: row.name
        for row in scope.session.scalars(
            select(Collaboration).where(Collaboration.id.in_(scope.family.ids))
        )
    }
    threshold = int(rule["threshold_sek"])
    amounts: Sequence[int | None] = [None] * len(percents)
    if amount is not None:
        amounts = shared(round(amount * ORE), tuple(percents.values()))
    return CostSplit(
        amount=amount,
        parts=tuple(
            Money(names.get(key, key), kronor(given), f"{float(part):g} %")
            for (key, part), given in zip(percents.items(), amounts, strict=True)
        ),
        threshold=threshold,
        obligatory=amount is None or amount > threshold,
        note=rule.get("note", ""),
        source=rule.get("source", ""),
    )
