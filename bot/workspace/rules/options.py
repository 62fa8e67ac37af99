"""What a bot may answer when a picker asks for suggestions."""

from typing import Any

from bot.workspace.rules.elements import OPTION, OPTION_GROUPS
from bot.workspace.rules.schema import Problems, listing, shape
from bot.workspace.wire import Option, Refused

MOST_OPTIONS = 100

ANSWER = shape(
    {"options": listing(OPTION, MOST_OPTIONS, least=0), "option_groups": OPTION_GROUPS},
    exactly_one=("options", "option_groups"),
)


def check_options(answer: Any) -> dict[str, Any]:
    """Refuse suggestions beyond the limits; give the answer back when it is good."""
    problems = Problems()
    ANSWER(answer, "", problems)
    if problems.found:
        raise Refused("invalid_options", *problems.found)
    good: dict[str, Any] = answer
    return good


def options_of(holder: dict[str, Any]) -> tuple[Option, ...]:
    """Read the options of an element or an answer, grouped or not."""
    single = [_option(item, "") for item in holder.get("options", [])]
    grouped = [
        _option(item, group["label"]["text"])
        for group in holder.get("option_groups", [])
        for item in group["options"]
    ]
    return (*single, *grouped)


def _option(item: dict[str, Any], group: str) -> Option:
    description = item.get("description", {}).get("text", "")
    return Option(item["value"], item["text"]["text"], description, group)
