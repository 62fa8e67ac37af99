"""Whose budget is changed: found and locked, each change kept, and the year answered with."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers import Asker, BudgetAnswer, BudgetLine
from handlers.budgets.amounts import AMOUNTS
from handlers.budgets.lines import name_of
from handlers.budgets.showing import called, see_budgets
from handlers.errors import Refusal
from handlers.events import record
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.models import BudgetChange, BudgetEntry, Collaboration
from storage.words import words

Values = Mapping[str, int | str | None]


@dataclass(frozen=True, slots=True)
class Book:
    """Whose budget is changed, by whom, in whose transaction."""

    session: Session
    services: Services
    asker: Asker
    owner: Collaboration


def owner_of(session: Session, asker: Asker, organisation: str) -> Collaboration:
    """Return whose budget is meant, locked: two who enter the same line make one of it."""
    meant = owner_meant(session, asker, organisation)
    mine = select(Collaboration).where(Collaboration.id == meant.id)
    return session.scalars(mine.with_for_update(key_share=True)).one()


def owner_meant(session: Session, asker: Asker, organisation: str) -> Collaboration:
    """Return whose budget is meant, by default the asker's own; refuse an unclear one."""
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
    return meant[0]


def kept(
    book: Book, entry: BudgetEntry, new: Values, undoes: BudgetChange | None = None
) -> BudgetChange:
    """Let a line say something else, and keep what it said before."""
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


def answered(book: Book, year: int, meant: BudgetLine, change: BudgetChange | None) -> BudgetAnswer:
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
