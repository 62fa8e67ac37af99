"""Answering invitations in chat, and the list of one's own meetings."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack.answering import told
from bot.slack.blocks.parts import Message
from bot.slack.blocks.standing import (
    AT_HOME,
    LISTED,
    WAYS,
    my_meetings_list,
    standing_card,
)
from bot.slack.listeners.home import publish_home
from bot.slack.listeners.planning import card, open_new
from bot.slack.middleware import Introductions
from bot.slack.origin import Origin
from bot.slack.places import read_text
from bot.slack.press import Press, on_press
from bot.texts import text
from bot.texts.booked import meeting_name
from bot.texts.planned import standing_words
from bot.texts.safe import clean
from handlers.access import Information, may
from handlers.answers import Answer, Asker, NotFoundAnswer, PlannedAnswer
from handlers.asking import ask_only
from handlers.errors import Refusal
from handlers.invitations import Response, Standing, coming_meetings, my_meetings, respond
from handlers.ports import Services

COMMANDS = ("/mote", "/möte")
LONGEST_SAID = 100
_NEW = frozenset({"ny", "nytt", "nytt möte", "boka"})


def register(app: App, introductions: Introductions) -> None:
    """Listen for the command and for the buttons of an answer."""
    press = on_press(introductions)
    for name in COMMANDS:
        app.command(name, middleware=[introductions.introduce])(answer_command)
    for way in WAYS:
        app.action(f"rsvp_{way}", middleware=press)(answer)


def answer_command(
    ack: Ack, command: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Answer ``/mote``: my meetings, a new one, one by its number, or one that is searched for."""
    typed = clean(read_text(str(command.get("text") or "")))
    if typed.casefold() in _NEW:
        open_new(services, asker, client, command["trigger_id"])
        ack()
        return
    if not typed:
        shown = mine(services, asker)
    elif typed.isdecimal() and may(asker, Information.CALENDAR):
        shown = card(services, asker, int(typed))
    else:
        shown = _named(services, asker, typed, str(command["channel_id"]))
    ack(text=shown["text"], blocks=shown["blocks"], response_type="ephemeral")


def _named(services: Services, asker: Asker, typed: str, channel: str) -> Message:
    """Return the booked meeting that is called so, or when the next of a kind is."""
    wanted = f"visa mötet {typed}"
    found = _kept(services, asker, wanted)
    if found is None:
        return _usual(services, asker, typed, channel)
    if isinstance(found, PlannedAnswer):
        return card(services, asker, found.planned.meeting.number)
    return told(services, asker, Origin(wanted), channel=channel)


def _kept(services: Services, asker: Asker, wanted: str) -> Answer | None:
    """Return what whoever keeps the calendar asks to see; None where none is booked."""
    if not may(asker, Information.CALENDAR):
        return None
    try:
        return ask_only(services, asker, wanted)
    except Refusal:
        return None


def _usual(services: Services, asker: Asker, typed: str, channel: str) -> Message:
    """Return when the next of a kind of meeting is; refuse what names none."""
    wanted = f"möte {typed}"
    if isinstance(ask_only(services, asker, wanted), NotFoundAnswer):
        raise Refusal("no_such_meeting", said=typed[:LONGEST_SAID])
    return told(services, asker, Origin(wanted), channel=channel)


def mine(services: Services, asker: Asker, notice: str = "") -> Message:
    """Return the asker's meetings, and what is booked where they keep the calendar."""
    keeps = may(asker, Information.CALENDAR)
    coming = coming_meetings(services, asker) if keeps else None
    return my_meetings_list(my_meetings(services, asker), coming, notice)


def answer(ack: Ack, press: Press) -> None:
    """Take down what somebody answers, and show it where they pressed."""
    number, _, where = press.value.partition("/")
    person = press.asker.person_id
    if not number.isdecimal() or person is None:
        raise Refusal("meeting_gone")
    status, attends = _said(str(press.action["action_id"]).removeprefix("rsvp_"))
    response = Response(status=status, attends=attends)
    standing = respond(press.services, press.asker, int(number), person, response)
    _show(press, standing, where)
    ack()


def _said(way: str) -> tuple[str, str]:
    return ("accepted", "remote") if way == "remote" else (way, "room" * (way == "accepted"))


def _show(press: Press, standing: Standing, where: str) -> None:
    if where == AT_HOME:
        publish_home(press.services, press.asker, press.client, press.user)
    elif where == LISTED:
        named = meeting_name(standing.meeting)
        said = text("common.part_of", label=named, value=standing_words(standing))
        press.screen.show(mine(press.services, press.asker, said))
    else:
        said = text("planned.answered", standing=standing_words(standing))
        press.screen.show(standing_card(standing, said))
