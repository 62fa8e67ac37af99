"""Calling people to a project's group in chat: the dialog, and who has answered."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack.blocks.answers import Look
from bot.slack.blocks.calls import (
    LOOK,
    PUBLISH,
    call_dialog,
    call_message,
    call_preview,
    group_message,
)
from bot.slack.blocks.dialogs import answer_dialog
from bot.slack.blocks.living import Held
from bot.slack.blocks.parts import Message
from bot.slack.forms import BesideField, Form, done_once, point_out
from bot.slack.middleware import Introductions
from bot.slack.origin import Origin
from bot.slack.press import Press, on_press
from bot.slack.screens import sentence
from bot.slack.uploads import Upload, send_file
from bot.texts import text
from bot.texts.cards import present
from handlers.answers import Asker, CallAnswer, MembersAnswer
from handlers.errors import Refusal
from handlers.living import (
    CallTerms,
    Which,
    close_call,
    group_of_project,
    open_call,
    settle_application,
    show_call,
    tidy_terms,
)
from handlers.ports import Services

_BESIDE: Mapping[str, str] = {"day_past": "day", "bad_goal": "goal"}


def register(app: App, introductions: Introductions) -> None:
    """Listen for the buttons and for the dialogs."""
    press, known = on_press(introductions), [introductions.introduce]
    app.action("call_edit", middleware=press)(ask_for_call)
    app.action("call_close", middleware=press)(close)
    app.action("call_members", middleware=press)(show_members)
    app.action(re.compile(r"call_accept_\d+"), middleware=press)(accept)
    app.action(re.compile(r"call_decline_\d+"), middleware=press)(decline)
    app.action("call_excel", middleware=press)(ack=promise_file, lazy=[send_list])
    app.view(LOOK, middleware=known)(look_through)
    app.view(PUBLISH, middleware=known)(publish)


def ask_for_call(ack: Ack, press: Press) -> None:
    """Ask whom a project's group needs, where the asker leads the project."""
    group = group_of_project(press.services, press.asker, _which(press.value))
    press.screen.open(call_dialog(group.call, press.services.today()))
    ack()


def close(ack: Ack, press: Press) -> None:
    """Let nobody apply any more."""
    press.screen.show(_shown(close_call(press.services, press.asker, _which(press.value))))
    ack()


def show_members(ack: Ack, press: Press) -> None:
    """Show who has answered."""
    _show(press, _which(press.value))
    ack()


def accept(ack: Ack, press: Press) -> None:
    """Say yes to somebody."""
    _settle(press, accept=True)
    ack()


def decline(ack: Ack, press: Press) -> None:
    """Say no to somebody."""
    _settle(press, accept=False)
    ack()


def promise_file(ack: Ack, press: Press) -> None:
    """Say that the list is on its way."""
    press.screen.tell(sentence(text("calls.coming")))
    ack()


def send_list(press: Press) -> None:
    """Send who has answered as a workbook."""

    def made() -> Upload:
        from bot.documents.group_sheet import group_sheet_file  # noqa: PLC0415 - slow to load

        answer = group_of_project(press.services, press.asker, _which(press.value))
        file = group_sheet_file(answer)
        return Upload(file.content, file.name, present(answer).heading)

    failure = send_file(press.client, press.user, made, text("calls.not_sent"))
    if failure:
        press.client.chat_postMessage(channel=press.user, text=failure)


def look_through(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Show the call as people will read it; nothing is published yet."""
    form = Form(services, asker, client, view)
    held = str(view["private_metadata"])
    try:
        terms = _terms(form)
        name = show_call(services, asker, _which(held)).call.title
    except Refusal as no:
        if not point_out(ack, form, no):
            raise
        return
    ack(response_action="update", view=call_preview(name, terms, services.today(), held))


def publish(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Open the call as it stands in the dialog, once."""
    form = Form(services, asker, client, view)
    done = done_once(ack, form, lambda: _opened(form), step="/publish")
    if done is None:
        return
    ack(response_action="update", view=answer_dialog(_shown(done)["blocks"]))


def _opened(form: Form) -> CallAnswer:
    which, terms = _which(str(form.view["private_metadata"])), _terms(form)
    try:
        return open_call(form.services, form.asker, which, terms)
    except Refusal as no:
        raise BesideField(_BESIDE.get(no.code, "about"), no) from no


def _terms(form: Form) -> CallTerms:
    filled = form.filled
    goal = filled.text("goal")
    if goal and not goal.isdecimal():
        raise BesideField("goal", Refusal("number_unread", number=goal))
    wanted = CallTerms(filled.text("about"), filled.day("day"), int(goal) if goal else None)
    try:
        return tidy_terms(wanted, form.services.today())
    except Refusal as no:
        raise BesideField(_BESIDE.get(no.code, "about"), no) from no


def _settle(press: Press, *, accept: bool) -> None:
    number, _, held = press.value.partition("/")
    which = _which(held)
    if not number.isdecimal():
        raise Refusal("button_gone")
    settle_application(press.services, press.asker, which, int(number), accept=accept)
    _show(press, which)


def _show(press: Press, which: Which) -> None:
    answer: MembersAnswer = group_of_project(press.services, press.asker, which)
    press.screen.show(group_message(answer, present(answer)))


def _shown(answer: CallAnswer) -> Message:
    key = answer.call.key
    origin = Origin(f"anmälan till projektgruppen för projekt {key}")
    return call_message(answer, present(answer), origin, Look(repeatable=False))


def _which(value: str) -> Which:
    try:
        held = Held.read(value).which
    except ValueError as error:
        raise Refusal("button_gone") from error
    return Which(held.key, held.owner)
