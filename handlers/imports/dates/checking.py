"""Why the meeting of a row cannot be: all that is wrong with it, each told of its cell."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from handlers.errors import Refusal
from handlers.imports.date_row import DateRow
from handlers.later import working_day
from handlers.meetings import Plan, Terms
from handlers.meetings.planned import check_plan, check_terms
from handlers.meetings.planning import check_new


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a meeting that may be refused: where it stands, and how it would be harmless.

    It stands in the first of the ``columns`` that says something.
    """

    columns: tuple[str, ...]
    booking: dict[str, Any] | None = None
    plan: dict[str, Any] | None = None


_NO_HOURS = {"starts": None, "ends": None}
_PARTS = {
    "answer_after_meeting": _Part(("answer_by",), plan={"answer_by": None}),
    "bad_places": _Part(("places",)),
    "end_without_start": _Part(("ends",), _NO_HOURS),
    "ends_before_start": _Part(("ends", "time"), _NO_HOURS),
    "link_not_web": _Part(("link",), {"link": ""}),
    "meeting_too_long": _Part(("last", "day")),
    "meeting_without_end": _Part(("time", "starts"), _NO_HOURS),
    "night_hour": _Part(("time", "starts", "ends"), _NO_HOURS),
    "period_backwards": _Part(("last", "day")),
}
_DAY = _Part(("day", "first"))


def report_faults(row: DateRow, today: date, *, known: bool) -> None:
    """Report everything for which planning a row's meeting would be refused.

    One that is ``known`` already may be past: the year's list is brought in again.
    """
    check = _check_known if known else check_new
    plan, terms = row.plan, row.terms
    for _ in _PARTS:
        try:
            check(plan, terms, today)
        except Refusal as refused:
            part = _PARTS.get(refused.code, _DAY)
            _report(row, refused.code, part)
            plan, terms = _without(part, plan, terms, today)
        else:
            return


def _check_known(plan: Plan, terms: Terms, _today: date) -> None:
    check_plan(plan, plan.booking.first)
    check_terms(terms)


def _report(row: DateRow, code: str, part: _Part) -> None:
    said = (column for column in part.columns if row.cells.text(column))
    row.cells.report_meeting(code, next(said, part.columns[0]))


def _without(part: _Part, plan: Plan, terms: Terms, today: date) -> tuple[Plan, Terms]:
    """Return what is wanted without the part that was refused: what else is wrong shows then."""
    if part.columns == ("places",):
        return plan, Terms()
    if part.plan:
        return replace(plan, **part.plan), terms
    # Of a day that cannot be, nothing can be said of when to answer.
    day = working_day(today)
    booking = part.booking or {"first": day, "last": day}
    answer_by = plan.answer_by if part.booking else None
    return replace(plan, booking=replace(plan.booking, **booking), answer_by=answer_by), terms
