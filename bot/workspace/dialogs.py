"""What people do with dialogs: fill in, send, go back, leave."""

from collections.abc import Mapping
from dataclasses import replace

from bot.workspace import payloads
from bot.workspace.content import Value, chosen, find, with_value
from bot.workspace.fields import faults
from bot.workspace.journal import Journal
from bot.workspace.records import View
from bot.workspace.rules import check_errors
from bot.workspace.sender import Sender
from bot.workspace.state import State
from bot.workspace.surfaces import NOT_REACHED, Surfaces
from bot.workspace.web_methods.views import make_view, push, rewrite_view
from bot.workspace.wire import Json, Outcome, Receipt, Refused


class Dialogs:
    """Let people use the dialog that lies on top."""

    def __init__(self, state: State, sender: Sender, journal: Journal, surfaces: Surfaces) -> None:
        self._state = state
        self._sender = sender
        self._journal = journal
        self._surfaces = surfaces

    def top(self, user: str) -> View:
        """Give the dialog that a person sees."""
        stack = self._state.stack(user)
        if not stack:
            raise LookupError(f"{user} has no dialog open")
        return stack[-1]

    def submit(self, user: str, values: Mapping[str, Value]) -> Outcome:
        """Fill in fields, named by action id, block id or label, and send the dialog."""
        view = self._fill(self.top(user), values)
        if found := faults(view):
            self._state.revise(view, errors=found, notice="")
            return Outcome(errors=found)
        view = self._state.revise(view, errors={}, notice="")
        outcome = self._sender.once(payloads.view_submission(self._state, view))
        if outcome.failure:
            self._notice(view)
            return outcome
        return self._follow(view, outcome.receipt)

    def fill(self, user: str, values: Mapping[str, Value]) -> View:
        """Fill in fields without sending."""
        return self._fill(self.top(user), values)

    def close(self, user: str, *, everything: bool = False) -> Outcome:
        """Leave the dialog, back to the one below if there is one."""
        view = self.top(user)
        cleared = everything or bool(view.definition.get("clear_on_close"))
        left = () if cleared else self._state.stack(user)[:-1]
        self._state.set_stack(user, left)
        if not view.definition.get("notify_on_close"):
            return Outcome()
        return self._sender.once(payloads.view_closed(self._state, view, cleared=cleared))

    def _fill(self, view: View, values: Mapping[str, Value]) -> View:
        for name, value in values.items():
            placed = find(view, *_address(view, name))
            held = chosen(placed.element, self._surfaces.offered(view.user, view, placed), value)
            view = replace(view, state=with_value(view, placed, held))
        return self._state.put_view(view)

    def _follow(self, view: View, receipt: Receipt) -> Outcome:
        try:
            errors = self._obey(view, receipt.body)
        except Refused as refused:
            self._journal.note_refusal(f"answer to {view.definition.get('callback_id')}", refused)
            self._notice(view)
            return Outcome(receipt, refusal=refused.code)
        return Outcome(receipt, errors=errors)

    def _obey(self, view: View, body: Json | str | None) -> dict[str, str]:
        if not body:
            self._pop(view)
            return {}
        if not isinstance(body, dict):
            raise Refused("invalid_payload")
        match body.get("response_action"):
            case "errors":
                return self._mark(view, body)
            case "update":
                rewrite_view(self._state, self._state.view(view.id), body.get("view"))
            case "push":
                push(self._state, make_view(self._state, view.user, "modal", body.get("view")))
            case "clear":
                self._state.set_stack(view.user, ())
            case unknown:
                raise Refused("invalid_arguments", f"response_action: {unknown}")
        return {}

    def _mark(self, view: View, body: Json) -> dict[str, str]:
        errors = check_errors(body.get("errors"), view.definition)
        self._state.revise(self._state.view(view.id), errors=errors)
        return errors

    def _pop(self, view: View) -> None:
        stack = self._state.stack(view.user)
        if stack and stack[-1].id == view.id:
            self._state.set_stack(view.user, stack[:-1])

    def _notice(self, view: View) -> None:
        self._state.revise(view, notice=NOT_REACHED)


def _address(view: View, name: str) -> tuple[str, str | None]:
    for block in view.blocks:
        if block["block_id"] == name and block["type"] == "input":
            return str(block["element"]["action_id"]), name
    return name, None
