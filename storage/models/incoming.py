"""What has come in by mail: kept raw before anything is done about it."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Details, Numbered

_WAITING = text("state = 'stored'")
_QUARANTINED = text("state = 'quarantined'")
_ANSWERED, _THEIRS = text("answer_id <> ''"), text("person_id IS NOT NULL")
_answered: dict[str, Any] = {"sqlite_where": _ANSWERED, "postgresql_where": _ANSWERED}
_theirs: dict[str, Any] = {"sqlite_where": _THEIRS, "postgresql_where": _THEIRS}


class IncomingMail(Numbered, Base):
    """A mail that has reached one of the bot's mailboxes, and what has become of it.

    ``uidvalidity`` and ``uid`` are where IMAP has it (RFC 3501, 2.3.1.1), None where it was handed
    over by a program. ``digest`` is the same for the same mail by whichever way it came.
    """

    __tablename__ = "incoming_mail"
    __table_args__ = (
        Index("uq_incoming_mail_place", "mailbox", "uidvalidity", "uid", unique=True),
        # Small, however many have been settled.
        Index("ix_incoming_mail_waiting", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index(
            "ix_incoming_mail_quarantined",
            "id",
            sqlite_where=_QUARANTINED,
            postgresql_where=_QUARANTINED,
        ),
        # Of those that have got an answer alone: what comes in is written once, without them.
        *(
            Index(f"ix_incoming_mail_{name}", name, **_answered)
            for name in ("sender", "domain", "answer_id", "settled_at")
        ),
        Index("ix_incoming_mail_person_id", "person_id", **_theirs),
    )

    mailbox: Mapped[str] = mapped_column(String(200))
    uidvalidity: Mapped[int | None] = mapped_column(BigInteger)
    uid: Mapped[int | None] = mapped_column(BigInteger)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    raw: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    received_at: Mapped[datetime]
    # Whose coordinators see to it that it is not forgotten.
    collaboration_id: Mapped[int | None] = mapped_column(ForeignKey("collaboration.id"))
    # stored | answered | silent | quarantined | discarded
    state: Mapped[str] = mapped_column(String(20), default="stored")
    # Why it was not answered, as a code.
    reason: Mapped[str] = mapped_column(String(60), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # Why it may do what its sender could not be trusted with: "" | confirmed | released
    trust: Mapped[str] = mapped_column(String(20), default="")
    # While it is set aside: whom it says it is from, and its subject.
    shown: Mapped[Details] = mapped_column(default=dict)
    # A digest of the sender's address: how often somebody is answered is counted by it.
    sender: Mapped[str] = mapped_column(String(64), default="")
    # The same of the domain.
    domain: Mapped[str] = mapped_column(String(64), default="")
    # The answer as it was decided, with where it goes: what is sent is that, at every attempt.
    answer: Mapped[Details] = mapped_column(default=dict)
    # The answer's Message-ID, by which a reply to it is known.
    answer_id: Mapped[str] = mapped_column(String(200), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    # Grows with every claim: whoever comes back with an older one has lost the mail.
    fence: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]


class MailFailure(Numbered, Base):
    """A mail server's word that a mail of ours has not reached a person (RFC 3464)."""

    __tablename__ = "mail_failure"
    __table_args__ = (Index("ix_mail_failure_person", "person_id", "at"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    # The mail that told of it.
    incoming_id: Mapped[int] = mapped_column(ForeignKey("incoming_mail.id"))
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(20))  # hard | soft | refused | delayed
    # As RFC 3463 writes it, "5.1.1"; empty where nobody said.
    status: Mapped[str] = mapped_column(String(20), default="")
