"""Entering a year's money, line by line: each change is kept, and can be taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker, BudgetAnswer, BudgetLine
from handlers.budgets.amounts import ORE
from handlers.budgets.lines import COST, SIDES, name_of
from handlers.budgets.showing import AMOUNTS, budget_lines, called, see_budgets
from handlers.errors import Refusal
from handlers.events import record
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.models import BudgetChange, BudgetEntry, Collaboration
from storage.words import words

LONGEST_ITEM, LONGEST_NOTE, LONGEST_SOURCE = 200, 1000, 300
_LONGEST = {"item": LONGEST_ITEM, "note": LONGEST_NOTE, "source": LONGEST_SOURCE}
FIRST_YEAR, _AHEAD = 1990, 20
FIELDS = (*AMOUNTS, "note", "source")

Values = Mapping[str, int | str | None]


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


@dataclass(frozen=True, slots=True)
class _Book:
    """Whose budget is changed, by whom, in whose transaction."""

    session: Session
    services: Services
    asker: Asker
    owner: Collaboration


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
        book = _Book(session, services, asker, _owner(session, asker, line.organisation))
        meant = _meant(book, replace(line, item=" ".join(line.item.split())))
        entry = _entry(book, line.year, meant)
        if based_on is not None and based_on != (entry.version if entry else 0):
            raise Refusal("budget_meanwhile", item=meant.item)
        new = {name: value for name, value in tidy.items() if _is_new(name, value, entry, meant)}
        change = _changed(book, entry or _added(book, line.year, meant), new) if new else None
    return _answer(book, line.year, meant, change)


def undo_change(services: Services, asker: Asker, number: int) -> BudgetAnswer:
    """Take a change back, by its number; refuse where the line has been changed since."""
    require(asker, Information.BUDGETS)
    with services.database.write() as session:
        change = session.get(BudgetChange, number)
        ids = home(families(session), asker.collaboration).ids
        if change is None or change.collaboration_id not in ids:
            raise Refusal("budget_nothing_to_undo")
        owner = session.get_one(Collaboration, change.collaboration_id)
        book = _Book(session, services, asker, _owner(session, asker, owner.key))
        entry = _undone(book, change)
        meant, year = BudgetLine(side=entry.side, item=entry.item), entry.year
    return replace(_answer(book, year, meant, None), undone=True)


def undo_latest(services: Services, asker: Asker, year: int) -> BudgetAnswer:
    """Take the latest change of a year back that has not been; refuse where there is none."""
    require(asker, Information.BUDGETS)
    with services.database.session() as session:
        ids = home(families(session), asker.collaboration).ids
        taken_back = select(BudgetChange.undoes_id).where(BudgetChange.undoes_id.is_not(None))
        latest = session.scalars(
            select(BudgetChange.id)
            .join(BudgetEntry, BudgetEntry.id == BudgetChange.entry_id)
            .where(
                BudgetEntry.collaboration_id.in_(ids),
                BudgetEntry.year == year,
                BudgetChange.undoes_id.is_(None),
                BudgetChange.id.not_in(taken_back),
            )
            .order_by(BudgetChange.id.desc())
            .limit(1)
        ).first()
    return undo_change(services, asker, latest or 0)


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
    kept = getattr(entry, name) if entry else _EMPTY[name]
    if value == kept:
        return False
    printed = None if line.printed is None else round(line.printed * ORE)
    return not (name == "budget" and kept is None and value == printed)


def _check_year(services: Services, year: int) -> None:
    last = services.today().year + _AHEAD
    if not FIRST_YEAR <= year <= last:
        raise Refusal("budget_year", year=year, first=FIRST_YEAR, last=last)


def _owner(session: Session, asker: Asker, organisation: str) -> Collaboration:
    """Return whose budget is meant, locked: two who enter the same line make one of it."""
    family = home(families(session), asker.collaboration)
    rows = session.scalars(
        select(Collaboration).where(Collaboration.id.in_(family.ids)).order_by(Collaboration.id)
    ).all()
    if organisation:
        asked = {one.removesuffix("s") for one in words(organisation)}
        meant = [one for one in rows if one.key == organisation] or [
            one for one in rows if asked & called(one)
        ]
    else:
        meant = [one for one in rows if one.key == asker.collaboration] or list(rows[:1])
    if len(meant) != 1:
        raise Refusal("budget_owner", names=[one.name for one in rows])
    mine = select(Collaboration).where(Collaboration.id == meant[0].id)
    return session.scalars(mine.with_for_update(key_share=True)).one()


def _meant(book: _Book, line: LineName) -> BudgetLine:
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


def _entry(book: _Book, year: int, line: BudgetLine) -> BudgetEntry | None:
    mine = select(BudgetEntry).filter_by(
        collaboration_id=book.owner.id, year=year, side=line.side, folded=name_of(line.item)
    )
    return book.session.scalars(mine.with_for_update()).first()


def _added(book: _Book, year: int, line: BudgetLine) -> BudgetEntry:
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


def _changed(
    book: _Book, entry: BudgetEntry, new: Values, undoes: BudgetChange | None = None
) -> BudgetChange:
    old = {name: getattr(entry, name) for name in new}
    for name, value in new.items():
        setattr(entry, name, value)
    entry.version += 1
    now = book.services.clock()
    change = BudgetChange(
        collaboration_id=entry.collaboration_id,
        entry_id=entry.id,
        at=now,
        person_id=book.asker.person_id,
        door=book.asker.door,
        version=entry.version,
        old=dict(old),
        new=dict(new),
        undoes_id=undoes.id if undoes else None,
    )
    book.session.add(change)
    book.session.flush()
    # What people have written stands in the change: the log's rows are never erased.
    amounts = [name for name in AMOUNTS if name in new]
    record(
        book.session,
        now,
        book.asker,
        "budget_changed" if undoes is None else "budget_undone",
        collaboration_id=entry.collaboration_id,
        about=("budget", f"{book.owner.key}-{entry.year}"),
        entry=entry.id,
        change=change.id,
        fields=sorted(new),
        old={name: old[name] for name in amounts},
        new={name: new[name] for name in amounts},
    )
    return change


def _undone(book: _Book, change: BudgetChange) -> BudgetEntry:
    """Take a change back, and return its line; once, however often the button is pressed."""
    mine = select(BudgetEntry).where(BudgetEntry.id == change.entry_id)
    fresh = mine.with_for_update().execution_options(populate_existing=True)
    entry = book.session.scalars(fresh).one()
    taken_back = select(BudgetChange.id).filter_by(undoes_id=change.id)
    if book.session.scalars(taken_back).first() is not None:
        return entry
    if entry.version != change.version:
        raise Refusal("budget_changed_since", item=entry.item)
    _changed(book, entry, change.old, change)
    return entry


def _answer(book: _Book, year: int, meant: BudgetLine, change: BudgetChange | None) -> BudgetAnswer:
    """Answer with the year as it is now, and the line that was changed before the others."""
    seen = see_budgets(book.services, book.asker, year)
    mine = tuple(one for one in seen.sheets if one.owner == book.owner.key)
    place = (meant.side, name_of(meant.item))
    lines = (one for sheet in mine for one in sheet.lines)
    line = next((one for one in lines if (one.side, name_of(one.item)) == place), meant)
    return replace(
        seen,
        ids=tuple(one.key for one in mine),
        sheets=mine,
        set_line=line,
        undo=change.id if change else 0,
    )
