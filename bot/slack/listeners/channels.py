"""Channels: tied to the collaboration whose coordinator writes there, and let go of."""

from slack_bolt import Ack, App

from bot.slack.blocks.channels import tied_channel, untied_channel
from bot.slack.blocks.parts import Message
from bot.slack.middleware import Introductions
from bot.slack.press import Press, on_press
from bot.slack.subcommands import Call
from handlers.answers import Asker
from handlers.channels import channel_tie, tie_channel, untie_channel
from handlers.errors import Refusal
from handlers.ports import Services

_UNTYING = frozenset({"bort", "av", "koppla bort", "ta bort", "lossa"})


def register(app: App, introductions: Introductions) -> None:
    """Listen for the two buttons."""
    press = on_press(introductions)
    app.action("tie_channel", middleware=press)(tie)
    app.action("untie_channel", middleware=press)(untie)


def channel_command(call: Call) -> bool:
    """Tie the channel where ``/samverkan kanal`` is written; ``kanal bort`` lets go of it."""
    wanted = call.rest.casefold()
    if wanted and wanted not in _UNTYING:
        return False
    team = str(call.command["team_id"])
    act = _untied if wanted else _tied
    call.answer(act(call.services, call.asker, team, call.channel))
    return True


def tie(ack: Ack, press: Press) -> None:
    """Tie the channel where the button is."""
    press.screen.show(_tied(press.services, press.asker, *_place(press)))
    ack()


def untie(ack: Ack, press: Press) -> None:
    """Let go of the channel where the button is."""
    press.screen.show(_untied(press.services, press.asker, *_place(press)))
    ack()


def _tied(services: Services, asker: Asker, team: str, channel: str) -> Message:
    if channel.startswith("D"):
        raise Refusal("direct_only")
    before = channel_tie(services, asker, team, channel)
    tied = tie_channel(services, asker, team, channel)
    return tied_channel(tied, already=before == tied)


def _untied(services: Services, asker: Asker, team: str, channel: str) -> Message:
    before = channel_tie(services, asker, team, channel)
    untie_channel(services, asker, team, channel)
    return untied_channel(was=before is not None)


def _place(press: Press) -> tuple[str, str]:
    return str(press.body["team"]["id"]), press.screen.channel
