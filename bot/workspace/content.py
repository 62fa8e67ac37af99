"""What stands in blocks: missing ids filled in, elements found, choices written as Slack does."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass

from bot.workspace.records import Surroundings
from bot.workspace.rules.blocks import elements_of
from bot.workspace.rules.elements import WRITTEN
from bot.workspace.wire import Json

Value = str | list[str] | None

TYPED = "on_character_entered"
SINGLE = ("static_select", "external_select", "radio_buttons", "overflow")
SEVERAL = ("multi_static_select", "checkboxes")
VALUE_KEY: Mapping[str, str] = {
    **dict.fromkeys(WRITTEN, "value"),
    **dict.fromkeys(SINGLE, "selected_option"),
    **dict.fromkeys(SEVERAL, "selected_options"),
    "datepicker": "selected_date",
    "timepicker": "selected_time",
}
INITIAL_KEY: Mapping[str, str] = {
    **dict.fromkeys(WRITTEN, "initial_value"),
    **dict.fromkeys(SINGLE, "initial_option"),
    **dict.fromkeys(SEVERAL, "initial_options"),
    "datepicker": "initial_date",
    "timepicker": "initial_time",
}


@dataclass(frozen=True, slots=True)
class Placed:
    """Point at one element in its block."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        """Give the id of the block."""
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        """Give the id of the element."""
        return str(self.element["action_id"])

    @property
    def label(self) -> str:
        """Give what stands on a button, or beside a field."""
        holder = self.block if self.block["type"] == "input" else self.element
        return str((holder.get("label") or holder.get("text") or {}).get("text", ""))

    @property
    def dispatches(self) -> bool:
        """Tell whether the bot hears of a choice at once."""
        return self.block["type"] != "input" or bool(self.block.get("dispatch_action"))

    @property
    def dispatches_letters(self) -> bool:
        """Tell whether the bot hears of each letter that is typed."""
        config = self.element.get("dispatch_action_config", {})
        return self.dispatches and TYPED in config.get("trigger_actions_on", [])


def with_ids(blocks: Iterable[Json]) -> tuple[Json, ...]:
    """Copy blocks, giving ids to those without, as Slack does."""
    copied = deepcopy(list(blocks))
    for number, block in enumerate(copied):
        block.setdefault("block_id", f"auto{number}")
        for place, element in enumerate(elements_of(block)):
            element.setdefault("action_id", f"auto{number}.{place}")
    return tuple(copied)


def placed_in(where: Surroundings) -> list[Placed]:
    """List every interactive element, in reading order."""
    return [Placed(block, element) for block in where.blocks for element in elements_of(block)]


def find(where: Surroundings, name: str, block_id: str | None = None) -> Placed:
    """Find one element by its action id or by what a person reads on it."""
    near = [p for p in placed_in(where) if block_id in (None, p.block_id)]
    found = [p for p in near if p.action_id == name] or [p for p in near if p.label == name]
    if len(found) != 1:
        names = ", ".join(f"{p.action_id} ({p.label})" for p in near)
        raise LookupError(f"{len(found)} elements are called {name!r} here; there are: {names}")
    return found[0]


def options_json(element: Json) -> list[Json]:
    """List an element's own options, grouped or not."""
    groups = element.get("option_groups", [])
    return [*element.get("options", []), *(o for group in groups for o in group["options"])]


def chosen(element: Json, options: list[Json], value: Value) -> Json:
    """Write a person's choice as Slack keeps it in `state.values`."""
    kind = element["type"]
    if kind in SINGLE:
        picked = None if value in (None, "", []) else _pick(options, str(value))
        return {"type": kind, "selected_option": picked}
    if kind in SEVERAL:
        wanted = [value] if isinstance(value, str) else value or []
        return {"type": kind, "selected_options": [_pick(options, each) for each in wanted]}
    return {"type": kind, VALUE_KEY[kind]: value or None}


def initial(element: Json) -> Json | None:
    """Write what an element holds before anyone has touched it."""
    kind = element["type"]
    if kind not in VALUE_KEY or kind == "overflow":
        return None
    empty: list[Json] | None = [] if kind in SEVERAL else None
    return {"type": kind, VALUE_KEY[kind]: element.get(INITIAL_KEY[kind], empty)}


def values_of(where: Surroundings) -> dict[str, dict[str, Json]]:
    """Give `state.values`: what every field holds now."""
    values: dict[str, dict[str, Json]] = {}
    for placed in placed_in(where):
        held = where.state.get(placed.block_id, {}).get(placed.action_id)
        held = initial(placed.element) if held is None else held
        if held is not None:
            values.setdefault(placed.block_id, {})[placed.action_id] = held
    return values


def with_value(where: Surroundings, placed: Placed, held: Json) -> dict[str, dict[str, Json]]:
    """Give the state of a surface after one more choice."""
    state = {block: dict(values) for block, values in where.state.items()}
    state.setdefault(placed.block_id, {})[placed.action_id] = held
    return state


def _pick(options: list[Json], value: str) -> Json:
    by_value = [option for option in options if option["value"] == value]
    by_label = [option for option in options if option["text"]["text"] == value]
    if not (by_value or by_label):
        offered = ", ".join(option["value"] for option in options)
        raise LookupError(f"nothing called {value!r} is offered; there are: {offered}")
    return (by_value or by_label)[0]
