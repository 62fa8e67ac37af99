"""A project that somebody changes: theirs to change, locked until they are done."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker, Values
from handlers.errors import Refusal
from handlers.events import record
from handlers.living.fields import marks, write
from handlers.ports import Services
from handlers.projects.identifying import identify
from handlers.projects.leading import leads
from handlers.scope import home
from storage.indexes import Family, families
from storage.models import Collaboration, Project, ProjectChange

PROJECT = "project"
# What the search goes by.
_SEARCHED = frozenset({"title", "status", "time"})


@dataclass(frozen=True, slots=True)
class Which:
    """A project by its key, and the version of it that was seen; None for words without a look."""

    key: str
    owner: str = ""
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A locked project, and what is done to it in this transaction."""

    session: Session
    services: Services
    asker: Asker
    family: Family
    project: Project
    seen: int | None = None
    changes: list[ProjectChange] = field(default_factory=list)

    @property
    def leads(self) -> bool:
        """Tell whether the asker may change all of it."""
        return leads(self.asker, self.family, self.project)

    def require_lead(self) -> None:
        """Refuse who does not lead the project."""
        if not self.leads:
            require(self.asker, Information.PROJECTS)

    def change(self, name: str, old: Values | None, new: Values | None) -> ProjectChange | None:
        """Put new values in the place of the old ones; None where they are the same.

        Refuses where somebody else has changed the same since the asker looked.
        """
        if old == new:
            return None
        self._refuse_if_overtaken(name, old)
        write(self.project, name, old, new)
        return self.note(name, old, new)

    def note(
        self, name: str, old: Values | None, new: Values | None, undoes: int | None = None
    ) -> ProjectChange:
        """Write down a change that has been made."""
        project, now = self.project, self.services.clock()
        project.version += 1
        day = self.services.today().isoformat()
        project.by_hand = {
            **project.by_hand,
            **dict.fromkeys(marks(name, new or old or {}), day),
        }
        row = ProjectChange(
            collaboration_id=project.collaboration_id,
            project_id=project.id,
            at=now,
            person_id=self.asker.person_id,
            door=self.asker.door,
            version=project.version,
            field=name,
            old=None if old is None else dict(old),
            new=None if new is None else dict(new),
            undoes_id=undoes,
        )
        self.session.add(row)
        self.session.flush()
        self.changes.append(row)
        self.log("project_changed", change=row.id, field=name, **_numbers(new or old or {}))
        if name in _SEARCHED:
            self.searched()
        return row

    def searched(self) -> None:
        """Let every process build its index anew: what is searched for has changed."""
        owner = self.session.get_one(Collaboration, self.project.collaboration_id)
        # Counted by the database: another writer may have counted since the row was read.
        owner.revision = Collaboration.revision + 1

    def log(self, verb: str, **details: object) -> None:
        """Add a line about the project to the event log: ids and numbers alone."""
        record(
            self.session,
            self.services.clock(),
            self.asker,
            verb,
            about=(PROJECT, self.project.key),
            collaboration_id=self.project.collaboration_id,
            **details,
        )

    def _refuse_if_overtaken(self, name: str, old: Values | None) -> None:
        if self.seen is None or self.project.version == self.seen:
            return
        since = self.session.scalars(
            select(ProjectChange).where(
                ProjectChange.project_id == self.project.id,
                ProjectChange.version > self.seen,
                ProjectChange.field == name,
                or_(
                    ProjectChange.person_id != self.asker.person_id,
                    ProjectChange.person_id.is_(None),
                ),
            )
        )
        # Of milestones and the like only the same one counts: another's is no hindrance.
        if any(name not in _SEVERAL or old is None or one.new == old for one in since):
            raise Refusal("project_changed_meanwhile", title=self.project.title)


_SEVERAL = frozenset({"milestone", "material"})


def _numbers(values: Values) -> dict[str, Any]:
    """Return what may stand in the log for ever: numbers, and whose they are."""
    return {name: values[name] for name in ("office", "visits", "member_count") if name in values}


def work_on(session: Session, services: Services, asker: Asker, found: Project) -> Work:
    """Lock a project in the caller's transaction, who has seen to whose it is."""
    every = families(session)
    family = next(one for one in every if found.collaboration_id in one.ids)
    project = session.get_one(Project, found.id, with_for_update=True, populate_existing=True)
    return Work(session, services, asker, family, project)


def project_of(session: Session, asker: Asker, which: Which) -> Project:
    """Return a project of the asker's own family, not locked; refuse any other."""
    family = home(families(session), asker.collaboration)
    found = identify(session, family, which.key, which.owner)
    if found.collaboration_id not in family.ids:
        # Whoever belongs elsewhere may look, and change nothing.
        require(asker, Information.PROJECTS)
        raise Refusal("not_allowed")
    return session.get_one(Project, found.id)


@contextmanager
def working(services: Services, asker: Asker, which: Which) -> Iterator[Work]:
    """Lock a project of the asker's own family until the block ends; refuse any other."""
    with services.database.write() as session:
        found = project_of(session, asker, which)
        yield replace(work_on(session, services, asker, found), seen=which.seen)
