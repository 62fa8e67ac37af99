"""Telling the planner that a collaboration's calendar is not what it was."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from storage.models import PlanningState


def calendar_changed(session: Session, collaboration_id: int) -> None:
    """Have the reminders planned anew once the caller's transaction has committed.

    Where nothing was ever planned there is nothing to do: the first planning sees it all.
    """
    session.execute(
        update(PlanningState)
        .where(PlanningState.collaboration_id == collaboration_id)
        .values(revision=PlanningState.revision + 1)
    )
