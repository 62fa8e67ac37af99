"""Duties in which each office has a part: who has done theirs, and reminding those who have not."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.contents import Duty
from handlers.delivery import Hours, first_of_day
from handlers.errors import Refusal
from handlers.events import record
from handlers.notices import Draft, State, Urgency, cancel_for_office, put
from handlers.occurrences.finding import (
    Opened,
    changing,
    looking,
    open_locked,
    require_calendar,
)
from handlers.planning import Almanacs, Office, calendar_changed
from handlers.ports import SWEDEN, Services
from handlers.reminders import OFFICE_REMINDER, contact_persons
from handlers.scope import home
from storage.indexes import families
from storage.inserting import insert_new
from storage.models import Notice, OfficeTick

# As far as people speak of what is due.
_BACK, _AHEAD = timedelta(days=366), timedelta(days=366)


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty that offices have parts of: when it is due, and which offices are left, by number."""

    number: int
    title: str
    due: date | None
    left: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """An office with a part in a duty, and whether it has done it."""

    id: int
    name: str
    done: bool


def offices_of_duty(services: Services, asker: Asker, number: int) -> tuple[OfficeLine, ...]:
    """Return the offices that have a part in a duty, by name."""
    with looking(services, asker, number) as opened:
        _require_offices(opened)
        left = set(opened.known.left)
        return tuple(OfficeLine(one.id, one.name, one not in left) for one in opened.known.offices)


def set_ticks(services: Services, asker: Asker, number: int, done: Collection[int]) -> Duty:
    """Tick exactly the offices with these ids, and no others."""
    require_calendar(asker)
    with changing(services, asker, number) as opened:
        _require_offices(opened)
        left = set(opened.known.left)
        for office in opened.known.offices:
            if (office.id in done) == (office in left):
                tick(opened, office, done=office.id in done)
        return opened.duty()


def tick_for(services: Services, asker: Asker, number: int, office_id: int, *, done: bool) -> Duty:
    """Tick one office's part, or take the tick back: one's own, or for somebody who phoned."""
    with changing(services, asker, number) as opened:
        own = opened.part()
        if own is not None and own.id != office_id:
            raise Refusal("other_office")
        office = next((one for one in opened.known.offices if one.id == office_id), None)
        if office is None:
            raise Refusal("no_such_office")
        tick(opened, office, done=done)
        return opened.duty()


def remind_offices(services: Services, asker: Asker, number: int) -> int:
    """Remind those offices that are left; return how many people that reaches.

    Once a day: asked again the same day it reaches nobody.
    """
    require_calendar(asker)
    with changing(services, asker, number) as opened:
        _require_offices(opened)
        reached = put(opened.session, services, _reminders(opened))
        _log(opened, "offices_reminded", count=reached)
        return reached


def tick(opened: Opened, office: Office, *, done: bool) -> None:
    """Write an office's part down as done or not, in the caller's transaction."""
    session, row = opened.session, opened.row
    if done:
        statement = insert_new(opened.services.database, OfficeTick).values(
            occurrence_id=row.id,
            office_id=office.id,
            at=opened.services.clock(),
            by_id=opened.asker.person_id,
        )
        changed = session.execute(statement.returning(OfficeTick.id)).first()
        cancel_for_office(session, opened.services, row.id, office.id)
    else:
        removed = delete(OfficeTick).where(
            OfficeTick.occurrence_id == row.id, OfficeTick.office_id == office.id
        )
        changed = session.execute(removed.returning(OfficeTick.id)).first()
    if changed is not None:
        calendar_changed(session, row.collaboration_id)
        _log(opened, "office_ticked" if done else "office_unticked", office=office.id)


def tick_part(
    session: Session, services: Services, asker: Asker, number: int, office_id: int
) -> None:
    """Write an office's part down as done by what it has answered, in the caller's transaction.

    A duty that is not there any more, or that the office has no part in, is left alone: the answer
    counts all the same.
    """
    try:
        opened = open_locked(session, services, asker, number)
    except Refusal as no:
        if no.code != "duty_gone":
            raise
        return
    office = next((one for one in opened.known.offices if one.id == office_id), None)
    if office is not None:
        tick(opened, office, done=True)


def per_office_duties(services: Services, asker: Asker) -> tuple[DutyLine, ...]:
    """Return the duties that offices have parts of and that are open, the first due first."""
    require_calendar(asker)
    with services.database.session() as session:
        family = home(families(session), asker.collaboration)
        today = services.today()
        every = Almanacs(session, family, today).between(today - _BACK, today + _AHEAD)
        return tuple(
            DutyLine(
                number=one.row.id,
                title=one.almanac.own[one.occurrence.rule.key].title,
                due=one.due,
                left=tuple(office.id for office in one.left),
            )
            for one in every
            if one.per_office and not one.settled and one.row is not None
        )


def remind_later(opened: Opened, office: Office, until: date) -> None:
    """Remind the asker of their office's part on a later local day, and not before."""
    cancel_for_office(opened.session, opened.services, opened.row.id, office.id)
    person = opened.asker.person_id
    if person is not None:
        draft = _reminder(opened, office, person, until)
        if not put(opened.session, opened.services, [draft]):
            _renew(opened, draft)
        _log(opened, "office_put_off", office=office.id, later_until=str(until))


def _renew(opened: Opened, draft: Draft) -> None:
    """Have a reminder wait again that was asked for before, and taken back since."""
    opened.session.execute(
        update(Notice)
        .where(Notice.key == draft.key, Notice.state == State.CANCELLED)
        .values(state=State.QUEUED, next_at=draft.due_at, ended_at=None)
    )


def _reminders(opened: Opened) -> list[Draft]:
    people = contact_persons(opened.session, opened.family, opened.today)
    return [
        _reminder(opened, office, person, opened.today)
        for office in opened.known.left
        for person in people.get(office.id, ())
    ]


def _reminder(opened: Opened, office: Office, person: int, day: date) -> Draft:
    row = opened.row
    return Draft(
        key=f"{OFFICE_REMINDER}/{row.id}/asked/{day}/p{person}.{office.id}",
        kind=OFFICE_REMINDER,
        collaboration_id=row.collaboration_id,
        person_id=person,
        occurrence_id=row.id,
        details={"office": office.id},
        due_at=max(opened.services.clock(), first_of_day(day, Hours(), SWEDEN)),
        urgency=Urgency.WORKING_HOURS,
        bundle=f"{OFFICE_REMINDER}/{row.collaboration_id}/p{person}",
    )


def _require_offices(opened: Opened) -> None:
    if not opened.known.per_office:
        raise Refusal("not_per_office")


def _log(opened: Opened, verb: str, **details: object) -> None:
    record(
        opened.session,
        opened.services.clock(),
        opened.asker,
        verb,
        about=("occurrence", str(opened.row.id)),
        collaboration_id=opened.row.collaboration_id,
        **details,
    )
