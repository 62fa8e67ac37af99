"""Meetings, and who is invited to them."""

from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.base import Base, Details, Owned
from storage.models.people import Person


def new_uid() -> str:
    """Return what a meeting is known by in everybody's calendar, for ever (RFC 7986, 5.3)."""
    return str(uuid4())


class MeetingSeries(Owned, Base):
    """A truly regular meeting, as it was planned: each of its times is a meeting of its own.

    ``first`` and ``last`` are the local days of its first time, ``starts_at`` and ``ends_at`` when
    that begins and ends, where known. Calendars know all of its times by the one ``uid``.
    """

    __tablename__ = "meeting_series"
    __table_args__ = (UniqueConstraint("uid"),)

    every: Mapped[str] = mapped_column(String(20))  # one of schedules.recurrence.Every
    first: Mapped[date]
    last: Mapped[date]
    until: Mapped[date]
    # Numbers of the months in which it is not held.
    without: Mapped[list[int]] = mapped_column(JSON, default=list)
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    title: Mapped[str] = mapped_column(String(500))
    place: Mapped[str] = mapped_column(String(300), default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    about: Mapped[str] = mapped_column(String(4000), default="")
    uid: Mapped[str] = mapped_column(String(60), default=new_uid)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Meeting(Owned, Base):
    """A meeting that somebody has booked, for a rule where ``rule_key`` is set.

    Its days are local dates; ``starts_at`` is when it begins on the first of them and ``ends_at``
    when it ends on the last, where known.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        Index("ix_meeting_rule", "collaboration_id", "rule_key", "part"),
        UniqueConstraint("uid"),
    )

    # The series that it is one time of, and the local day that the series' rule gives it.
    series_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_series.id"), index=True)
    slot: Mapped[date | None]
    rule_key: Mapped[str] = mapped_column(String(120), default="")
    part: Mapped[str] = mapped_column(String(120), default="")
    # What sort of meeting it is, one of handlers.meetings.MeetingKind; "" where nobody has said.
    kind: Mapped[str] = mapped_column(String(40), default="")
    title: Mapped[str] = mapped_column(String(500))
    first: Mapped[date] = mapped_column(index=True)
    last: Mapped[date]
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    place: Mapped[str] = mapped_column(String(300), default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    host: Mapped[str] = mapped_column(String(200), default="")
    # What it is about, an agenda perhaps, on several lines.
    about: Mapped[str] = mapped_column(String(4000), default="")
    # The last local day to answer.
    answer_by: Mapped[date | None]
    # How many there is room for, and how many must come for it to be held; None: no limit.
    places: Mapped[int | None]
    least: Mapped[int | None]
    # Whether the reply page asks for wishes about food and access.
    asks_wishes: Mapped[bool] = mapped_column(default=False)
    # Who receives everybody, and sees the list; who takes the minutes.
    receiver_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    minutes_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # Whether whoever has the link may register; a new number makes the links written before void.
    registers: Mapped[bool] = mapped_column(default=False)
    registration: Mapped[int] = mapped_column(default=0)
    # Whom the invitation is for, also before it is sent: the fields of handlers.invitations.Whom.
    audience: Mapped[Details] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(String(20), default="booked")  # booked | held | cancelled
    # Counted at every change, so that what hangs on the meeting's old day can be told from the new.
    revision: Mapped[int] = mapped_column(default=0)
    uid: Mapped[str] = mapped_column(String(60), default=new_uid)
    # The SEQUENCE of RFC 5545, 3.8.7.4: grows where whoever has answered must be asked again.
    sequence: Mapped[int] = mapped_column(default=0)
    # When somebody was invited for the first time.
    invited_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    invitees: Mapped[list["Invitee"]] = relationship(back_populates="meeting")
    series: Mapped[MeetingSeries | None] = relationship()


class Invitee(Owned, Base):
    """Somebody who is invited to a meeting, and what they have answered.

    ``sequence`` is that of what they were sent last, and ``answered_sequence`` of what they have
    answered: an answer to an older one was to another time. ``stamp`` is when their calendar says
    that they answered, which tells the last of several answers.
    """

    __tablename__ = "invitee"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    sequence: Mapped[int] = mapped_column(default=0)
    status: Mapped[str] = mapped_column(
        String(20), default=""
    )  # "" | accepted | tentative | declined
    # Whether they take part at a distance: "" | room | remote
    attends: Mapped[str] = mapped_column(String(20), default="")
    answered_sequence: Mapped[int | None]
    answered_at: Mapped[datetime | None]
    # By which way: mail | page | slack | coordinator
    answered_by: Mapped[str] = mapped_column(String(20), default="")
    stamp: Mapped[datetime | None]
    comment: Mapped[str] = mapped_column(String(1000), default="")
    # How they came on the list: "" invited | link (registered) | reply (an invitation passed on)
    origin: Mapped[str] = mapped_column(String(20), default="")
    # Since when they wait for a place, where they come but there is no room; None: they have one.
    queued_at: Mapped[datetime | None]
    # About food and access. Asked for on the reply page alone, and deleted after the meeting.
    wishes: Mapped[str] = mapped_column(String(1000), default="")
    invited_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship(back_populates="invitees")
    person: Mapped[Person] = relationship()
