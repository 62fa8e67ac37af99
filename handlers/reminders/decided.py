"""Decisions among the reminders: to who sees to them, in the same message as what falls due."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from handlers.decisions import days_of, open_rows
from handlers.delivery import Hours, first_of_day
from handlers.notices import Draft, State, Urgency
from handlers.reminders.audiences import Audience
from handlers.reminders.rounds import REMINDER, Round, begun
from storage.indexes import Family
from storage.models import Decision, PlanningState


def decision_drafts(
    session: Session,
    family: Family,
    to: Audience,
    states: Mapping[int, PlanningState],
    today: date,
) -> Iterator[Draft]:
    """Return the notices of the current round of every open decision.

    Those of rounds that were missed are stale: nobody has planned since the day before them.
    """
    zone = ZoneInfo(family.time_zone)
    for row in open_rows(session, family):
        known = states[row.collaboration_id]
        planned = known.planned_on or today
        for one in begun(days_of(row), known.since or today, today):
            if not one.over(today):
                yield from _of(row, one, State.QUEUED, _whom(row, to), zone)
            elif one.day > planned:
                yield from _of(row, one, State.STALE, _whom(row, to), zone)


def decision_days(session: Session, family: Family) -> Iterator[date]:
    """Return every local day on which a decision is brought up."""
    for row in open_rows(session, family):
        yield from days_of(row)


def _whom(row: Decision, to: Audience) -> Sequence[int]:
    """Return who hears of it: who sees to it, or else those who keep the calendar."""
    return (row.owner_id,) if row.owner_id else to.keepers(row.collaboration_id)


def _of(
    row: Decision, one: Round, state: State, people: Sequence[int], zone: ZoneInfo
) -> Iterator[Draft]:
    for person in people:
        yield Draft(
            key=f"{REMINDER}/decision-{row.id}.{row.due}/{one.day}/p{person}",
            kind=REMINDER,
            collaboration_id=row.collaboration_id,
            person_id=person,
            due_at=first_of_day(one.day, Hours(), zone),
            expires_at=datetime.combine(one.until, time(), zone),
            urgency=Urgency.WORKING_HOURS,
            bundle=f"{REMINDER}/{row.collaboration_id}/p{person}",
            state=state,
            details={"decision": row.id},
        )
