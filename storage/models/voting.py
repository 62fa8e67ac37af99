"""How offices vote on proposals."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Owned


class VoteScale(Owned, Base):
    """The steps that a collaboration's offices choose among when they vote, the highest first.

    A vote that has been drafted keeps those of its day.
    """

    __tablename__ = "vote_scale"
    __table_args__ = (UniqueConstraint("collaboration_id"),)

    steps: Mapped[list[str]] = mapped_column(default=list)
    set_at: Mapped[datetime]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
