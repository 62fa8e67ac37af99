"""Tables of projects, and of links to the material that projects made."""

from collections.abc import Iterator

from handlers.imports.cells import Cells
from handlers.imports.directory import Directory
from handlers.imports.problems import Code, Expected
from handlers.imports.records import Identity, Record
from handlers.imports.shapes.projects import first_day, last_day
from handlers.imports.slugs import slug
from storage.sorting import sort_key

STATUSES = {
    "planerat": "planerat", "planerad": "planerat",
    "pågående": "pågående", "pågår": "pågående",
    "avslutat": "avslutat", "avslutad": "avslutat", "klart": "avslutat", "klar": "avslutat",
    "genomfört": "genomfört", "genomförd": "genomfört",
    "framskjutet": "framskjutet", "framskjuten": "framskjutet", "uppskjutet": "framskjutet",
    "ej fastställt": "ej fastställt", "ej fastställd": "ej fastställt",
    "okänd": "okänd", "okänt": "okänd",
}  # fmt: skip
_DATES = ("start", "end", "campaign_start", "campaign_end", "status_asof")
_TEXTS = ("period_text", "goal", "responsible", "source")


class ProjectRows:
    """Reads the rows of projects and of material of one collaboration."""

    def __init__(self, collaboration: str, directory: Directory) -> None:
        self._collaboration = collaboration
        self._directory = directory

    def read_project(self, cells: Cells) -> Iterator[Record]:
        """Read one project."""
        title = cells.text("title")
        if not title:
            cells.report(Code.MISSING, "title")
            return
        values = _values(cells, title)
        identity = self._project(cells, title, "title")
        if identity is not None:
            yield Record(identity, values, cells.place(), headings=cells.headings())

    def read_material(self, cells: Cells) -> Iterator[Record]:
        """Read one material; its project must be known."""
        title = cells.text("title")
        if not title:
            cells.report(Code.MISSING, "title")
        link = next((text for _, text in cells.given(("url",))), "")
        url = cells.url("url", link)
        project = self._known_project(cells)
        if project is not None and title:
            links = [{"title": title, "url": url}]
            yield Record(
                project,
                {"material_links": links},
                cells.place(),
                additive=True,
                headings=cells.headings(),
            )

    def _project(self, cells: Cells, title: str, column: str) -> Identity | None:
        year = as_given_year(cells)
        key = cells.text("key")
        directory = self._directory
        found = directory.keyed("project", key) if key else directory.project(title, year)
        if len(found) > 1:
            known = tuple(sorted(each.key for each in found))
            cells.report(Code.AMBIGUOUS, column, found=key or title, known=known)
            return None
        if found:
            return next(iter(found))
        if key and slug(key) != key:
            cells.report(Code.WRONG, "key", Expected.KEY, key)
        if year is None:
            if not cells.text("year"):
                cells.report(Code.MISSING, "year")
            return None
        new = key or f"{self._collaboration}-{year}-{slug(title, 80)}"
        return Identity("project", self._collaboration, new)

    def _known_project(self, cells: Cells) -> Identity | None:
        key = cells.text("key")
        column, name = ("key", key) if key else ("project", cells.text("project"))
        if not name:
            cells.report(Code.MISSING, "project")
            return None
        directory = self._directory
        found = (
            directory.keyed("project", key)
            if key
            else directory.project(name, as_given_year(cells))
        )
        if len(found) == 1:
            return next(iter(found))
        code = Code.AMBIGUOUS if found else Code.UNKNOWN_REFERENCE
        cells.report(code, column, found=name, known=tuple(sorted(each.key for each in found)))
        return None


def as_given_year(cells: Cells) -> int | None:
    """Return the year of the row, or the year in which its project begins."""
    if text := cells.text("year"):
        return cells.year("year", text)
    start = next((text for _, text in cells.given(("start",))), "")
    begins = first_day(cells.partial_date("start", start))
    return begins.year if begins else None


def _values(cells: Cells, title: str) -> dict[str, object]:
    values: dict[str, object] = {"title": title, "sort_key": sort_key(title)}
    if year := as_given_year(cells):
        values["year"] = year
    for column, text in cells.given(("kind", "status", "aliases", "notes", *_TEXTS)):
        values[column] = _read_value(cells, column, text)
    for column, text in cells.given(_DATES):
        values[column] = cells.partial_date(column, text)
    for column, derived, day in (("start", "starts_on", first_day), ("end", "ends_on", last_day)):
        if column in values:
            value = values[column]
            values[derived] = day(value if isinstance(value, str) else None)
    return values


def _read_value(cells: Cells, column: str, text: str) -> object:
    if column == "kind":
        return text.casefold()
    if column == "status":
        return cells.one_of(column, text, STATUSES)
    if column == "aliases":
        return cells.items(text)
    if column == "notes":
        return [text] if text else []
    return (text or None) if column == "responsible" else text
