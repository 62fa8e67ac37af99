"""The lines of plan years, in words of their own or as their projects and proposals have them.

As many questions for one line as for ten thousand.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import Session

from handlers.answers import Labelled, PlanLine
from handlers.plans.columns import COLUMNS
from storage.models import Material, PlanEntry, Project, Proposal

Found = Row[*tuple[Any, ...]]
_T = TypeVar("_T")
_ENTRY = PlanEntry.__table__.c
# What a project tells that no column of a plan holds: its name there, and among its details.
_TOLD = {
    "visits": "min_visits_per_municipality",
    "inspectors": "min_inspectors",
    "participation": "participation_goal",
    "strategy": "national_strategy",
    "programme": "programme",
    "days": "days",
    "form": "form",
    "host": "host_municipality",
}


@dataclass(frozen=True, slots=True)
class Records:
    """The projects and proposals that lines are about, by whose they are and by their keys."""

    projects: Mapping[tuple[int, str], Found]
    proposals: Mapping[tuple[int, str], Found]
    materials: Mapping[int, Sequence[str]]


def lines_of(
    session: Session, owners: Collection[int], years: Collection[int]
) -> dict[int, tuple[PlanLine, ...]]:
    """Return the lines of plan years by the years' numbers; ``owners`` is whose records count."""
    mine = (_ENTRY.plan_year_id.in_(years), _ENTRY.removed.is_(False))
    statement = select(*_ENTRY).where(*mine)
    entries = session.execute(statement.order_by(_ENTRY.plan_year_id, _ENTRY.position)).all()
    records = _records(session, owners, years)
    grouped: dict[int, list[Found]] = defaultdict(list)
    for entry in entries:
        grouped[entry.plan_year_id].append(entry)
    return {year: tuple(_lines(several, records)) for year, several in grouped.items()}


def _lines(entries: Iterable[Found], records: Records) -> Iterable[PlanLine]:
    for at, entry in enumerate(entries, start=1):
        own = {name: entry._mapping[name] for name in COLUMNS}  # noqa: SLF001 - SQLAlchemy's public name
        values = _from_record(entry, records)
        if not values and entry.record_kind and own["title"] is None:
            # Its record is gone, and it says nothing itself.
            continue
        values |= {name: value for name, value in own.items() if value is not None}
        standing = entry.standing or bool(values.pop("standing", False))
        yield PlanLine(
            **{"title": "", **values},
            id=entry.id,
            number=entry.number or at,
            standing=standing,
            record_kind=entry.record_kind,
            record_key=entry.record_key,
            section=entry.section,
            progress=entry.progress,
            progress_note=entry.progress_note,
            revision=entry.revision,
        )


def _from_record(entry: Found, records: Records) -> dict[str, Any]:
    if entry.record_kind == "proposal":
        found = _nearest(records.proposals, entry)
        return _of_proposal(found) if found is not None else {}
    found = _nearest(records.projects, entry)
    return _of_project(found, records.materials) if found is not None else {}


def _nearest(found: Mapping[tuple[int, str], _T], entry: Found) -> _T | None:
    near = found.get((entry.collaboration_id, entry.record_key))
    # A key is its collaboration's own; what is only elsewhere in the family is kept under 0.
    return near if near is not None else found.get((0, entry.record_key))


def _of_project(row: Found, materials: Mapping[int, Sequence[str]]) -> dict[str, Any]:
    details = row.details or {}
    campaign = details.get("national_campaign") or {}
    named = campaign if isinstance(campaign, Mapping) else {"by": campaign}
    return {
        "heading": str(details.get("category_in_source") or row.kind),
        "title": row.title,
        "goal": row.goal,
        "doing": ", ".join(materials.get(row.id, ())),
        "time": row.period_text,
        "responsible": row.responsible or "",
        "parties": _joined(details.get("parties")),
        "effects": _joined(details.get("environmental_goals")),
        "follow_up": _joined(details.get("followup")),
        "national": str(named.get("by") or ""),
        "told": tuple(_told(row, details, named)),
        "notes": tuple(row.notes),
        "kind": row.kind,
        "status": row.status,
        # What a rule brings each year stands from year to year.
        "standing": row.series is not None,
    }


def _told(
    row: Found, details: Mapping[str, Any], national: Mapping[str, Any]
) -> Iterable[Labelled]:
    for code, name in _TOLD.items():
        value = details.get(name)
        if value not in (None, "", [], False):
            yield Labelled(code, _joined(value))
    for code, value in (("campaign_start", row.campaign_start), ("campaign_end", row.campaign_end)):
        if value:
            yield Labelled(code, value)
    for code in ("start", "end"):
        if national.get(code):
            yield Labelled(f"national_{code}", str(national[code]))


def _of_proposal(row: Found) -> dict[str, Any]:
    details = row.details or {}
    return {
        "heading": row.category,
        "title": row.title,
        "goal": row.goal,
        "time": row.wished_time,
        "effects": _joined(row.environmental_goals),
        "focus_area": row.focus_area,
        "received": row.year_received,
        "status": row.state or row.status,
        "standing": row.standing or bool(details.get("standing")),
        "kind": "proposal",
        "notes": tuple(
            str(details[name]) for name in ("year_note", "status_note") if details.get(name)
        ),
    }


def _joined(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _records(session: Session, owners: Collection[int], years: Collection[int]) -> Records:
    def mine(model: type[Project] | type[Proposal], kind: str) -> Any:
        named = and_(_ENTRY.record_key == model.key, _ENTRY.record_kind == kind)
        return and_(named, _ENTRY.plan_year_id.in_(years), model.collaboration_id.in_(owners))

    projects: Select[*tuple[Any, ...]] = select(*Project.__table__.c).join(
        PlanEntry, mine(Project, "project")
    )
    proposals: Select[*tuple[Any, ...]] = select(*Proposal.__table__.c).join(
        PlanEntry, mine(Proposal, "proposal")
    )
    materials = (
        select(Material.project_id, Material.title)
        .join(Project, Project.id == Material.project_id)
        .join(PlanEntry, mine(Project, "project"))
        .order_by(Material.project_id, Material.position)
    )
    titles: dict[int, dict[str, None]] = defaultdict(dict)
    # A project may stand in several years: its materials are told once.
    for project, title in session.execute(materials):
        titles[project].setdefault(title)
    return Records(
        _by_key(session.execute(projects).all()),
        _by_key(session.execute(proposals).all()),
        {project: tuple(several) for project, several in titles.items()},
    )


def _by_key(rows: Sequence[Found]) -> dict[tuple[int, str], Found]:
    found: dict[tuple[int, str], Found] = {}
    for row in rows:
        found[row.collaboration_id, row.key] = row
        found.setdefault((0, row.key), row)
    return found
