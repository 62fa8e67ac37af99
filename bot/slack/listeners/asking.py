"""Questions: commands, mentions, direct messages, and the buttons that ask on."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.slack.answering import FOLLOWED, RUNNING, told
from bot.slack.blocks.parts import Message
from bot.slack.blocks.proposal_filters import CHOOSE_LIST
from bot.slack.blocks.settings import settings_invitation
from bot.slack.listeners import proposal_rooms, rules
from bot.slack.listeners.activity_plans import plan_command
from bot.slack.listeners.budgets import budget_command
from bot.slack.listeners.channels import channel_command
from bot.slack.listeners.desk import waiting
from bot.slack.listeners.linking import code_command, link_command
from bot.slack.listeners.settings import settings_command
from bot.slack.listeners.weighing import weigh_command
from bot.slack.middleware import Introductions, Middleware
from bot.slack.origin import Origin
from bot.slack.places import by_a_person, is_direct, place_of, typed_lines
from bot.slack.press import Press, on_press
from bot.slack.screens import sentence
from bot.slack.subcommands import Call, Subcommand
from bot.texts import text
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.ports import Services

HELP = "hjälp"
_LIST = frozenset({"lista", "listan", "att hantera"})
_SETTINGS = frozenset({"inställningar", "installningar"})
# What is no question, by the first word after ``/samverkan``.
_SUBCOMMANDS: Mapping[str, Subcommand] = {
    **dict.fromkeys(_SETTINGS, settings_command),
    **dict.fromkeys(rules.NAMES, rules.rules_command),
    **proposal_rooms.COMMANDS,
    "budget": budget_command,
    "kanal": channel_command,
    "plan": plan_command,
    "väg": weigh_command,
    "koppla": link_command,
    "kod": code_command,
}


def register(app: App, introductions: Introductions) -> None:
    """Listen for questions."""
    known: list[Middleware] = [introductions.introduce]
    heard: list[Middleware] = [introductions.once, introductions.introduce]
    app.command("/projekt", middleware=known)(answer_project)
    app.command("/kontakt", middleware=known)(answer_contact)
    app.command("/samverkan", middleware=known)(answer_anything)
    app.event("app_mention", matchers=[by_a_person], middleware=heard)(answer_written)
    app.event("message", matchers=[by_a_person, is_direct], middleware=heard)(answer_written)
    press = on_press(introductions)
    app.action(re.compile(rf"choose_\d+|{CHOOSE_LIST}|more|less"), middleware=press)(answer_again)
    app.action("all_running", middleware=press)(answer_running)


def answer_project(ack: Ack, command: Mapping[str, Any], services: Services, asker: Asker) -> None:
    """Answer ``/projekt``; without a name, what is running and a picker."""
    origin = Origin(f"{RUNNING} {_typed(command)}".strip())
    _answer(ack, told(services, asker, origin, channel=command["channel_id"]))


def answer_contact(ack: Ack, command: Mapping[str, Any], services: Services, asker: Asker) -> None:
    """Answer ``/kontakt``; without a name, how to ask."""
    name = _typed(command)
    if not name:
        _answer(ack, sentence(text("slack.contact_usage")))
        return
    _answer(ack, told(services, asker, Origin(f"kontakt {name}"), channel=command["channel_id"]))


def answer_anything(
    ack: Ack, command: Mapping[str, Any], client: WebClient, context: BoltContext
) -> None:
    """Answer ``/samverkan`` with anything after it."""
    services, asker = context["services"], context["asker"]
    typed = _typed(command)
    first, _, rest = typed.partition(" ")
    subcommand = _SUBCOMMANDS.get(first.casefold())
    call = Call(ack, command, services, asker, client, rest.strip(), context["forget"])
    if subcommand is None or not subcommand(call):
        _answer(ack, _reply(services, asker, typed, command["channel_id"]))


def answer_written(
    event: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Answer a mention or a direct message."""
    typed = typed_lines(str(event.get("text", "")))
    answer = _reply(services, asker, typed, str(event["channel"]))
    place_of(event, client).answer(answer)


def answer_again(ack: Ack, press: Press) -> None:
    """Answer what a button asks: a choice, or more or less of the same answer."""
    press.answer(press.origin)
    ack()


def answer_running(ack: Ack, press: Press) -> None:
    """Show everything that is running."""
    press.answer(Origin(RUNNING))
    ack()


def refuse_command() -> None:
    """Say that a command is not known, when the manifest in Slack is not the program's own."""
    raise Refusal("unknown_command")


def _reply(services: Services, asker: Asker, typed: str, channel: str) -> Message:
    bare = typed.lstrip("/").casefold()
    if bare in _LIST:
        return waiting(services, asker)
    if bare in _SETTINGS:
        return settings_invitation()
    if bare in rules.NAMES:
        return rules.listed(services, asker)
    if bare == FOLLOWED:
        return told(services, asker, Origin(FOLLOWED), channel=channel)
    if bare == RUNNING.lstrip("/"):
        return told(services, asker, Origin(RUNNING), channel=channel)
    return told(services, asker, Origin(typed or HELP), channel=channel)


def _typed(command: Mapping[str, Any]) -> str:
    return typed_lines(str(command.get("text") or ""))


def _answer(ack: Ack, answer: Message) -> None:
    ack(text=answer["text"], blocks=answer["blocks"], response_type="ephemeral")
