"""Fields that live in rows of their own: read as plain values, merged, and written back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from handlers.imports.archive import Archive
from handlers.imports.families import Families
from handlers.imports.memberships import Word, group_name, merged, with_some
from handlers.imports.records import Identity
from handlers.imports.shapes.people import membership
from storage.models import (
    ActivityPlan,
    Base,
    Collaboration,
    EnvironmentalOffice,
    Group,
    Material,
    Membership,
    Milestone,
    Person,
    PlanEntry,
    PlanYear,
    Project,
)

# Never taken from anybody by a file, however it was given: who coordinates would be shut out.
KEPT_ROLES = frozenset({"coordinator"})
T = TypeVar("T", bound=Base)
Row = Any
Value = Any


@dataclass(frozen=True, slots=True)
class Context:
    """What a relation needs to find other rows."""

    archive: Archive
    families: Families


@dataclass(frozen=True, slots=True)
class Relation:
    """How a field is read from a row, merged with what is given, and written."""

    read: Callable[[Row, Context], Value]
    write: Callable[[Row, Value, Context], None]
    merge: Callable[[Value, Value], Value] = lambda _current, given: given
    shown: str = ""


def merged_materials(current: Value, given: Value) -> list[dict[str, Value]]:
    """Take over the given materials; a link somebody has given is never lost."""
    links = {item["title"]: item["url"] for item in current}
    titles = {item["title"] for item in given}
    return [
        *({**item, "url": item["url"] or links.get(item["title"])} for item in given),
        *(item for item in current if item["url"] and item["title"] not in titles),
    ]


def added_materials(current: Value, given: Value) -> list[dict[str, Value]]:
    """Add the given materials to those there are; a given link replaces an older one."""
    links = {item["title"]: item["url"] for item in given}
    titles = {item["title"] for item in current}
    return [
        *({**item, "url": links.get(item["title"]) or item["url"]} for item in current),
        *(item for item in given if item["title"] not in titles),
    ]


def _read_details(row: Collaboration, _context: Context) -> Value:
    return row.details or {}


def _write_details(row: Collaboration, value: Value, _context: Context) -> None:
    row.details = value


def _read_parent(row: Collaboration, context: Context) -> str | None:
    return context.archive.collaboration_key(row.parent_id) if row.parent_id else None


def _write_parent(row: Collaboration, value: str | None, context: Context) -> None:
    row.parent = _found(Collaboration, "collaboration", value, row.key, context)


def _read_milestones(row: Project, _context: Context) -> Value:
    return [{name: getattr(milestone, name) for name in _MILESTONE} for milestone in row.milestones]


def _write_milestones(row: Project, value: Value, _context: Context) -> None:
    owner = row.collaboration_id
    row.milestones = [
        Milestone(collaboration_id=owner, position=position, **item)
        for position, item in enumerate(value)
    ]


def _read_materials(row: Project, _context: Context) -> Value:
    return [{"title": material.title, "url": material.url} for material in row.materials]


def _write_materials(row: Project, value: Value, _context: Context) -> None:
    kept = {material.title: material for material in row.materials}
    row.materials = [
        _material(kept.pop(item["title"], None), row, position, item)
        for position, item in enumerate(value)
    ]


def _material(found: Material | None, row: Project, position: int, item: Value) -> Material:
    material = found or Material(collaboration_id=row.collaboration_id, title=item["title"])
    material.position = position
    material.url = item["url"]
    return material


class _WorkedOn(list[Value]):
    """The years of a plan that people have changed here: no file changes them any more."""


def kept_years(current: Value, given: Value) -> Value:
    """Take over the given years, unless people have worked on those there are."""
    return current if isinstance(current, _WorkedOn) else given


def _read_years(row: ActivityPlan, _context: Context) -> Value:
    years = [
        {
            "year": year.year,
            "position": year.position,
            "entries": [{name: getattr(entry, name) for name in _ENTRY} for entry in year.entries],
        }
        for year in row.years
    ]
    return _WorkedOn(years) if row.revision else years


def _write_years(row: ActivityPlan, value: Value, _context: Context) -> None:
    if row.revision:
        return
    owner = row.collaboration_id
    row.years = [
        PlanYear(
            collaboration_id=owner,
            year=year["year"],
            position=year["position"],
            entries=[
                PlanEntry(collaboration_id=owner, position=position, **entry)
                for position, entry in enumerate(year["entries"])
            ],
        )
        for year in value
    ]


def _read_office(row: Person, _context: Context) -> str | None:
    return row.office.key if row.office else None


def _write_office(row: Person, value: str | None, context: Context) -> None:
    near = context.archive.collaboration_key(row.collaboration_id)
    row.office = _found(EnvironmentalOffice, "office", value, near, context)


def _read_memberships(row: Person, context: Context) -> list[Word]:
    return sorted(_word(found, row, context) for found in _own_memberships(row, context))


def _write_memberships(row: Person, value: Value, context: Context) -> None:
    stored = {_word(found, row, context): found for found in _own_memberships(row, context)}
    for word in stored.keys() - set(value):
        row.memberships.remove(stored[word])
        context.archive.session.delete(stored[word])
    row.memberships += [_membership(row, word, context) for word in value if word not in stored]


def _own_memberships(row: Person, context: Context) -> Iterable[Membership]:
    owner = context.archive.collaboration_key(row.collaboration_id)
    family = context.families.of(owner)
    for found in row.memberships:
        key = context.archive.collaboration_key(found.collaboration_id)
        if key == owner or (found.group is not None and key in family):
            yield found


def _membership(row: Person, word: str, context: Context) -> Membership:
    role, _, key = word.partition("@")
    near = context.archive.collaboration_key(row.collaboration_id)
    group = _found(Group, "group", key or None, near, context)
    owner = group.collaboration_id if group else row.collaboration_id
    return Membership(collaboration_id=owner, group=group, role=role)


def _word(found: Membership, row: Person, context: Context) -> Word:
    # Whoever gives a role by hand gives it from a day on; an import knows no days.
    kept = found.valid_from is not None
    group = found.group
    if group is None:
        return Word(found.role, kept=kept or found.role in KEPT_ROLES)
    near = context.archive.collaboration_key(row.collaboration_id)
    name = group_name(context.archive.collaboration_key(group.collaboration_id), group.key, near)
    # A file says the key alone, and means the nearest group: what it means is written like it.
    meant = context.archive.find("group", group.key, near, context.families) is group
    return Word(membership(found.role, group.key if meant else name), name, kept=kept)


def _found(model: type[T], kind: str, key: str | None, near: str, context: Context) -> T | None:
    if key is None:
        return None
    owner, _, own = key.rpartition("/")
    row = (
        context.archive.get(Identity(kind, owner, own))
        if owner
        else context.archive.find(kind, key, near, context.families)
    )
    if isinstance(row, model):
        return row
    raise LookupError(f"{kind} {key}")


_MILESTONE = ("kind", "start", "end", "count", "form", "place", "details")
_ENTRY = ("record_kind", "record_key", "section")
_MATERIALS = Relation(_read_materials, _write_materials, merged_materials)

RELATIONS: dict[tuple[str, str], Relation] = {
    ("collaboration", "parent"): Relation(_read_parent, _write_parent),
    ("collaboration", "details"): Relation(
        _read_details, _write_details, lambda current, given: {**current, **given}
    ),
    ("project", "milestones"): Relation(_read_milestones, _write_milestones),
    ("project", "materials"): _MATERIALS,
    ("project", "material_links"): Relation(
        _read_materials, _write_materials, added_materials, "materials"
    ),
    ("plan", "years"): Relation(_read_years, _write_years, kept_years),
    ("person", "office"): Relation(_read_office, _write_office),
    ("person", "memberships"): Relation(_read_memberships, _write_memberships, merged),
    ("person", "some_memberships"): Relation(
        _read_memberships, _write_memberships, with_some, "memberships"
    ),
}
