"""Numbers: each with its denominator, its year and what its source says about it."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from handlers.answers import Figure, StatisticAnswer
from handlers.scope import Scope
from storage.models import Project, Statistic
from storage.words import stem, words

_AT_MOST = 4
# Words that every second number's title has.
_WEAK = {stem(word) for word in ("antal", "personer", "år", "per", "som", "och", "i")}


def year_figures(scope: Scope, year: int | None) -> StatisticAnswer | None:
    """Answer with a year's key numbers; the newest year when none is given."""
    rows = _statistics(scope)
    years = {row.year for row in rows if row.year is not None}
    chosen = year if year is not None else max(years, default=None)
    mine = [row for row in rows if row.year == chosen and _section(row) == "facts"]
    mine = mine or [row for row in rows if row.year == chosen]
    if not mine:
        return None
    return _answer(mine, str(chosen or ""), chosen)


def figures_about(scope: Scope, query: str, year: int | None) -> StatisticAnswer | None:
    """Answer with the numbers whose titles share a telling word with ``query``."""
    asked = {stem(word) for word in words(query)} - _WEAK
    rows = [row for row in _statistics(scope) if year is None or row.year in {year, None}]
    numbers = {word for word in asked if word.isdigit()}
    stated = [row for row in rows if row.value is not None and f"{row.value:g}" in numbers]
    if stated:
        return _answer(stated, "", year)
    ranked = sorted(rows, key=lambda row: -_shared(row, asked))
    best = _shared(ranked[0], asked) if ranked else 0
    if not best:
        return None
    mine = [row for row in ranked if _shared(row, asked) == best][: _AT_MOST + 2]
    return _answer(mine, "", year)


def gender_figures(scope: Scope, query: str) -> StatisticAnswer | None:
    """Answer with the shares of women and men, of the group that ``query`` names or of all."""
    rows = [row for row in _statistics(scope) if _section(row) == "gender"]
    asked = {stem(word) for word in words(query)}
    best = max((_shared(row, asked) for row in rows), default=0)
    mine = [row for row in rows if _shared(row, asked) == best] if best else rows
    if not mine:
        return None
    lines = tuple(_figure(row, str(row.details.get("group", row.title))) for row in mine)
    return replace(_answer(mine, "", None), about="gender", lines=lines)


def office_figures(scope: Scope, query: str) -> StatisticAnswer | None:
    """Answer with every count of offices, workplaces and municipalities, each with its unit."""
    rows = [row for row in _statistics(scope) if _section(row) == "office_counts"]
    if any(word in query.casefold() for word in ("deltagit", "took part")):
        rows = [row for row in _statistics(scope) if "deltagit" in row.title]
    rows = rows or [row for row in _statistics(scope) if "kommuner" in row.title]
    return _answer(rows, "", None) if rows else None


def participants(scope: Scope, project_id: int) -> StatisticAnswer | None:
    """Answer how many took part in a project, if its source says so."""
    project = scope.session.get_one(Project, project_id)
    if project.details.get("participants") is None:
        return None
    return StatisticAnswer(
        ids=(project.key,),
        heading=project.title,
        lines=tuple(
            Figure(code=field, value=_told(project.details[field]))
            for field in ("participants", "municipalities", "county_boards")
            if field in project.details
        ),
        year=project.year,
        notes=tuple(project.notes),
        source=project.source,
    )


def _statistics(scope: Scope) -> list[Statistic]:
    statement = (
        select(Statistic)
        .where(Statistic.collaboration_id.in_(scope.family.ids))
        .order_by(Statistic.id)
    )
    return list(scope.session.scalars(statement))


def _section(row: Statistic) -> str:
    return str(row.details.get("section", ""))


def _shared(row: Statistic, asked: set[str]) -> int:
    text = f"{row.title} {' '.join(row.aliases)}"
    return len({stem(word) for word in words(text)} & asked)


def _answer(rows: Sequence[Statistic], heading: str, year: int | None) -> StatisticAnswer:
    notes = dict.fromkeys(note for row in rows for note in row.notes)
    return StatisticAnswer(
        heading=heading,
        lines=tuple(_figure(row, row.title) for row in rows),
        year=year if year is not None else rows[0].year,
        notes=tuple(notes),
        source=rows[0].source,
    )


def _figure(row: Statistic, label: str) -> Figure:
    details = row.details
    return Figure(
        label=label,
        value=row.value,
        approximate=bool(details.get("approx")),
        of=row.of,
        percent=_told(details.get("percent")),
        finished=_told(details.get("finished")),
        women_percent=_told(details.get("women_percent")),
        men_percent=_told(details.get("men_percent")),
    )


def _told(number: object) -> float | str | None:
    """Return a number as the source tells it: as a number where it is one, else its words."""
    return number if number is None or isinstance(number, int | float) else str(number)
