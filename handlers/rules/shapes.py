"""From a rule as it is kept to its shape as people see it."""

from collections.abc import Callable, Iterator, Mapping

from handlers.rules.forms import Fields, form_of
from handlers.rules.sheets import Part, Shape

# From the key of a rule to its title.
Titles = Callable[[str], str]


def shape_of(rule: Fields, titles: Titles) -> Shape:
    """Return the shape of a rule, with the titles of the rules that it leans on."""
    return Shape(
        kind=str(rule.get("shape", "")),
        fields=form_of(rule),
        exceptions=_exceptions(rule),
        anchor=_title(rule, "anchor", titles),
        before=_title(rule, "before", titles),
        beside=_title(rule, "adjacent_to", titles),
        per_office=bool(rule.get("per_office")),
        what=str(rule.get("what", "")),
        also=tuple(_parts(rule, titles)),
    )


def _exceptions(rule: Fields) -> dict[str, str]:
    said = rule.get("exceptions")
    if not isinstance(said, Mapping):
        return {}
    return {str(year): str(words) for year, words in sorted(said.items())}


def _title(rule: Fields, name: str, titles: Titles) -> str:
    key = rule.get(name)
    return titles(str(key)) if key else ""


def _parts(rule: Fields, titles: Titles) -> Iterator[Part]:
    for name, after in (("also", False), ("then", True)):
        given = rule.get(name)
        if isinstance(given, Mapping):
            yield Part(shape=shape_of(given, titles), after=after)
        elif given:
            several = given if isinstance(given, list) else [given]
            yield from (Part(said=str(one), after=after) for one in several)
