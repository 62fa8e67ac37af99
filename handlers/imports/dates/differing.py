"""What a row of a list of dates says otherwise than the meeting that it has become."""

from collections.abc import Iterator
from dataclasses import replace

from handlers.booked import meeting_line
from handlers.contents import MeetingLine
from handlers.imports.date_row import DateRow
from handlers.imports.plan import FieldChange
from handlers.invitations.circles import kept_whom
from handlers.meetings.planned import plan_values
from storage.models import Meeting

_DAYS = ("first", "last")
_HOURS = ("starts_at", "ends_at")
# Each stands in a column of its own; one that says nothing differs from nothing.
_PLAIN = ("place", "link", "host", "kind", "answer_by")


def differences(row: DateRow, stored: Meeting) -> tuple[FieldChange, ...]:
    """Return what the row says otherwise: when, where and who is host; for whom, and until when.

    Days and hours are a ``MeetingLine`` each. A cancelled meeting differs in its state alone.
    """
    if stored.state == "cancelled":
        return (FieldChange("state", stored.state, "booked"),)
    return tuple(_found(row, stored))


def _found(row: DateRow, stored: Meeting) -> Iterator[FieldChange]:
    said = plan_values(row.plan)
    hours = _HOURS if row.plan.booking.starts else ()
    if any(said[name] != getattr(stored, name) for name in (*_DAYS, *hours)):
        yield FieldChange("when", *_lines(row, stored))
    for name in _PLAIN:
        if name in row.given and said[name] != getattr(stored, name):
            yield FieldChange(name, getattr(stored, name), said[name])
    if "places" in row.given and row.terms.places != stored.places:
        yield FieldChange("places", stored.places, row.terms.places)
    kept = kept_whom(stored)
    now, then = ((sorted(one.roles), sorted(one.groups)) for one in (kept, row.plan.whom))
    if "whom" in row.given and now != then:
        yield FieldChange("whom", None, None)


def _lines(row: DateRow, stored: Meeting) -> tuple[MeetingLine, MeetingLine]:
    booking = row.plan.booking
    old = meeting_line(stored, "")
    days = replace(old, first=booking.first, last=booking.end)
    if not booking.starts:
        return old, days
    return old, replace(days, starts=booking.starts, ends=booking.ends)
