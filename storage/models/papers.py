"""What belongs to a meeting on paper, and what was decided there."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Owned


class MeetingPaper(Owned, Base):
    """A document of a meeting: a link, or a file that is kept here."""

    __tablename__ = "meeting_paper"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))  # document | minutes
    title: Mapped[str] = mapped_column(String(300))
    link: Mapped[str] = mapped_column(String(500), default="")
    filename: Mapped[str] = mapped_column(String(200), default="")
    media_type: Mapped[str] = mapped_column(String(100), default="")
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Decision(Owned, Base):
    """Something that was decided at a meeting, and who sees to it by when."""

    __tablename__ = "decision"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    # Counted from 1 within the meeting.
    number: Mapped[int]
    text: Mapped[str] = mapped_column(String(2000))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    # The last local day on which it is to be done.
    due: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(20), default="open")  # open | done | dropped
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]
