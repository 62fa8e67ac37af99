"""A collaboration, who takes part in it, its groups and where it keeps things."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.base import Base, Details, Keyed, Numbered, Titled


class Collaboration(Numbered, Base):
    """A regional cooperation; an umbrella is the parent of its members."""

    __tablename__ = "collaboration"

    key: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    aliases: Mapped[list[str]] = mapped_column(default=list)
    kind: Mapped[str] = mapped_column(String(120), default="")
    time_zone: Mapped[str] = mapped_column(String(60), default="Europe/Stockholm")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("collaboration.id"))
    # Counts every change of searchable names, so that each process knows when to rebuild.
    revision: Mapped[int] = mapped_column(default=0)
    # The same of proposals alone: they come in all the time, and the other names need not be read.
    proposals_revision: Mapped[int] = mapped_column(default=0)
    details: Mapped[Details] = mapped_column(default=dict)

    parent: Mapped["Collaboration | None"] = relationship(remote_side="Collaboration.id")


class Authority(Keyed, Base):
    """A municipality, a county administrative board or a region."""

    __tablename__ = "authority"

    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(30))  # municipality | county_board | region
    sort_key: Mapped[str] = mapped_column(String(200))


class EnvironmentalOffice(Keyed, Base):
    """A workplace that does supervision for one or more authorities."""

    __tablename__ = "environmental_office"

    name: Mapped[str] = mapped_column(String(200))
    sort_key: Mapped[str] = mapped_column(String(200))
    authority_keys: Mapped[list[str]] = mapped_column(default=list)
    notes: Mapped[list[str]] = mapped_column(default=list)


class Group(Titled, Base):
    """A board, a working group or a network; ``title`` is its name."""

    __tablename__ = "group"

    size: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(60), default="")


class Place(Titled, Base):
    """Where something is kept: a platform, a site, a register; ``title`` is its name."""

    __tablename__ = "place"

    kind: Mapped[str] = mapped_column(String(200), default="")
