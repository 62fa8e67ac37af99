"""The fixed Swedish sentences, read once from ``sv.toml``."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("sv.toml")
_WORDS = "words."


def text(code: str, /, **values: object) -> str:
    """Return the sentence ``code``, its placeholders filled; what is filled in is only data."""
    said = _texts()[code]
    # A sentence without values may still hold a doubled brace.
    return said.format(**values) if values or "{" in said else said


def phrases(code: str) -> tuple[str, ...]:
    """Return the row of words or examples that ``code`` names."""
    return _rows()[code]


def word(family: str, code: str, default: str | None = None) -> str:
    """Return the word for a code of the program; ``default`` (else the code) if there is none."""
    return _texts().get(f"{_WORDS}{family}.{code}", code if default is None else default)


def has_word(family: str, code: str) -> bool:
    """Tell whether the family has a word for the code."""
    return f"{_WORDS}{family}.{code}" in _texts()


@cache
def _texts() -> Mapping[str, str]:
    return {code: value for code, value in _entries() if isinstance(value, str)}


@cache
def _rows() -> Mapping[str, tuple[str, ...]]:
    return {code: tuple(value) for code, value in _entries() if isinstance(value, list)}


@cache
def _entries() -> tuple[tuple[str, object], ...]:
    return tuple(_flat(tomllib.loads(_FILE.read_text(encoding="utf-8"))))


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
