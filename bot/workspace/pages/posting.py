"""What the page sends: written lines, presses, choices and dialogs, turned into what people do."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from bot.workspace.content import SEVERAL, Value, find
from bot.workspace.pages.showing import at_address
from bot.workspace.records import View
from bot.workspace.wire import Outcome

if TYPE_CHECKING:
    from bot.workspace.server import Workspace

Form = Mapping[str, list[str]]
FIELD = "field:"


def read_form(body: bytes) -> Form:
    """Read a form with every value of every field."""
    return parse_qs(body.decode(), keep_blank_values=True)


def write(workspace: "Workspace", user: str, form: Form) -> Outcome:
    """Send what stands in the composer: a command, or a message."""
    channel, text = first(form, "channel"), first(form, "text").strip()
    if not text:
        return Outcome()
    if text.startswith("/"):
        command, _, rest = text.partition(" ")
        return workspace.command(user, command, rest.strip(), channel)
    outcome = workspace.say(user, channel, text)
    if outcome.failure:
        workspace.apologise(user, channel, outcome.failure)
    return outcome


def act(workspace: "Workspace", user: str, form: Form) -> Outcome:
    """Press a button, type in a field, or choose in a picker."""
    where = at_address(workspace.state, first(form, "where"))
    if isinstance(where, View) and where.surface == "modal":
        workspace.fill(user, _filled(where, form))
    if "type" in form:
        block, action, _ = read_field(first(form, "type"))
        return workspace.type(user, action, first(form, "value"), block, where)
    if "press" in form:
        block, action, _ = read_field(first(form, "press"))
        return workspace.press(user, where, action, block)
    block, action, value = read_field(first(form, "choose"))
    element = find(where, action, block).element
    values = [value] if value else form.get("value", [])
    chosen: Value = values if element["type"] in SEVERAL else "".join(values[:1])
    return workspace.choose(user, where, action, chosen, block)


def shortcut(workspace: "Workspace", user: str, form: Form) -> Outcome:
    """Choose in the menu of a message."""
    message = at_address(workspace.state, first(form, "where"))
    if isinstance(message, View):
        return Outcome(refusal="message_not_found")
    return workspace.shortcut(user, message, first(form, "shortcut"))


def send_dialog(workspace: "Workspace", user: str, form: Form) -> Outcome:
    """Send a dialog with what stands in its fields."""
    view = workspace.state.view(first(form, "where").removeprefix("v:"))
    return workspace.submit(user, _filled(view, form))


def first(form: Form, name: str) -> str:
    """Give the first value of a field, or nothing."""
    return form.get(name, [""])[0]


def read_field(address: str) -> tuple[str, str, str]:
    """Take apart the address of a field: block, action, and the value it may carry."""
    parts = parse_qs(address)
    return first(parts, "block"), first(parts, "action"), first(parts, "value")


def _filled(view: View, form: Form) -> dict[str, Value]:
    return dict(_values(view, form))


def _values(view: View, form: Form) -> Iterable[tuple[str, Value]]:
    inputs = {b["block_id"]: b["element"] for b in view.blocks if b["type"] == "input"}
    for name, values in form.items():
        if name.startswith(FIELD):
            block = read_field(name.removeprefix(FIELD))[0]
            several = block in inputs and inputs[block]["type"] in SEVERAL
            if block in inputs:
                yield block, [v for v in values if v] if several else values[-1]
