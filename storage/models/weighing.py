"""How proposals are weighed: against which criteria, and what came of it."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Owned


class Criterion(Owned, Base):
    """Something that a collaboration weighs its proposals against, in whole points."""

    __tablename__ = "criterion"

    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(80))
    # Points from 1 to this.
    most: Mapped[int]
    # One that is no longer weighed against stays, for what was weighed against it.
    retired_at: Mapped[datetime | None]


class Weighing(Owned, Base):
    """What the preparatory group has found of one proposal."""

    __tablename__ = "weighing"
    __table_args__ = (UniqueConstraint("proposal_id"),)

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    # The state that the group wants for it; empty where it has said nothing of that.
    outcome: Mapped[str] = mapped_column(String(20), default="")
    reason: Mapped[str] = mapped_column(String(3000), default="")
    # Points by the number of the criterion, as JSON keeps them: keys in words.
    points: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    # Counted up at each change, so that a file tells what it was made from.
    version: Mapped[int] = mapped_column(default=1)
    weighed_at: Mapped[datetime]
    weighed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
