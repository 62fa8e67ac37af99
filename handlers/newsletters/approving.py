"""Approving an issue: asked for, given by somebody else where there is one, taken back."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.delivery import Hours, opening
from handlers.errors import Refusal
from handlers.memberships import holding
from handlers.newsletter_views import OPEN, IssueState
from handlers.newsletters.audience import reached_by
from handlers.newsletters.editions import frozen
from handlers.newsletters.finding import Which, Work, found, label, withdraw, working
from handlers.newsletters.telling import tell_approvers, tell_writer, told_approvers
from handlers.people import GUEST
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import Family, families
from storage.models import Membership, NewsletterIssue, Person

COORDINATOR = "coordinator"
# Nobody plans an issue further ahead.
_LONGEST_AHEAD_DAYS = 120


def ask_approval(services: Services, asker: Asker, which: Which) -> int:
    """Ask the other coordinators to approve an issue, and return how many are told.

    Nobody is asked twice of the same. Refuses where there are none: then whoever has written it
    approves it; and where it is approved already.
    """
    with working(services, asker, which) as work:
        _refuse_gone_out(work)
        _refuse_empty(work)
        others = approvers(work.session, services, work.family, asker.person_id)
        if not others:
            raise Refusal("newsletter_no_other")
        if work.state is IssueState.APPROVED:
            raise Refusal("newsletter_approved_already", label=label(work.issue))
        # Somebody may have become a coordinator since the others were asked.
        asked = told_approvers(work) if work.state is IssueState.ASKED else frozenset()
        new = [one for one in others if one not in asked]
        if new:
            work.issue.state = IssueState.ASKED
            work.note("newsletter_approval_asked", revision=work.issue.revision)
            tell_approvers(work, new)
        return len(new)


def approve(
    services: Services, asker: Asker, which: Which, seen: int | None, at: datetime | None = None
) -> datetime:
    """Approve an issue as it is, to be sent at a moment within working hours; return that, in UTC.

    ``seen`` is the revision that was read: refused where it has become another one, or where
    somebody else must approve. ``at`` is aware; None is as soon as people are at work.
    """
    with working(services, asker, which) as work:
        _refuse_gone_out(work)
        _refuse_empty(work)
        issue = work.issue
        if seen is not None and seen != issue.revision:
            raise Refusal("newsletter_changed_since", label=label(issue))
        if not may_approve(work.session, services, work.family, issue, asker):
            raise Refusal("newsletter_other_approves")
        moment = _moment(work, at)
        issue.approved_at, issue.approved_by_id = services.clock(), asker.person_id
        issue.approved_revision, issue.send_at = issue.revision, moment
        issue.state, issue.edition = IssueState.APPROVED, frozen(work.session, issue)
        issue.paused_reason, issue.resume_at = "", None
        work.note(
            "newsletter_approved", revision=issue.revision, send_at=moment.isoformat(),
            alone=issue.writer_id == asker.person_id,
        )  # fmt: skip
        tell_writer(work, moment)
        # Whoever delivers looks at once whether it is due.
        services.bell.set()
        return moment


def sending_moment(
    services: Services, asker: Asker, which: Which, at: datetime | None = None
) -> datetime:
    """Return when an issue would go out if the asker approved it now, in UTC; nothing is changed.

    Refuses what ``approve`` would refuse, so that nobody is asked in vain.
    """
    require(asker, Information.NEWSLETTERS)
    with services.database.session() as session:
        family = home(families(session), asker.collaboration)
        work = Work(session, services, asker, family, found(session, family, which))
        _refuse_gone_out(work)
        _refuse_empty(work)
        if not may_approve(session, services, family, work.issue, asker):
            raise Refusal("newsletter_other_approves")
        return _moment(work, at)


def withdraw_approval(services: Services, asker: Asker, which: Which) -> None:
    """Make a draft of an issue again that has not begun to go out."""
    with working(services, asker, which) as work:
        _refuse_gone_out(work)
        if work.state is not IssueState.DRAFT:
            withdraw(work.issue)
            work.note("newsletter_approval_withdrawn", revision=work.issue.revision)


def may_approve(
    session: Session, services: Services, family: Family, issue: NewsletterIssue, asker: Asker
) -> bool:
    """Tell whether the asker may approve: another coordinator than who wrote it, if there is one.

    Whoever has written it is whoever began it: others who have changed words may approve.
    """
    if asker.person_id != issue.writer_id:
        return True
    return not approvers(session, services, family, issue.writer_id)


def approvers(
    session: Session, services: Services, family: Family, but: int | None
) -> tuple[int, ...]:
    """Return the family's coordinators but one, by number."""
    rows = session.scalars(
        select(Membership.person_id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.collaboration_id.in_(family.ids),
            Membership.role == COORDINATOR,
            Membership.group_id.is_(None),
            Person.kind != GUEST,
            Person.email.is_not(None),
            holding(services.today()),
        )
        .distinct()
        .order_by(Membership.person_id)
    )
    return tuple(one for one in rows if one != but)


def _refuse_gone_out(work: Work) -> None:
    if work.state not in OPEN:
        raise Refusal("newsletter_gone_out", label=label(work.issue))


def _refuse_empty(work: Work) -> None:
    if not frozen(work.session, work.issue)["sections"]:
        raise Refusal("newsletter_empty")
    reached = reached_by(work.session, work.services, work.issue)
    if not reached.mail and not reached.chat:
        raise Refusal("newsletter_nobody")


def _moment(work: Work, at: datetime | None) -> datetime:
    """Return when an issue goes out; refuse a moment that is past, far away, or no working hour."""
    now, zone = work.services.clock(), ZoneInfo(work.family.time_zone)
    if at is None:
        return opening(now, Hours(), zone)
    moment = at.astimezone(now.tzinfo)
    if moment < now:
        raise Refusal("newsletter_moment_past")
    if (moment - now).days > _LONGEST_AHEAD_DAYS:
        raise Refusal("newsletter_moment_far", days=_LONGEST_AHEAD_DAYS)
    opens = opening(moment, Hours(), zone)
    if opens != moment:
        local = opens.astimezone(zone)
        raise Refusal(
            "newsletter_not_working_hours", date=local.date(), time=f"{local.hour}.{local:%M}"
        )
    return moment
