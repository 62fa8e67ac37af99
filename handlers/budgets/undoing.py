"""Taking changes of a year's money back, the latest first."""

from dataclasses import replace

from sqlalchemy import Select, select

from handlers.access import Information, require
from handlers.answers import Asker, BudgetAnswer, BudgetLine
from handlers.budgets.books import Book, answered, kept, owner_meant, owner_of
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.models import BudgetChange, BudgetEntry, Collaboration


def undo_change(services: Services, asker: Asker, number: int) -> BudgetAnswer:
    """Take a change back, by its number; refuse where its line has been changed since."""
    require(asker, Information.BUDGETS)
    with services.database.write() as session:
        change = session.get(BudgetChange, number)
        ids = home(families(session), asker.collaboration).ids
        if change is None or change.collaboration_id not in ids:
            raise Refusal("budget_nothing_to_undo")
        owner = session.get_one(Collaboration, change.collaboration_id)
        book = Book(session, services, asker, owner_of(session, asker, owner.key))
        entry = _undone(book, change)
        line, year = BudgetLine(side=entry.side, item=entry.item), entry.year
    return replace(answered(book, year, line, None), undone=True)


def undo_latest(
    services: Services, asker: Asker, year: int, organisation: str = ""
) -> BudgetAnswer:
    """Take the latest change of a year back that has not been; refuse where there is none.

    ``organisation`` is whose budget, by its key or what people call it; without one it is the
    asker's own.
    """
    require(asker, Information.BUDGETS)
    with services.database.session() as session:
        owner = owner_meant(session, asker, organisation)
        of_year = _standing().where(
            BudgetEntry.collaboration_id == owner.id, BudgetEntry.year == year
        )
        latest = session.scalars(of_year).first()
        number = latest.id if latest else 0
    return undo_change(services, asker, number)


def _undone(book: Book, change: BudgetChange) -> BudgetEntry:
    """Take a change back, and return its line; once, however often the button is pressed."""
    mine = select(BudgetEntry).where(BudgetEntry.id == change.entry_id)
    fresh = mine.with_for_update().execution_options(populate_existing=True)
    entry = book.session.scalars(fresh).one()
    taken_back = select(BudgetChange.id).filter_by(undoes_id=change.id)
    if book.session.scalars(taken_back).first() is not None:
        return entry
    # What was changed later and taken back again is in nobody's way.
    latest = book.session.scalars(_standing().where(BudgetEntry.id == entry.id)).first()
    if latest is None or latest.id != change.id:
        raise Refusal("budget_changed_since", item=entry.item)
    kept(book, entry, change.old, change)
    return entry


def _standing() -> Select[BudgetChange]:
    """Select the changes that have not been taken back, the latest first."""
    taken_back = select(BudgetChange.undoes_id).where(BudgetChange.undoes_id.is_not(None))
    return (
        select(BudgetChange)
        .join(BudgetEntry, BudgetEntry.id == BudgetChange.entry_id)
        .where(BudgetChange.undoes_id.is_(None), BudgetChange.id.not_in(taken_back))
        .order_by(BudgetChange.id.desc())
        .limit(1)
    )
