"""What the calendar remembers: what has become of each occurrence."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.base import Base, Numbered, Owned
from storage.models.collaboration import EnvironmentalOffice


class Occurrence(Owned, Base):
    """One time that a rule falls due, once somebody was reminded of it or did something about it.

    The rule itself says when; here stands what people made of it. ``slot`` is the rule's own name
    of the time, so that planning the same time twice finds the same row.
    """

    __tablename__ = "occurrence"
    __table_args__ = (UniqueConstraint("collaboration_id", "rule_key", "part", "slot"),)

    rule_key: Mapped[str] = mapped_column(String(120))
    part: Mapped[str] = mapped_column(String(120), default="")
    slot: Mapped[str] = mapped_column(String(200))
    # Its days as they were planned last; ``last`` None means as soon as possible.
    first: Mapped[date]
    last: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(20), default="open")  # open | done | skipped
    reason: Mapped[str] = mapped_column(String(1000), default="")
    # What somebody has set instead of the rule's own days; local dates.
    moved_to: Mapped[date | None]
    # No reminder before this local day.
    later_until: Mapped[date | None]
    # A new round of reminders has keys of its own: counted when it is moved or opened again.
    revision: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime | None]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    ticks: Mapped[list["OfficeTick"]] = relationship(cascade="all, delete-orphan")


class OfficeTick(Numbered, Base):
    """An office has done its part of an occurrence."""

    __tablename__ = "office_tick"
    __table_args__ = (UniqueConstraint("occurrence_id", "office_id"),)

    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("environmental_office.id"))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    office: Mapped[EnvironmentalOffice] = relationship()


class PlanningState(Base):
    """How far a collaboration's reminders are planned.

    ``revision`` counts what changes the calendar: rules, meetings, what became of occurrences.
    Planning has nothing to do where ``planned_on`` is today and ``planned_revision`` equals it.
    """

    __tablename__ = "planning_state"

    collaboration_id: Mapped[int] = mapped_column(ForeignKey("collaboration.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(default=0)
    planned_revision: Mapped[int] = mapped_column(default=-1)
    # The first day that somebody can be reminded of: what fell due before it is not late.
    since: Mapped[date | None]
    planned_on: Mapped[date | None]
