"""Decisions as people see them: a meeting's own, and all that are open."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, may, require
from handlers.answers import Asker, DecisionLine
from handlers.booked import meeting_line
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import Family, families
from storage.models import Collaboration, Decision, Meeting, Person

OPEN, DONE, DROPPED = "open", "done", "dropped"


def decisions_of(session: Session, meeting: Meeting, today: date) -> tuple[DecisionLine, ...]:
    """Return what was decided at a meeting and still holds, in the order of the numbers."""
    mine = (Decision.meeting_id == meeting.id, Decision.state != DROPPED)
    rows = session.scalars(select(Decision).where(*mine).order_by(Decision.number)).all()
    return lines(session, rows, today)


def open_decisions(session: Session, family: Family, today: date) -> tuple[DecisionLine, ...]:
    """Return what a family has decided and not done, the soonest due first."""
    return lines(session, open_rows(session, family), today)


def open_rows(session: Session, family: Family) -> Sequence[Decision]:
    """Return the rows of what a family has decided and not done, the soonest due first."""
    mine = (Decision.collaboration_id.in_(family.ids), Decision.state == OPEN)
    rows = session.scalars(select(Decision).where(*mine).order_by(Decision.id)).all()
    return sorted(rows, key=lambda one: (one.due is None, one.due or date.max))


def lines(session: Session, rows: Sequence[Decision], today: date) -> tuple[DecisionLine, ...]:
    """Return decisions as people see them, in two questions however many they are."""
    numbers = {one.meeting_id for one in rows}
    found = session.execute(
        select(Meeting, Collaboration.name)
        .join(Collaboration, Collaboration.id == Meeting.collaboration_id)
        .where(Meeting.id.in_(numbers))
    )
    meetings = {row[0].id: meeting_line(row[0], row[1]) for row in found}
    owners = {one.owner_id for one in rows if one.owner_id}
    people = select(Person.id, Person.name).where(Person.id.in_(owners))
    names = {row[0]: row[1] for row in session.execute(people)}
    return tuple(
        DecisionLine(
            id=one.id,
            number=one.number,
            meeting=meetings[one.meeting_id],
            text=one.text,
            owner=names.get(one.owner_id or 0, ""),
            owner_id=one.owner_id,
            due=one.due,
            state=one.state,
            late=one.state == OPEN and one.due is not None and one.due < today,
        )
        for one in rows
    )


def kept_decisions(
    services: Services, asker: Asker, *, only_open: bool = False
) -> tuple[DecisionLine, ...]:
    """Return what was decided, the latest meeting first, or what is open and due soonest.

    Whoever does not keep the calendar gets what they see to themselves.
    """
    with services.database.session() as session:
        family = home(families(session), asker.collaboration)
        if only_open:
            rows = list(open_rows(session, family))
        else:
            kept = (Decision.collaboration_id.in_(family.ids), Decision.state != DROPPED)
            rows = list(session.scalars(select(Decision).where(*kept).order_by(Decision.number)))
        if not may(asker, Information.CALENDAR):
            if not asker.known:
                require(asker, Information.CALENDAR)
            rows = [one for one in rows if one.owner_id == asker.person_id]
        found = lines(session, rows, services.today())
        if only_open:
            return found
        return tuple(sorted(found, key=lambda one: one.meeting.first, reverse=True))


def numbered(
    session: Session, meetings: Collection[int], number: int, today: date
) -> tuple[DecisionLine, ...]:
    """Return the decisions with a number within any of these meetings, the latest meeting last."""
    mine = (Decision.meeting_id.in_(meetings), Decision.number == number)
    rows = session.scalars(select(Decision).where(*mine).order_by(Decision.id)).all()
    return tuple(sorted(lines(session, rows, today), key=lambda one: one.meeting.first))
