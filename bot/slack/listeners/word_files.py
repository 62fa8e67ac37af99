"""Word files: what is asked for is answered at once, and its file comes in a direct message."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.documents.of_answers import comes_as_files
from bot.slack.answering import told
from bot.slack.blocks.parts import Message, said
from bot.slack.middleware import Introductions, Middleware
from bot.slack.origin import Origin
from bot.slack.places import by_a_person, is_direct, place_of, read_text
from bot.slack.press import Press, on_press
from bot.slack.screens import sentence
from bot.slack.uploads import send_files, send_pressed, tell, uploads_of
from bot.texts import text
from bot.texts.safe import clean
from handlers.answers import Answer, Asker
from handlers.asking import WouldChange, ask_only
from handlers.asking.word_files import asks_for_a_file
from handlers.errors import Refusal
from handlers.ports import Services


def register(app: App, introductions: Introductions) -> None:
    """Listen for those who ask for a Word file, before whatever else somebody may ask."""
    known: list[Middleware] = [introductions.introduce]
    heard: list[Middleware] = [introductions.once, introductions.introduce]
    asked = app.command("/samverkan", matchers=[_asked], middleware=known)
    asked(ack=answer, lazy=[send_document])
    app.event("app_mention", matchers=[by_a_person, _asked], middleware=heard)(answer_written)
    direct = [by_a_person, is_direct, _asked]
    app.event("message", matchers=direct, middleware=heard)(answer_written)
    pressed = app.action("meeting_minutes", middleware=on_press(introductions))
    pressed(ack=promise_minutes, lazy=[send_minutes])


def answer(ack: Ack, command: Mapping[str, Any], services: Services, asker: Asker) -> None:
    """Answer a command; the file is on its way where there is one."""
    typed = _typed(command)
    shown = told(services, asker, Origin(typed), channel=str(command["channel_id"]))
    if _document(services, asker, typed) is not None:
        shown = _with_promise(shown, text("word_file.coming"))
    ack(text=shown["text"], blocks=shown["blocks"], response_type="ephemeral")


def answer_written(
    event: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Answer a mention or a direct message, and send the file where there is one."""
    typed = _typed(event)
    place = place_of(event, client)
    shown = told(services, asker, Origin(typed), channel=str(event["channel"]))
    document = _document(services, asker, typed)
    if document is None:
        place.answer(shown)
        return
    promise = text("word_file.coming_here") if is_direct(event) else text("word_file.coming")
    place.answer(_with_promise(shown, promise))
    failure = _send(client, str(event["user"]), services, document)
    if failure:
        place.answer(sentence(failure))


def send_document(
    command: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Send the file that a command asks for; tell the asker where it is, or that it failed."""
    document = _document(services, asker, _typed(command))
    if document is not None:
        failure = _send(client, str(command["user_id"]), services, document)
        tell(command, failure or text("word_file.sent"))


def promise_minutes(ack: Ack, press: Press) -> None:
    """Say what is in the draft that a meeting's button asks for; it is on its way."""
    shown = told(press.services, press.asker, Origin(press.value))
    press.screen.tell(_with_promise(shown, text("word_file.coming")))
    ack()


def send_minutes(press: Press) -> None:
    """Send the draft that a meeting's button asks for; say in a direct message if it failed."""
    document = _document(press.services, press.asker, press.value)
    if document is None:
        return
    now = press.services.clock()
    send_pressed(press, lambda: uploads_of(document, now), text("word_file.not_sent"))


def _document(services: Services, asker: Asker, typed: str) -> Answer | None:
    """Return the answer where it is a file; of one that was refused the asker has been told."""
    try:
        found = ask_only(services, asker, typed)
    except (Refusal, WouldChange):
        return None
    return found if comes_as_files(found) else None


def _send(client: WebClient, user: str, services: Services, document: Answer) -> str:
    """Send what an answer is handed over as; return what to say where that failed."""
    now = services.clock()
    return send_files(client, user, lambda: uploads_of(document, now), text("word_file.not_sent"))


def _asked(payload: Mapping[str, Any]) -> bool:
    return asks_for_a_file(_typed(payload))


def _typed(typed: Mapping[str, Any]) -> str:
    return clean(read_text(str(typed.get("text") or "")))


def _with_promise(shown: Message, promise: str) -> Message:
    return {**shown, "blocks": [*shown["blocks"], said(promise)]}
