"""What people are, as words: ``inspector``, ``member@styrgrupp`` or ``chair@vg/styrgrupp``."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Self

from handlers.imports.shapes.people import MEMBER, membership


class Word(str):
    """A stored membership, written as a data file would write it.

    ``group`` names its group and whose it is, as ``group_name`` does. What is ``kept`` was given
    by hand (``person role``), and is never taken away by a file.
    """

    __slots__ = ("group", "kept")

    group: str
    kept: bool

    def __new__(cls, text: str, group: str = "", *, kept: bool = False) -> Self:
        """Make a word; ``text`` is all that it is compared by."""
        word = super().__new__(cls, text)
        word.group = group
        word.kept = kept
        return word


def group_name(owner: str, key: str, near: str) -> str:
    """Name a group for somebody of ``near``: by its key alone, or with whose it is."""
    return key if owner == near else f"{owner}/{key}"


def merged(current: Iterable[Word], given: Iterable[str]) -> list[str]:
    """Take over the given memberships, and keep what was given by hand."""
    return sorted({*given, *_kept(current)})


def with_some(current: Collection[Word], given: Mapping[str, object]) -> list[str]:
    """Put in the groups and the roles that are given; leave all others as they are."""
    words: set[str] = set(current)
    groups, roles = given.get("groups"), given.get("roles")
    if isinstance(groups, list):
        words = {word for word in current if not word.group} | _in_groups(current, groups)
    if isinstance(roles, dict):
        words |= {role for role, has in roles.items() if has}
        words -= {role for role, has in roles.items() if not has}
    return sorted(words | _kept(current))


def _in_groups(current: Iterable[Word], groups: Iterable[str]) -> set[str]:
    held: defaultdict[str, set[str]] = defaultdict(set)
    for word in current:
        held[word.group].add(word)
    return {word for group in groups for word in held.get(group) or {membership(MEMBER, group)}}


def _kept(current: Iterable[Word]) -> set[str]:
    return {word for word in current if word.kept}
