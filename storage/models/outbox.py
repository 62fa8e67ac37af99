"""The outbox: what the bot sends on its own initiative, written with the change that caused it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Details, Owned

# Thousands of the same may wait: what is one person's own must not wait behind them.
_ALONE = text("state IN ('queued', 'retry', 'sending') AND issue_id IS NULL")
_OF_ISSUES = text("state IN ('queued', 'retry', 'sending') AND issue_id IS NOT NULL")
_ISSUED = text("issue_id IS NOT NULL")
_MAILED = text("door = 'mail'")
_TROUBLED = text("state IN ('failed', 'unsure', 'stale')")


def _tie(name: str) -> Index:
    where = text(f"{name}_id IS NOT NULL")
    return Index(f"ix_notice_{name}", f"{name}_id", sqlite_where=where, postgresql_where=where)


class Notice(Owned, Base):
    """Something to be told to one person, or in one channel. Holds ids, never names or addresses.

    It is rendered at delivery. Notices of one ``bundle`` that are due at the same time go out as
    one message: ``parcel`` names it from the first attempt on, so that a retry sends the same.
    """

    __tablename__ = "notice"
    __table_args__ = (
        # Small, however many have been sent: the clock looks here twice a minute.
        Index("ix_notice_waiting", "next_at", sqlite_where=_ALONE, postgresql_where=_ALONE),
        Index(
            "ix_notice_issue_waiting",
            "issue_id",
            "next_at",
            # PostgreSQL would sort all that wait for each group otherwise.
            "id",
            sqlite_where=_OF_ISSUES,
            postgresql_where=_OF_ISSUES,
        ),
        # How far an issue has come.
        Index(
            "ix_notice_issue", "issue_id", "state", sqlite_where=_ISSUED, postgresql_where=_ISSUED
        ),
        Index("ix_notice_troubled", "state", sqlite_where=_TROUBLED, postgresql_where=_TROUBLED),
        Index("ix_notice_bundle", "bundle", sqlite_where=_ALONE, postgresql_where=_ALONE),
        Index("ix_notice_parcel", "parcel", sqlite_where=_ALONE, postgresql_where=_ALONE),
        # Most have none of these, and every change of state writes all of a row's places anew.
        _tie("occurrence"),
        _tie("meeting"),
        _tie("inquiry"),
        # What a mail server sends back names the mail by this.
        Index("ix_notice_mailed", "receipt", sqlite_where=_MAILED, postgresql_where=_MAILED),
    )

    # Says what is told to whom: planning the same twice makes no second row.
    key: Mapped[str] = mapped_column(String(300), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channel_tie.id"))
    occurrence_id: Mapped[int | None] = mapped_column(ForeignKey("occurrence.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    inquiry_id: Mapped[int | None] = mapped_column(ForeignKey("inquiry.id"))
    # The issue of a newsletter that it is a copy of.
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("newsletter_issue.id"))
    # The mail that is answered: its sender may be nobody in the register.
    incoming_id: Mapped[int | None] = mapped_column(ForeignKey("incoming_mail.id"))
    link_code_id: Mapped[int | None] = mapped_column(ForeignKey("link_code.id"))
    details: Mapped[Details] = mapped_column(default=dict)
    urgency: Mapped[str] = mapped_column(String(20))  # now | working_hours
    bundle: Mapped[str] = mapped_column(String(120))
    parcel: Mapped[str | None] = mapped_column(String(300))
    # queued | sending | retry | sent | failed | unsure | stale | cancelled
    state: Mapped[str] = mapped_column(String(20), default="queued")
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    next_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    # Grows with every claim: whoever comes back with an older one has lost the notice.
    fence: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    # An earlier attempt may have arrived: the receiver is asked before the next one.
    in_doubt: Mapped[bool] = mapped_column(default=False)
    # The way it goes or went last; those in ``refused_by`` are closed to the recipient.
    door: Mapped[str] = mapped_column(String(20), default="")
    refused_by: Mapped[list[str]] = mapped_column(default=list)
    receipt: Mapped[str] = mapped_column(String(300), default="")
    error: Mapped[str] = mapped_column(String(120), default="")
    # The coordinators have been told that it became too old to be of use.
    reported: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None]


class ChannelTie(Owned, Base):
    """A Slack channel in which a collaboration's posts appear."""

    __tablename__ = "channel_tie"
    __table_args__ = (Index("uq_channel_tie", "team", "channel", unique=True),)

    team: Mapped[str] = mapped_column(String(30))
    channel: Mapped[str] = mapped_column(String(30))
    tied_at: Mapped[datetime]
    tied_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Hold(Base):
    """While the one row is there, nothing is delivered: set when a backup has been restored."""

    __tablename__ = "hold"

    id: Mapped[int] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    # What was due before this may have been sent after the backup was taken.
    backup_at: Mapped[datetime]
