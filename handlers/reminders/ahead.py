"""When something happens next of the bot's own accord, for whoever cannot wait for it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from handlers.delivery import Hours, first_of_day
from handlers.delivery.claims import WAITING, WAITING_COPIES
from handlers.planning import Almanacs
from handlers.ports import Services
from handlers.reminders.decided import decision_days
from handlers.reminders.planning import AHEAD, BACK
from handlers.reminders.rounds import days_of
from storage.indexes import Family, families
from storage.models import NewsletterIssue, Notice


def next_event(services: Services) -> datetime | None:
    """Return the moment of the next reminder or delivery, which may be due already.

    None where nothing is to come within a year.
    """
    with services.database.session() as session:
        waiting = session.scalar(select(func.min(Notice.next_at)).where(WAITING))
        today = services.today()
        mornings = [
            first_of_day(day, Hours(), ZoneInfo(family.time_zone))
            for family in families(session)
            if (day := _next_day(session, family, today)) is not None
        ]
        moments = [*mornings, waiting, *_newsletters(session)]
        return min((one for one in moments if one is not None), default=None)


def _newsletters(session: Session) -> tuple[datetime | None, ...]:
    """Return when the next issue goes out, and when one that does so is gone on with."""
    issue = NewsletterIssue
    begins = session.scalar(select(func.min(issue.send_at)).where(issue.state == "approved"))
    # One that waits for its receiver goes on when that is over, and not before.
    next_at = case((issue.resume_at > Notice.next_at, issue.resume_at), else_=Notice.next_at)
    together = Notice.issue_id == issue.id
    going = select(func.min(next_at)).select_from(Notice).join(issue, together)
    goes_on = session.scalar(going.where(WAITING_COPIES, issue.state == "sending"))
    return begins, goes_on


def _next_day(session: Session, family: Family, today: date) -> date | None:
    """Return the next local day on which somebody is reminded."""
    duties = (
        day
        for one in Almanacs(session, family, today).between(today - BACK, today + AHEAD)
        if one.row is not None and not one.settled
        for day in days_of(one, one.row)
    )
    days = (*duties, *decision_days(session, family))
    return min((day for day in days if day > today), default=None)
