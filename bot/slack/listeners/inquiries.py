"""Inquiries in chat: made and followed by whoever sees to them, answered by those who are asked."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack.answering import told
from bot.slack.blocks.inquiries import (
    AT_HOME,
    LISTED,
    inquiry_form_card,
    inquiry_list,
    inquiry_picture_card,
)
from bot.slack.blocks.inquiry_answers import answer_dialog_of
from bot.slack.blocks.inquiry_dialogs import (
    Held,
    day_dialog,
    office_dialog,
    plan_dialog,
    question_dialog,
)
from bot.slack.blocks.parts import Message
from bot.slack.middleware import Introductions
from bot.slack.origin import Origin
from bot.slack.places import typed_lines
from bot.slack.press import Press, on_press
from bot.slack.uploads import Upload, send_pressed
from bot.texts import text
from bot.texts.inquiries import fate_words, inquiry_name
from bot.texts.wording import word
from handlers.access import Information, may, require
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.inquiries import (
    InquiryReply,
    answer_inquiry,
    close_inquiry,
    inquiries,
    my_inquiries,
    offices_to_ask,
    remind_offices_silent,
    remove_question,
    reopen_inquiry,
    sees_to,
    settle_answer,
    show_form,
    show_inquiry,
    throw_away,
)
from handlers.inquiry_views import Given, InquiryPicture, InquiryPlan
from handlers.invitations import circles
from handlers.occurrences import DutyLine, per_office_duties
from handlers.ports import Services
from handlers.voting import send_inquiry

COMMANDS = ("/rundfraga", "/rundfråga")
_NEW = frozenset({"ny", "nytt", "ställ", "fråga"})


def register(app: App, introductions: Introductions) -> None:
    """Listen for the command, and for the buttons of inquiries."""
    press = on_press(introductions)
    for name in COMMANDS:
        app.command(name, middleware=[introductions.introduce])(answer_command)
    for action, listener in _BUTTONS.items():
        app.action(action, middleware=press)(listener)
    for pattern, listener in _NUMBERED.items():
        app.action(re.compile(pattern), middleware=press)(listener)
    app.action("inquiry_excel", middleware=press)(ack=promise_file, lazy=[send_excel])
    app.action("inquiry_picture", middleware=press)(ack=promise_file, lazy=[send_picture])


def answer_command(
    ack: Ack, command: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Answer ``/rundfraga``: what there is, a new one, one by its number, or one in words."""
    typed = typed_lines(str(command.get("text") or ""))
    if typed.casefold() in _NEW:
        client.views_open(trigger_id=command["trigger_id"], view=_new(services, asker, ""))
        ack()
        return
    if not typed:
        shown = listed(services, asker)
    elif typed.isdecimal() and may(asker, Information.INQUIRIES):
        shown = inquiry_picture_card(show_inquiry(services, asker, int(typed[:9])))
    else:
        channel = str(command["channel_id"])
        shown = told(services, asker, Origin(f"rundfråga {typed}"), channel=channel)
    ack(text=shown["text"], blocks=shown["blocks"], response_type="ephemeral")


def listed(services: Services, asker: Asker, notice: str = "") -> Message:
    """Return what the asker is to answer, and what they have asked."""
    if not asker.known:
        raise Refusal("not_known_yet")
    made = inquiries(services, asker) if may(asker, Information.INQUIRIES) else None
    return inquiry_list(my_inquiries(services, asker), made, notice)


def ask_for_new(ack: Ack, press: Press) -> None:
    """Ask what a new inquiry is to be."""
    press.screen.open(_new(press.services, press.asker, view_of(press)))
    ack()


def ask_for_change(ack: Ack, press: Press) -> None:
    """Ask what a draft is to be instead."""
    picture = _picture(press)
    held = Held(picture.line.number, view=view_of(press))
    press.screen.open(_plan(press.services, press.asker, picture.plan, held))
    ack()


