"""Newsletters: sending them, and what becomes of each copy."""

from handlers.newsletters.ending import KINDS
from handlers.newsletters.progress import (
    OutcomeLine,
    Progress,
    outcome_lines,
    sending_progress,
)
from handlers.newsletters.publishing import NEWSLETTER, publish, reopen, start, start_due
from handlers.newsletters.sending import Sending
from handlers.newsletters.steering import (
    go_on,
    let_unsure_be,
    pause,
    resend_unsure,
    retry_failed,
    stop,
)

__all__ = [
    "KINDS",
    "NEWSLETTER",
    "OutcomeLine",
    "Progress",
    "Sending",
    "go_on",
    "let_unsure_be",
    "outcome_lines",
    "pause",
    "publish",
    "reopen",
    "resend_unsure",
    "retry_failed",
    "sending_progress",
    "start",
    "start_due",
    "stop",
]
