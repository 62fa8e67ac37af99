"""Who weighs proposals: whoever leads them on, and the preparatory group."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, may, require
from handlers.answers import Asker
from handlers.meeting_kinds import MeetingKind, kind_of
from handlers.memberships import holding
from storage.indexes import Family
from storage.models import Group, Membership


def require_weigher(session: Session, family: Family, asker: Asker, today: date) -> None:
    """Refuse unless the asker weighs proposals in the family of collaborations on ``today``."""
    if not is_weigher(session, family, asker, today):
        require(asker, Information.PROPOSALS)


def is_weigher(session: Session, family: Family, asker: Asker, today: date) -> bool:
    """Tell whether the asker leads proposals on, or sits in the preparatory group on ``today``."""
    if may(asker, Information.PROPOSALS):
        return True
    if not may(asker, Information.REGISTER) or asker.person_id is None:
        return False
    sits = (
        select(Group.title)
        .join(Membership, Membership.group_id == Group.id)
        .where(
            Membership.person_id == asker.person_id,
            Group.collaboration_id.in_(family.ids),
            holding(today),
        )
    )
    return any(kind_of(title) is MeetingKind.PREPARATORY_GROUP for title in session.scalars(sits))
