"""Answers about mails that are set aside."""

from dataclasses import dataclass
from datetime import datetime

from handlers.answers.found import ListAnswer


@dataclass(frozen=True, slots=True)
class QuarantinedMail:
    """A mail set aside; ``sender`` and ``subject`` are empty where it could not be read.

    ``reason`` is a code: unconfirmed, unknown_sender or gave_up. ``received_at`` is aware.
    ``confirmed``: whoever it is from has said so.
    """

    number: int
    reason: str
    received_at: datetime
    sender: str = ""
    subject: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantineAnswer(ListAnswer):
    """The mails that are set aside, or the one of them that was just decided on.

    ``change`` is released or discarded, or empty for the list.
    """

    subject: str = "quarantine"
    mails: tuple[QuarantinedMail, ...] = ()
    change: str = ""
