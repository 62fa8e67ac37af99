"""Planning meetings in chat: made, changed, sent, followed, copied."""

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack.answering import told
from bot.slack.blocks.parts import Message
from bot.slack.blocks.planned import Sheet, planned_card, preview_card
from bot.slack.blocks.planning import Carried, plan_dialog
from bot.slack.blocks.terms import terms_dialog
from bot.slack.middleware import Introductions
from bot.slack.press import Press, on_press
from bot.texts import text
from bot.texts.booked import meeting_words
from bot.texts.cards.meetings import reminded_words, sent_words
from bot.texts.duties import duty_name
from bot.texts.planned import last_time_words
from bot.texts.safe import inside_sentence
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.invitations import (
    attendance,
    circles,
    named,
    preview,
    remind_silent,
    send_invitation,
)
from handlers.meetings import (
    Plan,
    Terms,
    cancel_meeting,
    cancel_series,
    count_as,
    host_in_turn,
    last_writer,
    mark_held,
    may_count_as,
    next_time,
    plan_of,
    show_planned,
)
from handlers.occurrences import show_duty
from handlers.ports import Services


def register(app: App, introductions: Introductions) -> None:
    """Listen for the buttons of a meeting."""
    press = on_press(introductions)
    for name, listener in _BUTTONS.items():
        app.action(name, middleware=press)(listener)
    app.action(re.compile(r"meeting_count_\d+"), middleware=press)(count)


def card(services: Services, asker: Asker, number: int, notice: str = "") -> Message:
    """Return a meeting as whoever keeps the calendar sees it."""
    planned = show_planned(services, asker, number)
    sheet = Sheet(
        planned=planned,
        attendance=attendance(services, asker, number),
        preview=preview(services, asker, number),
        circles=circles(services, asker),
        begun=planned.meeting.first <= services.today(),
        today=services.today(),
        counts=may_count_as(services, asker, number),
    )
    return planned_card(sheet, notice)


def open_new(services: Services, asker: Asker, client: WebClient, trigger_id: str) -> None:
    """Open the dialog of a new meeting."""
    client.views_open(trigger_id=trigger_id, view=_dialog(services, asker, None, Carried()))


def ask_for_new(ack: Ack, press: Press) -> None:
    """Ask what a new meeting is to be."""
    press.screen.open(_dialog(press.services, press.asker, None, Carried()))
    ack()


def show(ack: Ack, press: Press) -> None:
    """Show a meeting beside what was there."""
    press.screen.tell(card(press.services, press.asker, _number(press)))
    ack()


def ask_for_change(ack: Ack, press: Press) -> None:
    """Ask what a meeting is to be instead."""
    planned = show_planned(press.services, press.asker, _number(press))
    carried = Carried(planned.meeting.number, _view(press))
    times = len(planned.times) if planned.rhythm else 0
    press.screen.open(_dialog(press.services, press.asker, plan_of(planned), carried, times))
    ack()


def ask_for_terms(ack: Ack, press: Press) -> None:
    """Ask on what terms a meeting is."""
    planned = show_planned(press.services, press.asker, _number(press))
    terms, carried = planned.terms, Carried(planned.meeting.number, _view(press))
    names = {
        one.person_id: one.written for one in named(press.services, press.asker, _people(terms))
    }
    receiver, minutes_by = (
        names.get(one or 0, "") for one in (terms.receiver_id, terms.minutes_by_id)
    )
    last = last_writer(press.services, press.asker, planned.meeting.number)
    shown = terms_dialog(
        terms,
        receiver,
        last.written if last else minutes_by,
        carried,
        last_time_words(last) if last else "",
    )
    press.screen.open(shown)
    ack()


def ask_for_copy(ack: Ack, press: Press) -> None:
    """Ask what the next meeting like this one is to be."""
    planned = show_planned(press.services, press.asker, _number(press))
    plan = next_time(planned)
    turn = host_in_turn(press.services, press.asker, plan.kind, plan.title, plan.booking.first)
    press.screen.open(_dialog(press.services, press.asker, plan, Carried(turn=turn)))
    ack()


