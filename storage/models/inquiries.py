"""Inquiries: what offices or people are asked, whom it goes to, and what each has answered."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Details, Owned

_CURRENT = text("state = 'current'")


class Inquiry(Owned, Base):
    """One question or a small form; ``purpose`` tells kinds of them apart that others make.

    ``about_kind`` and ``about_key`` name the record that it is about, if it is about one.
    """

    __tablename__ = "inquiry"
    __table_args__ = (Index("ix_inquiry_about", "about_kind", "about_key"),)

    purpose: Mapped[str] = mapped_column(String(40), default="question")
    about_kind: Mapped[str] = mapped_column(String(40), default="")
    about_key: Mapped[str] = mapped_column(String(120), default="")
    title: Mapped[str] = mapped_column(String(150))
    about: Mapped[str] = mapped_column(String(3000), default="")
    # Each as the fields of handlers.inquiry_views.InquiryQuestion.
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    # Of what there is one answer: office | person | visit (several of each office)
    unit: Mapped[str] = mapped_column(String(20), default="office")
    # Whom it is for: the fields of handlers.inquiry_views.Asked.
    audience: Mapped[Details] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(String(20), default="draft")  # draft | open | closed
    # The last local day to answer.
    answer_by: Mapped[date | None]
    # How many days before it the silent are reminded; 0 for not at all.
    remind_first: Mapped[int] = mapped_column(default=7)
    remind_second: Mapped[int] = mapped_column(default=2)
    # Whether an answer after the last day is taken, and marked as late.
    takes_late: Mapped[bool] = mapped_column(default=True)
    # Whether those who were asked get a summary when it is closed.
    tells_result: Mapped[bool] = mapped_column(default=False)
    # Counted at every change, so that what was told of an earlier day or wording is known.
    revision: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    sent_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class InquiryTarget(Owned, Base):
    """An office, or a person, that is asked."""

    __tablename__ = "inquiry_target"
    __table_args__ = (
        UniqueConstraint("inquiry_id", "office_id", name="uq_inquiry_target_office"),
        UniqueConstraint("inquiry_id", "person_id", name="uq_inquiry_target_person"),
    )

    inquiry_id: Mapped[int] = mapped_column(ForeignKey("inquiry.id"))
    office_id: Mapped[int | None] = mapped_column(ForeignKey("environmental_office.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)


class InquiryAnswer(Owned, Base):
    """What somebody has answered. One counts for each target, or for each of its visits.

    An answer is never changed: a new one takes its place, and the old one stays as it was.
    """

    __tablename__ = "inquiry_answer"
    __table_args__ = (
        Index(
            "uq_inquiry_answer_current",
            "target_id",
            "visit_key",
            unique=True,
            sqlite_where=_CURRENT,
            postgresql_where=_CURRENT,
        ),
    )

    target_id: Mapped[int] = mapped_column(ForeignKey("inquiry_target.id"), index=True)
    # Which visit it tells of, and the same folded; "" where there is one answer of each.
    visit: Mapped[str] = mapped_column(String(120), default="")
    visit_key: Mapped[str] = mapped_column(String(120), default="")
    # Whose answer it is; None where somebody was answered for who is not in the register.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    # Who wrote it down, and by which door.
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    door: Mapped[str] = mapped_column(String(20))
    # One for each question: the fields of handlers.inquiry_views.Given.
    values: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    at: Mapped[datetime]
    late: Mapped[bool] = mapped_column(default=False)
    # current | disputed (another one of the office counts) | replaced | set_aside
    # | begun (there is more to come; counts for nothing)
    state: Mapped[str] = mapped_column(String(20), default="current")
