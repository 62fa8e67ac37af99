"""YAML as plain values with line numbers, without YAML's traps.

Only what the data files need is accepted: no aliases, no tags, no merge keys, and of YAML 1.1's
guesses only ``true``, ``false``, ``null`` and decimal numbers. ``no`` stays a word, ``0380`` keeps
its zero, ``12:30`` is not 750 and a date stays as it was written.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from yaml import events

from handlers.imports.problems import Code

Path = tuple[str | int, ...]
MAX_DEPTH = 40

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONSTANTS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "true": True, "false": False,
}  # fmt: skip
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
# Control characters, and halves of characters, which no database takes.
_UNSTORABLE = frozenset({"Cc", "Cs"})
# Longer ones are infinite, or no amounts.
_FLOAT = re.compile(r"-?(0|[1-9][0-9]{0,17})\.[0-9]{1,17}")


class YamlError(Exception):
    """The text is not the YAML that is accepted here."""

    def __init__(self, code: Code, line: int | None, found: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.line = line
        self.found = found


@dataclass(frozen=True, slots=True)
class Parsed:
    """The value of a document and the line on which each of its parts begins."""

    value: object
    lines: dict[Path, int]


def parse(text: str) -> Parsed:
    """Read one YAML document; raise YamlError for what is not accepted."""
    builder = _Builder(_events(text))
    value = builder.document()
    return Parsed(value, builder.lines)


def clean(text: str) -> str:
    """Return the text composed (NFC) and without control characters."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        sign for sign in composed if sign in "\n\t" or unicodedata.category(sign) not in _UNSTORABLE
    )


def _events(text: str) -> Iterator[events.Event]:
    try:
        yield from yaml.parse(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise YamlError(Code.BAD_YAML, line, error.problem or "") from error
    except yaml.YAMLError as error:
        raise YamlError(Code.BAD_YAML, None, str(error).partition("\n")[0]) from error


@dataclass(slots=True)
class _Builder:
    stream: Iterator[events.Event]
    lines: dict[Path, int] = field(default_factory=dict)

    def document(self) -> object:
        for event in self.stream:
            if isinstance(event, events.NodeEvent):
                value = self._node(event, ())
                self._nothing_more()
                return value
        return None

    def _nothing_more(self) -> None:
        for event in self.stream:
            if isinstance(event, events.NodeEvent):
                raise YamlError(Code.BAD_YAML, _line(event), "---")

    def _node(self, event: events.Event, path: Path) -> object:
        _accept(event, len(path))
        self.lines.setdefault(path, _line(event))
        if isinstance(event, events.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, events.SequenceStartEvent):
            return self._sequence(path)
        return _scalar(event)

    def _mapping(self, path: Path) -> dict[str, object]:
        found: dict[str, object] = {}
        for event in self.stream:
            if isinstance(event, events.MappingEndEvent):
                break
            name = self._name(event, len(path))
            if name in found:
                raise YamlError(Code.REPEATED_FIELD, _line(event), name)
            self.lines[(*path, name)] = _line(event)
            found[name] = self._node(next(self.stream), (*path, name))
        return found

    def _name(self, event: events.Event, depth: int) -> str:
        _accept(event, depth)
        if not isinstance(event, events.ScalarEvent):
            raise YamlError(Code.BAD_YAML, _line(event))
        return clean(event.value)

    def _sequence(self, path: Path) -> list[object]:
        found: list[object] = []
        for event in self.stream:
            if isinstance(event, events.SequenceEndEvent):
                break
            found.append(self._node(event, (*path, len(found))))
        return found


def _accept(event: events.Event, depth: int) -> None:
    if isinstance(event, events.AliasEvent) or getattr(event, "anchor", None) is not None:
        raise YamlError(Code.ALIAS, _line(event), str(getattr(event, "anchor", "")))
    if getattr(event, "tag", None) not in {None, "!"}:
        raise YamlError(Code.TAG, _line(event), str(getattr(event, "tag", "")))
    if depth > MAX_DEPTH:
        raise YamlError(Code.TOO_DEEP, _line(event))


def _line(event: events.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _scalar(event: events.Event) -> object:
    if not isinstance(event, events.ScalarEvent):
        raise YamlError(Code.BAD_YAML, _line(event))
    text: str = event.value
    if event.style not in {None, ""}:
        return clean(text)
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else clean(text)
