"""What a block is about, written in its id, so that a message can be shown again as it is now."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.slack.blocks.parts import Block

LONGEST_ID = 255
# A duty, an office's part of one, a meeting, the duties that have a line and no buttons, and
# what was decided.
DUTY, PART, MEETING, REST, DECISION = "d", "p", "m", "r", "b"
HOME = "home"
# The tag may hold anything; what comes last decides.
_ID = re.compile(r"(?P<tag>.*)\|(?P<kind>[dpmrb])(?P<numbers>\d+(?:\.\d+)*)!?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a block is about, and where it stands.

    ``tag`` is empty in a reminder, ``HOME`` on the home tab, and else the value of the origin of
    the list.
    """

    tag: str
    kind: str
    numbers: tuple[int, ...]


def marked(blocks: Sequence[Block], mark: Mark) -> list[Block]:
    """Write what they are about into the ids of a line and of the row of buttons under it."""
    numbers = ".".join(map(str, mark.numbers))
    written = f"{mark.tag}|{mark.kind}{numbers}"
    return [
        {**block, "block_id": f"{written}{'!' * (block['type'] == 'actions')}"} for block in blocks
    ]


def read_mark(block_id: str) -> Mark | None:
    """Return what a block is about, or None where it is about nothing of ours."""
    found = _ID.fullmatch(block_id)
    if found is None:
        return None
    return Mark(found["tag"], found["kind"], tuple(map(int, found["numbers"].split("."))))


def as_many(tag: str, kind: str, numbers: Iterable[int]) -> Mark:
    """Return the mark of several, as far as there is room for them in an id."""
    kept: list[int] = []
    room = LONGEST_ID - len(tag) - 3
    for number in numbers:
        room -= len(str(number)) + 1
        if room < 0:
            break
        kept.append(number)
    return Mark(tag, kind, tuple(kept))
