"""statistics.yaml and budget.yaml."""

from collections.abc import Iterator

from handlers.imports.fields import Fields, as_year
from handlers.imports.problems import Code, Expected
from handlers.imports.records import Identity, Record
from handlers.imports.shapes.common import Scope, extras, sourced
from handlers.imports.shapes.forms import formed
from handlers.imports.slugs import slug
from storage.sorting import sort_key


def read_budgets(fields: Fields, scope: Scope) -> Iterator[Record]:
    """Read the budgets as their sources print them."""
    for budget in fields.mappings("budgets"):
        values: dict[str, object] = {
            "year": budget.year("year", required=True),
            "unit": budget.text("unit", required=True),
        }
        yield sourced("budget", budget, scope, values)
    yield from extras(fields, scope, {"note": "budgets_note"})


def read_statistics(fields: Fields, scope: Scope) -> Iterator[Record]:
    """Read the numbers, each with its year, its denominator and its notes."""
    own = Scope(scope.collaboration, fields.year("year"), fields.text("source"))
    flags = fields.texts("flags")
    for fact in fields.mappings("facts"):
        yield _statistic(fact, own, "facts", fact.text("key", required=True))
    for count in fields.mappings("office_counts"):
        yield _statistic(count, own, "office_counts", count.text("what", required=True))
    for row in fields.mappings("gender"):
        yield _gender(row, own, flags)
    yield from _by_year_and_type(fields.mapping("activities_by_year_and_type"), own)
    more: dict[str, object] = {"statistics_flags": flags} if flags else {}
    yield from extras(fields, scope, {"gender_note": "gender_note"}, more)


def _statistic(
    fields: Fields, scope: Scope, section: str, title: str, notes: tuple[str, ...] = ()
) -> Record:
    source, more = fields.source(scope.source)
    values: dict[str, object] = {
        "title": title,
        "sort_key": sort_key(title),
        "aliases": fields.texts("aliases"),
        "year": fields.year("year") or _year(source, scope),
        "value": fields.number("value"),
        "of": fields.integer("of"),
        "source": source,
        "notes": [*fields.notes(), *notes],
    }
    values["details"] = {"section": section, **formed("statistic", fields), **more}
    return _numbered(values, fields, scope, section, title)


def _numbered(
    values: dict[str, object], fields: Fields, scope: Scope, section: str, name: str
) -> Record:
    year = f"{values['year']}-" if values["year"] else ""
    key = f"{scope.collaboration}-{_PREFIXES[section]}{year}{slug(name, 70)}"
    return Record(Identity("statistic", scope.collaboration, key), values, fields.place())


_PREFIXES = {
    "facts": "",
    "office_counts": "antal-",
    "gender": "kon-",
    "activities_by_year_and_type": "aktiviteter-",
}


def _year(source: str, scope: Scope) -> int | None:
    # The file's year is that of the file's own source; a number from elsewhere has none.
    return scope.year if source == scope.source else None


def _gender(row: Fields, scope: Scope, flags: list[str]) -> Record:
    group = row.text("group", required=True)
    row.taken.discard("group")
    persons = row.integer("persons")
    row.taken.discard("persons")
    about = tuple(flag for flag in flags if group and flag.startswith(group))
    record = _statistic(row, scope, "gender", f"könsfördelning: {group}", about)
    record.values["of"] = persons
    return record


def _by_year_and_type(years: Fields, scope: Scope) -> Iterator[Record]:
    for name in years.data:
        year = as_year(name)
        if year is None:
            years.file.report(Code.WRONG, (*years.path, name), Expected.YEAR, name)
            continue
        kinds = years.mapping(name)
        for kind in kinds.data:
            yield _count(kinds, kind, year, scope)


def _count(kinds: Fields, kind: str, year: int, scope: Scope) -> Record:
    section = "activities_by_year_and_type"
    title = f"aktiviteter: {kind}"
    values: dict[str, object] = {
        "title": title,
        "sort_key": sort_key(title),
        "aliases": [],
        "year": year,
        "value": kinds.number(kind),
        "of": None,
        "source": scope.source,
        "notes": [],
        "details": {"section": section, "type": kind},
    }
    return _numbered(values, kinds, scope, section, kind)
