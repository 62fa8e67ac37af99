"""What people do about what falls due: the buttons under each duty, and their dialogs."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack.blocks.duties import Note
from bot.slack.blocks.duty_dialogs import (
    PICK,
    book_dialog,
    later_dialog,
    move_dialog,
    offices_dialog,
    skip_dialog,
)
from bot.slack.blocks.parts import Block
from bot.slack.boards import show_again, spot_of
from bot.slack.forms import Form, booking, chosen_day, sent_in
from bot.slack.middleware import Introductions
from bot.slack.press import Press, on_press
from bot.texts import text
from bot.texts.acted import later_words, reached_words
from bot.texts.booked import meeting_words
from handlers.access import Information, require
from handlers.answers import Asker
from handlers.contents import Act
from handlers.errors import Refusal
from handlers.later import later_choices, working_day
from handlers.meetings import book
from handlers.occurrences import (
    mark_done,
    move_due,
    offices_of_duty,
    put_off,
    remind_offices,
    reopen,
    set_ticks,
    show_duty,
    skip,
    undo,
)
from handlers.people import for_office
from handlers.ports import Services
from handlers.reminded import duties_now
from handlers.to_book import what_to_book

_Dialog = Callable[[Press, int, str], Block]


def register(app: App, introductions: Introductions) -> None:
    """Listen for the buttons under duties, and for the dialogs that they open."""
    press = on_press(introductions)
    for name, listener in _BUTTONS.items():
        app.action(name, middleware=press)(listener)
    for name, act in _FORMS.items():
        app.view(name, middleware=[introductions.introduce])(_taking(act))


def finish(ack: Ack, press: Press) -> None:
    """Mark a duty as done."""
    show_again(press, Note(mark_done(press.services, press.asker, _number(press))))
    ack()


def open_again(ack: Ack, press: Press) -> None:
    """Open a duty again that was done or left out."""
    show_again(press, Note(reopen(press.services, press.asker, _number(press))))
    ack()


def finish_part(ack: Ack, press: Press) -> None:
    """Mark the part of the person's own office as done."""
    show_again(press, Note(mark_done(press.services, for_office(press.asker), _number(press))))
    ack()


def open_part_again(ack: Ack, press: Press) -> None:
    """Take back that the person's own office has done its part."""
    asker = for_office(press.asker)
    show_again(press, Note(undo(press.services, asker, _number(press), Act.DONE)))
    ack()


def remind(ack: Ack, press: Press) -> None:
    """Remind the offices that are left, and say how many people that reaches."""
    number = _number(press)
    reached = remind_offices(press.services, press.asker, number)
    show_again(press, Note(show_duty(press.services, press.asker, number), reached_words(reached)))
    ack()


def _asking(dialog: _Dialog) -> Callable[[Ack, Press], None]:
    """Return the listener that opens a dialog for whoever keeps the calendar."""

    def listener(ack: Ack, press: Press) -> None:
        require(press.asker, Information.CALENDAR)
        number = _number(press)
        press.screen.open(dialog(press, number, spot_of(press, number).written()))
        ack()

    return listener


def ask_when_for_part(ack: Ack, press: Press) -> None:
    """Ask when to remind somebody of their own office's part."""
    require(press.asker, Information.OFFICE_DUTIES)
    number, today = _number(press), press.services.today()
    found = duties_now(press.services, press.asker, [number], own_part=True)
    if not found:
        raise Refusal("duty_gone")
    carried = spot_of(press, number).written()
    press.screen.open(later_dialog(found[0], today, later_choices(today), carried))
    ack()


def _when(press: Press, number: int, carried: str) -> Block:
    duty, today = show_duty(press.services, press.asker, number), press.services.today()
    return later_dialog(duty, today, later_choices(today), carried)


def _day(press: Press, number: int, carried: str) -> Block:
    duty = show_duty(press.services, press.asker, number)
    return move_dialog(duty, press.services.today(), carried)


def _reason(press: Press, number: int, carried: str) -> Block:
    duty = show_duty(press.services, press.asker, number)
    return skip_dialog(duty, press.services.today(), carried)


def _booking(press: Press, number: int, carried: str) -> Block:
    wanted = what_to_book(press.services, press.asker, number)
    return book_dialog(wanted, press.services.today(), carried)


def _offices(press: Press, number: int, carried: str) -> Block:
    offices = offices_of_duty(press.services, press.asker, number)
    duty = show_duty(press.services, press.asker, number)
    return offices_dialog(duty, press.services.today(), offices, carried)


def _put_off(form: Form) -> Note:
    return _later(form, form.asker)


def _put_part_off(form: Form) -> Note:
    return _later(form, for_office(form.asker))


def _later(form: Form, asker: Asker) -> Note:
    chosen = form.filled.chosen("when")
    asked = form.filled.day("day") if chosen == PICK else chosen_day(chosen)
    if asked is None:
        raise Refusal("day_missing")
    day = working_day(asked)
    duty = put_off(form.services, asker, form.number, day)
    said = later_words(day, asked if asked != day else None)
    return Note(duty, said)


def _move(form: Form) -> Note:
    day = form.filled.day("day")
    if day is None:
        raise Refusal("day_missing")
    return Note(move_due(form.services, form.asker, form.number, day))


def _skip(form: Form) -> Note:
    return Note(skip(form.services, form.asker, form.number, form.filled.text("reason")))


def _book(form: Form) -> Note:
    meeting = book(form.services, form.asker, form.number, booking(form.filled))
    duty = show_duty(form.services, form.asker, form.number)
    return Note(duty, text("acts.booked", meeting=meeting_words(meeting)), (meeting,))


def _tick(form: Form) -> Note:
    done = [int(number) for number in form.filled.ticked("offices")]
    return Note(set_ticks(form.services, form.asker, form.number, done))


def _taking(act: Callable[[Form], Note]) -> Callable[..., None]:
    def listener(
        ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
    ) -> None:
        sent_in(ack, Form(services, asker, client, view), act)

    return listener


def _number(press: Press) -> int:
    if not press.value.isdecimal():
        raise Refusal("duty_gone")
    return int(press.value)


_BUTTONS: dict[str, Callable[[Ack, Press], None]] = {
    "duty_done": finish,
    "duty_reopen": open_again,
    "duty_remind": remind,
    "duty_later": _asking(_when),
    "duty_move": _asking(_day),
    "duty_skip": _asking(_reason),
    "duty_book": _asking(_booking),
    "duty_offices": _asking(_offices),
    "office_done": finish_part,
    "office_reopen": open_part_again,
    "office_later": ask_when_for_part,
}
_FORMS: dict[str, Callable[[Form], Note]] = {
    "duty_later": _put_off,
    "office_later": _put_part_off,
    "duty_move": _move,
    "duty_skip": _skip,
    "duty_book": _book,
    "duty_offices": _tick,
}
