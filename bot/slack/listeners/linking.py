"""Linking a Slack account to a person by a code that is sent to their address."""

from bot.slack.screens import sentence
from bot.slack.subcommands import Call
from bot.texts import text
from bot.texts.safe import clean
from handlers.link_codes import send_code, use_code
from handlers.people import name_of


def link_command(call: Call) -> bool:
    """Send a code from ``/samverkan koppla EPOST``."""
    if "@" not in call.rest:
        call.answer(sentence(text("slack.link_usage")))
        return True
    send_code(call.services, *_account(call), call.rest)
    call.answer(sentence(text("slack.link_sent")))
    return True


def code_command(call: Call) -> bool:
    """Link the account from ``/samverkan kod KODEN``."""
    if not call.rest:
        call.answer(sentence(text("slack.code_usage")))
        return True
    asker = use_code(call.services, *_account(call), call.rest)
    call.forget()
    name = clean(name_of(call.services, asker))
    call.answer(sentence(text("slack.linked", name=name)))
    return True


def _account(call: Call) -> tuple[str, str]:
    return str(call.command["team_id"]), str(call.command["user_id"])
