"""Projects and activities, with what happened when and what came out of them."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.base import Base, Details, Owned, Titled


class Project(Titled, Base):
    """A project or activity; dates keep the precision of their source."""

    __tablename__ = "project"

    year: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(60))
    status: Mapped[str] = mapped_column(String(40))
    status_asof: Mapped[str | None] = mapped_column(String(20))
    start: Mapped[str | None] = mapped_column(String(20))
    end: Mapped[str | None] = mapped_column(String(20))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    campaign_start: Mapped[str | None] = mapped_column(String(20))
    campaign_end: Mapped[str | None] = mapped_column(String(20))
    period_text: Mapped[str] = mapped_column(String(300), default="")
    goal: Mapped[str] = mapped_column(String(3000), default="")
    responsible: Mapped[str | None] = mapped_column(String(300))
    series: Mapped[str | None] = mapped_column(String(120), index=True)
    # Counts every change that a person makes, so that two who write at once see each other.
    version: Mapped[int] = mapped_column(default=0)
    # The fields that a person has set, each with the local day: a later import leaves them alone.
    by_hand: Mapped[Details] = mapped_column(default=dict)
    # Who leads it, and may change it whatever their role.
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # What is aimed at: offices that take part, visits, inspectors in the project group.
    office_goal: Mapped[int | None]
    visit_goal: Mapped[int | None]
    member_goal: Mapped[int | None]
    # Said by who leads it; None where the list of members is what counts.
    member_count: Mapped[int | None]

    milestones: Mapped[list["Milestone"]] = relationship(
        cascade="all, delete-orphan", order_by="Milestone.position"
    )
    materials: Mapped[list["Material"]] = relationship(
        cascade="all, delete-orphan", order_by="Material.position"
    )


class Milestone(Owned, Base):
    """Something that happens in a project, at a time known to some precision."""

    __tablename__ = "milestone"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(120))
    start: Mapped[str | None] = mapped_column(String(20))
    end: Mapped[str | None] = mapped_column(String(20))
    count: Mapped[int | None]
    form: Mapped[str] = mapped_column(String(120), default="")
    place: Mapped[str] = mapped_column(String(300), default="")
    details: Mapped[Details] = mapped_column(default=dict)


class Material(Owned, Base):
    """A checklist, guide or report that a project made; ``url`` is missing until known."""

    __tablename__ = "material"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    url: Mapped[str | None] = mapped_column(String(2000))
