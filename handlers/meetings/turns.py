"""Who is proposed for a meeting planned by itself: whose turn it is, and who wrote the last time.

What is proposed is written nowhere: a turn is used by the meeting that was held, and by no other.
"""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.booked import found_meeting, meeting_line
from handlers.invitations.naming import named
from handlers.meeting_kinds import MeetingKind, kind_of
from handlers.meeting_views import LastWriter
from handlers.planning import almanacs
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.models import Collaboration, Meeting


def host_in_turn(
    services: Services, asker: Asker, kind: str, title: str = "", day: date | None = None
) -> str:
    """Return whose turn it is to host a meeting that the asker's collaboration plans.

    Of what recurs of its sort, the title and the local day tell which it is like. Empty where
    nobody can tell, or nobody has set an order.
    """
    require(asker, Information.CALENDAR)
    sort = kind or str(kind_of(title) or "")
    if not sort:
        return ""
    with services.database.session() as session:
        family = home(families(session), asker.collaboration)
        number = next(one.id for one in family.members if one.key == asker.collaboration)
        almanac = next(one for one in almanacs(session, family) if one.collaboration_id == number)
        rule = almanac.rule_meant(sort, title, day)
        return almanac.next_host(rule, services.today()) if rule else ""


def last_writer(services: Services, asker: Asker, number: int) -> LastWriter | None:
    """Return who took the minutes at the last meeting of the same sort, and which that was.

    None where nobody did, who did is not to be reached any more, or somebody is to do so already.
    """
    require(asker, Information.CALENDAR)
    with services.database.session() as session:
        meeting = found_meeting(session, asker, number)
        before = None if meeting.minutes_by_id else _before(session, meeting)
        if before is None or before.minutes_by_id is None:
            return None
        owner = session.get_one(Collaboration, before.collaboration_id)
        line, person = meeting_line(before, owner.name), before.minutes_by_id
    found = named(services, asker, (person,))
    return LastWriter(found[0].name, found[0].written, line) if found else None


def _before(session: Session, meeting: Meeting) -> Meeting | None:
    """Return the last meeting of the same sort before this one that somebody wrote at."""
    if meeting.kind in {"", MeetingKind.OTHER}:
        # It is like nothing else.
        return None
    alike = (
        select(Meeting)
        .where(
            Meeting.collaboration_id == meeting.collaboration_id,
            Meeting.kind == meeting.kind,
            Meeting.id != meeting.id,
            Meeting.first <= meeting.first,
            Meeting.state != "cancelled",
            Meeting.minutes_by_id.is_not(None),
        )
        .order_by(Meeting.first.desc(), Meeting.id.desc())
    )
    return session.scalars(alike.limit(1)).first()
