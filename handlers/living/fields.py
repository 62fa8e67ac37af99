"""The fields of a project that people change: how each is read and written.

A change is a field with its values before and after. Whoever writes the values before once more
has taken it back, so taking back needs nothing of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from handlers.answers import Values
from storage.models import Material, Milestone, Participation, Project
from storage.partial_dates import PartialDate
from storage.sorting import sort_key

# The columns that a field may hold; a change holds those that it is about.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "status": ("status", "status_asof", "start", "end"),
    "time": ("start", "end", "campaign_start", "campaign_end", "period_text"),
    "title": ("title", "aliases"),
    "goal": ("goal",),
    "goals": ("office_goal", "visit_goal", "member_goal"),
    "responsible": ("responsible",),
    "leader": ("leader_id",),
    "members": ("member_count",),
}
MILESTONE = ("kind", "start", "end", "count", "form", "place", "details")
# What follows from a column, and is kept from imports together with it.
_DERIVED = {"start": "starts_on", "end": "ends_on", "title": "sort_key"}
# An import knows nothing of these.
_OURS = frozenset({"office_goal", "visit_goal", "member_goal", "leader_id", "member_count"})
_LISTS = {"milestone": "milestones", "material": "materials"}


def current(project: Project, field: str, wanted: Values) -> dict[str, Any]:
    """Return what a project has now where ``wanted`` says something."""
    return {name: getattr(project, name) for name in COLUMNS[field] if name in wanted}


def write(project: Project, field: str, old: Values | None, new: Values | None) -> None:
    """Put the values after a change in the place of those before."""
    _WRITERS.get(field, _write_columns)(project, old, new)


def marks(field: str, values: Values) -> tuple[str, ...]:
    """Return the names by which an import knows what a change is about."""
    if field in _LISTS:
        return (_LISTS[field],)
    columns = [name for name in COLUMNS.get(field, ()) if name in values and name not in _OURS]
    return (*columns, *(_DERIVED[name] for name in columns if name in _DERIVED))


def milestone_values(row: Milestone) -> dict[str, Any]:
    """Return all that a milestone says."""
    return {name: getattr(row, name) for name in MILESTONE}


def material_values(row: Material) -> dict[str, Any]:
    """Return all that a material says, and where it stands."""
    return {"title": row.title, "url": row.url, "position": row.position}


def office_values(row: Participation) -> dict[str, Any]:
    """Return what an office has done in a project."""
    return {"office": row.office_id, "visits": row.visits}


def _write_columns(project: Project, _old: Values | None, new: Values | None) -> None:
    for name, value in (new or {}).items():
        setattr(project, name, value)
    project.sort_key = sort_key(project.title)
    project.starts_on = _edge(project.start, "first")
    project.ends_on = _edge(project.end, "last")


def _edge(written: str | None, edge: str) -> date | None:
    if written is None:
        return None
    day: date = getattr(PartialDate.parse(written), edge)
    return day


def _write_milestone(project: Project, old: Values | None, new: Values | None) -> None:
    rows = sorted(project.milestones, key=lambda one: one.position)
    found = next((one for one in rows if old and milestone_values(one) == dict(old)), None)
    at = rows.index(found) if found is not None else len(rows)
    if found is not None:
        rows.remove(found)
    if new is not None:
        row = found or Milestone(collaboration_id=project.collaboration_id)
        for name in MILESTONE:
            setattr(row, name, new[name])
        moved = found is None or old is None or old["start"] != new["start"]
        rows.insert(_place(rows, row) if moved else at, row)
    _set_positions(rows)
    project.milestones = rows


def _place(rows: Sequence[Milestone], row: Milestone) -> int:
    """Return where a milestone stands by its time: after those that are not later."""
    day = _edge(row.start, "first")
    if day is None:
        return len(rows)
    dated = [(at, _edge(one.start, "first")) for at, one in enumerate(rows)]
    earlier = [at for at, known in dated if known is not None and known <= day]
    return earlier[-1] + 1 if earlier else 0


def _write_material(project: Project, old: Values | None, new: Values | None) -> None:
    rows = sorted(project.materials, key=lambda one: one.position)
    found = next((one for one in rows if old and one.title == old["title"]), None)
    at = rows.index(found) if found is not None else len(rows)
    if found is not None:
        rows.remove(found)
    if new is not None:
        row = found or Material(collaboration_id=project.collaboration_id)
        row.title, row.url = new["title"], new["url"]
        rows.insert(new.get("position", at), row)
    _set_positions(rows)
    project.materials = rows


def _set_positions(rows: Sequence[Milestone | Material]) -> None:
    for position, row in enumerate(rows):
        row.position = position


_WRITERS: Mapping[str, Callable[[Project, Values | None, Values | None], None]] = {
    "milestone": _write_milestone,
    "material": _write_material,
}
