"""People. Names and addresses stand in this table and nowhere else."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.base import Base, Numbered, Owned
from storage.models.collaboration import EnvironmentalOffice, Group


class Person(Owned, Base):
    """A person in the register, a role mailbox (``kind`` = ``role``), or a guest at a meeting.

    A ``guest`` has registered for a meeting, is in no register and may do nothing.
    """

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("collaboration_id", "key"),)

    key: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(20), default="person")  # person | role | guest
    name: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200), default="")
    aliases: Mapped[list[str]] = mapped_column(default=list)
    # Casefolded; None after an erasure, so that the row's history keeps its id.
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    # Since when nothing is mailed there, because it does not arrive; None where all is well.
    mail_paused_at: Mapped[datetime | None]
    phone: Mapped[str | None] = mapped_column(String(60))
    subject_areas: Mapped[list[str]] = mapped_column(default=list)
    sort_key: Mapped[str] = mapped_column(String(200))
    confirmed_on: Mapped[date | None]
    notes: Mapped[list[str]] = mapped_column(default=list)
    office_id: Mapped[int | None] = mapped_column(ForeignKey("environmental_office.id"))

    office: Mapped[EnvironmentalOffice | None] = relationship()
    memberships: Mapped[list["Membership"]] = relationship(back_populates="person")


class Membership(Owned, Base):
    """What a person is in a collaboration, or in one of its groups when ``group_id`` is set."""

    __tablename__ = "membership"
    __table_args__ = (
        Index("uq_membership_group", "person_id", "group_id", "role", unique=True),
        # NULL is never equal to NULL: a role outside the groups needs an index of its own.
        Index(
            "uq_membership_role",
            "person_id",
            "collaboration_id",
            "role",
            unique=True,
            sqlite_where=text("group_id IS NULL"),
            postgresql_where=text("group_id IS NULL"),
        ),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("group.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]

    person: Mapped[Person] = relationship(back_populates="memberships")
    group: Mapped[Group | None] = relationship()


class Preference(Base):
    """How a person wants to be told things. Hours are local, 8 to 16 unless they say otherwise."""

    __tablename__ = "preference"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    door: Mapped[str] = mapped_column(String(20), default="")  # "" | slack | mail
    first_hour: Mapped[int] = mapped_column(default=8)
    last_hour: Mapped[int] = mapped_column(default=16)
    # The ISO numbers of the weekdays on which they work: "12345".
    weekdays: Mapped[str] = mapped_column(String(7), default="12345")


class SlackIdentity(Numbered, Base):
    """A Slack account that is known to be a person's.

    ``proof`` is how: by the address that Slack has verified, which is asked for again every day,
    or by a code that was sent to the person's address in the register.
    """

    __tablename__ = "slack_identity"
    __table_args__ = (UniqueConstraint("team", "slack_user"),)

    team: Mapped[str] = mapped_column(String(30))
    slack_user: Mapped[str] = mapped_column(String(30))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    verified_at: Mapped[datetime]
    proof: Mapped[str] = mapped_column(String(10), default="address")  # address | code

    person: Mapped[Person] = relationship()


class LinkCode(Numbered, Base):
    """A code sent to a person's address, by which a Slack account is linked to them, once.

    What the code is follows from the row and a key that is not in the database.
    """

    __tablename__ = "link_code"
    __table_args__ = (Index("ix_link_code_account", "team", "slack_user", "created_at"),)

    team: Mapped[str] = mapped_column(String(30))
    slack_user: Mapped[str] = mapped_column(String(30))
    # None for an address that nobody has: whoever asked is not told so.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
