"""What people change in a project: each change, who takes part, and the call for its group."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Details, Owned


class ProjectChange(Owned, Base):
    """One field of a project before and after somebody changed it; None where there was nothing.

    ``field`` says what it is a change of. Words that people write stand here and not in the event
    log, whose rows are never erased.
    """

    __tablename__ = "project_change"
    __table_args__ = (Index("ix_project_change_project", "project_id", "id"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    door: Mapped[str] = mapped_column(String(20))
    # The project's version that it made.
    version: Mapped[int]
    field: Mapped[str] = mapped_column(String(40))
    old: Mapped[Details | None]
    new: Mapped[Details | None]
    # The change that this one takes back.
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("project_change.id"))


class Participation(Owned, Base):
    """An office takes part in a project, with the visits that it has made."""

    __tablename__ = "participation"
    __table_args__ = (UniqueConstraint("project_id", "office_id"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("environmental_office.id"))
    visits: Mapped[int] = mapped_column(default=0)
    joined_at: Mapped[datetime]
    joined_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ProjectCall(Owned, Base):
    """People are called to a project's group; one call a project, which may open again."""

    __tablename__ = "project_call"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), unique=True)
    about: Mapped[str] = mapped_column(String(3000), default="")
    closes_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(20), default="open")  # open | closed
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ProjectMember(Owned, Base):
    """Somebody who wants to be, or is, in a project's group."""

    __tablename__ = "project_member"
    __table_args__ = (UniqueConstraint("project_id", "person_id"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    # applied | accepted | declined | withdrawn
    state: Mapped[str] = mapped_column(String(20), default="applied")
    words: Mapped[str] = mapped_column(String(3000), default="")
    applied_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
