"""Whose the records of a file are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handlers.imports.documents import COLLABORATION, Opened
from handlers.imports.families import Families
from handlers.imports.hierarchy import report_nesting
from handlers.imports.problems import Code
from handlers.imports.sources import Table


@dataclass(frozen=True, slots=True)
class Owners:
    """Tells whose a file is: what its folder says, what was told, what its records name."""

    families: Families
    by_folder: Mapping[str, str]
    told: str | None
    # Folders with several descriptions, of which none speaks for the others.
    unclear: Mapping[str, tuple[Opened, ...]]

    def of_document(self, opened: Opened) -> str:
        """Return the collaboration of a YAML file, or "" when nothing tells it."""
        folder = opened.document.folder
        own = opened.own_key or self.by_folder.get(folder)
        found = own or self.told or self._named(opened)
        if not found and not opened.shape.shared and opened.shape is not COLLABORATION:
            self._report(folder)
        return found

    def of_table(self, table: Table) -> str:
        """Return the collaboration of a table, or "" when there are several to choose from."""
        found = self.by_folder.get(table.folder) or self.told
        if not found and table.folder in self.unclear:
            self._report(table.folder)
            return ""
        return found or _only({self.families.root(key) for key in self.families.parents})

    def _named(self, opened: Opened) -> str:
        if isinstance(own := opened.fields.data.get("org"), str):
            return own
        # Records of one umbrella may name its members; together they mean the umbrella, and so
        # do those that name nobody.
        named = opened.orgs
        roots = {self.families.root(name) for name in named}
        return (_only(named) if _all_named(opened) else "") or _only(roots)

    def _report(self, folder: str) -> None:
        described = self.unclear.get(folder, ())
        known = tuple(sorted({each.own_key for each in described}))
        for each in described:
            each.file.report(Code.AMBIGUOUS, ("id",), found=each.own_key, known=known)


def find_owners(
    opened: Iterable[Opened], parents: Mapping[str, str | None], told: str | None
) -> Owners:
    """Return the owners, with the collaborations that are coming beside those there are.

    A collaboration that is coming and whose place among the others cannot be is reported.
    """
    coming = dict(parents)
    described: defaultdict[str, tuple[Opened, ...]] = defaultdict(tuple)
    for each in opened:
        if each.own_key:
            described[each.document.folder] += (each,)
            coming.setdefault(each.own_key, None)
            coming |= dict.fromkeys(each.member_keys, each.own_key)
    for them in described.values():
        report_nesting(them, coming)
    by_folder = {folder: _speaking(them, coming, told) for folder, them in described.items()}
    unclear = {folder: them for folder, them in described.items() if not by_folder[folder]}
    return Owners(Families(coming), by_folder, told, unclear)


def _speaking(
    described: Iterable[Opened], parents: Mapping[str, str | None], told: str | None
) -> str:
    # The only one described, the one that was told, or the umbrella of all the others.
    keys = {each.own_key for each in described}
    if told in keys:
        return told or ""
    umbrellas = {key for key in keys if all(parents[other] == key for other in keys - {key})}
    return _only(umbrellas)


def _all_named(opened: Opened) -> bool:
    lists = (opened.fields.data.get(name) for name in opened.shape.marks)
    records = [item for items in lists if isinstance(items, list) for item in items]
    return all(isinstance(item, dict) and isinstance(item.get("org"), str) for item in records)


def _only(keys: set[str]) -> str:
    return next(iter(keys)) if len(keys) == 1 else ""
