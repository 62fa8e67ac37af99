"""One project by its key."""

from datetime import date

from handlers.answers import Asker, ProjectAnswer
from handlers.ports import Services
from handlers.projects.cards import show
from handlers.projects.identifying import identify
from handlers.scope import scope


def show_project(
    services: Services, asker: Asker, key: str, at: date | None = None, *, owner: str = ""
) -> ProjectAnswer:
    """Return the project with ``key`` of ``owner``, or of any; refuse when it is gone."""
    with scope(services, asker, at) as opened:
        found = identify(opened.session, opened.family, key, owner)
        there = next((one for one in opened.others if found.collaboration_id in one.ids), None)
        seen_from = opened.elsewhere(there) if there else opened
        return ProjectAnswer(ids=(key,), card=show(seen_from, found.id))