def ask_for_question(ack: Ack, press: Press) -> None:
    """Ask what one of the questions is to be, or another one."""
    number, _, at = press.value.partition("/")
    picture = show_inquiry(press.services, press.asker, whole(number))
    turn = whole(at)
    questions = picture.plan.questions
    if turn > len(questions):
        raise Refusal("inquiry_question_gone")
    held = Held(picture.line.number, turn, view=view_of(press))
    press.screen.open(question_dialog(questions[turn - 1] if turn else None, held))
    ack()


def drop_question(ack: Ack, press: Press) -> None:
    """Take a question out of a draft, and show the draft."""
    number, _, at = press.value.partition("/")
    remove_question(press.services, press.asker, whole(number), whole(at))
    _show(press, whole(number), text("inquiry.saved"))
    ack()


def show(ack: Ack, press: Press) -> None:
    """Show an inquiry beside what was there."""
    press.screen.tell(inquiry_picture_card(_picture(press)))
    ack()


def refresh(ack: Ack, press: Press) -> None:
    """Show an inquiry as it is now."""
    _show(press, whole(press.value), "")
    ack()


def send(ack: Ack, press: Press) -> None:
    """Ask everybody that a draft is for."""
    send_inquiry(press.services, press.asker, whole(press.value))
    _show(press, whole(press.value), word("inquiry_change", "sent"))
    ack()


def throw(ack: Ack, press: Press) -> None:
    """Throw a draft away, and show what is left."""
    number = whole(press.value)
    throw_away(press.services, press.asker, number)
    press.screen.show(listed(press.services, press.asker, text("inquiry.thrown", number=number)))
    ack()


def remind(ack: Ack, press: Press) -> None:
    """Remind those who have not answered."""
    remind_offices_silent(press.services, press.asker, whole(press.value))
    _show(press, whole(press.value), word("inquiry_change", "reminded"))
    ack()


def close(ack: Ack, press: Press) -> None:
    """Take no more answers."""
    close_inquiry(press.services, press.asker, whole(press.value))
    _show(press, whole(press.value), word("inquiry_change", "closed"))
    ack()


def reopen(ack: Ack, press: Press) -> None:
    """Take answers again."""
    reopen_inquiry(press.services, press.asker, whole(press.value))
    _show(press, whole(press.value), word("inquiry_change", "reopened"))
    ack()


def settle(ack: Ack, press: Press) -> None:
    """Let one of an office's answers count."""
    number = settle_answer(press.services, press.asker, whole(press.value))
    _show(press, number, word("inquiry_change", "settled"))
    ack()


def ask_for_day(ack: Ack, press: Press) -> None:
    """Ask for another last day."""
    picture = _picture(press)
    held = Held(picture.line.number, view=view_of(press))
    press.screen.open(day_dialog(picture.line.answer_by, held))
    ack()


def ask_for_office(ack: Ack, press: Press) -> None:
    """Ask for which office an answer is to be written down."""
    picture = _picture(press)
    asked = set(picture.asked)
    every = offices_to_ask(press.services, press.asker)
    offices = [(one.id, one.name) for one in every if one.name in asked]
    if not offices:
        raise Refusal("inquiry_office_not_asked")
    press.screen.open(office_dialog(offices, Held(picture.line.number, view=view_of(press))))
    ack()


def ask_for_answer(ack: Ack, press: Press) -> None:
    """Ask for an answer, with what has been answered already."""
    form = show_form(press.services, press.asker, whole(press.value))
    if not form.open:
        raise Refusal("inquiry_closed")
    held = Held(form.number, seen=form.current, where=_where(press), view=view_of(press))
    press.screen.open(answer_dialog_of(form, held))
    ack()


def answer_quickly(ack: Ack, press: Press) -> None:
    """Take down what somebody has pressed; where another has answered, show that first."""
    number, _, at = press.value.partition("/")
    form = show_form(press.services, press.asker, whole(number))
    choices = form.questions[0].choices
    if len(form.questions) != 1 or whole(at) >= len(choices):
        raise Refusal("inquiry_changed")
    reply = InquiryReply(given=(Given((choices[whole(at)],)),))
    try:
        receipt = answer_inquiry(press.services, press.asker, form.number, reply)
    except Refusal as no:
        if no.code != "inquiry_answered_already":
            raise
        press.screen.show(inquiry_form_card(form))
    else:
        notice = fate_words(receipt.form, receipt.fate)
        press.screen.show(inquiry_form_card(receipt.form, notice))
    ack()


