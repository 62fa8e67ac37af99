"""How the columns of a table share the width of a mail."""

import re
from collections.abc import Sequence

from markupsafe import Markup, escape

# So many letters have room beside each other in a mail, and so many fewer for each gap.
_ROOM, _GAP = 59, 2
# What a column keeps whose words break anywhere; the first says what the row is about.
_FIRST, _OTHERS = 15, 11
# As narrow as any column gets, for the sake of days and of words in a row.
_NARROWEST = 8
_BREAKS = re.compile(r"[\s@\u2013-]")


def broken_columns(rows: Sequence[Sequence[str]]) -> frozenset[int]:
    """Return the columns whose longest words leave no room for the others, the longest first."""
    needed = {at: _longest([row[at] for row in rows]) for at in range(len(rows[0]))}
    room = _ROOM - _GAP * len(needed)
    broken = set()
    for at in sorted(needed, key=lambda one: needed[one], reverse=True):
        if sum(needed.values()) <= room:
            break
        broken.add(at)
        needed[at] = min(needed[at], _OTHERS if at else _FIRST)
    return frozenset(broken)


def breakable(said: str) -> Markup:
    """Return words as markup in which an address breaks after its @."""
    return Markup("@<wbr />").join(map(escape, said.split("@")))


def _longest(cells: Sequence[str]) -> int:
    longest = max(len(word) for cell in cells for word in _BREAKS.split(cell))
    return max(longest, _NARROWEST)
