"""Writing down what was decided, and what becomes of it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.access import Information, may, require
from handlers.answers import Asker, DecisionLine
from handlers.booked import found_meeting
from handlers.decisions.finding import DONE, DROPPED, OPEN, lines
from handlers.errors import Refusal
from handlers.events import record
from handlers.planning import calendar_changed
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.models import Decision

LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Resolution:
    """What is decided: in words, whose it is by number, and the last local day."""

    text: str
    owner_id: int | None = None
    due: date | None = None


def decide(services: Services, asker: Asker, number: int, made: Resolution) -> DecisionLine:
    """Write down what a meeting has decided, under the next number of that meeting.

    The same words twice are one decision. Refuses where there are none.
    """
    told = " ".join(made.text.split())[:LONGEST_TEXT]
    if not told:
        raise Refusal("decision_words")
    with services.database.write() as session:
        meeting = found_meeting(session, asker, number, lock=True)
        rows = session.scalars(select(Decision).filter_by(meeting_id=meeting.id)).all()
        same = next((one for one in rows if one.text == told and one.state != DROPPED), None)
        if same is not None:
            return _line(session, services, same)
        last = session.scalar(select(func.max(Decision.number)).filter_by(meeting_id=meeting.id))
        row = Decision(
            collaboration_id=meeting.collaboration_id,
            meeting_id=meeting.id,
            number=1 + (last or 0),
            text=told,
            owner_id=made.owner_id,
            due=made.due,
            created_at=services.clock(),
            created_by_id=asker.person_id,
        )
        session.add(row)
        session.flush()
        return _changed(session, services, asker, row, "decision_made")


def mark_decided_done(services: Services, asker: Asker, decision: int) -> DecisionLine:
    """Say that a decision is carried out: its owner can, and whoever keeps the calendar."""
    return _end(services, asker, decision, DONE)


def reopen_decision(services: Services, asker: Asker, decision: int) -> DecisionLine:
    """Open a decision again that was done or struck out."""
    return _end(services, asker, decision, OPEN)


def strike(services: Services, asker: Asker, decision: int) -> DecisionLine:
    """Strike out a decision that was written down by mistake, or holds no longer."""
    require(asker, Information.CALENDAR)
    return _end(services, asker, decision, DROPPED)


def set_owner(services: Services, asker: Asker, decision: int, person_id: int) -> DecisionLine:
    """Say who sees to a decision."""
    require(asker, Information.CALENDAR)
    with services.database.write() as session:
        row = _found(session, asker, decision)
        row.owner_id = person_id
        return _changed(session, services, asker, row, "decision_owned", person=person_id)


def move_decision(services: Services, asker: Asker, decision: int, due: date) -> DecisionLine:
    """Give a decision another last day; its reminders follow."""
    require(asker, Information.CALENDAR)
    with services.database.write() as session:
        row = _found(session, asker, decision)
        row.due = due
        return _changed(session, services, asker, row, "decision_moved", due=due.isoformat())


def _end(services: Services, asker: Asker, decision: int, state: str) -> DecisionLine:
    with services.database.write() as session:
        row = _found(session, asker, decision)
        if row.state == state:
            return _line(session, services, row)
        row.state = state
        row.ended_at = None if state == OPEN else services.clock()
        return _changed(session, services, asker, row, f"decision_{state}")


def _found(session: Session, asker: Asker, decision: int) -> Decision:
    """Return a decision of the asker's own collaborations that they may change."""
    family = home(families(session), asker.collaboration)
    row = session.get(Decision, decision, with_for_update=True)
    owns = row is not None and asker.known and row.owner_id == asker.person_id
    if not owns and not may(asker, Information.CALENDAR):
        require(asker, Information.CALENDAR)
    if row is None or row.collaboration_id not in family.ids:
        raise Refusal("decision_gone")
    return row


def _changed(
    session: Session, services: Services, asker: Asker, row: Decision, verb: str, **details: object
) -> DecisionLine:
    calendar_changed(session, row.collaboration_id)
    record(
        session,
        services.clock(),
        asker,
        verb,
        about=("decision", str(row.id)),
        collaboration_id=row.collaboration_id,
        meeting=row.meeting_id,
        **details,
    )
    session.flush()
    return _line(session, services, row)


def _line(session: Session, services: Services, row: Decision) -> DecisionLine:
    return lines(session, [row], services.today())[0]
