"""Rounds in which proposals are handed in, and lines from a room that are about to be."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Owned

# Two hundred lines, none of them short.
LONGEST_PASTE = 24_000


class ProposalRound(Owned, Base):
    """When proposals for a year's plan are handed in, both days included.

    ``late``: those that come after its last day are taken, and marked.
    """

    __tablename__ = "proposal_round"
    __table_args__ = (UniqueConstraint("collaboration_id", "year"),)

    year: Mapped[int]
    opens: Mapped[date]
    closes: Mapped[date]
    late: Mapped[bool] = mapped_column(default=True)
    # Of the duty in which each office has a part.
    rule_key: Mapped[str] = mapped_column(String(120), default="")
    # Grows with every change: who was told of other days is told anew.
    version: Mapped[int] = mapped_column(default=1)


class ProposalPaste(Owned, Base):
    """Lines from a room that somebody is about to hand in: all of them, or none."""

    __tablename__ = "proposal_paste"

    token: Mapped[str] = mapped_column(String(32), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    # As they were pasted, until they are handed in.
    words: Mapped[str] = mapped_column(String(LONGEST_PASTE))
    created_at: Mapped[datetime]
    handed_in_at: Mapped[datetime | None]
