"""people.yaml and concepts.yaml: offices, people, and words explained."""

from collections.abc import Iterator

from handlers.imports.fields import Fields
from handlers.imports.problems import Code, Expected
from handlers.imports.records import Identity, Record, Reference
from handlers.imports.shapes.collaboration import authority
from handlers.imports.shapes.common import Scope, extras, owned
from storage.sorting import sort_key

KINDS = ("person", "role")
ROLES = (
    "administrator", "contact_person", "coordinator", "inspector", "manager", "politician",
    "project_leader",
)  # fmt: skip
MEMBER = "member"


def read(fields: Fields, scope: Scope) -> Iterator[Record]:
    """Read the offices and the people."""
    for office in fields.mappings("offices"):
        yield from _office(office, scope)
    for person in fields.mappings("people"):
        yield _person(person, scope)
    yield from extras(fields, scope, {"notes": "people_notes"})


def read_concepts(fields: Fields, _scope: Scope) -> Iterator[Record]:
    """Read the words explained; they are common to all collaborations."""
    for concept in fields.mappings("concepts"):
        key = concept.key()
        source, more = concept.source()
        values: dict[str, object] = {
            "term": concept.text("term", required=True),
            "aliases": concept.texts("aliases"),
            "explanation": concept.text("explanation", required=True),
            "source": source,
        }
        values["details"] = {**concept.details(), **more}
        yield Record(Identity("concept", "", key), values, concept.place())


def membership(role: str, group: str = "") -> str:
    """Write a membership as one word: ``contact_person`` or ``member@styrgrupp``."""
    return f"{role}@{group}" if group else role


def _office(office: Fields, scope: Scope) -> Iterator[Record]:
    key = office.key()
    owner, references = owned(office, scope)
    keys: list[str] = []
    for name, kind in _served(office):
        own, values = authority(owner, name, kind)
        keys.append(own)
        yield Record(Identity("authority", owner, own), values, office.place(), additive=True)
    name = office.text("name", required=True)
    values = {
        "name": name,
        "sort_key": sort_key(name),
        "authority_keys": keys,
        "notes": office.notes(),
    }
    office.nothing_else()
    yield Record(Identity("office", owner, key), values, office.place(), references)


def _served(office: Fields) -> Iterator[tuple[str, str]]:
    if name := office.text("municipality"):
        yield name, "municipality"
    for name in office.texts("municipalities"):
        yield name, "municipality"
    for kind in ("county_board", "region"):
        if name := office.text(kind):
            yield name, kind


def _person(person: Fields, scope: Scope) -> Record:
    key = person.key()
    title = person.text("title")
    name = person.text("name") or title
    if not name:
        person.file.report(Code.MISSING, (*person.path, "name"))
    memberships, references = _memberships(person, scope)
    if office := person.optional_text("office"):
        references.append(person.reference("office", office, scope.collaboration, "office"))
    values: dict[str, object] = {
        "kind": _chosen(person, "kind", KINDS, person.text("kind", "person")),
        "name": name,
        "title": title,
        "sort_key": sort_key(name),
        "aliases": person.texts("aliases"),
        "email": person.email("email"),
        "phone": person.optional_text("phone"),
        "subject_areas": person.texts("subject_areas"),
        "notes": person.notes(),
        "office": office,
        "memberships": memberships,
    }
    confirmed = person.day("confirmed")
    if confirmed is not None:
        # A file without it must not take back what the person has confirmed since.
        values["confirmed_on"] = confirmed
    person.nothing_else()
    return Record(
        Identity("person", scope.collaboration, key), values, person.place(), tuple(references)
    )


def _memberships(person: Fields, scope: Scope) -> tuple[list[str], list[Reference]]:
    roles = [_chosen(person, "roles", ROLES, role) for role in person.texts("roles")]
    found = [membership(role) for role in roles]
    references: list[Reference] = []
    for index, (group, role) in enumerate(_groups(person)):
        found.append(membership(role, group))
        references.append(person.reference("group", group, scope.collaboration, "groups", index))
    return sorted(set(found)), references


def _groups(person: Fields) -> Iterator[tuple[str, str]]:
    given = person.raw("groups")
    if given is not None and not isinstance(given, list):
        person.file.report(Code.WRONG, (*person.path, "groups"), Expected.LIST, given)
        return
    for index, item in enumerate(given or []):
        if isinstance(item, str):
            yield item, MEMBER
        elif isinstance(item, dict):
            inner = Fields(person.file, (*person.path, "groups", index), item)
            yield inner.text("id", required=True), _group_role(inner)
            inner.nothing_else()
        else:
            person.file.report(Code.WRONG, (*person.path, "groups", index), Expected.KEY, item)


def _group_role(group: Fields) -> str:
    role = group.text("role", MEMBER)
    if "@" in role:
        # It stands between a role and its group; and an address is no role.
        group.file.report(Code.WRONG, (*group.path, "role"), Expected.GROUP_ROLE, role)
    return role


def _chosen(fields: Fields, name: str, known: tuple[str, ...], value: str) -> str:
    if value not in known:
        fields.file.report(Code.WRONG, (*fields.path, name), Expected.ONE_OF, value, known)
    return value
