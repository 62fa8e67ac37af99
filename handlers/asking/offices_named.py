"""Which offices somebody names: "Habo, Eksjö och Tranås"."""

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

from handlers.errors import Refusal
from storage.words import fold

# "Habo, Mullsjö och Aneby"; an office of several municipalities is called by all of them.
_BETWEEN = re.compile(r"( ?, ?(?:och )?| och | samt | & )")
_EVERYONE = frozenset({"alla", "allihop", "samtliga", "alla kontor", "samtliga kontor"})
_TAIL = re.compile(r" (?:kommun|kommuns|miljokontor|miljokontoret)$")
# The municipalities that the largest joint office serves, and some.
_MOST_PARTS = 12


class Named(Protocol):
    """An office, whose name is that of its municipalities."""

    @property
    def name(self) -> str:
        """Return it."""


_Office = TypeVar("_Office", bound=Named)


def offices_named(offices: Sequence[_Office], said: str) -> tuple[_Office, ...]:
    """Return the offices that are named, each once; refuse a name that is none of theirs."""
    if fold(said) in _EVERYONE:
        return tuple(offices)
    parts = _BETWEEN.split(said.strip())
    found: list[_Office] = []
    while parts:
        count, office = _longest(offices, parts)
        found.append(office)
        parts = parts[count + 1 :]
    return tuple(dict.fromkeys(found))


def _longest(offices: Sequence[_Office], parts: Sequence[str]) -> tuple[int, _Office]:
    """Return the office that the most parts name together, and how many those are."""
    for count in range(min(len(parts), _MOST_PARTS), 0, -1):
        name = "".join(parts[:count])
        if office := _called(offices, name):
            return count, office
    raise Refusal("office_not_found", office=parts[0])


def _called(offices: Sequence[_Office], name: str) -> _Office | None:
    wanted = _TAIL.sub("", fold(name))
    whole = (one for one in offices if fold(one.name) == wanted)
    part = (one for one in offices if wanted in fold(one.name).split(", "))
    return next(whole, None) or next(part, None)
