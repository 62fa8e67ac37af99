"""A year's budgets: as their sources print them, with what people have entered beside it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, may, require
from handlers.answers import (
    Asker,
    BudgetAnswer,
    BudgetChangeLine,
    BudgetLine,
    BudgetSheet,
    Money,
)
from handlers.budgets.history import Sheet, changes_of
from handlers.budgets.lines import lines_of, says, totals_of
from handlers.ports import Services
from handlers.roles import coordinator
from handlers.scope import Scope, scope
from storage.models import Budget, BudgetEntry, Collaboration
from storage.words import words


def show_budgets(scope: Scope, year: int | None, query: str = "") -> BudgetAnswer | None:
    """Answer with a year's budgets, of the member that ``query`` names or of all.

    Without a year the newest is shown. None when there is no budget for the year.
    """
    shelf = _shelf(scope)
    named = _named(shelf, query)
    if "per invånare" in query:
        named = [
            one for one in shelf.sheets if any(
                budget.details.get("per_inhabitant") for budget in shelf.budgets[one]
            )
        ]  # fmt: skip
    sheets = named or shelf.sheets
    chosen = year if year is not None else max((one[1] for one in sheets), default=None)
    mine = [one for one in sheets if one[1] == chosen]
    if not mine:
        return None
    changes = changes_of(scope, mine[0][1])
    shown = tuple(made for one in mine for made in shelf.made(one, changes.get(one, ())))
    return BudgetAnswer(
        ids=tuple(sheet.key for sheet in shown),
        sheets=shown,
        year=chosen,
        contact=coordinator(scope),
        may_set=may(scope.asker, Information.BUDGETS),
    )


def see_budgets(services: Services, asker: Asker, year: int) -> BudgetAnswer:
    """Answer with a year's budgets; of a year without any, with how to begin."""
    require(asker, Information.PUBLIC_FACTS)
    with scope(services, asker) as here:
        nothing = BudgetAnswer(
            year=year, contact=coordinator(here), may_set=may(asker, Information.BUDGETS)
        )
        return show_budgets(here, year) or nothing


@dataclass(frozen=True, slots=True)
class LineForm:
    """What can be changed of a year: for whom, and the lines that there are for each of them."""

    year: int
    owners: tuple[tuple[str, str], ...]
    lines: Mapping[str, tuple[BudgetLine, ...]]


def line_form(services: Services, asker: Asker, year: int) -> LineForm:
    """Return whose budgets of a year can be changed, by key and name, with their lines."""
    require(asker, Information.BUDGETS)
    with scope(services, asker) as here:
        shelf = _shelf(here)
        own = sorted(shelf.owners.values(), key=lambda one: one.key != asker.collaboration)
        return LineForm(
            year,
            tuple((one.key, one.name) for one in own),
            {one.key: shelf.lines((one.id, year)) for one in own},
        )


def budget_lines(session: Session, owner: int, year: int) -> tuple[BudgetLine, ...]:
    """Return the lines of one collaboration's year."""
    mine = (Budget.collaboration_id == owner, Budget.year == year)
    printed = session.scalars(select(Budget).where(*mine).order_by(Budget.id)).all()
    entered = select(BudgetEntry).filter_by(collaboration_id=owner, year=year)
    return lines_of(printed, session.scalars(entered.order_by(BudgetEntry.id)).all())


@dataclass(frozen=True, slots=True)
class _Shelf:
    """All budgets of a family, printed and entered, by owner and year.

    ``known``: whoever sees them may see what people have written beside the amounts.
    """

    owners: Mapping[int, Collaboration]
    budgets: Mapping[Sheet, list[Budget]]
    entries: Mapping[Sheet, list[BudgetEntry]]
    known: bool

    @property
    def sheets(self) -> list[Sheet]:
        """Return whose years there are, the newest first."""
        every = dict.fromkeys((*self.budgets, *self.entries))
        return sorted(every, key=lambda one: -one[1])

    def lines(self, one: Sheet) -> tuple[BudgetLine, ...]:
        printed, entered = self.budgets.get(one, ()), self.entries.get(one, ())
        return lines_of(printed, entered, known=self.known)

    def made(self, one: Sheet, changes: Sequence[BudgetChangeLine]) -> Iterator[BudgetSheet]:
        """Yield a year's budgets of one owner; what was entered stands with the first."""
        owner, year = self.owners[one[0]], one[1]
        told: dict[str, Any] = {
            "owner": owner.key,
            "lines": self.lines(one),
            "totals": totals_of(self.lines(one)),
            "changes": tuple(changes),
        }
        printed = self.budgets.get(one, ())
        for at, budget in enumerate(printed):
            yield _sheet(budget, owner, told if at == 0 else {})
        if not printed:
            key = f"{owner.key}-{year}"
            yield BudgetSheet(key=key, organisation=owner.name, year=year, unit="kr", **told)


def _shelf(scope: Scope) -> _Shelf:
    session, ids = scope.session, scope.family.ids
    owners = select(Collaboration).where(Collaboration.id.in_(ids)).order_by(Collaboration.id)
    budgets = select(Budget).where(Budget.collaboration_id.in_(ids))
    entries = select(BudgetEntry).where(BudgetEntry.collaboration_id.in_(ids))
    return _Shelf(
        owners={one.id: one for one in session.scalars(owners)},
        budgets=_sorted(session.scalars(budgets.order_by(Budget.year.desc(), Budget.id))),
        # All that was said of a year may have been taken back.
        entries=_sorted(filter(says, session.scalars(entries.order_by(BudgetEntry.id)))),
        known=may(scope.asker, Information.REGISTER),
    )


def _sorted(rows: Iterable[Any]) -> dict[Sheet, list[Any]]:
    found: dict[Sheet, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.collaboration_id, row.year].append(row)
    return found


def _named(shelf: _Shelf, query: str) -> list[Sheet]:
    asked = {word.removesuffix("s") for word in words(query)}
    return [
        one
        for one in shelf.sheets
        if shelf.owners[one[0]].parent_id is not None and asked & called(shelf.owners[one[0]])
    ]


def called(owner: Collaboration) -> set[str]:
    """Return the words that somebody may call a collaboration by, in a question of several."""
    names = (owner.key, owner.name, *owner.aliases)
    telling = {word for name in names for word in words(name)} - {"miljösamverkan"}
    # "hallandskommunerna" means Halland's municipalities.
    return (
        telling
        | {f"{word}kommunerna" for word in telling}
        | {f"{word}skommunerna" for word in telling}
    )


def _sheet(budget: Budget, owner: Collaboration, told: Mapping[str, Any]) -> BudgetSheet:
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
        **told,
    )


def _lines(rows: Iterable[Mapping[str, Any]]) -> tuple[Money, ...]:
    return tuple(Money(row["item"], row["amount"]) for row in rows)


def _shares(rows: Sequence[Mapping[str, Any]]) -> tuple[Money, ...]:
    return tuple(Money(row["who"], row["amount"], row.get("share", "")) for row in rows)
