"""collaboration.yaml: who cooperates, in which groups, with which roles and places."""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from handlers.imports.fields import Fields
from handlers.imports.problems import Code, Expected
from handlers.imports.records import Identity, Record
from handlers.imports.shapes.common import Scope, titled
from handlers.imports.shapes.forms import formed
from handlers.imports.slugs import slug
from storage.sorting import sort_key

# Everything else a collaboration wants to keep goes under ``other``, so that a misspelt field
# is found instead of kept.
KNOWN = frozenset({
    "id", "name", "aliases", "kind", "time_zone", "members", "groups", "roles", "channels",
    "started", "purpose", "parties", "host", "vision", "kommunal_utveckling_goals", "agenda2030",
    "document_types", "decision_chain", "plan_horizon", "criteria", "origin", "agreement",
    "cost_split", "benefits", "other",
})  # fmt: skip


def read(fields: Fields, scope: Scope) -> Iterator[Record]:
    """Read a collaboration with its members, parties, groups, roles and places."""
    _only_known(fields)
    for member in fields.mappings("members"):
        yield _member(member, scope)
    for party in _parties(fields):
        yield from _authorities(party, scope.collaboration)
    for group in fields.mappings("groups"):
        yield _group(group, scope)
    for place in fields.mappings("channels"):
        yield titled("place", place, scope, {"kind": place.text("kind")}, name="name")
    more: dict[str, object] = {}
    for role in fields.mappings("roles"):
        yield _role(role, scope, more)
    yield _collaboration(fields, fields.key(), more={"roles": more} if more else {})


def authority(collaboration: str, name: str, kind: str) -> tuple[str, dict[str, object]]:
    """Return an authority's key and values; municipalities are marked in the key."""
    middle = "kommun-" if kind == "municipality" else ""
    key = f"{collaboration}-{middle}{slug(name)}"
    return key, {"name": name, "kind": kind, "sort_key": sort_key(name)}


def _only_known(fields: Fields) -> None:
    for name in fields.data:
        if name not in KNOWN and not name.endswith("_note"):
            known = tuple(sorted(KNOWN))
            fields.file.report(Code.UNKNOWN_FIELD, (name,), found=name, known=known)


def _member(member: Fields, scope: Scope) -> Record:
    if member.data.get("members"):
        member.file.report(Code.NESTED_MEMBERS, (*member.path, "members"))
    return _collaboration(member, member.key(), parent=scope.collaboration)


def _collaboration(
    fields: Fields, key: str, parent: str | None = None, more: dict[str, object] | None = None
) -> Record:
    values: dict[str, object] = {
        "name": fields.text("name", required=True),
        "aliases": fields.texts("aliases"),
        "kind": fields.text("kind"),
    }
    if parent is not None:
        values["parent"] = parent
    if zone := _time_zone(fields):
        values["time_zone"] = zone
    values["details"] = {**formed("collaboration", fields), **(more or {})}
    # A member may have a file of its own, which says more than its umbrella does.
    additive = parent is not None
    return Record(Identity("collaboration", "", key), values, fields.place(), additive=additive)


def _time_zone(fields: Fields) -> str:
    name = fields.text("time_zone")
    try:
        # Every question asks for the day in this zone: it must be one that the program knows.
        return ZoneInfo(name).key if name else ""
    except (KeyError, ValueError, OSError):
        fields.file.report(Code.WRONG, (*fields.path, "time_zone"), Expected.TIME_ZONE, name)
        return ""


def _parties(fields: Fields) -> Iterator[Fields]:
    yield from fields.mappings("parties")
    # The whole list is kept too: counts and notes have no column of their own.
    fields.taken.discard("parties")


def _authorities(party: Fields, collaboration: str) -> Iterator[Record]:
    names: Iterable[tuple[str, str]] = (
        (name, "municipality") for name in party.texts("municipalities")
    )
    if "municipalities" not in party.data:
        name = party.text("name", required=True)
        kind = _kind(name)
        names = [(name, kind)] if kind else []
    for name, kind in names:
        key, values = authority(collaboration, name, kind)
        yield Record(
            Identity("authority", collaboration, key), values, party.place(), additive=True
        )


def _kind(name: str) -> str:
    first = name.casefold().split(" ")[0]
    return {"länsstyrelsen": "county_board", "region": "region"}.get(first, "")


def _group(group: Fields, scope: Scope) -> Record:
    values: dict[str, object] = {"size": group.integer("size"), "kind": group.text("kind")}
    return titled("group", group, scope, values, name="name")


def _role(role: Fields, scope: Scope, more: dict[str, object]) -> Record:
    key = role.key()
    title = role.text("title", required=True)
    values: dict[str, object] = {
        "kind": "role",
        "name": title,
        "title": title,
        "sort_key": sort_key(title),
        "aliases": role.texts("aliases"),
        "email": role.email("email"),
        "phone": role.optional_text("phone"),
        "notes": role.notes(),
    }
    if details := formed("role", role):
        more[key] = details
    return Record(Identity("person", scope.collaboration, key), values, role.place())
