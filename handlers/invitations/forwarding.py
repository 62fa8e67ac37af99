"""Colleagues who answer an invitation that somebody has passed on to them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.events import record
from handlers.invitations.answering import CalendarReply, take_down
from handlers.invitations.joining import BY_REPLY, invitee_of, join
from handlers.invitations.places import seat, takes_no_more
from handlers.invitations.span import over
from handlers.invitations.telling import tell
from handlers.people import by_email
from handlers.ports import Services
from storage.indexes import families
from storage.models import Meeting, Person


def join_by_reply(services: Services, reply: CalendarReply) -> bool:
    """Put who has answered so on the list of a meeting that one may register for.

    Whoever calls knows that it is they. False, and nothing done, for who is at no office of the
    register, and where nobody can register, as at a course that is full: that is for a coordinator
    to decide.
    """
    with services.database.write() as session:
        found = select(Meeting).filter_by(uid=reply.uid).with_for_update()
        meeting = session.scalars(found).one_or_none()
        person = by_email(session, reply.attendee)
        if meeting is None or person is None or not _may_join(session, services, meeting, person):
            return False
        invitee = join(session, services, meeting, person.id, BY_REPLY)
        take_down(services, invitee, reply)
        seat(session, services, meeting, invitee, had_place=False)
        # The calendar has it already; from now on it is also told of what changes.
        tell(session, services, meeting, [invitee])
        record(
            session,
            services.clock(),
            Asker("", person.id, door="mail"),
            "meeting_joined",
            about=("meeting", str(meeting.id)),
            collaboration_id=meeting.collaboration_id,
            status=reply.status,
            sequence=invitee.answered_sequence,
        )
        return True


def _may_join(session: Session, services: Services, meeting: Meeting, person: Person) -> bool:
    ahead = meeting.state == "booked" and over(meeting) > services.clock()
    if not (meeting.registers and ahead) or person.office_id is None:
        return False
    if takes_no_more(session, meeting):
        return False
    family = next(one for one in families(session) if meeting.collaboration_id in one.ids)
    known = invitee_of(session, meeting, person.id) is not None
    return person.collaboration_id in family.ids and not known
