"""Activity plans: years, each with its position and its lines, who has adopted it, its versions."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.base import Base, Details, Owned, Titled


class ActivityPlan(Titled, Base):
    """A plan for one or more years, or the report of a year.

    One with a ``source`` was imported; ``revision`` counts what has been changed here since, and
    from the first change on its years are no import's any more.
    """

    __tablename__ = "activity_plan"

    kind: Mapped[str] = mapped_column(String(120), default="")
    period: Mapped[str] = mapped_column(String(40))
    decided: Mapped[str | None] = mapped_column(String(20))
    # activity_plan | cooperation_plan
    sort: Mapped[str] = mapped_column(String(20), default="activity_plan")
    # What one of its lines is called: "aktivitet", "utvecklingsområde".
    noun: Mapped[str] = mapped_column(String(60), default="aktivitet")
    # The groups that adopt it, by their numbers.
    boards: Mapped[list[int]] = mapped_column(default=list)
    revision: Mapped[int] = mapped_column(default=0)

    years: Mapped[list["PlanYear"]] = relationship(
        cascade="all, delete-orphan", order_by="PlanYear.year"
    )


class PlanYear(Owned, Base):
    """One year of a plan: adopted, preliminary, the bank, or not said.

    While it is frozen every change makes a version; ``version`` is the latest, 0 before the first.
    """

    __tablename__ = "plan_year"

    plan_id: Mapped[int] = mapped_column(ForeignKey("activity_plan.id"), index=True)
    year: Mapped[int] = mapped_column(index=True)
    position: Mapped[str | None] = mapped_column(String(40))
    # The last local days for comments, and for the boards.
    comments_by: Mapped[date | None]
    decide_by: Mapped[date | None]
    frozen_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=0)
    # The highest number that a line of it has had.
    numbers: Mapped[int] = mapped_column(default=0)

    entries: Mapped[list["PlanEntry"]] = relationship(
        cascade="all, delete-orphan", order_by="PlanEntry.position"
    )


class PlanEntry(Owned, Base):
    """A line of a plan year: in words of its own, or as its project or proposal has it.

    A column that is None is as the record has it. ``number`` is the line's own within its year
    from the first change on, and is never used again; None while it is as its source has it.
    """

    __tablename__ = "plan_entry"

    plan_year_id: Mapped[int] = mapped_column(ForeignKey("plan_year.id"), index=True)
    position: Mapped[int]
    record_kind: Mapped[str] = mapped_column(String(20))  # project | proposal | "" for none
    record_key: Mapped[str] = mapped_column(String(120))
    section: Mapped[str] = mapped_column(String(60), default="")
    number: Mapped[int | None]
    heading: Mapped[str | None] = mapped_column(String(200))
    title: Mapped[str | None] = mapped_column(String(500))
    goal: Mapped[str | None] = mapped_column(String(3000))
    doing: Mapped[str | None] = mapped_column(String(3000))
    time: Mapped[str | None] = mapped_column(String(300))
    responsible: Mapped[str | None] = mapped_column(String(1000))
    parties: Mapped[str | None] = mapped_column(String(1000))
    effects: Mapped[str | None] = mapped_column(String(3000))
    follow_up: Mapped[str | None] = mapped_column(String(3000))
    focus_area: Mapped[str | None] = mapped_column(String(300))
    national: Mapped[str | None] = mapped_column(String(300))
    standing: Mapped[bool] = mapped_column(default=False)
    # Of a cooperation plan: not_begun | going_on | done, and what is said of it.
    progress: Mapped[str] = mapped_column(String(20), default="")
    progress_note: Mapped[str] = mapped_column(String(1000), default="")
    # Taken out, and kept so that it can be put back.
    removed: Mapped[bool] = mapped_column(default=False)
    # Counts changes, so that two who change it at once are told of each other.
    revision: Mapped[int] = mapped_column(default=0)


class PlanAdoption(Owned, Base):
    """That a board has adopted a plan year; one that was taken back is kept with that."""

    __tablename__ = "plan_adoption"

    plan_year_id: Mapped[int] = mapped_column(ForeignKey("plan_year.id"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("group.id"))
    day: Mapped[date]
    minutes: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class PlanVersion(Owned, Base):
    """A plan year as it was adopted, or as it has been since a later change."""

    __tablename__ = "plan_version"
    __table_args__ = (UniqueConstraint("plan_year_id", "number"),)

    plan_year_id: Mapped[int] = mapped_column(ForeignKey("plan_year.id"))
    number: Mapped[int]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(1000), default="")
    # {"lines": [...]}: each with its number and the words of its columns.
    content: Mapped[Details] = mapped_column(default=dict)
