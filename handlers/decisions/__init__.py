"""What was decided at meetings: written down, followed up, done."""

from handlers.decisions.deciding import (
    Resolution,
    decide,
    mark_decided_done,
    move_decision,
    reopen_decision,
    set_owner,
    strike,
)
from handlers.decisions.finding import (
    DROPPED,
    decisions_of,
    kept_decisions,
    open_decisions,
    open_rows,
)
from handlers.decisions.following import (
    KIND,
    days_of,
    decisions_missed,
    decisions_now,
    duty_of,
    to_do,
)

__all__ = [
    "DROPPED",
    "KIND",
    "Resolution",
    "days_of",
    "decide",
    "decisions_missed",
    "decisions_now",
    "decisions_of",
    "duty_of",
    "kept_decisions",
    "mark_decided_done",
    "move_decision",
    "open_decisions",
    "open_rows",
    "reopen_decision",
    "set_owner",
    "strike",
    "to_do",
]
