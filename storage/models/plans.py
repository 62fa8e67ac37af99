"""Activity plans: years, each with its position and its entries."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.base import Base, Owned, Titled


class ActivityPlan(Titled, Base):
    """A plan for one or more years, or the report of a year."""

    __tablename__ = "activity_plan"

    kind: Mapped[str] = mapped_column(String(120), default="")
    period: Mapped[str] = mapped_column(String(40))
    decided: Mapped[str | None] = mapped_column(String(20))

    years: Mapped[list["PlanYear"]] = relationship(
        cascade="all, delete-orphan", order_by="PlanYear.year"
    )


class PlanYear(Owned, Base):
    """One year of a plan: adopted, preliminary, the bank, or not said."""

    __tablename__ = "plan_year"

    plan_id: Mapped[int] = mapped_column(ForeignKey("activity_plan.id"), index=True)
    year: Mapped[int] = mapped_column(index=True)
    position: Mapped[str | None] = mapped_column(String(40))

    entries: Mapped[list["PlanEntry"]] = relationship(
        cascade="all, delete-orphan", order_by="PlanEntry.position"
    )


class PlanEntry(Owned, Base):
    """A line of a plan year: the key of a project or of a proposal."""

    __tablename__ = "plan_entry"

    plan_year_id: Mapped[int] = mapped_column(ForeignKey("plan_year.id"), index=True)
    position: Mapped[int]
    record_kind: Mapped[str] = mapped_column(String(20))  # project | proposal
    record_key: Mapped[str] = mapped_column(String(120))
    section: Mapped[str] = mapped_column(String(60), default="")
