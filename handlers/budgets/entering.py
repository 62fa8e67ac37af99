"""Entering a year's money, line by line: each change is kept, and can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from handlers.access import Information, require
from handlers.answers import Asker, BudgetAnswer, BudgetLine
from handlers.budgets.amounts import AMOUNTS, ORE
from handlers.budgets.books import Book, Values, answered, kept, owner_of
from handlers.budgets.lines import COST, SIDES, name_of
from handlers.budgets.showing import budget_lines
from handlers.errors import Refusal
from handlers.ports import Services
from storage.models import BudgetEntry

LONGEST_ITEM, LONGEST_NOTE, LONGEST_SOURCE = 200, 1000, 300
_LONGEST = {"item": LONGEST_ITEM, "note": LONGEST_NOTE, "source": LONGEST_SOURCE}
FIRST_YEAR, _AHEAD = 1990, 20
FIELDS = (*AMOUNTS, "note", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineName:
    """Which line is meant: of a year, a side where that is said, and whose it is.

    Without an ``item`` it is the whole of a side. ``organisation`` is a collaboration's key, or
    what people call it; without one it is the asker's own. ``loose``: the beginning of a line's
    name is enough.
    """

    year: int
    item: str = ""
    side: str = ""
    organisation: str = ""
    loose: bool = False


def set_line(
    services: Services,
    asker: Asker,
    line: LineName,
    said: Values,
    based_on: int | None = None,
) -> BudgetAnswer:
    """Let a line say some more, amounts in öre; the same said twice is one change.

    ``based_on`` is the version that was changed, where somebody has seen one: refused when it has
    become another one since.
    """
    require(asker, Information.BUDGETS)
    tidy = _tidied(line, said)
    _check_year(services, line.year)
    with services.database.write() as session:
        book = Book(session, services, asker, owner_of(session, asker, line.organisation))
        meant = _meant(book, replace(line, item=" ".join(line.item.split())))
        entry = _entry(book, line.year, meant)
        if based_on is not None and based_on != (entry.version if entry else 0):
            raise Refusal("budget_meanwhile", item=meant.item)
        new = {name: value for name, value in tidy.items() if _is_new(name, value, entry, meant)}
        change = kept(book, entry or _added(book, line.year, meant), new) if new else None
    return answered(book, line.year, meant, change)


_EMPTY: Values = {**dict.fromkeys(AMOUNTS), "note": "", "source": ""}


def _tidied(line: LineName, said: Values) -> dict[str, int | str | None]:
    words_of = {"item": line.item, **{one: said[one] for one in ("note", "source") if one in said}}
    for name, value in words_of.items():
        if len(str(value or "")) > _LONGEST[name]:
            length = len(str(value))
            raise Refusal(f"budget_{name}_long", most=_LONGEST[name], length=length)
    return {
        name: value if name in AMOUNTS else str(value or "").strip()
        for name, value in said.items()
        if name in FIELDS
    }


def _is_new(
    name: str, value: int | str | None, entry: BudgetEntry | None, line: BudgetLine
) -> bool:
    """Tell whether a field is to say something else than it says, or than its source does."""
    before = getattr(entry, name) if entry else _EMPTY[name]
    if value == before:
        return False
    printed = None if line.printed is None else round(line.printed * ORE)
    return not (name == "budget" and before is None and value == printed)


def _check_year(services: Services, year: int) -> None:
    last = services.today().year + _AHEAD
    if not FIRST_YEAR <= year <= last:
        raise Refusal("budget_year", year=year, first=FIRST_YEAR, last=last)


def _meant(book: Book, line: LineName) -> BudgetLine:
    """Return the line that is meant, or a new one; refuse where it could be one of several."""
    name = name_of(line.item)
    sides = (line.side,) if line.side else SIDES
    every = [
        one for one in budget_lines(book.session, book.owner.id, line.year) if one.side in sides
    ]
    meant = [one for one in every if name_of(one.item) == name]
    if not meant and name and line.loose:
        meant = [one for one in every if name_of(one.item).startswith(f"{name} ")] or [
            one for one in every if name_of(one.item).startswith(name)
        ]
    if not name and not line.side:
        # The whole is what is spent, until somebody says that it is what comes in.
        meant = [one for one in meant if one.side == COST]
    if len(meant) > 1:
        raise Refusal("budget_line_unclear", item=line.item, names=_called(meant))
    return meant[0] if meant else BudgetLine(side=line.side or COST, item=line.item)


def _called(lines: Sequence[BudgetLine]) -> list[str]:
    return list(dict.fromkeys(one.item for one in lines))


def _entry(book: Book, year: int, line: BudgetLine) -> BudgetEntry | None:
    mine = select(BudgetEntry).filter_by(
        collaboration_id=book.owner.id, year=year, side=line.side, folded=name_of(line.item)
    )
    return book.session.scalars(mine.with_for_update()).first()


def _added(book: Book, year: int, line: BudgetLine) -> BudgetEntry:
    entry = BudgetEntry(
        collaboration_id=book.owner.id,
        year=year,
        side=line.side,
        folded=name_of(line.item),
        item=line.item,
        note="",
        source="",
        version=0,
    )
    book.session.add(entry)
    book.session.flush()
    return entry
