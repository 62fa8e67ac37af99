"""What people do with words: slash commands, messages, mentions, a look at the home tab."""

import html
import re

from bot.workspace import payloads
from bot.workspace.journal import Journal
from bot.workspace.records import Channel, Message
from bot.workspace.sender import Sender
from bot.workspace.state import SYSTEM, State
from bot.workspace.tickets import Response
from bot.workspace.web_api import place_answer
from bot.workspace.wire import Json, Outcome, Receipt, Refused

TOO_LATE = "{what} svarade inte i tid. Försök igen om en stund."
NO_ANSWER = "{what} kunde inte nås. Kontrollera att boten är igång och försök igen."
BAD_ANSWER = "{what} gav ett svar som inte går att visa ({code})."
NO_COMMAND = "{what} är inget kommando här. Skriv / för att se vilka som finns."
NOT_INVITED = "{what} är inte med i den här kanalen."


class Acting:
    """Let people write, and let the bot hear of it."""

    def __init__(self, state: State, sender: Sender, journal: Journal) -> None:
        self._state = state
        self._sender = sender
        self._journal = journal

    def command(self, user: str, command: str, text: str = "", channel: str = "") -> Outcome:
        """Send a slash command; without a channel from the direct message with the bot."""
        place = self._place(user, channel or user)
        if command not in {known.name for known in self._state.settings.commands}:
            self._tell(user, place.id, NO_COMMAND.format(what=command))
            return Outcome(refusal="unknown_command")
        envelope = payloads.slash_command(self._state, user, command, text, place)
        outcome = self._sender.once(envelope)
        if outcome.failure:
            self.apologise(user, place.id, command, outcome.failure)
            return outcome
        return self._show_answer(user, place, f"{command} {text}".strip(), outcome.receipt)

    def say(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> Outcome:
        """Write a message; the bot hears direct messages and mentions."""
        place = self._place(user, channel)
        message = self._write(user, place, self.escaped(text), thread_ts)
        mentioned = f"<@{self._state.settings.bot.user_id}>" in message.text
        if place.kind == "im":
            return self._tell_bot("im:history", "message", message)
        if mentioned and not place.bot_is_member:
            self._tell(user, place.id, NOT_INVITED.format(what=self._state.settings.bot.name))
        elif mentioned:
            return self._tell_bot("app_mentions:read", "app_mention", message)
        return Outcome()

    def mention(self, user: str, channel: str, text: str) -> Outcome:
        """Write a message that begins with the bot's name."""
        return self.say(user, channel, f"@{self._state.settings.bot.name} {text}")

    def shortcut(self, user: str, message: Message, name: str) -> Outcome:
        """Choose in the menu of a message, by callback id or by what stands there."""
        place = self._place(user, message.channel)
        message = self._state.message(place.id, message.ts)
        if message.is_ephemeral:
            raise LookupError("what only one person sees has no menu")
        chosen = self._named(name)
        outcome = self._sender.once(payloads.message_action(self._state, user, message, chosen))
        if outcome.failure:
            self.apologise(user, place.id, self._state.settings.bot.name, outcome.failure)
        return outcome

    def open_home(self, user: str) -> Outcome:
        """Look at the home tab."""
        self._state.member(user)
        return self._sender.stubbornly(payloads.home_opened(self._state, user))

    def escaped(self, text: str) -> str:
        """Write a person's text as Slack stores it, with the bot's name as a mention."""
        bot = self._state.settings.bot
        safe = html.escape(text, quote=False)
        return re.sub(rf"@{re.escape(bot.name)}\b", f"<@{bot.user_id}>", safe)

    def apologise(self, user: str, channel: str, what: str, failure: str) -> None:
        """Tell the person that the bot did not take care of what they did."""
        sentence = TOO_LATE if failure == "http_timeout" else NO_ANSWER
        self._tell(user, channel, sentence.format(what=what))

    def _show_answer(self, user: str, place: Channel, typed: str, receipt: Receipt) -> Outcome:
        body = _as_message(receipt.body)
        if body is None:
            return Outcome(receipt)
        if body.get("response_type") == "in_channel":
            self._write(user, place, self.escaped(typed), None)
        try:
            place_answer(self._state, Response(user, place.id, self._state.clock()), body)
        except Refused as refused:
            self._journal.note_refusal(f"answer to {typed}", refused)
            self._tell(user, place.id, BAD_ANSWER.format(what=typed, code=refused.code))
            return Outcome(receipt, refusal=refused.code)
        return Outcome(receipt)

    def _named(self, name: str) -> str:
        offered = self._state.settings.shortcuts
        found = [one.callback_id for one in offered if name in (one.callback_id, one.name)]
        if not found:
            names = ", ".join(f"{one.callback_id} ({one.name})" for one in offered)
            raise LookupError(f"no message has {name!r} in its menu; there are: {names}")
        return found[0]

    def _tell_bot(self, scope: str, kind: str, message: Message) -> Outcome:
        if scope not in self._state.settings.scopes:
            return Outcome()
        return self._sender.stubbornly(payloads.message_event(self._state, kind, message))

    def _place(self, user: str, channel: str) -> Channel:
        self._state.member(user)
        place = self._state.channel(channel)
        if not place.has(user):
            raise Refused("not_in_channel")
        return place

    def _write(self, user: str, place: Channel, text: str, thread_ts: str | None) -> Message:
        ts = self._state.next_ts()
        return self._state.put_message(Message(place.id, ts, user, text, thread_ts=thread_ts))

    def _tell(self, user: str, channel: str, text: str) -> None:
        message = Message(channel, self._state.next_ts(), SYSTEM, text, only_for=user)
        self._state.put_message(message)


def _as_message(body: Json | str | None) -> Json | None:
    if isinstance(body, str):
        return {"text": body} if body.strip() else None
    return body or None
