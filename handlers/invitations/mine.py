"""The meetings that somebody is invited to, and what they have answered."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.booked import meeting_line
from handlers.contents import MeetingLine
from handlers.invitations.responding import standing_of
from handlers.meeting_views import Standing
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.models import Collaboration, Invitee, Meeting


def my_meetings(services: Services, asker: Asker) -> tuple[Standing, ...]:
    """Return the meetings ahead that the asker is invited to, in the order of time.

    What is cancelled is not among them.
    """
    require(asker, Information.FOLLOWING)
    with services.database.session() as session:
        mine = (
            select(Invitee)
            .join(Meeting)
            .where(
                Invitee.person_id == asker.person_id,
                Invitee.removed_at.is_(None),
                Meeting.state == "booked",
                Meeting.last >= services.today(),
                or_(Meeting.ends_at.is_(None), Meeting.ends_at > services.clock()),
            )
            .options(joinedload(Invitee.meeting), joinedload(Invitee.person))
            .order_by(Meeting.first, Meeting.starts_at, Meeting.id)
        )
        rows = session.scalars(mine).all()
        return tuple(standing_of(session, services, one.meeting, one) for one in rows)


def coming_meetings(services: Services, asker: Asker) -> tuple[MeetingLine, ...]:
    """Return what is booked ahead in the asker's collaborations, for whoever keeps the calendar."""
    require(asker, Information.CALENDAR)
    with services.database.session() as session:
        return _coming(session, services, asker)


def _coming(session: Session, services: Services, asker: Asker) -> tuple[MeetingLine, ...]:
    family = home(families(session), asker.collaboration)
    rows = session.execute(
        select(Meeting, Collaboration.name)
        .join(Collaboration, Collaboration.id == Meeting.collaboration_id)
        .where(
            Meeting.collaboration_id.in_(family.ids),
            Meeting.state == "booked",
            Meeting.last >= services.today(),
        )
        .order_by(Meeting.first, Meeting.starts_at, Meeting.id)
    )
    return tuple(meeting_line(meeting, owner) for meeting, owner in rows)
