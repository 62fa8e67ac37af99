"""What has happened in a project, in the order of the log, the latest first."""

from datetime import date, datetime, time

from sqlalchemy import select

from handlers.answers import Asker, HistoryAnswer
from handlers.living.lines import change_lines
from handlers.ports import SWEDEN, Services
from handlers.projects.cards import show
from handlers.projects.identifying import identify
from handlers.scope import scope
from storage.models import ProjectChange

MOST = 200


def project_history(
    services: Services,
    asker: Asker,
    key: str,
    *,
    owner: str = "",
    since: date | None = None,
) -> HistoryAnswer:
    """Answer what has been changed in a project since a local day, or since ever.

    Whoever may not see the register is not told who did it.
    """
    with scope(services, asker) as opened:
        found = identify(opened.session, opened.family, key, owner)
        there = next((one for one in opened.others if found.collaboration_id in one.ids), None)
        seen_from = opened.elsewhere(there) if there else opened
        mine = select(ProjectChange).where(ProjectChange.project_id == found.id)
        if since is not None:
            begins = datetime.combine(since, time(), SWEDEN)
            mine = mine.where(ProjectChange.at >= begins)
        rows = opened.session.scalars(mine.order_by(ProjectChange.id.desc()).limit(MOST)).all()
        card = show(seen_from, found.id)
        return HistoryAnswer(
            ids=(key,),
            subject="history",
            title=card.title,
            since=since,
            changes=change_lines(opened.session, seen_from.asker, rows),
            updated=card.updated,
        )
