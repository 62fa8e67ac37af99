"""Blocks and their limits, and what must be unique among them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from bot.workspace.rules.elements import ACCESSORY, ACTION, ANY_TEXT, ELEMENTS, INPUT
from bot.workspace.rules.rich_text import RICH_TEXT
from bot.workspace.rules.schema import (
    Check,
    Problems,
    anything,
    flag,
    listing,
    shape,
    string,
    text,
    typed,
)
from bot.workspace.wire import Json

BLOCK: Mapping[str, Check] = {"type": anything, "block_id": string(255, least=1)}
CONTEXT_PART = typed(
    {
        "image": ELEMENTS["image"],
        "plain_text": text(3000),
        "mrkdwn": text(3000, "mrkdwn"),
    }
)

BLOCKS: Mapping[str, Check] = {
    "section": shape(
        {
            **BLOCK,
            "text": text(3000, *ANY_TEXT),
            "fields": listing(text(2000, *ANY_TEXT), 10),
            "accessory": ACCESSORY,
            "expand": flag,
        },
        at_least_one=("text", "fields"),
    ),
    "header": shape({**BLOCK, "text": text(150)}, "text"),
    "divider": shape(BLOCK),
    "context": shape({**BLOCK, "elements": listing(CONTEXT_PART, 10)}, "elements"),
    "actions": shape({**BLOCK, "elements": listing(ACTION, 25)}, "elements"),
    "image": shape(
        {
            **BLOCK,
            "image_url": string(3000, least=1),
            "alt_text": string(2000, least=1),
            "title": text(2000),
        },
        "image_url",
        "alt_text",
    ),
    "input": shape(
        {
            **BLOCK,
            "label": text(2000),
            "element": INPUT,
            "hint": text(2000),
            "optional": flag,
            "dispatch_action": flag,
        },
        "label",
        "element",
    ),
    "rich_text": RICH_TEXT,
}


def check_blocks(blocks: list[Any], most: int, pointer: str, problems: Problems) -> None:
    """Write down every fault in a list of blocks."""
    listing(typed(BLOCKS), most, least=0)(blocks, pointer, problems)
    known = [block for block in blocks if isinstance(block, dict)]
    _check_unique("block_id", known, pointer, problems)
    for index, block in enumerate(known):
        _check_unique("action_id", list(elements_of(block)), f"{pointer}/{index}", problems)


def elements_of(block: Json) -> Iterator[Json]:
    """Give the interactive elements of one block, in reading order."""
    candidates = [block.get("accessory"), block.get("element"), *_list(block.get("elements"))]
    for candidate in candidates:
        if isinstance(candidate, dict) and candidate.get("type") in INTERACTIVE:
            yield candidate


INTERACTIVE = frozenset(ELEMENTS) - {"image"}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _check_unique(key: str, holders: list[Json], pointer: str, problems: Problems) -> None:
    ids = Counter(str(holder[key]) for holder in holders if key in holder)
    for name, times in ids.items():
        if times > 1:
            problems.add(f"{key} `{name}` already exists", pointer)
