"""views.*: dialogs and home tabs."""

from collections.abc import Mapping
from dataclasses import replace

from bot.workspace.content import with_ids
from bot.workspace.presenting import view_json
from bot.workspace.records import Surface, View
from bot.workspace.rules import check_view
from bot.workspace.state import State
from bot.workspace.tickets import Trigger
from bot.workspace.web_methods.calls import Call, Method
from bot.workspace.wire import Json, Refused

MOST_VIEWS = 3


def make_view(state: State, user: str, surface: Surface, wanted: object) -> View:
    """Check a view that the bot wants to show, and give it an id."""
    check_view(wanted, surface)
    definition = _with_ids(wanted)
    _check_external_id(state, definition)
    number = state.next_number()
    view_id = f"V{number:09d}"
    return View(view_id, user, surface, definition, hash=f"{number}.hash", root_id=view_id)


def push(state: State, view: View) -> View:
    """Lay a dialog on top of those that a person has open."""
    stack = state.stack(view.user)
    if not stack:
        raise Refused("not_found")
    if len(stack) >= MOST_VIEWS:
        raise Refused("push_limit_reached")
    view = replace(view, root_id=stack[0].id, previous_id=stack[-1].id)
    state.set_stack(view.user, (*stack, view))
    return view


def rewrite_view(state: State, view: View, wanted: object) -> View:
    """Show other contents in a dialog that is open; what was filled in stays."""
    check_view(wanted, view.surface)
    definition = _with_ids(wanted)
    return state.revise(
        view,
        definition=definition,
        hash=f"{state.next_number()}.hash",
        errors={},
        notice="",
    )


def _open(call: Call) -> Json:
    trigger = _redeem(call)
    view = make_view(call.state, trigger.user, "modal", call.parsed("view"))
    call.state.set_stack(trigger.user, (view,))
    return _answer(call.state, view)


def _push(call: Call) -> Json:
    trigger = _redeem(call)
    view = make_view(call.state, trigger.user, "modal", call.parsed("view"))
    return _answer(call.state, push(call.state, view))


def _update(call: Call) -> Json:
    view = _named_view(call)
    if view.surface != "modal":
        raise Refused("not_found")
    _check_hash(call, view)
    return _answer(call.state, rewrite_view(call.state, view, call.parsed("view")))


def _publish(call: Call) -> Json:
    user = call.text("user_id")
    call.state.member(user)
    wanted, shown = call.parsed("view"), call.state.home(user)
    if shown is None:
        return _answer(call.state, call.state.put_view(make_view(call.state, user, "home", wanted)))
    _check_hash(call, shown)
    return _answer(call.state, rewrite_view(call.state, shown, wanted))


def _redeem(call: Call) -> Trigger:
    state = call.state
    with state.lock:
        return state.tickets.redeem_trigger(call.text("trigger_id"), state.clock())


def _named_view(call: Call) -> View:
    if (external_id := call.optional("external_id")) is None:
        return call.state.view(call.text("view_id"))
    view = call.state.external_view(external_id)
    if view is None:
        raise Refused("not_found")
    return view


def _check_hash(call: Call, view: View) -> None:
    if call.optional("hash") not in (None, view.hash):
        raise Refused("hash_conflict")


def _check_external_id(state: State, definition: Json) -> None:
    external_id = definition.get("external_id")
    if external_id and state.external_view(external_id):
        raise Refused("duplicate_external_id")


def _with_ids(wanted: object) -> Json:
    definition: Json = dict(wanted)  # type: ignore[call-overload]  # check_view has seen a dict
    return definition | {"blocks": list(with_ids(definition["blocks"]))}


def _answer(state: State, view: View) -> Json:
    return {"view": view_json(state.settings, view)}


METHODS: Mapping[str, Method] = {
    "views.open": Method(_open),
    "views.push": Method(_push),
    "views.update": Method(_update),
    "views.publish": Method(_publish),
}
