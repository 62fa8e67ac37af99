"""Whom a meeting is for, as a cell says it: roles and groups by their names."""

import re
from collections.abc import Iterator

from handlers.imports.cells import Cells
from handlers.imports.date_row import Guests
from handlers.imports.directory import Directory, Found
from handlers.imports.problems import Code
from handlers.role_words import ROLE_WORDS, role_named

_AND = re.compile(r"\s+(?:och|samt)\s+")


def read_guests(cells: Cells, directory: Directory) -> Guests:
    """Read whom a row is for; what is neither a role nor a group is reported."""
    roles: dict[str, None] = {}
    groups: Found = frozenset()
    for name in _names(cells, directory):
        found = _groups(directory, name)
        if role := role_named(name):
            roles[role] = None
        elif len(found) == 1:
            groups |= found
        else:
            _report(cells, directory, name, found)
    titled = sorted((directory.title(each), each.key) for each in groups)
    keys = dict.fromkeys(key for _, key in titled)
    return Guests(tuple(roles), tuple(keys), tuple(title for title, _ in titled))


def _names(cells: Cells, directory: Directory) -> Iterator[str]:
    for item in cells.items(cells.said("whom")):
        # "Chefer och styrgruppen" are two, and a group may have the word in its name.
        known = role_named(item) or _groups(directory, item)
        yield from (item,) if known else _AND.split(item)


def _groups(directory: Directory, name: str) -> Found:
    """Return the groups that are meant: "styrgruppen" is the one that is called Styrgrupp."""
    for written in (name, name.removesuffix("en"), f"{name}en"):
        if found := directory.find("group", written):
            return found
    return frozenset()


def _report(cells: Cells, directory: Directory, name: str, found: Found) -> None:
    if found:
        known = tuple(sorted(f"{each.collaboration}/{each.key}" for each in found))
        cells.report(Code.AMBIGUOUS, "whom", found=name, known=known)
    else:
        known = (*ROLE_WORDS, *directory.names("group"))
        cells.report(Code.UNKNOWN_REFERENCE, "whom", found=name, known=known)
