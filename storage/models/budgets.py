"""What people enter of a year's money, beside what sources print of it."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Details, Owned


class BudgetEntry(Owned, Base):
    """A line of a year's budget as somebody has entered it; amounts in öre, None where not said.

    ``folded`` is the item without capitals and dots, so that it is one line however it is written;
    both are empty for the whole of a side. No import touches it.
    """

    __tablename__ = "budget_entry"
    __table_args__ = (UniqueConstraint("collaboration_id", "year", "side", "folded"),)

    year: Mapped[int]
    side: Mapped[str] = mapped_column(String(10))  # income | cost
    folded: Mapped[str] = mapped_column(String(200))
    item: Mapped[str] = mapped_column(String(200))
    budget: Mapped[int | None] = mapped_column(BigInteger)
    revised: Mapped[int | None] = mapped_column(BigInteger)
    outcome: Mapped[int | None] = mapped_column(BigInteger)
    note: Mapped[str] = mapped_column(String(1000), default="")
    source: Mapped[str] = mapped_column(String(300), default="")
    # Counts changes, so that two who change it at once are told of each other.
    version: Mapped[int] = mapped_column(default=0)


class BudgetChange(Owned, Base):
    """What a line said before and after somebody changed it; what was not changed is left out."""

    __tablename__ = "budget_change"

    entry_id: Mapped[int] = mapped_column(ForeignKey("budget_entry.id"), index=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    door: Mapped[str] = mapped_column(String(20))
    # The line's version that it made.
    version: Mapped[int]
    old: Mapped[Details]
    new: Mapped[Details]
    # The change that this one takes back.
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("budget_change.id"))
