"""Whose the records of a file are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handlers.imports.documents import Opened
from handlers.imports.families import Families
from handlers.imports.sources import Table


@dataclass(frozen=True, slots=True)
class Owners:
    """Tells whose a file is: what its folder says, what was told, what its records name."""

    families: Families
    by_folder: Mapping[str, str]
    told: str | None

    def of_document(self, opened: Opened) -> str:
        """Return the collaboration of a YAML file, or "" when nothing tells it."""
        own = opened.own_key or self.by_folder.get(opened.document.folder)
        return own or self.told or self._named(opened)

    def of_table(self, table: Table) -> str:
        """Return the collaboration of a table, or "" when there are several to choose from."""
        roots = {self.families.root(key) for key in self.families.parents}
        return self.by_folder.get(table.folder) or self.told or _only(roots)

    def _named(self, opened: Opened) -> str:
        # Records of one umbrella may name its members; together they mean the umbrella.
        named = opened.orgs
        return _only(named) or _only({self.families.root(name) for name in named})


def find_owners(
    opened: Iterable[Opened], parents: Mapping[str, str | None], told: str | None
) -> Owners:
    """Return the owners, with the collaborations that are coming beside those there are."""
    coming = dict(parents)
    by_folder: dict[str, str] = {}
    for each in opened:
        if each.own_key:
            by_folder[each.document.folder] = each.own_key
            coming.setdefault(each.own_key, None)
            coming |= dict.fromkeys(each.member_keys, each.own_key)
    return Owners(Families(coming), by_folder, told)


def _only(keys: set[str]) -> str:
    return next(iter(keys)) if len(keys) == 1 else ""
