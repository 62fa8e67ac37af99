"""Fields of dialogs, and dialogs of fields."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from bot.slack.blocks.parts import Block, plain
from bot.texts import text

LONGEST_TITLE = 24
LONGEST_OPTION = 75
LONGEST_PLACEHOLDER = 150
MOST_CHECKBOXES = 10
# Each field's element has this name; the field's own name is its block's.
VALUE = "value"


def form(name: str, title: str, submit: str, blocks: Sequence[Block], carried: str = "") -> Block:
    """Return a dialog that can be sent in; ``carried`` comes back with it."""
    return {
        "type": "modal",
        "callback_id": name,
        "title": plain(title, LONGEST_TITLE),
        "submit": plain(submit, LONGEST_TITLE),
        "close": plain(text("slack.cancel"), LONGEST_TITLE),
        "private_metadata": carried,
        "blocks": list(blocks),
    }


def field(
    name: str, label: str, element: Block, *, hint: str = "", optional: bool = False
) -> Block:
    """Return a field with its label."""
    made: Block = {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "element": {**element, "action_id": VALUE},
        "optional": optional,
    }
    return {**made, "hint": plain(hint)} if hint else made


def day_picker(day: date | None = None) -> Block:
    """Return a picker of a day, perhaps with one in it."""
    return {"type": "datepicker", **({"initial_date": day.isoformat()} if day else {})}


def time_picker(at: time | None = None) -> Block:
    """Return a picker of a time of day, perhaps with one in it."""
    return {"type": "timepicker", **({"initial_time": f"{at:%H:%M}"} if at else {})}


def text_input(
    value: str = "", *, longest: int, placeholder: str = "", many: bool = False
) -> Block:
    """Return a field for words."""
    made: Block = {"type": "plain_text_input", "max_length": longest, "multiline": many}
    if value:
        made["initial_value"] = value
    if placeholder:
        made["placeholder"] = plain(placeholder, LONGEST_PLACEHOLDER)
    return made


def option(value: str, label: str, description: str = "") -> Block:
    """Return something to choose."""
    made: Block = {"text": plain(label, LONGEST_OPTION), "value": value}
    return {**made, "description": plain(description, LONGEST_OPTION)} if description else made


def radio(options: Sequence[Block], chosen: str = "") -> Block:
    """Return buttons of which one is chosen."""
    made: Block = {"type": "radio_buttons", "options": list(options)}
    first = [one for one in options if one["value"] == chosen]
    return {**made, "initial_option": first[0]} if first else made


def select(options: Sequence[Block], chosen: str) -> Block:
    """Return a list of which one is chosen."""
    made: Block = {"type": "static_select", "options": list(options)}
    first = [one for one in options if one["value"] == chosen]
    return {**made, "initial_option": first[0]} if first else made


def checkboxes(options: Sequence[Block], chosen: Iterable[str]) -> Block:
    """Return boxes to tick, at most ten."""
    ticked = set(chosen)
    made: Block = {"type": "checkboxes", "options": list(options)}
    first = [one for one in options if one["value"] in ticked]
    return {**made, "initial_options": first} if first else made


class Filled:
    """What somebody has filled in, by the names of the fields."""

    def __init__(self, view: Mapping[str, Any]) -> None:
        self._values: Mapping[str, Mapping[str, Any]] = view["state"]["values"]

    def has(self, name: str) -> bool:
        """Tell whether the dialog has a field."""
        return name in self._values

    def text(self, name: str) -> str:
        """Return what was written in a field, or nothing."""
        return str(self._of(name).get("value") or "").strip()

    def text_of(self, name: str) -> str:
        """Return what was written in the field with a name, or one with more after a slash."""
        found = (one for one in self._values if one == name or one.startswith(f"{name}/"))
        return next(map(self.text, found), "")

    def day(self, name: str) -> date | None:
        """Return the day that was picked, if any."""
        picked = self._of(name).get("selected_date")
        return date.fromisoformat(str(picked)) if picked else None

    def time(self, name: str) -> time | None:
        """Return the time of day that was picked, if any."""
        picked = self._of(name).get("selected_time")
        return time.fromisoformat(str(picked)) if picked else None

    def chosen(self, name: str) -> str:
        """Return the value of what was chosen, or nothing."""
        return str((self._of(name).get("selected_option") or {}).get("value") or "")

    def ticked(self, name: str) -> list[str]:
        """Return the values of all boxes that are ticked in fields whose names begin so."""
        return [
            str(option["value"])
            for block, _ in self._values.items()
            if block.startswith(name)
            for option in self._of(block).get("selected_options") or ()
        ]

    def ticked_in(self, name: str) -> list[str]:
        """Return the values of the boxes that are ticked in the field with just this name."""
        return [str(option["value"]) for option in self._of(name).get("selected_options") or ()]

    def _of(self, name: str) -> Mapping[str, Any]:
        return self._values.get(name, {}).get(VALUE) or {}
