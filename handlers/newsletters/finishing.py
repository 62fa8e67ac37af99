"""What follows when an issue goes out, and when it has: summaries, a report, a step afterwards."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.contents import NewsletterSummary, NoteCode
from handlers.delivery import Kind, Loaded
from handlers.errors import Refusal
from handlers.newsletter_views import PUBLISHED, IssueState
from handlers.newsletters.approving import approvers
from handlers.newsletters.audience import reached_by
from handlers.newsletters.editions import edition_of
from handlers.newsletters.finding import Which, label, working
from handlers.newsletters.noting import issue_of, note_about
from handlers.notices import Draft, State, Urgency, put
from handlers.ports import Services
from storage.indexes import families
from storage.models import NewsletterIssue, NewsletterSetting, Notice

SUMMARY, ENDED, UNSURE = "newsletter_summary", "newsletter_ended", "newsletter_unsure"


def announce(session: Session, services: Services, issue: NewsletterIssue) -> int:
    """Put summaries of an issue that goes out into the outbox, and return how many.

    For the channel that is told, and for who wants to read it in chat; nobody is told twice.
    """
    setting = session.get(NewsletterSetting, issue.collaboration_id)
    drafts = [
        _draft(services, issue, SUMMARY, one) for one in reached_by(session, services, issue).chat
    ]
    if setting is not None and setting.channel_id is not None:
        drafts.append(_draft(services, issue, SUMMARY, None, setting.channel_id))
    return put(session, services, drafts)


def tell_ended(session: Session, services: Services, issue: NewsletterIssue) -> int:
    """Tell the coordinators how an issue has gone, in the caller's transaction.

    Once each time that it has: some copies may have been sent once more. Where it is not known of
    some whether they have got it, a person has to say what to do.
    """
    family = next(one for one in families(session) if issue.collaboration_id in one.ids)
    unsure = counts_of(session, issue).get(State.UNSURE, 0)
    people = approvers(session, services, family, None)
    drafts = [_draft(services, issue, ENDED, one) for one in people]
    if unsure:
        drafts += [_draft(services, issue, UNSURE, one) for one in people]
    return put(session, services, drafts)


def mark_posted(services: Services, asker: Asker, which: Which) -> str:
    """Write down that an issue has been put up in the place for it; return the place.

    Refuses where there is no such place, and before the issue has gone out.
    """
    with working(services, asker, which) as work:
        issue = work.issue
        setting = work.session.get(NewsletterSetting, issue.collaboration_id)
        if setting is None or not setting.place:
            raise Refusal("newsletter_no_place")
        if work.state not in PUBLISHED:
            raise Refusal("newsletter_not_out", label=label(issue))
        if issue.posted_at is None:
            issue.posted_at, issue.posted_by_id = services.clock(), asker.person_id
            work.note("newsletter_posted", place=setting.place)
        return setting.place


def counts_of(session: Session, issue: NewsletterIssue) -> dict[str, int]:
    """Return how many copies of an issue are in each state."""
    rows = session.execute(
        select(Notice.state, func.count()).where(Notice.issue_id == issue.id).group_by(Notice.state)
    )
    return {row[0]: row[1] for row in rows}


def _draft(
    services: Services,
    issue: NewsletterIssue,
    kind: str,
    person: int | None,
    channel: int | None = None,
) -> Draft:
    urgent = kind == UNSURE
    whom = f"c{channel}" if person is None else f"p{person}"
    turn = f"/{issue.ended_at:%Y%m%dT%H%M%S}" if issue.ended_at and kind != SUMMARY else ""
    return Draft(
        key=f"{kind}/{issue.id}/{whom}{turn}",
        kind=kind,
        collaboration_id=issue.collaboration_id,
        details={"issue": issue.id},
        due_at=services.clock(),
        urgency=Urgency.NOW if urgent else Urgency.WORKING_HOURS,
        person_id=person,
        channel_id=channel,
    )


def _load_summary(session: Session, services: Services, notices: Sequence[Notice]) -> Loaded:
    (notice,) = notices
    issue = issue_of(session, notice)
    if issue is None or issue.state not in PUBLISHED:
        return Loaded(None, settled=frozenset({notice.id}))
    edition = edition_of(session, services, issue)
    page = services.addresses.issue(edition.key, issue.year, issue.number)
    return Loaded(NewsletterSummary(edition, page))


def _load_ended(session: Session, _services: Services, notices: Sequence[Notice]) -> Loaded:
    (notice,) = notices
    issue = issue_of(session, notice)
    if issue is None or issue.ended_at is None:
        return Loaded(None, settled=frozenset({notice.id}))
    found = counts_of(session, issue)
    setting = session.get(NewsletterSetting, issue.collaboration_id)
    place = setting.place if setting and issue.posted_at is None else ""
    values = {
        "label": label(issue),
        "sent": str(found.get(State.SENT, 0)),
        "failed": str(found.get(State.FAILED, 0)),
        "unsure": str(found.get(State.UNSURE, 0)),
        "place": place,
    }
    code = NoteCode.NEWSLETTER_STOPPED if issue.state == IssueState.STOPPED else _code(place)
    return note_about(session, issue, code, values)


def _code(place: str) -> NoteCode:
    return NoteCode.NEWSLETTER_SENT_POST if place else NoteCode.NEWSLETTER_SENT


def _load_unsure(session: Session, _services: Services, notices: Sequence[Notice]) -> Loaded:
    (notice,) = notices
    issue = issue_of(session, notice)
    unsure = counts_of(session, issue).get(State.UNSURE, 0) if issue is not None else 0
    if issue is None or not unsure:
        return Loaded(None, settled=frozenset({notice.id}))
    values = {"label": label(issue), "unsure": str(unsure)}
    return note_about(session, issue, NoteCode.NEWSLETTER_UNSURE, values)


KINDS: Mapping[str, Kind] = {
    SUMMARY: Kind(_load_summary),
    ENDED: Kind(_load_ended),
    UNSURE: Kind(_load_unsure),
}
