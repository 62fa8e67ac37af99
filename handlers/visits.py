"""What is known of an office before somebody visits it, on one page."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from handlers.access import Information, require
from handlers.answers import Asker, VisitRow, VisitSection, VisitSheet
from handlers.decisions.finding import lines
from handlers.errors import Refusal
from handlers.memberships import holding
from handlers.planning import Almanacs
from handlers.planning.ledger import Office, offices_of
from handlers.ports import SWEDEN, Services
from handlers.projects.lists import running
from handlers.scope import Scope, scope
from storage.models import CoordinatorTask, Decision, Invitee, Meeting, Membership, Person

# What has been late for longer is not brought up on a visit, nor is what comes later.
_BACK, _AHEAD = timedelta(days=400), timedelta(days=60)
# So many rows of each section have room on the page.
MOST = {
    "contacts": 3,
    "groups": 5,
    "decisions": 5,
    "duties": 4,
    "invitations": 4,
    "proposals": 4,
    "projects": 4,
}


@dataclass(frozen=True, slots=True)
class _Visit:
    """An office, and what is asked about it."""

    scope: Scope
    office: Office
    people: Mapping[int, Person]


def visit_sheet(services: Services, asker: Asker, office_id: int) -> VisitSheet:
    """Return what is known of an office, each thing with where it is from and how old it is."""
    require(asker, Information.CALENDAR)
    with scope(services, asker) as opened:
        offices = offices_of(opened.session, opened.family.ids)
        office = next((one for one in offices if one.id == office_id), None)
        if office is None:
            raise Refusal("office_not_found", office=office_id)
        mine = select(Person).where(Person.office_id == office_id, Person.kind != "guest")
        rows = opened.session.scalars(mine.order_by(Person.sort_key, Person.id))
        visit = _Visit(opened, office, {one.id: one for one in rows})
        sections = tuple(_section(code, look(visit)) for code, look in _SECTIONS.items())
        return VisitSheet(office.name, opened.family.name, opened.today, sections)


def _section(code: str, rows: Iterable[VisitRow]) -> VisitSection:
    every = tuple(rows)
    shown = every[: MOST[code]]
    return VisitSection(code, shown, len(every) - len(shown))


def _contacts(visit: _Visit) -> Iterator[VisitRow]:
    for membership in _memberships(visit):
        person = membership.person
        if membership.group_id is None and membership.role == "contact_person":
            reached = ", ".join(filter(None, (person.email, person.phone)))
            yield VisitRow(person.name, "register", reached, day=person.confirmed_on)


def _groups(visit: _Visit) -> Iterator[VisitRow]:
    for membership in _memberships(visit):
        if membership.group is not None:
            day = membership.person.confirmed_on
            yield VisitRow(membership.group.title, "register", membership.person.name, day=day)


def _memberships(visit: _Visit) -> Iterable[Membership]:
    held = (Membership.person_id.in_(visit.people), holding(visit.scope.today))
    return visit.scope.session.scalars(
        select(Membership)
        .where(*held)
        .options(joinedload(Membership.group), joinedload(Membership.person))
        .order_by(Membership.id)
    )


def _decisions(visit: _Visit) -> Iterator[VisitRow]:
    owned = (Decision.owner_id.in_(visit.people), Decision.state != "dropped")
    mine = select(Decision).where(*owned).order_by(Decision.meeting_id, Decision.number)
    rows = visit.scope.session.scalars(mine).all()
    found = lines(visit.scope.session, rows, visit.scope.today)
    # What is open first, then the latest.
    newest = sorted(found, key=lambda one: one.meeting.first, reverse=True)
    for line in sorted(newest, key=lambda one: one.state != "open"):
        told = line.meeting.title
        state = "late" if line.late else line.state
        yield VisitRow(line.text, told, line.owner, state=state, day=line.meeting.first)


def _duties(visit: _Visit) -> Iterator[VisitRow]:
    today = visit.scope.today
    almanacs = Almanacs(visit.scope.session, visit.scope.family, today)
    for one in almanacs.between(today - _BACK, today + _AHEAD):
        known = one.row is not None and not one.settled
        if known and any(office.id == visit.office.id for office in one.left):
            title = one.almanac.own[one.occurrence.rule.key].title
            state = "late" if one.late(today) else "open"
            yield VisitRow(title, "calendar", "", state=state, day=one.due)


def _invitations(visit: _Visit) -> Iterator[VisitRow]:
    rows = visit.scope.session.execute(
        select(Meeting, Invitee)
        .join(Invitee, Invitee.meeting_id == Meeting.id)
        .where(
            Invitee.person_id.in_(visit.people),
            Invitee.removed_at.is_(None),
            Meeting.state == "booked",
            Meeting.first >= visit.scope.today,
        )
        .order_by(Meeting.first, Invitee.id)
    )
    for meeting, invitee in rows:
        old = invitee.answered_sequence is not None and invitee.answered_sequence < invitee.sequence
        if old or not invitee.status:
            name = visit.people[invitee.person_id].name
            yield VisitRow(meeting.title, "calendar", name, day=meeting.first)


def _proposals(visit: _Visit) -> Iterator[VisitRow]:
    filed = (CoordinatorTask.asker_id.in_(visit.people), CoordinatorTask.kind == "proposal")
    newest = CoordinatorTask.created_at.desc()
    for task in visit.scope.session.scalars(select(CoordinatorTask).where(*filed).order_by(newest)):
        day = task.created_at.astimezone(SWEDEN).date()
        yield VisitRow(task.text, "desk", "", state=task.state, day=day)


def _projects(visit: _Visit) -> Iterator[VisitRow]:
    for item in running(visit.scope):
        yield VisitRow(item.title, "plan", item.time)


_SECTIONS: Mapping[str, Callable[[_Visit], Iterator[VisitRow]]] = {
    "contacts": _contacts,
    "groups": _groups,
    "decisions": _decisions,
    "duties": _duties,
    "invitations": _invitations,
    "proposals": _proposals,
    "projects": _projects,
}
