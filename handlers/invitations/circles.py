"""Whom one can invite: everybody with a role, the members of a group, single persons."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.booked import found_meeting, meeting_line
from handlers.contents import Invitation
from handlers.invitations.inviting import Invited, invite, meant
from handlers.invitations.times import ahead, recurring_of, times_of
from handlers.meeting_kinds import SUMMONED
from handlers.meeting_views import Circle, Preview, Whom
from handlers.memberships import holding
from handlers.ports import Services
from handlers.scope import home
from handlers.series_views import Recurring
from storage.indexes import Family, families
from storage.models import (
    Collaboration,
    EnvironmentalOffice,
    Group,
    Invitee,
    Meeting,
    Membership,
    Person,
    SlackIdentity,
)

ROLE, GROUP = "role", "group"
# Whoever sees to meetings is not among those who are invited as a sort.
ROLES = ("manager", "contact_person", "inspector", "administrator", "politician")


def circles(services: Services, asker: Asker) -> tuple[Circle, ...]:
    """Return whom one can invite together, roles first, those that somebody is in today."""
    require(asker, Information.CALENDAR)
    with services.database.session() as session:
        family = home(families(session), asker.collaboration)
        return (*_roles(session, services, family), *_groups(session, services, family))


def preview(services: Services, asker: Asker, number: int) -> Preview:
    """Return what goes out if the invitation to a meeting is sent to those it is for now."""
    with services.database.session() as session:
        meeting = found_meeting(session, asker, number)
        family = home(families(session), asker.collaboration)
        people, invited = _wanted(session, services, family, meeting)
        mailed, chatting, lost = _reached(session, people - invited)
        owner = session.get_one(Collaboration, meeting.collaboration_id)
        return Preview(
            invitation=Invitation(
                meeting=meeting_line(meeting, owner.name),
                uid=meeting.uid,
                sequence=meeting.sequence,
                starts_at=meeting.starts_at,
                ends_at=meeting.ends_at,
                about=meeting.about,
                answer_by=meeting.answer_by,
                summons=meeting.kind in SUMMONED,
                series=_series(session, services, meeting),
            ),
            by_mail=len(mailed),
            in_chat=len(chatting),
            lost=tuple(lost),
            before=len(people & invited),
            names=(*mailed, *chatting),
        )


def _series(session: Session, services: Services, meeting: Meeting) -> Recurring | None:
    """Return a series as somebody gets it who is invited to all times to come."""
    times = times_of(session, meeting)
    rows = {one.id: Invitee(sequence=one.sequence) for one in ahead(times, services.clock())}
    return recurring_of(times, rows, services.clock())


def send_invitation(services: Services, asker: Asker, number: int) -> Invited:
    """Invite everybody that a meeting is for; those who are invited already are not told again.

    Whoever was taken off the list stays off it, unless they are named one by one.
    """
    with services.database.session() as session:
        meeting = found_meeting(session, asker, number)
        family = home(families(session), asker.collaboration)
        people, _ = _wanted(session, services, family, meeting)
    return invite(services, asker, number, Whom(people=tuple(sorted(people))))


def kept_whom(meeting: Meeting) -> Whom:
    """Return whom a meeting is for."""
    kept = meeting.audience
    return Whom(
        roles=tuple(kept.get("roles", ())),
        groups=tuple(kept.get("groups", ())),
        people=tuple(kept.get("people", ())),
    )


def _wanted(
    session: Session, services: Services, family: Family, meeting: Meeting
) -> tuple[set[int], set[int]]:
    """Return whom a meeting is for, and who is invited to it already."""
    whom = kept_whom(meeting)
    rows = session.execute(
        select(Invitee.person_id, Invitee.removed_at).where(Invitee.meeting_id == meeting.id)
    ).all()
    invited = {person for person, removed in rows if removed is None}
    left = {person for person, removed in rows if removed is not None} - set(whom.people)
    return set(meant(session, services, family, whom)) - left, invited


def _reached(session: Session, people: set[int]) -> tuple[list[str], list[str], list[str]]:
    """Return the names of those whom a mail reaches, of those in chat, and of all others."""
    in_chat = select(SlackIdentity.id).where(SlackIdentity.person_id == Person.id).exists()
    rows = session.execute(
        select(Person.name, EnvironmentalOffice.name, Person.email, Person.mail_paused_at, in_chat)
        .outerjoin(EnvironmentalOffice, EnvironmentalOffice.id == Person.office_id)
        .where(Person.id.in_(people))
        .order_by(Person.sort_key, Person.id)
    ).all()
    mailed, others = [], []
    for name, office, email, paused, chats in rows:
        # Many in the register are called by what they are: "Miljöchef".
        called = f"{name} ({office})" if office else name
        if email and paused is None:
            mailed.append(called)
        else:
            others.append((called, chats))
    return (
        mailed,
        [name for name, chats in others if chats],
        [name for name, chats in others if not chats],
    )


def _roles(session: Session, services: Services, family: Family) -> list[Circle]:
    counted = (
        select(Membership.role, func.count(Person.id.distinct()))
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.collaboration_id.in_(family.ids),
            Membership.role.in_(ROLES),
            Person.collaboration_id.in_(family.ids),
            Person.email.is_not(None),
            holding(services.today()),
        )
        .group_by(Membership.role)
    )
    found = {row[0]: row[1] for row in session.execute(counted)}
    return [Circle(ROLE, role, "", found[role]) for role in ROLES if role in found]


def _groups(session: Session, services: Services, family: Family) -> list[Circle]:
    member = (Membership.group_id == Group.id) & holding(services.today())
    counted = (
        select(Group.key, Group.title, func.count(Person.id.distinct()))
        .outerjoin(Membership, member)
        .outerjoin(
            Person,
            (Person.id == Membership.person_id)
            & Person.email.is_not(None)
            & Person.collaboration_id.in_(family.ids),
        )
        .where(Group.collaboration_id.in_(family.ids))
        .group_by(Group.id, Group.key, Group.title, Group.sort_key)
        .order_by(Group.sort_key)
    )
    return [Circle(GROUP, key, title, count) for key, title, count in session.execute(counted)]
