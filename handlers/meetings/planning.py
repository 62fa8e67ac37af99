"""Planning a meeting from its first day to its invitation: made, changed, given terms, copied."""

from datetime import date

from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.booked import found_meeting, meeting_line
from handlers.errors import Refusal
from handlers.invitations.circles import kept_whom
from handlers.invitations.places import move_up
from handlers.invitations.times import ahead, locked_times, rhythm_of, times_of
from handlers.meeting_views import Planned, Terms
from handlers.meetings.changing import change, log
from handlers.meetings.planned import Plan, check_plan, check_terms, plan_values, terms_of
from handlers.meetings.repeating import repeat_meeting
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.models import Collaboration, Meeting, Person

BOOKED = "booked"
NO_TERMS = Terms()


def plan_meeting(services: Services, asker: Asker, plan: Plan, terms: Terms = NO_TERMS) -> Planned:
    """Make a meeting of the asker's own collaboration; nobody is told of it yet.

    Refuses days that are off or past, a title that is missing, hours that may not be.
    """
    require(asker, Information.CALENDAR)
    check_new(plan, terms, services.today())
    with services.database.write() as session:
        family = home(families(session), asker.collaboration)
        owner = next(one for one in family.members if one.key == asker.collaboration)
        meeting = add_planned(session, services, asker, owner.id, (plan, terms))
        return planned_of(session, meeting)


def check_new(plan: Plan, terms: Terms, today: date) -> None:
    """Refuse what cannot be planned on a local day: what cannot be at all, and what is past."""
    check_plan(plan, today)
    check_terms(terms)
    if plan.booking.end < today:
        raise Refusal("day_past", date=plan.booking.end)


def add_planned(
    session: Session,
    services: Services,
    asker: Asker,
    collaboration_id: int,
    wanted: tuple[Plan, Terms],
) -> Meeting:
    """Make a meeting, or the times of a series, in the caller's transaction; it was checked before.

    Of a series the first time is returned.
    """
    plan, terms = wanted
    meeting = Meeting(
        collaboration_id=collaboration_id,
        created_at=services.clock(),
        created_by_id=asker.person_id,
        **plan_values(plan),
    )
    _give_terms(session, asker, meeting, terms)
    made = [meeting]
    if plan.repeat is not None:
        made += repeat_meeting(session, meeting, plan.booking, plan.repeat)
    session.add_all(made)
    session.flush()
    for one in made:
        log(session, services, asker, one, "meeting_booked")
    return meeting


def change_meeting(
    services: Services, asker: Asker, number: int, plan: Plan, terms: Terms | None = None
) -> Planned:
    """Change a booked meeting; whoever is invited is told of what concerns them.

    Of a series only this one time is changed. Whom it is for is only noted: those who have come
    into it are invited when that is asked for. Without ``terms`` those stay as they are.
    """
    check_plan(plan, services.today())
    check_terms(terms or NO_TERMS)
    with services.database.write() as session:
        meeting, times = locked_times(session, asker, number)
        if meeting.state != BOOKED:
            raise Refusal("meeting_over")
        if terms is not None:
            _give_terms(session, asker, meeting, terms)
            move_up(session, services, meeting)
        change(session, services, asker, meeting, plan_values(plan))
        # Of a series all times are for the same people.
        for one in ahead(times, services.clock()):
            one.audience = meeting.audience
        return planned_of(session, meeting)


def set_terms(services: Services, asker: Asker, number: int, terms: Terms) -> Planned:
    """Say how many there is room for, what is asked, and who receives people and takes minutes.

    Where there is more room than before, those who wait move up.
    """
    check_terms(terms)
    with services.database.write() as session:
        meeting = found_meeting(session, asker, number, lock=True)
        if meeting.state != BOOKED:
            raise Refusal("meeting_over")
        _give_terms(session, asker, meeting, terms)
        move_up(session, services, meeting)
        log(session, services, asker, meeting, "meeting_terms")
        return planned_of(session, meeting)


def show_planned(services: Services, asker: Asker, number: int) -> Planned:
    """Return a meeting of the asker's collaborations with all that is planned for it."""
    with services.database.session() as session:
        return planned_of(session, found_meeting(session, asker, number))


def planned_of(session: Session, meeting: Meeting) -> Planned:
    """Return a meeting with all that is planned for it."""
    owner = session.get_one(Collaboration, meeting.collaboration_id)
    times = times_of(session, meeting)
    return Planned(
        meeting=meeting_line(meeting, owner.name),
        kind=meeting.kind,
        about=meeting.about,
        answer_by=meeting.answer_by,
        whom=kept_whom(meeting),
        terms=terms_of(meeting),
        invited=meeting.invited_at is not None,
        registers=meeting.registers,
        rhythm=rhythm_of(times),
        times=tuple((one.id, one.first) for one in times if one.state != "cancelled"),
    )


def _give_terms(session: Session, asker: Asker, meeting: Meeting, terms: Terms) -> None:
    for person in (terms.receiver_id, terms.minutes_by_id):
        _check_person(session, asker, person)
    meeting.places, meeting.least = terms.places, terms.least
    meeting.asks_wishes = terms.asks_wishes
    meeting.receiver_id, meeting.minutes_by_id = terms.receiver_id, terms.minutes_by_id


def _check_person(session: Session, asker: Asker, person_id: int | None) -> None:
    if person_id is None:
        return
    person = session.get(Person, person_id)
    family = home(families(session), asker.collaboration)
    if person is None or person.collaboration_id not in family.ids or person.kind == "guest":
        raise Refusal("person_gone")
