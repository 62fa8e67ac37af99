"""Planning reminders: exactly once, whoever asks how often, for every collaboration there is."""

import logging
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, bindparam, func, or_, select, text
from sqlalchemy.orm import Session, aliased

from handlers.delivery import Hours, first_of_day
from handlers.errors import Refusal
from handlers.notices import Draft, State, Urgency, put
from handlers.planning import Almanacs, Known
from handlers.ports import Services
from handlers.reminders.audiences import Audience, audience
from handlers.reminders.decided import decision_drafts
from handlers.reminders.rounds import MISSED, REMINDER, Planned
from schedules import cadence
from storage.indexes import Family, families
from storage.inserting import insert_new
from storage.models import Collaboration, Notice, Occurrence, PlanningState

logger = logging.getLogger(__name__)

# What falls due within a year has a number of its own, by which people can act on it.
AHEAD = timedelta(days=366)
# What has been late for longer than this is not brought up again.
BACK = timedelta(days=400)
_DAY = timedelta(days=1)
# As text, or SQLite does not see that its small index of troubled rows is meant.
_TROUBLED = text("notice.state IN ('failed', 'unsure', 'stale')")
_Root = aliased(Collaboration)


def plan_due(services: Services) -> int:
    """Plan what is due by today, and return how many notices that made.

    Costs one question to the database when nothing has changed since the last time. Rules of one
    family that cannot be kept leave the others planned.
    """
    made = 0
    for family in _behind(services):
        try:
            with services.database.write() as session:
                made += _plan(session, services, family)
        except Refusal as refusal:
            logger.warning("Not planned: %s, %s %s", family.key, refusal.code, refusal.values)
    return made


def _behind(services: Services) -> list[Family]:
    with services.database.rows() as database:
        behind = set(database.execute(_BEHIND, {"today": services.today()}).scalars())
    if not behind:
        return []
    with services.database.session() as session:
        return [family for family in families(session) if behind.intersection(family.ids)]


# Counts up with whatever changes the calendar, the register or the rules of the family.
_FINGERPRINT = Collaboration.revision + _Root.revision + PlanningState.revision
_BEHIND: Select[int] = (
    select(Collaboration.id)
    .join(_Root, _Root.id == func.coalesce(Collaboration.parent_id, Collaboration.id))
    .outerjoin(PlanningState, PlanningState.collaboration_id == Collaboration.id)
    .where(
        or_(
            PlanningState.planned_on.is_(None),
            PlanningState.planned_on < bindparam("today"),
            PlanningState.planned_revision != _FINGERPRINT,
        )
    )
)


def _plan(session: Session, services: Services, family: Family) -> int:
    """Plan a family's reminders: its occurrences and their notices in this one transaction."""
    today = services.today()
    states = _states(session, services, family, today)
    if len(states) < len(family.members):
        # Another replica is at it.
        return 0
    to, zone = audience(session, family, today), ZoneInfo(family.time_zone)
    drafts = [
        draft
        for one in _numbered(session, services, family, states)
        if one.row is not None
        for draft in _drafts(
            Planned(one, one.row, to, zone), states[one.almanac.collaboration_id], today
        )
    ]
    drafts += decision_drafts(session, family, to, states, today)
    made = put(session, services, drafts)
    for state in states.values():
        made += put(session, services, _report(session, services, state.collaboration_id, to, zone))
        state.planned_on = max(today, state.planned_on or today)
    _mark(session, states)
    return made


def _drafts(planned: Planned, state: PlanningState, today: date) -> Iterator[Draft]:
    since = state.since or today
    return planned.drafts(since, (state.planned_on or today) + _DAY, today)


def _states(
    session: Session, services: Services, family: Family, today: date
) -> dict[int, PlanningState]:
    """Return how far each collaboration is planned, locked until the commit."""
    new = [{"collaboration_id": number, "since": today} for number in family.ids]
    session.execute(insert_new(services.database, PlanningState), new)
    mine = select(PlanningState).where(PlanningState.collaboration_id.in_(family.ids))
    rows = session.scalars(mine.with_for_update(skip_locked=True))
    return {row.collaboration_id: row for row in rows}


def _mark(session: Session, states: Mapping[int, PlanningState]) -> None:
    session.flush()
    fingerprints = session.execute(
        select(Collaboration.id, _FINGERPRINT)
        .join(_Root, _Root.id == func.coalesce(Collaboration.parent_id, Collaboration.id))
        .join(PlanningState, PlanningState.collaboration_id == Collaboration.id)
        .where(Collaboration.id.in_(states))
    )
    for number, fingerprint in fingerprints:
        states[number].planned_revision = fingerprint


def _numbered(
    session: Session, services: Services, family: Family, states: Mapping[int, PlanningState]
) -> list[Known]:
    """Return what falls due in a year's time; what is to be done has a row of its own then."""
    today = services.today()
    first = max(today - BACK, min(state.since or today for state in states.values()))
    almanacs = Almanacs(session, family, today)
    found = almanacs.between(first, today + AHEAD)
    for one in found:
        if one.row is not None:
            _refresh(one.occurrence, one.row)
    new = [_row(one) for one in found if one.row is None and not one.settled]
    if not new:
        return found
    session.execute(insert_new(services.database, Occurrence), new)
    return almanacs.anew(found)


def _refresh(one: cadence.Occurrence, row: Occurrence) -> None:
    if (row.first, row.last) != (one.first, one.last):
        row.first, row.last = one.first, one.last


def _row(known: Known) -> dict[str, Any]:
    one = known.occurrence
    return {
        "collaboration_id": known.almanac.collaboration_id,
        "rule_key": one.rule.key,
        "part": one.rule.part,
        "slot": one.slot,
        "first": one.first,
        "last": one.last,
    }


def _report(
    session: Session, services: Services, collaboration_id: int, to: Audience, zone: ZoneInfo
) -> list[Draft]:
    """Return what tells the coordinators of reminders that are of no use any more, once."""
    keepers = to.keepers(collaboration_id)
    stale = session.scalars(
        select(Notice).where(
            _TROUBLED,
            Notice.state == State.STALE,
            Notice.reported.is_(False),
            Notice.collaboration_id == collaboration_id,
            # What is about no occurrence is about a decision.
            or_(Notice.occurrence_id.is_not(None), Notice.kind == REMINDER),
        )
    ).all()
    if not stale or not keepers:
        return []
    for one in stale:
        one.reported = True
    days = sorted(one.due_at.astimezone(zone).date() for one in stale)
    details = {
        "since": days[0].isoformat(),
        "until": days[-1].isoformat(),
        "occurrences": sorted({one.occurrence_id for one in stale if one.occurrence_id}),
        "decisions": sorted({one.details["decision"] for one in stale if not one.occurrence_id}),
    }
    return [
        Draft(
            key=f"{MISSED}/{max(one.id for one in stale)}/p{person}",
            kind=MISSED,
            collaboration_id=collaboration_id,
            person_id=person,
            due_at=first_of_day(services.today(), Hours(), zone),
            urgency=Urgency.WORKING_HOURS,
            details=details,
        )
        for person in keepers
    ]
