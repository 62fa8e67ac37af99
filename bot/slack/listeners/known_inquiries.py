"""Inquiries of known kinds in chat: about taking part in a project, and about needs of courses."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack.blocks.inquiries import inquiry_picture_card
from bot.slack.blocks.known_inquiries import TERMS, Known, terms_dialog
from bot.slack.blocks.living import Held
from bot.slack.forms import Form, done_once, show_instead
from bot.slack.listeners.inquiries import view_of
from bot.slack.listeners.inquiry_dialogs import asked_in
from bot.slack.middleware import Introductions
from bot.slack.press import Press, on_press
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.inquiries import (
    KnownTerms,
    draft_courses,
    draft_participation,
    offices_to_ask,
    show_inquiry,
)
from handlers.inquiry_views import Purpose
from handlers.invitations import circles
from handlers.ports import Services


def register(app: App, introductions: Introductions) -> None:
    """Listen for the buttons, and for the dialog."""
    press = on_press(introductions)
    app.action("known_participation", middleware=press)(ask_about_part)
    app.action("known_courses", middleware=press)(ask_about_courses)
    app.view(TERMS, middleware=[introductions.introduce])(take_terms)


def ask_about_part(ack: Ack, press: Press) -> None:
    """Ask whom to ask whether they take part in a project."""
    try:
        held = Held.read(press.value)
    except ValueError as error:
        raise Refusal("project_gone") from error
    _open(press, Known(Purpose.PARTICIPATION, held.which, view_of(press)))
    ack()


def ask_about_courses(ack: Ack, press: Press) -> None:
    """Ask whom to ask which courses they need."""
    _open(press, Known(Purpose.COURSES, view=view_of(press)))
    ack()


def take_terms(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Draft the inquiry, and show it before it is sent."""
    form = Form(services, asker, client, view)
    try:
        known = Known.read(str(view["private_metadata"]))
    except ValueError as error:
        raise Refusal("other") from error
    number = done_once(ack, form, lambda: _drafted(form, known))
    if number is None:
        return
    show_instead(ack, form, known.view, inquiry_picture_card(show_inquiry(services, asker, number)))


def _open(press: Press, known: Known) -> None:
    services, asker = press.services, press.asker
    offices = offices_to_ask(services, asker)
    press.screen.open(terms_dialog(circles(services, asker), offices, known))


def _drafted(form: Form, known: Known) -> int:
    filled = form.filled
    terms = KnownTerms(
        asked=asked_in(filled), answer_by=filled.day("answer_by"), about=filled.text("about")
    )
    if known.purpose == Purpose.PARTICIPATION:
        return draft_participation(form.services, form.asker, known.which, terms)
    return draft_courses(form.services, form.asker, terms)
