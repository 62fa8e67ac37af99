"""What was changed in a year's money, and by whom."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from handlers.access import Information, may
from handlers.answers import BudgetChangeLine
from handlers.budgets.amounts import AMOUNTS, kronor
from handlers.scope import Scope
from storage.models import BudgetChange, BudgetEntry, Person

_MOST_CHANGES = 20

Sheet = tuple[int, int]


def changes_of(scope: Scope, year: int) -> Mapping[Sheet, list[BudgetChangeLine]]:
    """Return the latest changes of a year, with names for those who may see the register."""
    rows = scope.session.execute(
        select(BudgetChange, BudgetEntry, Person.name)
        .join(BudgetEntry, BudgetEntry.id == BudgetChange.entry_id)
        .outerjoin(Person, Person.id == BudgetChange.person_id)
        .where(
            BudgetChange.collaboration_id.in_(scope.family.ids),
            BudgetEntry.year == year,
        )
        .order_by(BudgetChange.id.desc())
    ).all()
    undone = {change.undoes_id for change, _, _ in rows if change.undoes_id}
    known = may(scope.asker, Information.REGISTER)
    found: dict[Sheet, list[BudgetChangeLine]] = defaultdict(list)
    for change, entry, name in rows:
        several = found[entry.collaboration_id, entry.year]
        if len(several) >= _MOST_CHANGES:
            continue
        said = sorted(change.new, key=lambda one: AMOUNTS.index(one) if one in AMOUNTS else 9)
        several += [
            BudgetChangeLine(
                at=change.at,
                item=entry.item,
                side=entry.side,
                field=field,
                old=_said(field, change.old[field], known=known),
                new=_said(field, change.new[field], known=known),
                by=name or "" if known else "",
                undone=change.id in undone,
            )
            for field in said
        ]
    return found


def _said(field: str, value: Any, *, known: bool) -> float | str | None:
    if field in AMOUNTS:
        return kronor(value)
    # What people have written may name somebody.
    return str(value) if known else ""
