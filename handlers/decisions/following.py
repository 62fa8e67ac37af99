"""Following up what was decided: brought up like what falls due, and done like that."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, may
from handlers.answers import Asker, DecisionLine
from handlers.contents import Act, Duty
from handlers.decisions.finding import DROPPED, OPEN, lines, open_rows
from handlers.ports import SWEDEN
from schedules.cadence import reminder_days
from storage.indexes import Family
from storage.models import Decision

# What a decision is among the duties.
KIND = "decision"


def days_of(row: Decision) -> list[date]:
    """Return the local days on which an open decision is brought up: after that of its making."""
    made = row.created_at.astimezone(SWEDEN).date()
    days = reminder_days(row.due or made, row.due)
    return [day for day in days if day > made]


def duty_of(line: DecisionLine, *, may_end: bool = False) -> Duty:
    """Return a decision as something that falls due; ``may_end``: its reader may say it is done."""
    made = line.meeting.last
    act = Act.DONE if line.state == OPEN else Act.REOPEN
    return Duty(
        number=None,
        rule="",
        part="",
        slot=f"decision-{line.id}",
        title=line.text,
        kind=KIND,
        state=line.state,
        first=line.due or made,
        due=line.due,
        late=line.late,
        collaboration=line.meeting.collaboration,
        acts=(act,) if may_end else (),
        decision=line.id,
        owner=line.owner,
        typed=f"beslut {line.number} från möte {line.meeting.number} klart",
    )


def decisions_now(
    session: Session,
    family: Family,
    numbers: Collection[int],
    today: date,
    asker: Asker | None = None,
) -> tuple[Duty, ...]:
    """Return the decisions with these ids that are open now, as duties.

    Without an asker they are told to who sees to them.
    """
    mine = (Decision.id.in_(numbers), Decision.collaboration_id.in_(family.ids))
    wanted = select(Decision).where(*mine, Decision.state == OPEN).order_by(Decision.id)
    rows = session.scalars(wanted).all()
    return tuple(
        duty_of(one, may_end=asker is None or _may_end(asker, one.owner_id))
        for one in lines(session, rows, today)
    )


def decisions_missed(session: Session, numbers: Collection[int], today: date) -> tuple[Duty, ...]:
    """Return the decisions with these ids that hold, done or not, as duties nobody is to act on."""
    if not numbers:
        return ()
    kept = select(Decision).where(Decision.id.in_(numbers), Decision.state != DROPPED)
    rows = session.scalars(kept.order_by(Decision.id)).all()
    return tuple(map(duty_of, lines(session, rows, today)))


def to_do(
    session: Session, family: Family, asker: Asker, today: date, until: date
) -> tuple[Duty, ...]:
    """Return what the asker is to see to: what is late, due by a local day, or has no day.

    Whoever keeps the calendar sees to what nobody else does, too.
    """
    rows = [one for one in open_rows(session, family) if one.due is None or one.due <= until]
    mine = [one for one in rows if _may_end(asker, one.owner_id)]
    return tuple(duty_of(one, may_end=True) for one in lines(session, mine, today))


def _may_end(asker: Asker, owner_id: int | None) -> bool:
    owns = asker.person_id is not None and owner_id == asker.person_id
    return owns or may(asker, Information.CALENDAR)
