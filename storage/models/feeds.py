"""Calendars that people subscribe to."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Owned


class CalendarFeed(Owned, Base):
    """A calendar that one person's programs fetch: their own meetings, a group's, or all.

    ``generation`` stands in its secret address: a new one makes the addresses before it void.
    """

    __tablename__ = "calendar_feed"
    __table_args__ = (Index("ix_calendar_feed_person", "person_id", "scope"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    scope: Mapped[str] = mapped_column(String(20))  # mine | group | collaboration
    group_id: Mapped[int | None] = mapped_column(ForeignKey("group.id"))
    generation: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
