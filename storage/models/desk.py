"""The coordinator's list, and what people follow."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Details, Owned


class CoordinatorTask(Owned, Base):
    """Something for the coordinator to handle: a correction, a wish, a request to be let in."""

    __tablename__ = "coordinator_task"

    kind: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(String(4000))
    record_kind: Mapped[str] = mapped_column(String(20), default="")
    record_key: Mapped[str] = mapped_column(String(120), default="")
    door: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), default="open")  # open | taken | closed
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    asker_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # Whom to answer when the asker is not in the register yet; an account id, not an address.
    asker_account: Mapped[str] = mapped_column(String(80), default="")
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # The interaction that made it: a double click or a replay makes no second row.
    request_key: Mapped[str | None] = mapped_column(String(120), unique=True)
    # What it is about in the program's own codes, where ``text`` is nobody's words.
    details: Mapped[Details] = mapped_column(default=dict)


class Subscription(Owned, Base):
    """A person follows a project (or another topic)."""

    __tablename__ = "subscription"
    __table_args__ = (
        # Two collaborations may call a project by the same key.
        Index(
            "uq_subscription_person_topic",
            "person_id",
            "topic_kind",
            "topic_key",
            "collaboration_id",
            unique=True,
        ),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    topic_kind: Mapped[str] = mapped_column(String(20))
    topic_key: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]
    # The last change of a project that has gone into a message about it.
    told_through: Mapped[int] = mapped_column(default=0)
