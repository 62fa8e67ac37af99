"""Names of hosts as people write them, and those that the register does not know."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from handlers.rule_sheets import UnknownHost

LONGEST_NAME, MOST_HOSTS = 200, 100
# All of them, a line each: what fits in a field of a dialog.
LONGEST_ORDER = 3000


def as_registered(names: Iterable[str], candidates: Sequence[str]) -> tuple[str, ...]:
    """Return the names spelt as in the register where they are there; empty ones are left out."""
    known = {_alike(name): name for name in candidates}
    written = (" ".join(name.split()) for name in names)
    return tuple(known.get(_alike(name), name) for name in written if name)


def unknown_hosts(names: Iterable[str], candidates: Sequence[str]) -> tuple[UnknownHost, ...]:
    """Return those of the names that are no candidate's, each with what it may be a slip of."""
    known = {_alike(name): name for name in candidates}
    strangers = dict.fromkeys(name for name in names if _alike(name) not in known)
    return tuple(UnknownHost(name, _near(name, known)) for name in strangers)


def _near(name: str, known: dict[str, str]) -> str:
    near = get_close_matches(_alike(name), known, n=1, cutoff=0.75)
    return known[near[0]] if near else ""


def _alike(name: str) -> str:
    return " ".join(name.casefold().split())
