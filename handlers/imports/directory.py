"""Finding stored and coming records by the names that people write in tables."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from handlers.imports.archive import Archive
from handlers.imports.families import Families
from handlers.imports.records import Identity, Record
from handlers.imports.slugs import slug
from storage.models import Authority, EnvironmentalOffice, Group, Person, Project

Found = frozenset[Identity]
_SUFFIXES = ("s-kommun", "-kommun", "s-stad", "-stad")


@dataclass(slots=True)
class Directory:
    """Names within one family, each with the records it can mean."""

    family: frozenset[str]
    _names: defaultdict[tuple[str, str], set[Identity]] = field(
        default_factory=lambda: defaultdict(set)
    )
    _years: dict[Identity, object] = field(default_factory=dict)
    _titles: dict[Identity, str] = field(default_factory=dict)

    def find(self, kind: str, name: str) -> Found:
        """Return the records of the kind with this key, name or alias; ``vg/styrgrupp`` is one."""
        owner, _, key = name.partition("/")
        one = Identity(kind, owner, key)
        if one in self._titles:
            return frozenset({one})
        return frozenset(self._names[(kind, slug(name))])

    def keyed(self, kind: str, key: str) -> Found:
        """Return the records of the kind with exactly this key, whatever others are called."""
        return frozenset(each for each in self.find(kind, key) if each.key == key)

    def office(self, name: str) -> Found:
        """Return the offices with this name, or those of the municipality with this name."""
        wanted = slug(name)
        for suffix in ("", *_SUFFIXES):
            if wanted.endswith(suffix) and (
                found := self._names.get(("office", wanted.removesuffix(suffix)))
            ):
                return frozenset(found)
        return frozenset()

    def project(self, name: str, year: int | None) -> Found:
        """Return the projects with this key, title or alias, of this year if it is given."""
        found = self.find("project", name)
        exact = {
            each for each in found if each.key == name or slug(self._titles[each]) == slug(name)
        }
        return frozenset(
            each for each in exact or found if year is None or self._years.get(each) == year
        )

    def title(self, identity: Identity) -> str:
        """Return what a record is called."""
        return self._titles[identity]

    def names(self, kind: str) -> tuple[str, ...]:
        """Return the names of all records of the kind."""
        return tuple(sorted({title for each, title in self._titles.items() if each.kind == kind}))

    def add(
        self, identity: Identity, title: str, aliases: Iterable[str] = (), year: object = None
    ) -> None:
        """Make a record known by its key, its title and its aliases."""
        self._titles[identity] = title
        self._years[identity] = year
        for name in (identity.key, title, *aliases):
            self._names[(identity.kind, slug(name))].add(identity)

    def add_office(self, identity: Identity, name: str, served: Iterable[str]) -> None:
        """Make an office known by its name, and by the authorities it works for."""
        self.add(identity, name, served)


def open_directory(
    archive: Archive, families: Families, collaboration: str, records: Iterable[Record]
) -> Directory:
    """Make the directory of a collaboration's family: what is stored, and what is coming."""
    directory = Directory(families.of(collaboration))
    _add_stored(directory, archive)
    known = [record for record in records if record.identity.collaboration in directory.family]
    authorities = {
        record.identity.key: str(record.values["name"])
        for record in known
        if record.identity.kind == "authority"
    }
    for record in known:
        _add_record(directory, record, authorities)
    return directory


def _add_stored(directory: Directory, archive: Archive) -> None:
    ids = archive.ids(directory.family)
    session = archive.session
    names = {
        row.key: row.name
        for row in session.scalars(select(Authority).where(Authority.collaboration_id.in_(ids)))
    }
    offices = select(EnvironmentalOffice).where(EnvironmentalOffice.collaboration_id.in_(ids))
    for office in session.scalars(offices):
        served = [names[key] for key in office.authority_keys if key in names]
        directory.add_office(_identity("office", office, archive), office.name, served)
    for group in session.scalars(select(Group).where(Group.collaboration_id.in_(ids))):
        directory.add(_identity("group", group, archive), group.title, group.aliases)
    columns = (Project.collaboration_id, Project.key, Project.title, Project.aliases, Project.year)
    for owner, key, title, aliases, year in session.execute(
        select(*columns).where(Project.collaboration_id.in_(ids))
    ):
        identity = Identity("project", archive.collaboration_key(owner), key)
        directory.add(identity, title, aliases, year)


def _identity(kind: str, row: EnvironmentalOffice | Group | Person, archive: Archive) -> Identity:
    return Identity(kind, archive.collaboration_key(row.collaboration_id), row.key)


def _add_record(directory: Directory, record: Record, authorities: Mapping[str, str]) -> None:
    values = record.values
    kind = record.identity.kind
    if kind == "office":
        keys = values["authority_keys"]
        served = (
            [authorities[key] for key in keys if key in authorities]
            if isinstance(keys, list)
            else []
        )
        directory.add_office(record.identity, str(values["name"]), served)
    elif kind in {"group", "project"} and "title" in values:
        aliases = values.get("aliases")
        names = [str(alias) for alias in aliases] if isinstance(aliases, list) else []
        directory.add(record.identity, str(values["title"]), names, values.get("year"))
