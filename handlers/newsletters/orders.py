"""What coordinators do about an issue that goes out, or has: pause it, stop it, send it again."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import case, select

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.newsletter_views import PUBLISHED, IssueState, Progress
from handlers.newsletters import steering
from handlers.newsletters.finding import Which, Work, found, label, working
from handlers.newsletters.progress import sending_progress
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.models import NewsletterIssue

_UNDER_WAY = (IssueState.SENDING, IssueState.PAUSED)


def sending_of(services: Services, asker: Asker, which: Which, *, coming: bool = False) -> Which:
    """Return the issue that is meant by its sending: what is under way, or else the latest sent.

    ``coming``: what is approved to be sent is meant rather than what has been.
    """
    require(asker, Information.NEWSLETTERS)
    if which.id or which.year:
        return which
    with services.database.session() as session:
        family = home(families(session), asker.collaboration)
        meant = (*PUBLISHED, IssueState.APPROVED) if coming else tuple(PUBLISHED)
        turn = case(
            (NewsletterIssue.state.in_(_UNDER_WAY), 0),
            (NewsletterIssue.state == IssueState.APPROVED, 1),
            else_=2,
        )
        latest = session.scalar(
            select(NewsletterIssue.id)
            .where(
                NewsletterIssue.collaboration_id.in_(family.ids),
                NewsletterIssue.state.in_(meant),
            )
            .order_by(turn, NewsletterIssue.published_at.desc(), NewsletterIssue.id.desc())
            .limit(1)
        )
    if latest is None:
        raise Refusal("newsletter_none_sent")
    return Which(latest)


def how_far(services: Services, asker: Asker, which: Which) -> Progress:
    """Return how far an issue has come: how many have got it, and how many are left."""
    require(asker, Information.NEWSLETTERS)
    with services.database.session() as session:
        family = home(families(session), asker.collaboration)
        return sending_progress(session, services, found(session, family, which))


def pause_sending(services: Services, asker: Asker, which: Which) -> None:
    """Let an issue stand still; once more changes nothing."""
    with _going(services, asker, which, coming=True) as work:
        if not steering.pause(work.session, services, asker, work.issue):
            _unless(work, IssueState.PAUSED)


def resume_sending(services: Services, asker: Asker, which: Which) -> None:
    """Let an issue that stands still go on; once more changes nothing."""
    with _going(services, asker, which, coming=True) as work:
        if not steering.go_on(work.session, services, asker, work.issue):
            _unless(work, IssueState.SENDING)


def stop_sending(services: Services, asker: Asker, which: Which) -> int:
    """Send no more of an issue, and return how many do not get it; once more changes nothing."""
    with _going(services, asker, which, coming=True) as work:
        count = steering.stop(work.session, services, asker, work.issue)
        if count is None:
            _unless(work, IssueState.STOPPED)
        return count or 0


def send_failed_again(services: Services, asker: Asker, which: Which) -> int:
    """Send an issue once more to whom it failed, and return how many those are."""
    with _going(services, asker, which) as work:
        count = steering.retry_failed(work.session, services, asker, work.issue)
        if not count:
            raise Refusal("newsletter_none_failed", label=label(work.issue))
        return count


def send_unsure_again(services: Services, asker: Asker, which: Which) -> int:
    """Send an issue once more to whom it may have reached, and return how many those are."""
    with _going(services, asker, which) as work:
        count = steering.resend_unsure(work.session, services, asker, work.issue)
        return _some_unsure(work, count)


def leave_unsure(services: Services, asker: Asker, which: Which) -> int:
    """Do not send again what may have arrived, and return how many those are."""
    with _going(services, asker, which) as work:
        count = steering.let_unsure_be(work.session, services, asker, work.issue)
        return _some_unsure(work, count)


@contextmanager
def _going(
    services: Services, asker: Asker, which: Which, *, coming: bool = False
) -> Iterator[Work]:
    meant = sending_of(services, asker, which, coming=coming)
    with working(services, asker, meant) as work:
        if work.state not in PUBLISHED:
            raise Refusal("newsletter_not_going", label=label(work.issue))
        yield work


def _unless(work: Work, state: IssueState) -> None:
    """Refuse where an issue is not in the state that was wished for already."""
    if work.state is not state:
        raise Refusal("newsletter_has_ended", label=label(work.issue))


def _some_unsure(work: Work, count: int) -> int:
    if not count:
        raise Refusal("newsletter_none_unsure", label=label(work.issue))
    return count
