"""What has come in by mail: kept raw before anything is done about it."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Details, Numbered

_WAITING = text("state = 'stored'")


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
    )

    mailbox: Mapped[str] = mapped_column(String(200))
    uidvalidity: Mapped[int | None] = mapped_column(BigInteger)
    uid: Mapped[int | None] = mapped_column(BigInteger)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    raw: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    received_at: Mapped[datetime]
    # stored | answered | silent | quarantined
    state: Mapped[str] = mapped_column(String(20), default="stored")
    # Why it was not answered, as a code.
    reason: Mapped[str] = mapped_column(String(60), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    # A digest of the sender's address: how often somebody is answered is counted by it.
    sender: Mapped[str] = mapped_column(String(64), default="", index=True)
    # The answer as it was decided, with where it goes: what is sent is that, at every attempt.
    answer: Mapped[Details] = mapped_column(default=dict)
    # The answer's Message-ID, by which a reply to it is known.
    answer_id: Mapped[str] = mapped_column(String(200), default="", index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    # Grows with every claim: whoever comes back with an older one has lost the mail.
    fence: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