def look(ack: Ack, press: Press) -> None:
    """Show what an invitation says, and whom it goes to."""
    press.screen.tell(preview_card(preview(press.services, press.asker, _number(press))))
    ack()


def ask_on(ack: Ack, press: Press) -> None:
    """Answer what a button of a meeting asks in words, beside the meeting."""
    screen = press.screen
    screen.tell(told(press.services, press.asker, press.origin, channel=screen.channel))
    ack()


def send(ack: Ack, press: Press) -> None:
    """Send the invitation to those who have not got it; the button has asked."""
    number = _number(press)
    new = send_invitation(press.services, press.asker, number).new
    _again(press, number, sent_words(new))
    ack()


def remind(ack: Ack, press: Press) -> None:
    """Remind those who have not answered."""
    number = _number(press)
    nudged = remind_silent(press.services, press.asker, number)
    _again(press, number, reminded_words(nudged.reminded))
    ack()


def cancel(ack: Ack, press: Press) -> None:
    """Cancel a meeting; the button has asked whether that is meant."""
    meeting = cancel_meeting(press.services, press.asker, _number(press))
    _again(press, meeting.number, text("meetings.cancelled", meeting=meeting_words(meeting)))
    ack()


def end(ack: Ack, press: Press) -> None:
    """Cancel all times to come of a series; the button has asked whether that is meant."""
    number = _number(press)
    cancel_series(press.services, press.asker, number)
    _again(press, number, text("series.cancelled_rest"))
    ack()


def turn_to(ack: Ack, press: Press) -> None:
    """Show another time of a series in place of this one."""
    _again(press, _number(press), "")
    ack()


def count(ack: Ack, press: Press) -> None:
    """Let a meeting count as what waits to be booked."""
    number, _, duty = press.value.partition("/")
    meeting = count_as(press.services, press.asker, whole(number), whole(duty))
    counted = show_duty(press.services, press.asker, whole(duty))
    _again(press, meeting.number, text("planned.counted", what=inside_sentence(duty_name(counted))))
    ack()


def hold(ack: Ack, press: Press) -> None:
    """Say that a meeting was held."""
    meeting = mark_held(press.services, press.asker, _number(press))
    _again(press, meeting.number, "")
    ack()


def _dialog(
    services: Services, asker: Asker, plan: Plan | None, carried: Carried, times: int = 0
) -> dict[str, Any]:
    people = named(services, asker, plan.whom.people if plan else ())
    return plan_dialog(plan, circles(services, asker), people, carried, times)


def _people(terms: Terms) -> list[int]:
    return [one for one in (terms.receiver_id, terms.minutes_by_id) if one is not None]


def _again(press: Press, number: int, notice: str) -> None:
    press.screen.show(card(press.services, press.asker, number, notice))


def _view(press: Press) -> str:
    """Return the dialog that was pressed in, which is to show what has come of it."""
    view = press.body.get("view") or {}
    return str(view["id"]) if view.get("type") == "modal" else ""


def _number(press: Press) -> int:
    return whole(press.value)


def whole(written: str) -> int:
    """Read the number that a button carries; refuse what is none of ours."""
    if not written.isdecimal():
        raise Refusal("meeting_gone")
    return int(written)


_BUTTONS: dict[str, Callable[[Ack, Press], None]] = {
    "meeting_new": ask_for_new,
    "meeting_open": show,
    "meeting_change": ask_for_change,
    "meeting_terms": ask_for_terms,
    "meeting_copy": ask_for_copy,
    "meeting_look": look,
    "meeting_ask_open": ask_on,
    "meeting_ask_close": ask_on,
    "meeting_send": send,
    "meeting_remind": remind,
    "meeting_end": end,
    "meeting_time": turn_to,
    "card_cancel": cancel,
    "card_held": hold,
}
