"""The year wheel: the year as a list at once, and its picture in a direct message when drawn."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack.blocks.parts import Message, said
from bot.slack.blocks.year_wheel import wheel_list
from bot.slack.middleware import Introductions, Middleware
from bot.slack.places import by_a_person, is_direct, place_of, read_text
from bot.slack.screens import sentence
from bot.slack.uploads import Upload, send_file, tell
from bot.texts import text
from bot.texts.safe import clean
from bot.texts.year_wheel import wheel_title
from handlers.answers import Asker
from handlers.coming import whole_year
from handlers.contents import Year
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.years import read_year, wheel_request


def register(app: App, introductions: Introductions) -> None:
    """Listen for the year wheel's name, before whatever else somebody may ask."""
    known: list[Middleware] = [introductions.introduce]
    heard: list[Middleware] = [introductions.once, introductions.introduce]
    wheel = app.command("/samverkan", matchers=[_asked], middleware=known)
    wheel(ack=answer, lazy=[send_picture])
    app.event("app_mention", matchers=[by_a_person, _asked], middleware=heard)(answer_written)
    direct = [by_a_person, is_direct, _asked]
    app.event("message", matchers=direct, middleware=heard)(answer_written)


def answer(ack: Ack, command: Mapping[str, Any], services: Services, asker: Asker) -> None:
    """Answer with the year as a list; its picture is on its way."""
    shown = _with_promise(wheel_list(_year(command, services, asker)), text("wheel_picture.coming"))
    ack(text=shown["text"], blocks=shown["blocks"], response_type="ephemeral")


def answer_written(
    event: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Answer a mention or a direct message: the year as a list, and then its picture."""
    year = whole_year(services, asker, read_year(_after(event) or "", services.today()))
    place = place_of(event, client)
    here = is_direct(event)
    promise = text("wheel_picture.coming_here") if here else text("wheel_picture.coming")
    place.answer(_with_promise(wheel_list(year), promise))
    failure = send(client, str(event["user"]), year)
    if failure:
        place.answer(sentence(failure))


def send_picture(
    command: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Draw the year and send it to the asker directly; tell them where it is, or that it failed."""
    try:
        year = _year(command, services, asker)
    except Refusal:
        # The answer has said so already.
        return
    failure = send(client, str(command["user_id"]), year)
    tell(command, failure or text("wheel_picture.sent"))


def send(client: WebClient, user: str, year: Year) -> str:
    """Draw a year and send it to somebody directly; return what to say where it failed."""
    return send_file(client, user, lambda: _drawn(year), text("wheel_picture.not_sent"))


def _drawn(year: Year) -> Upload:
    from bot.documents.year_wheel import year_wheel  # noqa: PLC0415 - what draws is slow to load

    picture = year_wheel(year)
    name = text("wheel_picture.file", year=year.year)
    return Upload(picture.png, name, wheel_title(year), picture.alt)


def _year(command: Mapping[str, Any], services: Services, asker: Asker) -> Year:
    return whole_year(services, asker, read_year(_after(command) or "", services.today()))


def _asked(payload: Mapping[str, Any]) -> bool:
    return _after(payload) is not None


def _after(typed: Mapping[str, Any]) -> str | None:
    """Return what follows the year wheel's name in a command or a message, if it is named."""
    return wheel_request(clean(read_text(str(typed.get("text") or ""))))


def _with_promise(shown: Message, promise: str) -> Message:
    return {**shown, "blocks": [*shown["blocks"], said(promise)]}
