"""The append-only event log, and the requests that were already handled."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Details, Numbered


class EventLog(Numbered, Base):
    """Who did what, when, through which door. Holds ids, never names or addresses.

    Triggers in the database refuse UPDATE and DELETE.
    """

    __tablename__ = "event_log"

    at: Mapped[datetime] = mapped_column(index=True)
    collaboration_id: Mapped[int | None] = mapped_column(ForeignKey("collaboration.id"), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    door: Mapped[str] = mapped_column(String(20))
    verb: Mapped[str] = mapped_column(String(60))
    record_kind: Mapped[str] = mapped_column(String(40), default="")
    record_key: Mapped[str] = mapped_column(String(120), default="")
    details: Mapped[Details] = mapped_column(default=dict)


class ProcessedRequest(Base):
    """A key of something a door already handled: an event id, a view id."""

    __tablename__ = "processed_request"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
