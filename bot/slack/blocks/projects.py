"""Looking for a project: a picker that suggests while one types."""

from collections.abc import Iterable

from bot.slack.blocks.parts import Block, plain
from bot.slack.origin import Origin
from bot.texts import text
from bot.texts.cards.shaping import choice_of, item_line
from handlers.answers import Item

MOST_OPTIONS = 100
LONGEST_OPTION = 75
LONGEST_VALUE = 150
# Stands in no key.
_BETWEEN = "/"


def project_picker() -> Block:
    """Return the picker; what is running is suggested before anything is typed."""
    return {
        "type": "actions",
        "elements": [
            {
                "type": "external_select",
                "action_id": "pick_project",
                "placeholder": plain(text("slack.pick_project"), 150),
                "min_query_length": 0,
            }
        ],
    }


def suggestions(items: Iterable[Item]) -> list[Block]:
    """Return what the picker suggests."""
    return [_option(item) for item in items][:MOST_OPTIONS]


def picked(value: str) -> Origin:
    """Return what an option that the picker suggested asks for."""
    owner, _, key = value.rpartition(_BETWEEN)
    return Origin(key=key, owner=owner)


def _value(item: Item) -> str:
    value = f"{item.owner}{_BETWEEN}{item.key}"
    # Without its owner the asker's own family goes first, and nothing else is suggested.
    return value if len(value) <= LONGEST_VALUE else item.key


def _option(item: Item) -> Block:
    line = item_line(item)
    described = {"description": plain(line.text, LONGEST_OPTION)} if line.label else {}
    return {
        "text": plain(choice_of(item).label, LONGEST_OPTION),
        "value": _value(item),
        **described,
    }
