"""Cases and rounds as files: what is asked for is promised at once, and comes directly."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack.answering import told
from bot.slack.blocks.parts import Message
from bot.slack.middleware import Introductions, Middleware
from bot.slack.origin import Origin
from bot.slack.places import by_a_person, is_direct, place_of, read_text
from bot.slack.press import Press, on_press
from bot.slack.screens import sentence
from bot.slack.uploads import Upload, send_files, send_pressed, tell, uploads_of
from bot.texts import text
from bot.texts.safe import clean
from handlers.access import Information, require
from handlers.answers import Answer, Asker
from handlers.asking import WouldChange, ask, ask_only
from handlers.asking.case_words import asks_for_export
from handlers.cases import export_case, export_round
from handlers.ports import Services

Making: TypeAlias = Callable[[], Answer]


def register(app: App, introductions: Introductions) -> None:
    """Listen for those who ask for a case or a round, before whatever else somebody may ask."""
    known: list[Middleware] = [introductions.introduce]
    heard: list[Middleware] = [introductions.once, introductions.introduce]
    asked = app.command("/samverkan", matchers=[_asked], middleware=known)
    asked(ack=promise, lazy=[send_asked])
    app.event("app_mention", matchers=[by_a_person, _asked], middleware=heard)(answer_written)
    direct = [by_a_person, is_direct, _asked]
    app.event("message", matchers=direct, middleware=heard)(answer_written)
    press = on_press(introductions)
    app.action("proposal_export", middleware=press)(ack=promise_pressed, lazy=[send_case])
    app.action("round_export", middleware=press)(ack=promise_pressed, lazy=[send_round])


def promise(ack: Ack, command: Mapping[str, Any], services: Services, asker: Asker) -> None:
    """Answer a command: the file is on its way, or else there is none to give."""
    shown = _promised(services, asker, _typed(command), str(command["channel_id"]))
    shown = shown or sentence(text("case.coming"))
    ack(text=shown["text"], blocks=shown["blocks"], response_type="ephemeral")


def send_asked(
    command: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Send the files that a command asks for; tell the asker where they are, or that it failed."""
    typed = _typed(command)
    if _promised(services, asker, typed, str(command["channel_id"])) is not None:
        return
    failure = _send(client, str(command["user_id"]), services, lambda: ask(services, asker, typed))
    tell(command, failure or text("case.sent"))


def answer_written(
    event: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Answer a mention or a direct message, and send the files."""
    typed, place = _typed(event), place_of(event, client)
    shown = _promised(services, asker, typed, str(event["channel"]))
    if shown is not None:
        place.answer(shown)
        return
    coming = text("case.coming_here") if is_direct(event) else text("case.coming")
    place.answer(sentence(coming))
    failure = _send(client, str(event["user"]), services, lambda: ask(services, asker, typed))
    if failure:
        place.answer(sentence(failure))


def promise_pressed(ack: Ack, press: Press) -> None:
    """Say that what a button asks for is on its way."""
    require(press.asker, Information.EXPORTS)
    press.screen.tell(sentence(text("case.coming")))
    ack()


def send_case(press: Press) -> None:
    """Send the case of the proposal under whose card the button stood."""
    _send_pressed(press, lambda: export_case(press.services, press.asker, _whole(press)))


def send_round(press: Press) -> None:
    """Send all proposals of a year's round."""
    _send_pressed(press, lambda: export_round(press.services, press.asker, _whole(press)))


def _send_pressed(press: Press, make: Making) -> None:
    send_pressed(press, lambda: _made(press.services, make), text("case.not_sent"))


def _promised(services: Services, asker: Asker, typed: str, channel: str) -> Message | None:
    """Return what is answered in place of files, None where they are to be made.

    Handing them over is written down, so that what only reads answers nothing but a no.
    """
    try:
        ask_only(services, asker, typed)
    except WouldChange:
        return None
    return told(services, asker, Origin(typed), channel=channel)


def _send(client: WebClient, user: str, services: Services, make: Making) -> str:
    """Make what is asked for and send it; return what to say where that failed."""
    return send_files(client, user, lambda: _made(services, make), text("case.not_sent"))


def _made(services: Services, make: Making) -> tuple[Upload, ...]:
    return uploads_of(make(), services.clock())


def _whole(press: Press) -> int:
    return int(press.value) if press.value.isdecimal() else 0


def _asked(payload: Mapping[str, Any]) -> bool:
    return asks_for_export(_typed(payload))


def _typed(typed: Mapping[str, Any]) -> str:
    return clean(read_text(str(typed.get("text") or "")))
