"""Changing what is known of a project, and taking that back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from handlers.answers import Asker, ChangeLine, Values
from handlers.errors import Refusal
from handlers.living.fields import (
    COLUMNS,
    current,
    marks,
    material_values,
    milestone_values,
    write,
)
from handlers.living.lines import change_lines
from handlers.living.naming import ONCE, is_called
from handlers.living.offices import write_office
from handlers.living.rules import Wanted, checked
from handlers.living.working import Which, Work, working
from handlers.ports import Services
from handlers.projects.wording import names_nobody
from handlers.scope import home
from storage.indexes import families
from storage.models import Collaboration, Material, Milestone, Project, ProjectChange
from storage.words import fold

_LISTS = frozenset({"milestone", "material"})
# What is taken back in words of its own.
_EVENTS = frozenset({"call", "results", "started"})


@dataclass(frozen=True, slots=True)
class Changed:
    """A project that was changed, and what of it; nothing where it was so already."""

    key: str
    owner: str
    title: str
    changes: tuple[ChangeLine, ...]


def change_project(
    services: Services, asker: Asker, which: Which, wanted: Sequence[Wanted]
) -> Changed:
    """Change what is wanted of a project, all of it or nothing."""
    tidy = [checked(one) for one in wanted]
    with working(services, asker, which) as work:
        work.require_lead()
        for one in tidy:
            change_field(work, one)
        return changed(work)


def change_field(work: Work, wanted: Wanted) -> None:
    """Change one field in the caller's transaction."""
    if wanted.field in _LISTS:
        _change_listed(work, wanted)
        return
    wanted = _responsible(work, wanted)
    values = dict(wanted.values or {})
    if wanted.field == "title":
        values["aliases"] = _names(work.project, str(values["title"]))
    old = current(work.project, wanted.field, values)
    kept = {name: value for name, value in values.items() if old[name] != value}
    # When it was said counts only where something is said with it.
    if set(kept) - {"status_asof", "aliases"} or (kept and wanted.field == "status"):
        work.change(wanted.field, {name: old[name] for name in kept}, kept)


def take_back(services: Services, asker: Asker, number: int) -> Changed:
    """Take a change back; refuse one that has been taken back, or changed since."""
    with services.database.session() as session:
        family = home(families(session), asker.collaboration)
        row = session.get(ProjectChange, number)
        if row is None or row.collaboration_id not in family.ids:
            raise Refusal("change_gone")
        project = session.get_one(Project, row.project_id)
        owner = session.get_one(Collaboration, project.collaboration_id)
        which = Which(project.key, owner.key)
    with working(services, asker, which) as work:
        row = work.session.get_one(ProjectChange, number)
        if row.person_id != asker.person_id or asker.person_id is None:
            work.require_lead()
        _refuse_if_settled(work, row)
        _reverse(work, row)
        return changed(work)


def changed(work: Work) -> Changed:
    """Return what was changed in this transaction."""
    owner = next(one for one in work.family.members if one.id == work.project.collaboration_id)
    lines = change_lines(work.session, work.asker, work.changes)
    return Changed(work.project.key, owner.key, work.project.title, lines)


def _reverse(work: Work, row: ProjectChange) -> None:
    if row.field == "office":
        write_office(work, row.new, row.old)
    else:
        write(work.project, row.field, row.new, row.old)
    work.note(row.field, row.new, row.old, undoes=row.id)
    _unmark(work, row)


def _unmark(work: Work, row: ProjectChange) -> None:
    """Let imports have a field again, where nothing that anybody has said of it is left."""
    changes = work.session.scalars(
        select(ProjectChange).where(
            ProjectChange.project_id == row.project_id, ProjectChange.field == row.field
        )
    ).all()
    undone = {one.undoes_id for one in changes}
    left = [one for one in changes if one.id not in undone and one.undoes_id is None]
    kept = {name for one in left for name in marks(one.field, one.new or one.old or {})}
    gone = set(marks(row.field, row.new or row.old or {})) - kept
    hand = work.project.by_hand
    work.project.by_hand = {name: day for name, day in hand.items() if name not in gone}


