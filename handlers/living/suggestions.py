"""What waits on the list about a project: somebody's correction, or what a file says otherwise.

Whoever leads the project lets it be so, or lets it be; who has corrected something is told.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker, TaskLine, Values
from handlers.errors import Refusal
from handlers.events import record
from handlers.living.changing import Changed, change_field, changed
from handlers.living.fields import COLUMNS, material_values, milestone_values
from handlers.living.rules import Wanted, checked, too_long
from handlers.living.said import read_update
from handlers.living.telling import CORRECTION_DECLINED, CORRECTION_MADE, tell
from handlers.living.working import Which, Work, working
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.models import Collaboration, CoordinatorTask

CORRECTION, DIFFERS = "correction", "import_differs"
_DONE = "closed"


@dataclass(frozen=True, slots=True)
class Settled:
    """A suggestion by its number, and what was changed; nothing where it was let be."""

    task: int
    changed: Changed


def suggests(task: TaskLine) -> bool:
    """Tell whether a task says what a project is to be, so that this can be done at once."""
    if task.record_kind != "project" or task.state == _DONE:
        return False
    said = task.kind == CORRECTION and read_update(task.text, task.created_at.date())
    return task.kind == DIFFERS or bool(said)


def accept_suggestion(services: Services, asker: Asker, number: int) -> Settled:
    """Let it be as somebody has suggested; refuse what is not said so that it can be done."""
    with working(services, asker, _which(services, asker, number)) as work:
        task = _open_task(work, number)
        if task.kind == DIFFERS:
            _take_over(work, task.details["differs"])
        else:
            wanted = read_update(task.text, services.today())
            if wanted is None:
                raise Refusal("suggestion_unclear", number=number, key=work.project.key)
            change_field(work, checked(wanted))
        _settle(work, task, CORRECTION_MADE)
        return Settled(number, changed(work))


def decline_suggestion(services: Services, asker: Asker, number: int, reason: str = "") -> Settled:
    """Let it be as it is; who has suggested it is told, with the reason if there is one."""
    said = " ".join(reason.split())
    too_long("words", said)
    with working(services, asker, _which(services, asker, number)) as work:
        task = _open_task(work, number)
        _settle(work, task, CORRECTION_DECLINED, said)
        return Settled(number, changed(work))


def _which(services: Services, asker: Asker, number: int) -> Which:
    require(asker, Information.COORDINATOR_LIST)
    with services.database.session() as session:
        task = _found(session, asker, number)
        owner = session.get_one(Collaboration, task.collaboration_id)
        return Which(task.record_key, owner.key)


def _found(session: Session, asker: Asker, number: int, *, lock: bool = False) -> CoordinatorTask:
    family = home(families(session), asker.collaboration)
    task = session.get(CoordinatorTask, number, with_for_update=lock or None)
    if task is None or task.collaboration_id not in family.ids:
        raise Refusal("task_gone")
    if task.record_kind != "project" or task.kind not in {CORRECTION, DIFFERS}:
        raise Refusal("no_suggestion", number=number)
    return task


def _open_task(work: Work, number: int) -> CoordinatorTask:
    work.require_lead()
    task = _found(work.session, work.asker, number, lock=True)
    if task.state == _DONE:
        raise Refusal("suggestion_settled", number=number)
    return task


def _settle(work: Work, task: CoordinatorTask, kind: str, reason: str = "") -> None:
    task.state, task.closed_at = _DONE, work.services.clock()
    task.taken_by_id = work.asker.person_id
    record(
        work.session,
        work.services.clock(),
        work.asker,
        kind,
        about=("task", str(task.id)),
        collaboration_id=task.collaboration_id,
    )
    if task.asker_id is not None and task.kind == CORRECTION:
        tell(work, kind, task.asker_id, f"task-{task.id}", task=task.id, reason=reason)


def _take_over(work: Work, differs: dict[str, dict[str, Any]]) -> None:
    """Take over what a file says, and let later files have those fields again."""
    given = {name: one["given"] for name, one in differs.items()}
    left = dict(given)
    for field, names in COLUMNS.items():
        values = {name: left.pop(name) for name in names if name in left}
        if values:
            old = {name: getattr(work.project, name) for name in values}
            work.change(field, old, values)
    if "milestones" in left:
        _take_list(work, "milestone", left["milestones"])
    if "materials" in left:
        _take_list(work, "material", left["materials"])
    derived = {"start": "starts_on", "end": "ends_on", "title": "sort_key"}
    ours = {*given, *(derived[name] for name in given if name in derived)}
    hand = work.project.by_hand
    work.project.by_hand = {name: day for name, day in hand.items() if name not in ours}


def _take_list(work: Work, field: str, given: list[Values]) -> None:
    rows = (
        [milestone_values(one) for one in work.project.milestones]
        if field == "milestone"
        else [material_values(one) for one in work.project.materials]
    )
    for row in rows:
        if not any(_same(row, one) for one in given):
            work.change(field, row, None)
    for one in given:
        if not any(_same(row, one) for row in rows):
            change_field(work, Wanted(field, dict(one)))


def _same(row: Values, given: Values) -> bool:
    return all(row.get(name) == value for name, value in given.items())
