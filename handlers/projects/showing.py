"""One project by its key."""

from datetime import date

from sqlalchemy import select

from handlers.answers import Asker, ProjectAnswer
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.projects.cards import show
from handlers.scope import scope
from storage.models import Project


def show_project(
    services: Services, asker: Asker, key: str, at: date | None = None
) -> ProjectAnswer:
    """Return the project with ``key``, of any collaboration; refuse when it is gone."""
    with scope(services, asker, at) as opened:
        rows = opened.session.execute(
            select(Project.id, Project.collaboration_id).where(Project.key == key)
        ).all()
        if not rows:
            raise Refusal("project_gone")
        number, owner = next((row for row in rows if row[1] in opened.family.ids), rows[0])
        there = next((one for one in opened.others if owner in one.ids), None)
        seen_from = opened.elsewhere(there) if there else opened
        return ProjectAnswer(ids=(key,), card=show(seen_from, number))