def _refuse_if_settled(work: Work, row: ProjectChange) -> None:
    if row.field in _EVENTS:
        raise Refusal("not_taken_back")
    later = work.session.scalars(
        select(ProjectChange).where(
            ProjectChange.project_id == row.project_id,
            ProjectChange.id > row.id,
            ProjectChange.field == row.field,
        )
    ).all()
    if any(one.undoes_id == row.id for one in later):
        raise Refusal("change_taken_back")
    if any(_is_about(one, row.new) for one in later):
        raise Refusal("changed_since", title=work.project.title)


def _is_about(later: ProjectChange, values: Values | None) -> bool:
    """Tell whether a later change has changed what an earlier one left."""
    if later.field == "office":
        about = later.old or later.new or {}
        return values is None or bool(about["office"] == values["office"])
    return later.field not in _LISTS or later.old == values


def _change_listed(work: Work, wanted: Wanted) -> None:
    rows: Sequence[Milestone | Material] = (
        work.project.milestones if wanted.field == "milestone" else work.project.materials
    )
    found = _meant(work, wanted, rows)
    old = _values(found)
    new = None if wanted.values is None else {**(old or _blank(wanted.field)), **wanted.values}
    if new is not None and any(_same(one, new) for one in rows if one is not found):
        if found is None:
            # It stands there already, word for word.
            return
        raise Refusal("listed_already", title=work.project.title)
    work.change(wanted.field, old, new)


def _responsible(work: Work, wanted: Wanted) -> Wanted:
    """Return who is to answer for a project: a function in words, or a person by their number.

    What names a person stands in the register alone.
    """
    said = str((wanted.values or {}).get("responsible") or "")
    if wanted.field != "responsible" or not said:
        return wanted
    mailboxes = work.services.indexes.of(work.session, work.family).mailboxes
    if names_nobody(said, work.family, mailboxes):
        return wanted
    from handlers.decisions.owners import people_named  # noqa: PLC0415 - slow to load

    people = people_named(work.session, work.family, said)
    if len(people) != 1:
        raise Refusal("several_leaders" if people else "unknown_leader", name=said)
    return Wanted("leader", {"leader_id": people[0].id})


def _meant(
    work: Work, wanted: Wanted, rows: Sequence[Milestone | Material]
) -> Milestone | Material | None:
    """Return the one that is changed, None for one more; refuse one that is not there."""
    if wanted.at is None and not wanted.named:
        return None
    fitting: Sequence[Milestone | Material] = [
        one
        for one in rows
        if (one.id == wanted.at if wanted.at else is_called(_name(one), wanted.named))
    ]
    if wanted.adding:
        fitting = _for_words(fitting)
    if len(fitting) > 1:
        raise Refusal("several_listed", title=work.project.title, name=wanted.named)
    if not fitting and not wanted.adding:
        raise Refusal("listed_gone", title=work.project.title, name=wanted.named)
    return fitting[0] if fitting else None


def _for_words(fitting: Sequence[Milestone | Material]) -> Sequence[Milestone | Material]:
    """Return what a new date is meant for: what has none yet, or what happens once."""
    undated = [one for one in fitting if isinstance(one, Milestone) and one.start is None]
    if undated:
        return undated[:1]
    return [one for one in fitting if isinstance(one, Material) or is_called(one.kind, ONCE)]


def _name(row: Milestone | Material) -> str:
    return row.kind if isinstance(row, Milestone) else row.title


def _values(row: Milestone | Material | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return milestone_values(row) if isinstance(row, Milestone) else material_values(row)


def _blank(field: str) -> dict[str, Any]:
    if field == "material":
        return {"title": "", "url": None}
    return {
        "kind": "", "start": None, "end": None, "count": None, "form": "", "place": "",
        "details": {},
    }  # fmt: skip


def _same(row: Milestone | Material, new: Values) -> bool:
    if isinstance(row, Material):
        # Two materials of one name would be one to an import.
        return fold(row.title) == fold(str(new["title"])) and (row.url or None) == new["url"]
    said = ("kind", "start", "end", "form", "place")
    return all(getattr(row, name) == new[name] for name in said)


def _names(project: Project, title: str) -> list[str]:
    """Return what a renamed project goes by besides its title: its former one is found too."""
    every = dict.fromkeys([*project.aliases, project.title])
    return [one for one in every if fold(one) != fold(title)]


__all__ = ["COLUMNS", "Changed", "change_field", "change_project", "changed", "take_back"]
