"""The coordinator's list "att hantera": what came in, who takes it, what is done."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Select, String, cast, func, select
from sqlalchemy.orm import Session, aliased

from handlers.access import Information, require
from handlers.answers import Asker, TaskLine
from handlers.errors import Refusal
from handlers.events import record
from handlers.ports import Services
from handlers.projects.identifying import with_key
from handlers.scope import Scope, home
from storage.indexes import Family, families
from storage.inserting import insert_new
from storage.models import (
    Collaboration,
    CoordinatorTask,
    EnvironmentalOffice,
    Meeting,
    Person,
    Project,
)

LONGEST_TEXT = 4000


def file_task(
    services: Services,
    asker: Asker,
    kind: str,
    text: str,
    *,
    record_kind: str = "",
    record_key: str = "",
    record_owner: str = "",
    request_key: str | None = None,
) -> TaskLine:
    """Put something on the list; the same ``request_key`` puts it there once.

    ``record_owner`` is the key of the collaboration that it is about, or whose record it is about,
    where that is known.
    """
    with services.database.write() as session:
        about = _about(session, asker, record_kind, record_key, record_owner)
        filed = session.scalars(
            # The database decides, so that two processes that ask at once file one task.
            insert_new(services.database, CoordinatorTask)
            .values(
                collaboration_id=about.collaboration_id,
                kind=kind,
                text=text[:LONGEST_TEXT],
                record_kind=record_kind,
                record_key=about.key,
                door=asker.door,
                created_at=services.clock(),
                asker_id=asker.person_id,
                asker_account=asker.account,
                request_key=request_key,
            )
            .returning(CoordinatorTask)
        ).one_or_none()
        if filed is None:
            return _line(_by_request(session, request_key))
        _log(session, services, asker, filed, "task_filed")
        return _line(filed)


def file_wish(scope: Scope, kind: str, text: str) -> int:
    """Put a wish for what cannot be done yet on the list; return its number.

    It goes to whom the answer refers to: the family that was asked, not the asker's own.
    """
    return file_task(*scope.let_go(), kind, text, record_owner=scope.family.key).id


def open_tasks(services: Services, asker: Asker) -> tuple[TaskLine, ...]:
    """Return what is not closed, oldest first."""
    require(asker, Information.COORDINATOR_LIST)
    with services.database.session() as session:
        family = home(families(session), asker.collaboration)
        rows = session.execute(
            _listed()
            .where(
                CoordinatorTask.collaboration_id.in_(family.ids),
                CoordinatorTask.state != "closed",
            )
            .order_by(CoordinatorTask.created_at, CoordinatorTask.id)
        )
        return tuple(_named(*row) for row in rows)


def take_task(services: Services, asker: Asker, task_id: int) -> TaskLine:
    """Take a task on; a task that somebody else took stays theirs."""
    return _move(services, asker, task_id, "taken")


def close_task(services: Services, asker: Asker, task_id: int) -> TaskLine:
    """Close a task."""
    return _move(services, asker, task_id, "closed")


def reopen_task(services: Services, asker: Asker, task_id: int) -> TaskLine:
    """Open a closed or taken task again."""
    return _move(services, asker, task_id, "open")


def _move(services: Services, asker: Asker, task_id: int, state: str) -> TaskLine:
    require(asker, Information.COORDINATOR_LIST)
    with services.database.write() as session:
        family = home(families(session), asker.collaboration)
        task = session.get(CoordinatorTask, task_id, with_for_update=True)
        if task is None or task.collaboration_id not in family.ids:
            raise Refusal("task_gone")
        if task.state == state:
            return _full_line(session, task_id)
        if state == "taken" and task.state == "closed":
            raise Refusal("task_closed")
        task.state = state
        task.taken_by_id = None if state == "open" else asker.person_id
        task.closed_at = services.clock() if state == "closed" else None
        _log(session, services, asker, task, f"task_{state}")
        session.flush()
        return _full_line(session, task_id)


def _log(
    session: Session, services: Services, asker: Asker, task: CoordinatorTask, verb: str
) -> None:
    record(
        session,
        services.clock(),
        asker,
        verb,
        about=("task", str(task.id)),
        collaboration_id=task.collaboration_id,
    )


_Taker = aliased(Person)
_Subject = aliased(Person)


def _listed() -> Select[CoordinatorTask, str, str, str, date | None, str]:
    return (
        select(
            CoordinatorTask,
            Person.name,
            _Taker.name,
            func.coalesce(Project.title, Meeting.title, _Subject.name),
            Meeting.first,
            EnvironmentalOffice.name,
        )
        .outerjoin(Person, Person.id == CoordinatorTask.asker_id)
        .outerjoin(EnvironmentalOffice, EnvironmentalOffice.id == Person.office_id)
        .outerjoin(_Taker, _Taker.id == CoordinatorTask.taken_by_id)
        .outerjoin(
            Project,
            (CoordinatorTask.record_kind == "project")
            & (Project.key == CoordinatorTask.record_key)
            & (Project.collaboration_id == CoordinatorTask.collaboration_id),
        )
        .outerjoin(
            Meeting,
            (CoordinatorTask.record_kind == "meeting")
            & (cast(Meeting.id, String) == CoordinatorTask.record_key),
        )
        .outerjoin(
            _Subject,
            (CoordinatorTask.record_kind == "person")
            & (cast(_Subject.id, String) == CoordinatorTask.record_key),
        )
    )


def _full_line(session: Session, task_id: int) -> TaskLine:
    return _named(*session.execute(_listed().where(CoordinatorTask.id == task_id)).one())


def _named(task: CoordinatorTask, *names: Any) -> TaskLine:
    """Return a task with the names that were looked up with it, in the order of ``_listed``."""
    who, taker, title, day, office = names
    told = replace(_line(task), asker_name=who or "", asker_office=office or "")
    return replace(told, taken_by=taker or "", record_title=title or "", record_day=day)


def _line(task: CoordinatorTask) -> TaskLine:
    return TaskLine(
        id=task.id,
        kind=task.kind,
        text=task.text,
        record_kind=task.record_kind,
        record_key=task.record_key,
        state=task.state,
        created_at=task.created_at,
        asker_account=task.asker_account,
        differs=tuple(
            (name, one["given"], one["kept"])
            for name, one in (task.details or {}).get("differs", {}).items()
        ),
    )


def _by_request(session: Session, request_key: str | None) -> CoordinatorTask:
    return session.scalars(
        select(CoordinatorTask).where(CoordinatorTask.request_key == request_key)
    ).one()


@dataclass(frozen=True, slots=True)
class _About:
    """What a task is about, and whose coordinator can handle it."""

    collaboration_id: int
    key: str


def _about(session: Session, asker: Asker, kind: str, key: str, owner: str) -> _About:
    everyone = families(session)
    family = home(everyone, asker.collaboration)
    found = _FINDERS[kind](session, family, key, owner) if kind in _FINDERS else []
    if found:
        return found[0]
    # What is gone is still its owner's to explain.
    members = [member for one in (family, *everyone) for member in one.members]
    return _About(next((one.id for one in members if one.key == owner), members[0].id), key)


def _projects(session: Session, family: Family, key: str, owner: str) -> list[_About]:
    found = with_key(session, family, key, owner)
    return [_About(one.collaboration_id, key) for one in found]


def _people(session: Session, family: Family, key: str, owner: str) -> list[_About]:
    rows = session.execute(
        select(Person.collaboration_id, Person.id, Collaboration.key)
        .join(Collaboration, Collaboration.id == Person.collaboration_id)
        .where(Person.key == key)
        .order_by(Person.id)
    )
    # By number: a key may be made of the name, and names stand in the register alone.
    found = [_About(whose, str(number)) for whose, number, at in rows if owner in {"", at}]
    return sorted(found, key=lambda one: one.collaboration_id not in family.ids)


_FINDERS = {"project": _projects, "person": _people}
