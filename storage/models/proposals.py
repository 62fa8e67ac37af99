"""Proposals: what offices and inspectors want the collaboration to do."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Titled


class Proposal(Titled, Base):
    """A proposal, in the round or in the bank."""

    __tablename__ = "proposal"

    category: Mapped[str] = mapped_column(String(200), default="")
    year_received: Mapped[int | None] = mapped_column(index=True)
    status: Mapped[str] = mapped_column(String(60))
    bank_for_plan: Mapped[str | None] = mapped_column(String(40))
