"""The lines of a year's budget: as its source prints them, and as people have entered them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from handlers.answers import BudgetLine, BudgetTotal
from handlers.budgets.amounts import ORE, kronor
from storage.models import Budget, BudgetEntry
from storage.words import fold

INCOME, COST = "income", "cost"
SIDES = (INCOME, COST)
_PRINTED = {INCOME: "income", COST: "costs"}
_THOUSANDS = {"tkr": 1000, "mkr": 1_000_000, "mnkr": 1_000_000}

Place = tuple[str, str]


def name_of(item: str) -> str:
    """Return what a line is known by, however it is written."""
    return " ".join(fold(item).split())


def lines_of(
    budgets: Iterable[Budget], entries: Iterable[BudgetEntry], *, known: bool = True
) -> tuple[BudgetLine, ...]:
    """Return the lines of a year: the source's in its order, then those that people have added.

    Without ``known`` nothing is told that people have written beside the amounts.
    """
    printed = {place: line for budget in budgets for place, line in _printed(budget)}
    entered = {(one.side, one.folded): one for one in entries}
    added = (one for place, one in entered.items() if place not in printed and says(one))
    every = [
        *(_line(line, entered.get(place), known=known) for place, line in printed.items()),
        *(_entered(one, known=known) for one in added),
    ]
    return tuple(sorted(every, key=lambda one: SIDES.index(one.side)))


def totals_of(lines: Sequence[BudgetLine]) -> tuple[BudgetTotal, ...]:
    """Return what the lines of each side come to; what was said of the whole counts before that."""
    return tuple(
        _total(side, [one for one in lines if one.side == side])
        for side in SIDES
        if any(one.side == side for one in lines)
    )


def _printed(budget: Budget) -> Iterator[tuple[Place, BudgetLine]]:
    times = _THOUSANDS.get(budget.unit, 1)
    for side in SIDES:
        for row in budget.details.get(_PRINTED[side], ()):
            amount = None if row["amount"] is None else row["amount"] * times
            line = BudgetLine(
                side=side,
                item=row["item"],
                budget=amount,
                printed=amount,
                source=budget.source,
            )
            yield (side, name_of(row["item"])), line


def _line(line: BudgetLine, entry: BudgetEntry | None, *, known: bool) -> BudgetLine:
    if entry is None:
        return line
    # What people have written may name somebody.
    own = entry.source if known else ""
    return BudgetLine(
        side=line.side,
        item=line.item,
        # What nobody has said is as the source has it.
        budget=line.budget if entry.budget is None else kronor(entry.budget),
        revised=kronor(entry.revised),
        outcome=kronor(entry.outcome),
        note=entry.note if known else "",
        source=own or line.source,
        own_source=own,
        printed=line.printed,
        version=entry.version,
        entered=says(entry),
    )


def says(entry: BudgetEntry) -> bool:
    """Tell whether a line says anything: all may have been taken back."""
    amounts = (entry.budget, entry.revised, entry.outcome)
    return bool(entry.note or entry.source) or any(one is not None for one in amounts)


def _entered(entry: BudgetEntry, *, known: bool) -> BudgetLine:
    own = entry.source if known else ""
    return BudgetLine(
        side=entry.side,
        item=entry.item,
        budget=kronor(entry.budget),
        revised=kronor(entry.revised),
        outcome=kronor(entry.outcome),
        note=entry.note if known else "",
        source=own,
        own_source=own,
        version=entry.version,
        entered=True,
    )


def _total(side: str, lines: Sequence[BudgetLine]) -> BudgetTotal:
    whole = next((one for one in lines if not one.item), None)
    rows = [one for one in lines if one.item]
    is_revised = any(one.revised is not None for one in rows)
    sums = {
        "budget": _sum(one.budget for one in rows),
        "revised": _sum(one.planned for one in rows) if is_revised else None,
        "outcome": _sum(one.outcome for one in rows),
    }
    said: Mapping[str, float | None] = {
        name: getattr(whole, name) if whole and getattr(whole, name) is not None else value
        for name, value in sums.items()
    }
    return BudgetTotal(side=side, **said)


def _sum(amounts: Iterable[float | None]) -> float | None:
    known = [round(one * ORE) for one in amounts if one is not None]
    return kronor(sum(known)) if known else None
