"""The signs by which an intent is known, and the words that name nothing; from swedish.toml."""

import re
import tomllib
from importlib.resources import files

_DATA = tomllib.loads(files("handlers.asking").joinpath("swedish.toml").read_text("utf-8"))

_SIGNS = {
    name: re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    for name, patterns in _DATA["signs"].items()
}
_WORDS = {name: frozenset(listed.split()) for name, listed in _DATA["topics"].items()}
STOP = _WORDS["stop"]
# What a result form usually asks, by of what there is one answer, and what it is called.
USUAL: dict[str, str] = _DATA["results"]


def sign(name: str, folded: str) -> re.Match[str] | None:
    """Return the first match of the sign ``name`` in a folded text, if any."""
    return _SIGNS[name].search(folded)


def used_up(name: str) -> frozenset[str]:
    """Return the words that the intent ``name`` uses up."""
    return _WORDS[f"{name}_words"]
