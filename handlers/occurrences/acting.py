"""What people do about what falls due: done, opened again, put off, moved, left out."""

from datetime import date, timedelta

from handlers.answers import Asker
from handlers.contents import Act, Duty
from handlers.errors import Refusal
from handlers.events import record
from handlers.notices import cancel_for_occurrence
from handlers.occurrences.finding import Opened, changing, looking, require_calendar
from handlers.occurrences.ticking import remind_later, tick
from handlers.planning import calendar_changed
from handlers.ports import Services
from schedules.cadence import is_working_day

OPEN, DONE, SKIPPED = "open", "done", "skipped"
LONGEST_REASON = 1000
# What each act has written down, and how the log says that it was taken back.
_SET_BY = {
    Act.LATER: ("later_until", "duty_not_put_off"),
    Act.MOVE: ("moved_to", "duty_moved_back"),
}
# Whoever names a day further ahead has mistyped the year.
FURTHEST = timedelta(days=2 * 366)


def show_duty(services: Services, asker: Asker, number: int) -> Duty:
    """Return an occurrence as a duty, with what the asker may do about it."""
    with looking(services, asker, number) as opened:
        return opened.duty()


def mark_done(services: Services, asker: Asker, number: int) -> Duty:
    """Mark an occurrence as done: whoever keeps the calendar all of it, others their office's part.

    Doing it twice changes nothing.
    """
    with changing(services, asker, number) as opened:
        own = opened.part()
        if own is not None:
            tick(opened, own, done=True)
        elif opened.row.state != DONE:
            _change(opened, "duty_done", state=DONE, reason="", later_until=None)
        return opened.duty()


def reopen(services: Services, asker: Asker, number: int) -> Duty:
    """Open an occurrence again that was done or left out; its reminders come as before."""
    require_calendar(asker)
    with changing(services, asker, number) as opened:
        _reopen(opened)
        return opened.duty()


def undo(services: Services, asker: Asker, number: int, act: Act) -> Duty:
    """Take back that an occurrence was done, left out, put off or moved; twice changes nothing.

    For an office's part that is having done it: when it is brought up again is not taken back.
    """
    with changing(services, asker, number) as opened:
        own = opened.part()
        if own is None:
            _take_back(opened, act)
        elif act is Act.DONE:
            tick(opened, own, done=False)
        return opened.duty()


def put_off(services: Services, asker: Asker, number: int, until: date) -> Duty:
    """Ask to be reminded on a later local day and not before; it stays due when it was.

    For an office's part that is the asker's alone, for the whole it is all coordinators'.
    """
    with changing(services, asker, number) as opened:
        own = opened.part()
        _check_coming(until, opened.today)
        if not is_working_day(until):
            raise Refusal("day_off", date=until)
        if own is not None:
            remind_later(opened, own, until)
            return opened.duty()
        opened.row.revision += 1
        _change(opened, "duty_put_off", later_until=until)
        return opened.duty()


def move_due(services: Services, asker: Asker, number: int, to: date) -> Duty:
    """Move the day on which an occurrence is due; its reminders follow."""
    require_calendar(asker)
    with changing(services, asker, number) as opened:
        _check_coming(to, opened.today)
        if opened.known.bookable:
            raise Refusal("only_booked")
        opened.row.revision += 1
        _change(opened, "duty_moved", moved_to=to, later_until=None)
        return opened.duty()


def skip(services: Services, asker: Asker, number: int, reason: str) -> Duty:
    """Leave an occurrence out this time, with the reason why."""
    require_calendar(asker)
    told = " ".join(reason.split())
    if not told:
        raise Refusal("reason_missing")
    with changing(services, asker, number) as opened:
        _change(opened, "duty_skipped", state=SKIPPED, reason=told[:LONGEST_REASON])
        return opened.duty()


def _take_back(opened: Opened, act: Act) -> None:
    if act not in _SET_BY:
        _reopen(opened)
        return
    name, verb = _SET_BY[act]
    if getattr(opened.row, name) is not None:
        opened.row.revision += 1
        _change(opened, verb, **{name: None})


def _reopen(opened: Opened) -> None:
    if opened.row.state != OPEN:
        opened.row.revision += 1
        _change(opened, "duty_reopened", state=OPEN, reason="")


def _check_coming(day: date, today: date) -> None:
    if day <= today:
        raise Refusal("day_past", date=day)
    if day > today + FURTHEST:
        raise Refusal("day_too_far", date=day)


def _change(opened: Opened, verb: str, **values: object) -> None:
    """Change the row, take back what waits to be told of it, and have it planned anew."""
    for name, value in values.items():
        setattr(opened.row, name, value)
    now = opened.services.clock()
    opened.row.changed_at, opened.row.changed_by_id = now, opened.asker.person_id
    cancel_for_occurrence(opened.session, opened.services, opened.row.id)
    calendar_changed(opened.session, opened.row.collaboration_id)
    record(
        opened.session,
        now,
        opened.asker,
        verb,
        about=("occurrence", str(opened.row.id)),
        collaboration_id=opened.row.collaboration_id,
        **{name: str(value) for name, value in values.items() if value not in {None, ""}},
    )