def promise_file(ack: Ack, press: Press) -> None:
    """Say that a file is on its way."""
    _show(press, whole(press.value), text("inquiry.excel_coming"))
    ack()


def send_excel(press: Press) -> None:
    """Send all answers as a workbook."""

    def made() -> Upload:
        from bot.documents.inquiry_sheet import inquiry_sheet_file  # noqa: PLC0415 - slow to load

        picture = _picture(press)
        file = inquiry_sheet_file(picture)
        return Upload(file.content, file.name, inquiry_name(picture.line))

    _upload(press, made)


def send_picture(press: Press) -> None:
    """Send how an inquiry stands as a picture."""

    def made() -> Upload:
        from bot.documents.inquiry_picture import inquiry_picture  # noqa: PLC0415 - slow to load

        picture = _picture(press)
        drawn = inquiry_picture(picture)
        name = text("inquiry.picture_file", number=picture.line.number)
        return Upload(drawn.png, name, inquiry_name(picture.line), drawn.alt)

    _upload(press, made)


def whole(written: str) -> int:
    """Return the number that a button carries; refuse what is none."""
    if not written.isdecimal():
        raise Refusal("inquiry_gone", number=written)
    return int(written[:9])


def view_of(press: Press) -> str:
    """Return the dialog that was pressed in, which is shown anew; nothing outside one."""
    view = press.body.get("view") or {}
    return str(view["id"]) if view.get("type") == "modal" else ""


def _upload(press: Press, made: Callable[[], Upload]) -> None:
    send_pressed(press, lambda: (made(),), text("inquiry.not_sent"))


def _picture(press: Press) -> InquiryPicture:
    return show_inquiry(press.services, press.asker, whole(press.value))


def _show(press: Press, number: int, notice: str) -> None:
    if not sees_to(press.services, press.asker, number):
        press.screen.show(inquiry_form_card(show_form(press.services, press.asker, number), notice))
        return
    picture = show_inquiry(press.services, press.asker, number)
    press.screen.show(inquiry_picture_card(picture, notice))


def _where(press: Press) -> str:
    view = press.body.get("view") or {}
    return AT_HOME if view.get("type") == "home" else LISTED


def _new(services: Services, asker: Asker, view: str) -> dict[str, Any]:
    require(asker, Information.INQUIRIES)
    duties = per_office_duties(services, asker)
    return _plan(services, asker, InquiryPlan(title=""), Held(view=view), duties)


def _plan(
    services: Services,
    asker: Asker,
    plan: InquiryPlan,
    held: Held,
    duties: Sequence[DutyLine] = (),
) -> dict[str, Any]:
    offices = offices_to_ask(services, asker)
    return plan_dialog(plan, circles(services, asker), offices, held, duties)


_Listener = Callable[[Ack, Press], None]
_BUTTONS: Mapping[str, _Listener] = {
    "inquiry_new": ask_for_new,
    "inquiry_change": ask_for_change,
    "inquiry_show": show,
    "inquiry_refresh": refresh,
    "inquiry_send": send,
    "inquiry_throw": throw,
    "inquiry_remind": remind,
    "inquiry_close": close,
    "inquiry_reopen": reopen,
    "inquiry_extend": ask_for_day,
    "inquiry_for": ask_for_office,
    "inquiry_answer": ask_for_answer,
}
_NUMBERED: Mapping[str, _Listener] = {
    r"inquiry_question_\d+": ask_for_question,
    r"inquiry_drop_\d+": drop_question,
    r"inquiry_settle_\d+": settle,
    r"inquiry_quick_\d+": answer_quickly,
}
