"""The home tab: what runs, what one follows, how to ask, what waits."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.slack.blocks.lists import explained, item_rows
from bot.slack.blocks.parts import Block, button, buttons, heading, said, small
from bot.slack.blocks.projects import project_picker
from bot.slack.blocks.welcome import let_me_in
from bot.slack.origin import Origin
from bot.texts import text
from bot.texts.wording import phrases
from handlers.answers import Item

MOST_ITEMS = 10
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Home:
    """What a person's home tab holds; ``waiting`` is None for who may not see the list."""

    running: Sequence[Item]
    followed: Sequence[Item]
    known: bool
    waiting: int | None = None


def home_tab(home: Home) -> Block:
    """Return the home tab."""
    return home_tab_with(
        [
            *_waiting(home.waiting),
            heading(text("slack.home_running")),
            *(_items(home.running) or [said(text("slack.home_nothing_runs"))]),
            project_picker(),
            heading(text("slack.home_followed")),
            *_followed(home),
            heading(text("slack.home_ask")),
            *explained([text("slack.home_how")]),
            *_examples(),
        ]
    )


def home_tab_with(blocks: Sequence[Block]) -> Block:
    """Return a home tab of these blocks."""
    return {"type": "home", "blocks": list(blocks)}


def _waiting(count: int | None) -> list[Block]:
    if count is None:
        return []
    told = text("slack.tasks", count=count) if count else text("slack.no_tasks")
    opening = button(text("slack.open_tasks"), "open_tasks")
    return [heading(text("slack.tasks_heading")), said(told), *buttons([opening])]


def _followed(home: Home) -> list[Block]:
    if not home.known:
        return [said(text("slack.home_stranger")), *buttons([let_me_in()])]
    return _items(home.followed) or [said(text("slack.home_follows_nothing"))]


def _items(items: Sequence[Item]) -> list[Block]:
    shown = item_rows(items[:MOST_ITEMS])
    rest = len(items) - MOST_ITEMS
    return [*shown, *([small(text("slack.home_rest", count=rest))] if rest > 0 else [])]


def _examples() -> list[Block]:
    examples = phrases("guide.examples")[:EXAMPLES]
    return buttons(
        button(example, f"choose_{number}", Origin(example).value())
        for number, example in enumerate(examples)
    )
