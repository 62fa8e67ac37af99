"""Lines from a whiteboard: "titel – kontor – några ord", each read for itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from handlers.asking.offices_named import offices_named
from handlers.errors import Refusal
from handlers.proposals import Place
from storage.words import fold, words

MOST_LINES = 200
LONGEST_TITLE = 80
LONGEST_WORDS = 3000
_BULLET = re.compile(r"^\s*(?:[-–—*•·>]\s+|\d{1,3}[.):]\s*)?")
_DASH = re.compile(r"\s+[-–—]\s+")
_HEADS: Final = (frozenset({"titel", "forslag", "rubrik"}), frozenset({"kontor", "kommun"}))


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomLine:
    """One line as it was understood; ``problem`` says why it cannot be handed in.

    ``at`` counts the lines from one. ``twin`` is an earlier line with the same title.
    """

    at: int
    title: str
    offices: tuple[Place, ...] = ()
    words: str = ""
    problem: Refusal | None = None
    twin: int | None = None


def read_lines(text: str, offices: Sequence[Place]) -> tuple[RoomLine, ...]:
    """Read lines, each a title, an office and a few words; empty ones and a heading are none."""
    read = [_read(at, line, offices) for at, line in enumerate(_lines(text), start=1)]
    return tuple(_with_twins(read))


def _lines(text: str) -> Iterator[str]:
    for raw in text.splitlines():
        line = _BULLET.sub("", raw, count=1).strip(" \u00a0")
        if words(line) and not _is_heading(line):
            yield line


def _is_heading(line: str) -> bool:
    parts = [fold(one) for one in _parts(line)[:2]]
    return len(parts) == len(_HEADS) and all(
        one in known for one, known in zip(parts, _HEADS, strict=True)
    )


def _parts(line: str) -> list[str]:
    """Return title, office and the rest: a table's columns, or parts with dashes between."""
    if "\t" in line:
        parts = line.split("\t", 2)
    elif ";" in line:
        parts = line.split(";", 2)
    else:
        parts = _DASH.split(line, 2)
    return [" ".join(one.split()) for one in parts]


def _read(at: int, line: str, offices: Sequence[Place]) -> RoomLine:
    title, office, said = (*_parts(line), "", "")[:3]
    named = _named(office, offices)
    if not named and (first := _named(title, offices)) and office:
        # Some write whose it is first.
        title, named = office, first
    problem = _problem(title, office, said, named)
    return RoomLine(at=at, title=title, offices=named, words=said, problem=problem)


def _named(said: str, offices: Sequence[Place]) -> tuple[Place, ...]:
    if not said.strip():
        return ()
    try:
        found = offices_named(offices, said.replace("/", ", "))
    except Refusal:
        return ()
    # The same office may have been called by several names.
    return tuple({one.number: one for one in found}.values())


def _problem(title: str, office: str, said: str, named: Sequence[Place]) -> Refusal | None:
    if not words(title):
        return Refusal("proposal_title_missing")
    if len(title) > LONGEST_TITLE:
        return Refusal("proposal_too_long", most=LONGEST_TITLE, length=len(title))
    if not office:
        return Refusal("room_office_missing")
    if not named:
        return Refusal("room_office_unknown", office=office)
    if len(said) > LONGEST_WORDS:
        return Refusal("proposal_too_long", most=LONGEST_WORDS, length=len(said))
    return None


def _with_twins(read: Sequence[RoomLine]) -> Iterator[RoomLine]:
    seen: dict[str, int] = {}
    for line in read:
        called = " ".join(words(line.title))
        twin = seen.setdefault(called, line.at)
        yield line if twin == line.at else replace(line, twin=twin)
