"""What people have changed by hand: an import leaves it alone, and the coordinator is told."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from handlers.imports.plan import Change, FieldChange
from handlers.ports import Services
from storage.inserting import insert_new
from storage.models import Base, CoordinatorTask, Project

IMPORT_DIFFERS = "import_differs"
# What a field is marked by, where that is not its own name.
_MARKED_BY: Mapping[str, str] = {"material_links": "materials"}
# A project that has been renamed goes by its former names too.
NAMES = "aliases"


def is_kept(row: Base, name: str) -> bool:
    """Tell whether somebody has set a field of a record by hand."""
    # A row that has not been written yet has no marks.
    marks = (row.by_hand or {}) if isinstance(row, Project) else {}
    return _MARKED_BY.get(name, name) in marks


def kept_value(row: Base, name: str, given: object) -> object:
    """Return what an import makes of a field that somebody has set: more names, else nothing."""
    current = getattr(row, name)
    if name == NAMES and isinstance(given, list):
        return [*current, *(one for one in given if one not in current)]
    return current


def tell_of_differences(
    session: Session, services: Services, changes: Iterable[tuple[Change, Base | None]]
) -> None:
    """Put on the coordinator's list where a file says something else than people here; once."""
    for change, row in changes:
        if not isinstance(row, Project) or not change.kept:
            continue
        told = {one.name: {"given": one.new, "kept": one.old} for one in change.kept}
        session.execute(
            insert_new(services.database, CoordinatorTask).values(
                collaboration_id=row.collaboration_id,
                kind=IMPORT_DIFFERS,
                text="",
                record_kind="project",
                record_key=row.key,
                door="import",
                created_at=services.clock(),
                request_key=f"import:{row.id}:{_digest(change.kept)}",
                details={"differs": told},
            )
        )


def _digest(kept: Iterable[FieldChange]) -> str:
    said: dict[str, Any] = {one.name: one.new for one in kept}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:40]
