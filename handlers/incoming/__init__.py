"""Mails that have come in: kept raw before anything else, taken one at a time, settled once."""

from handlers.incoming.fates import Fate, fate_of
from handlers.incoming.keeping import (
    LEASE,
    MOST_ATTEMPTS,
    MailState,
    Origin,
    Taken,
    keep,
    put_back,
    take,
)
from handlers.incoming.settling import (
    KINDS,
    MAIL_ANSWER,
    MOST_ANSWERS,
    MOST_TO_STRANGERS,
    Answered,
    Verdict,
    answered_lately,
    notice_key,
    offered,
    settle,
)

__all__ = [
    "KINDS",
    "LEASE",
    "MAIL_ANSWER",
    "MOST_ANSWERS",
    "MOST_ATTEMPTS",
    "MOST_TO_STRANGERS",
    "Answered",
    "Fate",
    "MailState",
    "Origin",
    "Taken",
    "Verdict",
    "answered_lately",
    "fate_of",
    "keep",
    "notice_key",
    "offered",
    "put_back",
    "settle",
    "take",
]
