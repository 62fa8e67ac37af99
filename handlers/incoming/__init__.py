"""Mails that have come in: kept raw before anything else, taken one at a time, settled once."""

from handlers.incoming import failures, settling, telling
from handlers.incoming.failures import Failure, FailureKind
from handlers.incoming.fates import Fate, fate_of
from handlers.incoming.keeping import (
    GAVE_UP,
    LEASE,
    MOST_ATTEMPTS,
    MailState,
    Origin,
    Taken,
    Trust,
    keep,
    keep_all,
    put_back,
    states_at,
    take,
)
from handlers.incoming.limits import MOST_ANSWERS, MOST_TO_STRANGERS, answered_too_often
from handlers.incoming.quarantine import (
    CONFIRMED_WITHIN,
    MailCounts,
    confirm_mail,
    discard_mail,
    forget_unconfirmed,
    mail_counts,
    mail_to_confirm,
    quarantined_mails,
    release_mail,
)
from handlers.incoming.settling import (
    CONFIRMATION,
    MAIL_ANSWER,
    Answered,
    Verdict,
    act_and_settle,
    confirmation_key,
    draft_in_thread,
    notice_key,
    offered,
    settle,
    waiting_key,
)
from handlers.incoming.telling import UNCONFIRMED
from handlers.incoming.threads import About, Thread, thread_of

# Everything that is sent because of a mail that has come in.
KINDS = {**settling.KINDS, **telling.KINDS, **failures.KINDS}

__all__ = [
    "CONFIRMATION",
    "CONFIRMED_WITHIN",
    "GAVE_UP",
    "KINDS",
    "LEASE",
    "MAIL_ANSWER",
    "MOST_ANSWERS",
    "MOST_ATTEMPTS",
    "MOST_TO_STRANGERS",
    "UNCONFIRMED",
    "About",
    "Answered",
    "Failure",
    "FailureKind",
    "Fate",
    "MailCounts",
    "MailState",
    "Origin",
    "Taken",
    "Thread",
    "Trust",
    "Verdict",
    "act_and_settle",
    "answered_too_often",
    "confirm_mail",
    "confirmation_key",
    "discard_mail",
    "draft_in_thread",
    "fate_of",
    "forget_unconfirmed",
    "keep",
    "keep_all",
    "mail_counts",
    "mail_to_confirm",
    "notice_key",
    "offered",
    "put_back",
    "quarantined_mails",
    "release_mail",
    "settle",
    "states_at",
    "take",
    "thread_of",
    "waiting_key",
]
