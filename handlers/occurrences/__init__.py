"""What people do about what falls due, and what each office has done."""

from handlers.occurrences.acting import (
    mark_done,
    move_due,
    put_off,
    reopen,
    show_duty,
    skip,
    undo,
)
from handlers.occurrences.finding import as_seen
from handlers.occurrences.ticking import (
    OfficeLine,
    offices_of_duty,
    remind_offices,
    set_ticks,
    tick_for,
)

__all__ = [
    "OfficeLine",
    "as_seen",
    "mark_done",
    "move_due",
    "offices_of_duty",
    "put_off",
    "remind_offices",
    "reopen",
    "set_ticks",
    "show_duty",
    "skip",
    "tick_for",
    "undo",
]
