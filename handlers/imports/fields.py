"""Reading the fields of one record, with a fault for each that is not what it should be."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Self, TypeVar

from handlers.addresses import address
from handlers.imports.problems import Code, Expected, Problem
from handlers.imports.records import Place, Reference
from handlers.imports.yaml_text import Path
from storage.keys import KEY
from storage.partial_dates import PartialDate

T = TypeVar("T")
YEARS = range(1900, 2200)
LARGEST = 2**31 - 1
KEY_LENGTH = 120
# Fields whose text is a note on the record, in the source's own words.
_NOTES = ("flag", "flags", "note")
_DEDUCED = {
    "type_inferred": "typen är härledd, källan anger ingen",
    "programme_title_inferred": "programmets titel är härledd",
}


@dataclass(slots=True)
class File:
    """A file being read: where its parts stand, and the faults found so far."""

    name: str
    lines: Mapping[Path, int]
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: Path) -> Place:
        """Return where the part at ``path`` stands, or the nearest part around it."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        return Place(self.name, self.lines.get(known), dotted(path))

    def report(
        self, code: Code, path: Path, expected: Expected | None = None,
        found: object = "", known: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        """Note a fault."""
        place = self.place(path)
        self.problems.append(
            Problem(code, place.file, place.row, place.column, expected, str(found), known)
        )


@dataclass(slots=True)
class Fields:
    """The fields of one mapping; each is taken once, the rest become details."""

    file: File
    path: Path
    data: Mapping[str, object]
    taken: set[str] = field(default_factory=set)

    def text(self, name: str, default: str = "", *, required: bool = False) -> str:
        """Take a text; a number counts as text."""
        value = self._take(name, required=required)
        if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
            return str(value).strip() or default
        return self._wrong(name, value, Expected.TEXT, default)

    def optional_text(self, name: str) -> str | None:
        """Take a text that may be missing."""
        return self.text(name) or None

    def integer(self, name: str, *, required: bool = False) -> int | None:
        """Take a whole number."""
        value = self._take(name, required=required)
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST:
            return value
        return self._wrong(name, value, Expected.INTEGER, None)

    def number(self, name: str) -> float | None:
        """Take a number."""
        value = self._take(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        return self._wrong(name, value, Expected.NUMBER, None)

    def year(self, name: str, *, required: bool = False) -> int | None:
        """Take a year, written as a number or as text."""
        value = self._take(name, required=required)
        year = as_year(value)
        return year if year is not None else self._wrong(name, value, Expected.YEAR, None)

    def boolean(self, name: str) -> bool | None:
        """Take a yes or no."""
        value = self._take(name)
        return (
            value if isinstance(value, bool) else self._wrong(name, value, Expected.YES_OR_NO, None)
        )

    def partial_date(self, name: str) -> str | None:
        """Take a day, month, season or year, as text."""
        value = self._take(name)
        if isinstance(value, str | int) and not isinstance(value, bool):
            parsed = self._parsed(PartialDate.parse, str(value))
            if parsed is not None and parsed.first.year in YEARS:
                return parsed.text
        return self._wrong(name, value, Expected.DATE, None)

    def day(self, name: str) -> date | None:
        """Take a day."""
        value = self._take(name)
        day = self._parsed(as_day, value) if isinstance(value, str) else None
        return day or self._wrong(name, value, Expected.DAY, None)

    def email(self, name: str) -> str | None:
        """Take an e-mail address, casefolded."""
        value = self._take(name)
        found = self._parsed(address, value) if isinstance(value, str) else None
        return found or self._wrong(name, value, Expected.EMAIL, None)

    def key(self, name: str = "id") -> str:
        """Take the key of the record."""
        value = self._take(name, required=True)
        if isinstance(value, str) and KEY.fullmatch(value) and len(value) <= KEY_LENGTH:
            return value
        return self._wrong(name, value, Expected.KEY, "")

    def texts(self, name: str) -> list[str]:
        """Take a list of texts."""
        value = self._take(name)
        items = value if isinstance(value, list) else self._wrong(name, value, Expected.LIST, [])
        return list(self._each_text(name, items))

    def mapping(self, name: str) -> Self:
        """Take the fields of a mapping inside this one."""
        value = self._take(name)
        empty: dict[str, object] = {}
        if not isinstance(value, dict):
            value = self._wrong(name, value, Expected.FIELDS, empty)
        return type(self)(self.file, (*self.path, name), value)

    def mappings(self, name: str) -> Iterator[Self]:
        """Take a list of mappings, one after the other."""
        value = self._take(name)
        items = value if isinstance(value, list) else self._wrong(name, value, Expected.LIST, [])
        for index, item in enumerate(items):
            path = (*self.path, name, index)
            if isinstance(item, dict):
                yield type(self)(self.file, path, item)
            else:
                self.file.report(Code.WRONG, path, Expected.FIELDS, item)

    def raw(self, name: str) -> object:
        """Take a value as it is."""
        return self._take(name)

    def source(self, default: str = "") -> tuple[str, dict[str, object]]:
        """Take the source: as one text, and in details where it is more than that."""
        value = self.data.get("source")
        if isinstance(value, list):
            return ", ".join(self.texts("source")), {"source": value}
        if isinstance(value, dict):
            inner = self.mapping("source")
            return inner.text("file"), {"source": value} if len(value) > 1 else {}
        return self.text("source", default), {}

    def notes(self) -> list[str]:
        """Take the notes of the source: flags, notes on single fields, what was deduced."""
        found = list(self._noted())
        self.taken.update(_NOTES)
        return list(dict.fromkeys(found))

    def details(self) -> dict[str, object]:
        """Return every field that was not taken."""
        return {name: value for name, value in self.data.items() if name not in self.taken}

    def nothing_else(self) -> None:
        """Report every field that was not taken: there is no room for it."""
        for name in self.details():
            known = tuple(sorted(self.taken))
            self.file.report(Code.UNKNOWN_FIELD, (*self.path, name), found=name, known=known)

    def reference(self, kind: str, key: str, family: str, *path: str | int) -> Reference:
        """Make a reference to a record that must exist in the family."""
        return Reference(kind, key, family, self.file.place((*self.path, *path)))

    def references(self, kind: str, keys: list[str], family: str, *path: str) -> list[Reference]:
        """Make a reference for each key of the list at ``path``."""
        return [self.reference(kind, key, family, *path, index) for index, key in enumerate(keys)]

    def place(self) -> Place:
        """Return where the record stands."""
        return self.file.place(self.path)

    def _noted(self) -> Iterator[str]:
        for name, value in self.data.items():
            if name in _DEDUCED and value is True:
                yield _DEDUCED[name]
            elif name == "inferred" and isinstance(value, str):
                self.taken.add(name)
                yield value
            elif name in _NOTES or name.endswith("_note"):
                yield from self._each_text(name, value if isinstance(value, list) else [value])

    def _each_text(self, name: str, items: list[object]) -> Iterator[str]:
        for index, item in enumerate(items):
            if isinstance(item, str) or (isinstance(item, int) and not isinstance(item, bool)):
                yield str(item).strip()
            elif item is not None:
                self.file.report(Code.WRONG, (*self.path, name, index), Expected.TEXT, item)

    def _take(self, name: str, *, required: bool = False) -> object:
        self.taken.add(name)
        value = self.data.get(name)
        if required and (value is None or value == ""):
            self.file.report(Code.MISSING, (*self.path, name))
        return value

    def _wrong(self, name: str, value: object, expected: Expected, default: T) -> T:
        if value is not None:
            self.file.report(Code.WRONG, (*self.path, name), expected, value)
        return default

    @staticmethod
    def _parsed(parse: Callable[[str], T], value: str) -> T | None:
        try:
            return parse(value.strip())
        except ValueError:
            return None


def as_day(text: str) -> date:
    """Return a day written as 2026-11-09; raise ValueError for anything else."""
    day = date.fromisoformat(text)
    if day.isoformat() != text or day.year not in YEARS:
        raise ValueError(text)
    return day


def as_year(value: object) -> int | None:
    """Return a year written as a number or as text."""
    text = str(value).strip() if isinstance(value, int | str) else ""
    return int(text) if re.fullmatch(r"\d{4}", text) and int(text) in YEARS else None


def dotted(path: Path) -> str:
    """Write a path as people read it: ``projects[3].start``."""
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in path]
    return "".join(parts).removeprefix(".")
