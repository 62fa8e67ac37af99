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
    DutyLine,
    OfficeLine,
    offices_of_duty,
    per_office_duties,
    remind_offices,
    set_ticks,
    tick_for,
    tick_part,
)

__all__ = [
    "DutyLine",
    "OfficeLine",
    "as_seen",
    "mark_done",
    "move_due",
    "offices_of_duty",
    "per_office_duties",
    "put_off",
    "remind_offices",
    "reopen",
    "set_ticks",
    "show_duty",
    "skip",
    "tick_for",
    "tick_part",
    "undo",
]
