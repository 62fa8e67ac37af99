"""plan.yaml: activity plans by year, their bank, and the rules and goals of planning."""

from collections.abc import Iterator

from handlers.imports.fields import Fields, as_year
from handlers.imports.problems import Code, Expected
from handlers.imports.records import Record, Reference
from handlers.imports.shapes.common import Scope, extras, titled

# The lists of a plan year, and the kind of record that each names.
SECTIONS = {
    "activities": "project",
    "projects": "project",
    "postponed": "project",
    "other": "project",
    "proposals": "proposal",
}
Entry = dict[str, object]
Year = dict[str, object]


def read(fields: Fields, scope: Scope) -> Iterator[Record]:
    """Read the plans; rules, goals and contradictions belong to the collaboration."""
    for plan in fields.mappings("plans"):
        yield _plan(plan, scope)
    names = {name: name for name in ("rules", "goals", "contradictions")}
    yield from extras(fields, scope, names)


def _plan(plan: Fields, scope: Scope) -> Record:
    references: list[Reference] = []
    years = sorted(_years(plan, scope, references), key=lambda year: str(year["year"]))
    _add_bank(plan, scope, years, references)
    kind = plan.text("kind")
    period = plan.text("period") or _span(years)
    values: dict[str, object] = {
        "kind": kind,
        "period": period,
        "decided": plan.partial_date("decided"),
        "years": years,
    }
    if noun := plan.text("noun"):
        # What the plan itself calls its lines.
        values["noun"] = noun
    if "title" in plan.data:
        return titled("plan", plan, scope, values, references=references)
    named = Fields(plan.file, plan.path, {**plan.data, "title": _title(kind, period)}, plan.taken)
    return titled("plan", named, scope, values, references=references)


def _years(plan: Fields, scope: Scope, references: list[Reference]) -> Iterator[Year]:
    years = plan.mapping("years")
    for name in years.data:
        year = as_year(name)
        if year is None:
            plan.file.report(Code.WRONG, (*years.path, name), Expected.YEAR, name)
            continue
        inner = years.mapping(name)
        position = inner.optional_text("position")
        yield {"year": year, "position": position, "entries": _entries(inner, scope, references)}
        inner.nothing_else()
    if single := plan.year("year"):
        entries = _entries(plan, scope, references)
        yield {"year": single, "position": plan.optional_text("position"), "entries": entries}


def _entries(fields: Fields, scope: Scope, references: list[Reference]) -> list[Entry]:
    entries: list[Entry] = []
    for section, kind in SECTIONS.items():
        keys = fields.texts(section)
        references += fields.references(kind, keys, scope.collaboration, section)
        entries += [_entry(kind, key, section) for key in keys]
    return entries


def _entry(kind: str, key: str, section: str) -> Entry:
    return {"record_kind": kind, "record_key": key, "section": section}


def _add_bank(plan: Fields, scope: Scope, years: list[Year], references: list[Reference]) -> None:
    bank = plan.mapping("bank")
    plan.taken.discard("bank")
    keys = bank.texts("proposals")
    references += bank.references("proposal", keys, scope.collaboration, "proposals")
    if keys and not years:
        plan.file.report(Code.MISSING, (*plan.path, "years"))
    elif keys:
        entries = years[-1]["entries"]
        years[-1]["entries"] = [
            *(entries if isinstance(entries, list) else []),
            *(_entry("proposal", key, "bank") for key in keys),
        ]


def _span(years: list[Year]) -> str:
    found = sorted(str(year["year"]) for year in years)
    return "–".join(dict.fromkeys([*found[:1], *found[-1:]]))


def _title(kind: str, period: str) -> str:
    name = kind.partition("(")[0].strip() or "verksamhetsplan"
    return f"{name[:1].upper()}{name[1:]} {period}".strip()
