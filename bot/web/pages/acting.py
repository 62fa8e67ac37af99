"""What a form does: the handler of each act is called with what was filled in."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from bot.texts import text
from bot.web.pages.desk import DONE, OPEN, SKIPPED, Desk
from bot.web.pages.forms import FaultsError, Fields, Form, first
from bot.web.pages.shell import said
from handlers import meetings as booking
from handlers import occurrences
from handlers.contents import Act, Duty
from handlers.errors import Refusal
from handlers.occurrences.acting import LONGEST_REASON

# What the page that follows is told, in its address.
Outcome: TypeAlias = dict[str, str]
TOLD, MEETING, DAY, COUNT = "gjort", "mote", "dag", "antal"
CANCELLED, UNDO = "cancelled", "undo"
OTHER_DAY = "other"
# The field beside which a refusal is shown; any other has a page of its own.
_BESIDE: Mapping[Act, Mapping[str, str]] = {
    Act.LATER: dict.fromkeys(("day_past", "day_too_far", "day_off"), "date"),
    Act.MOVE: dict.fromkeys(("day_past", "day_too_far"), "date"),
    Act.SKIP: {"reason_missing": "reason"},
    Act.BOOK: {
        **dict.fromkeys(
            ("day_past", "day_off", "day_too_far", "outside_window", "before_window"), "first"
        ),
        **dict.fromkeys(("period_backwards", "meeting_too_long"), "last"),
        "night_hour": "starts",
        **dict.fromkeys(("ends_before_start", "end_without_start"), "ends"),
    },
}


def perform(desk: Desk, duty: Duty, form: Form) -> Outcome:
    """Do what the link is for; raise ``FaultsError`` for what has to be filled in differently."""
    act = desk.link.act
    try:
        return _STEPS[act](desk, duty, Fields(form))
    except Refusal as refusal:
        beside = _BESIDE.get(act, {}).get(refusal.code)
        if beside is None:
            raise
        raise FaultsError({beside: said(refusal)}) from refusal


def done_already(desk: Desk, duty: Duty, form: Form) -> Outcome | None:
    """Return the outcome of what cannot be done any more because it has been: pressed twice."""
    act = desk.link.act
    if act is Act.BOOK:
        fields = Fields(form)
        asked = fields.day("first"), fields.time("starts")
        like = [one for one in desk.meetings() if (one.first, one.starts) == asked]
        return _told(act, mote=str(like[0].number)) if like else None
    so = {Act.DONE: DONE, Act.SKIP: SKIPPED, Act.REOPEN: OPEN}
    return _told(act) if so.get(act) == duty.state else None


def take_back(desk: Desk, form: Form) -> Outcome:
    """Take back what was done; a meeting only where it was booked for this duty."""
    what, number = first(form, UNDO), first(form, MEETING)
    if what == Act.BOOK:
        if any(str(one.number) == number for one in desk.meetings()):
            booking.cancel_meeting(desk.services, desk.asker, int(number))
        return {TOLD: CANCELLED, MEETING: number}
    if what not in {Act.DONE, Act.SKIP, Act.LATER, Act.MOVE}:
        raise Refusal("form_unreadable")
    occurrences.undo(desk.services, desk.asker, desk.number, Act(what))
    return {TOLD: UNDO}


def _done(desk: Desk, _duty: Duty, _fields: Fields) -> Outcome:
    occurrences.mark_done(desk.services, desk.asker, desk.number)
    return _told(Act.DONE)


def _reopen(desk: Desk, _duty: Duty, _fields: Fields) -> Outcome:
    occurrences.undo(desk.services, desk.asker, desk.number, Act.DONE)
    return _told(Act.REOPEN)


def _later(desk: Desk, duty: Duty, fields: Fields) -> Outcome:
    chosen = first(fields.form, "day")
    if not chosen and not first(fields.form, "date"):
        raise FaultsError({"day": text("pages.day_missing")})
    day = fields.day("date" if chosen in {"", OTHER_DAY} else "day")
    fields.check()
    if not (desk.keeps and duty.later_until == day):
        occurrences.put_off(desk.services, desk.asker, desk.number, day)
    return _told(Act.LATER, dag=day.isoformat())


def _move(desk: Desk, duty: Duty, fields: Fields) -> Outcome:
    day = fields.day("date")
    fields.check()
    if not (duty.moved and duty.due == day):
        occurrences.move_due(desk.services, desk.asker, desk.number, day)
    return _told(Act.MOVE)


def _skip(desk: Desk, _duty: Duty, fields: Fields) -> Outcome:
    reason = fields.text("reason", LONGEST_REASON)
    fields.check()
    occurrences.skip(desk.services, desk.asker, desk.number, reason)
    return _told(Act.SKIP)


def _book(desk: Desk, _duty: Duty, fields: Fields) -> Outcome:
    wanted = booking.Booking(
        first=fields.day("first"),
        last=fields.day_or_none("last"),
        starts=fields.time("starts"),
        ends=fields.time("ends"),
        place=fields.text("place", booking.LONGEST_PLACE),
        host=fields.text("host", booking.LONGEST_HOST),
    )
    fields.check()
    meeting = booking.book(desk.services, desk.asker, desk.number, wanted)
    return _told(Act.BOOK, mote=str(meeting.number))


def _offices(desk: Desk, _duty: Duty, fields: Fields) -> Outcome:
    """Tick what was ticked on the page, and leave alone what others have done meanwhile."""
    shown, ticked = fields.numbers("shown"), fields.numbers("office")
    lines = occurrences.offices_of_duty(desk.services, desk.asker, desk.number)
    now = {line.id for line in lines if line.done}
    wanted = (now | (ticked - shown)) - (shown - ticked)
    occurrences.set_ticks(desk.services, desk.asker, desk.number, wanted)
    return _told(Act.OFFICES)


def _remind(desk: Desk, _duty: Duty, _fields: Fields) -> Outcome:
    reached = occurrences.remind_offices(desk.services, desk.asker, desk.number)
    return _told(Act.REMIND, antal=str(reached))


def _told(act: Act, **more: str) -> Outcome:
    return {TOLD: str(act), **more}


_STEPS: Mapping[Act, Callable[[Desk, Duty, Fields], Outcome]] = {
    Act.DONE: _done,
    Act.BOOK: _book,
    Act.OFFICES: _offices,
    Act.REMIND: _remind,
    Act.MOVE: _move,
    Act.LATER: _later,
    Act.SKIP: _skip,
    Act.REOPEN: _reopen,
}
