"""The details that answers read, each in the form that they read it in.

Everything else that a source says is kept as it stands: only people read it.
"""

from collections.abc import Callable, Iterator, Mapping

from handlers.imports.fields import Fields, as_year
from handlers.imports.problems import Code, Expected

Reader = Callable[[Fields, str], object]
Form = Mapping[str, Reader]


def formed(kind: str, fields: Fields) -> dict[str, object]:
    """Return every field that was not taken; report those that answers could not read.

    A field of the form that says nothing is left out.
    """
    form = FORMS.get(kind, {})
    found = fields.details()
    if kind in _CLOSED:
        _nothing_else(fields, form)
    given = [name for name in form if found.get(name) is not None]
    found |= {name: form[name](fields, name) for name in given}
    return {name: value for name, value in found.items() if value is not None or name not in form}


def _nothing_else(fields: Fields, form: Form) -> None:
    known = tuple(sorted({*fields.taken, *form}))
    for name in sorted(fields.details().keys() - form.keys()):
        fields.file.report(Code.UNKNOWN_FIELD, (*fields.path, name), found=name, known=known)


def _needed_text(fields: Fields, name: str) -> str:
    return fields.text(name, required=True)


def _number(fields: Fields, name: str) -> object:
    # As it is written: 1143 would come back as 1143.0.
    return None if fields.number(name) is None else fields.data[name]


def _needed_number(fields: Fields, name: str) -> object:
    if fields.data.get(name) is None:
        fields.file.report(Code.MISSING, (*fields.path, name))
    return _number(fields, name)


def _told(fields: Fields, name: str) -> object:
    """Take a number, or the words that stand for one."""
    if isinstance(fields.data[name], int | float):
        return _number(fields, name)
    return fields.optional_text(name)


def _one_or_several(fields: Fields, name: str) -> object:
    return fields.texts(name) if isinstance(fields.data[name], list) else _told(fields, name)


def _remarks(fields: Fields, name: str) -> object:
    """Take remarks; what is a rule of its own is read as one."""
    value = fields.data[name]
    return value if isinstance(value, dict) else _one_or_several(fields, name)


def _years(fields: Fields, name: str) -> list[int] | None:
    items = fields.data[name]
    if not isinstance(items, list):
        fields.texts(name)
        return None
    return list(_each_year(fields, name, items))


def _each_year(fields: Fields, name: str, items: list[object]) -> Iterator[int]:
    for index, item in enumerate(items):
        year = as_year(item)
        if year is None:
            fields.file.report(Code.WRONG, (*fields.path, name, index), Expected.YEAR, item)
        else:
            yield year


def _by_year(fields: Fields, name: str) -> dict[str, object]:
    said = fields.mapping(name)
    for year in said.data:
        if as_year(year) is None:
            said.file.report(Code.WRONG, (*said.path, year), Expected.YEAR, year)
    return {year: told for year in said.data if (told := said.optional_text(year))}


def _rows(needed: tuple[str, ...], form: Form) -> Reader:
    def read(fields: Fields, name: str) -> list[dict[str, object]]:
        return [_row(row, needed, form) for row in fields.mappings(name)]

    return read


def _row(row: Fields, needed: tuple[str, ...], form: Form) -> dict[str, object]:
    for name in needed:
        # What the source does not tell stands there too, as null: a slip is told from it.
        if name not in row.data:
            row.file.report(Code.MISSING, (*row.path, name))
    given = {name: take(row, name) for name, take in form.items() if name in row.data}
    return {**row.data, **given}


def _cost_split(fields: Fields, name: str) -> dict[str, object] | None:
    split = fields.mapping(name)
    if not split.data:
        return None
    percents = [each for each in split.data if "_percent" in each]
    form: Form = {
        **dict.fromkeys(percents, _needed_number),
        "note": Fields.text,
        "source": Fields.text,
    }
    return {**_row(split, (), form), "threshold_sek": _needed_number(split, "threshold_sek")}


_MONEY = _rows(("item", "amount"), {"item": _needed_text, "amount": _number})
FORMS: dict[str, Form] = {
    "budget": {
        **dict.fromkeys(
            ("costs_total", "frame", "income_total", "invoiced", "per_inhabitant", "surplus"),
            _number,
        ),
        "income": _MONEY,
        "costs": _MONEY,
        "shares": _rows(
            ("who", "amount"), {"who": _needed_text, "amount": _number, "share": Fields.text}
        ),
    },
    "collaboration": {"cost_split": _cost_split},
    "education": dict.fromkeys(
        (
            "audience",
            "days",
            "group_max",
            "group_min",
            "paid_by",
            "price_includes",
            "price_sek_ex_vat",
            "since",
        ),
        _one_or_several,
    ),
    "group": {
        "composition": _rows(("who",), {"who": _needed_text, "n": _told}),
        "decides": Fields.texts,
        "tasks": Fields.texts,
        "meetings_per_year": _told,
        "meetings_per_year_min": _told,
        "size_derived": Fields.integer,
        "size_note": Fields.optional_text,
    },
    "plan": dict.fromkeys(("decided_by", "late_reason", "one_year_reason"), Fields.optional_text),
    "project": {
        "parties": Fields.texts,
        "category_in_source": Fields.optional_text,
        "host_municipality": Fields.optional_text,
        "programme": Fields.optional_text,
        **dict.fromkeys(
            ("county_boards", "days", "municipalities", "participants", "visits"), _told
        ),
    },
    "role": {"persons_in_source": Fields.integer, "role_in_board": Fields.optional_text},
    "rule": {
        "every_years": Fields.integer,
        "host": Fields.optional_text,
        "observed": _years,
        "per_year_max": Fields.integer,
        "per_year_min": Fields.integer,
        "wording_by_year": _by_year,
        **dict.fromkeys(("month_observed", "season", "trigger", "wording"), Fields.optional_text),
    },
    # What is written under a duty's ``rule``, and under what it also brings.
    "rule.rule": {
        **dict.fromkeys(("adopted_by", "cycle", "steps"), Fields.texts),
        **dict.fromkeys(("also", "then"), _remarks),
        **dict.fromkeys(("convener", "rotation", "what"), Fields.optional_text),
        "held": _years,
        "per_office": Fields.boolean,
    },
    "statistic": {
        "approx": Fields.boolean,
        **dict.fromkeys(("finished", "men_percent", "percent", "women_percent"), _told),
    },
}
# Who they are stands among the people and nowhere else: a name must not slip in beside it.
_CLOSED = frozenset({"role"})
