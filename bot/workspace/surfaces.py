"""What people do with elements: press a button, choose, look something up in a picker."""

from dataclasses import replace

from bot.workspace import payloads
from bot.workspace.acting import Acting
from bot.workspace.content import (
    Placed,
    Value,
    chosen,
    find,
    options_json,
    with_value,
)
from bot.workspace.journal import Journal
from bot.workspace.records import Message, Surroundings, View
from bot.workspace.rules import check_options, options_of
from bot.workspace.rules.elements import WRITTEN
from bot.workspace.sender import Sender
from bot.workspace.state import State
from bot.workspace.wire import Json, Option, Outcome, Refused

LEAST_TYPED = 3
NOT_REACHED = "Det gick inte att nå boten. Försök igen."


class Surfaces:
    """Let people use what stands in messages, dialogs and home tabs."""

    def __init__(self, state: State, sender: Sender, journal: Journal, acting: Acting) -> None:
        self._state = state
        self._sender = sender
        self._journal = journal
        self._acting = acting
        self._offered: dict[tuple[str, str, str, str], list[Json]] = {}

    def press(
        self, user: str, where: Surroundings, name: str, block_id: str | None = None
    ) -> Outcome:
        """Press a button, named by its action id or by what stands on it."""
        where = self.current(user, where)
        placed = find(where, name, block_id)
        return self._dispatch(user, where, payloads.action(self._state, placed, None))

    def choose(
        self,
        user: str,
        where: Surroundings,
        name: str,
        value: Value,
        block_id: str | None = None,
    ) -> Outcome:
        """Choose in a picker or fill in a field; the bot hears of it when Slack would tell it."""
        where = self.current(user, where)
        placed = find(where, name, block_id)
        held = chosen(placed.element, self.offered(user, where, placed), value)
        if placed.element["type"] != "overflow":
            where = self._store(replace(where, state=with_value(where, placed, held)))
        if not placed.dispatches:
            return Outcome()
        return self._dispatch(user, where, payloads.action(self._state, placed, held))

    def type(
        self, user: str, where: Surroundings, name: str, text: str, block_id: str | None = None
    ) -> Outcome:
        """Type in a field; the bot hears of it only where the field tells of each letter."""
        where = self.current(user, where)
        placed = find(where, name, block_id)
        if placed.element["type"] not in WRITTEN:
            raise LookupError(f"nothing is typed in a {placed.element['type']}")
        held = chosen(placed.element, [], text)
        where = self._store(replace(where, state=with_value(where, placed, held)))
        if not placed.dispatches_letters:
            return Outcome()
        return self._dispatch(user, where, payloads.action(self._state, placed, held))

    def suggest(
        self,
        user: str,
        where: Surroundings,
        name: str,
        typed: str,
        block_id: str | None = None,
    ) -> tuple[Option, ...]:
        """Type in a picker and get what the bot suggests."""
        where = self.current(user, where)
        placed = find(where, name, block_id)
        if len(typed) < placed.element.get("min_query_length", LEAST_TYPED):
            return ()
        envelope = payloads.block_suggestion(self._state, user, where, placed, typed)
        try:
            answer = check_options(self._sender.once(envelope).receipt.body)
        except Refused as refused:
            self._journal.note_refusal(f"suggestions for {placed.action_id}", refused)
            return ()
        self._offered[_key(user, where, placed)] = options_json(answer)
        return options_of(answer)

    def offered(self, user: str, where: Surroundings, placed: Placed) -> list[Json]:
        """List what a person can choose from now."""
        looked_up = self._offered.get(_key(user, where, placed), [])
        return options_json(placed.element) or looked_up or _kept(where, placed)

    def current(self, user: str, where: Surroundings) -> Surroundings:
        """Give the surface as it is now, if the person can see it."""
        if isinstance(where, View):
            return self._state.view(where.id)
        message = self._state.message(where.channel, where.ts)
        if message.only_for not in (None, user):
            raise Refused("message_not_found")
        return message

    def _dispatch(self, user: str, where: Surroundings, action: Json) -> Outcome:
        outcome = self._sender.once(payloads.block_actions(self._state, user, where, [action]))
        if outcome.failure:
            self._complain(user, where, outcome.failure)
        return outcome

    def _complain(self, user: str, where: Surroundings, failure: str) -> None:
        if isinstance(where, View):
            self._state.revise(where, notice=NOT_REACHED)
        else:
            name = self._state.settings.bot.name
            self._acting.apologise(user, where.channel, name, failure)

    def _store(self, where: Surroundings) -> Surroundings:
        if isinstance(where, Message):
            return self._state.put_message(where)
        return self._state.put_view(where)


def _key(user: str, where: Surroundings, placed: Placed) -> tuple[str, str, str, str]:
    name = where.id if isinstance(where, View) else where.ts
    return (user, name, placed.block_id, placed.action_id)


def _kept(where: Surroundings, placed: Placed) -> list[Json]:
    held = where.state.get(placed.block_id, {}).get(placed.action_id, {})
    kept = [held.get("selected_option"), placed.element.get("initial_option")]
    several = [*held.get("selected_options", []), *placed.element.get("initial_options", [])]
    return [option for option in (*kept, *several) if option]
