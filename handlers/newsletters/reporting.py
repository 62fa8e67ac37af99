"""What became of an issue, for each of those who were to get it, and its words for elsewhere."""

from sqlalchemy import select

from handlers.access import Information, require
from handlers.answers import Asker, NewsletterReportAnswer, NewsletterTextAnswer
from handlers.errors import Refusal
from handlers.newsletter_views import PUBLISHED, IssueState, OutcomeRow
from handlers.newsletters.editions import edition_of
from handlers.newsletters.finding import Which, found, label, working
from handlers.newsletters.progress import outcome_lines, sending_progress
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.models import NewsletterSetting, Person


def report(services: Services, asker: Asker, which: Which) -> NewsletterReportAnswer:
    """Return what became of every copy of an issue; whoever takes it is written down.

    Refuses an issue that has not begun to go out.
    """
    with working(services, asker, which) as work:
        issue, session = work.issue, work.session
        if work.state not in PUBLISHED:
            raise Refusal("newsletter_not_out", label=label(issue))
        lines = tuple(outcome_lines(session, issue.id))
        # All at once: a file of names and addresses is about to leave.
        known = select(Person.id, Person.name).where(Person.collaboration_id.in_(work.family.ids))
        names = {row[0]: row[1] for row in session.execute(known)}
        work.note("newsletter_reported", rows=len(lines))
        return NewsletterReportAnswer(
            ids=(label(issue),),
            subject="newsletter_report",
            label=label(issue),
            title=issue.subject,
            state=work.state,
            progress=sending_progress(session, services, issue),
            rows=tuple(
                OutcomeRow(
                    names.get(one.person_id or 0, ""), one.address, one.outcome, one.error, one.at
                )
                for one in lines
            ),
        )


def text_to_post(services: Services, asker: Asker, which: Which) -> NewsletterTextAnswer:
    """Return an issue to be put up in the place for it; refuse what has not begun to go out."""
    require(asker, Information.NEWSLETTERS)
    with services.database.session() as session:
        family = home(families(session), asker.collaboration)
        issue = found(session, family, which)
        if IssueState(issue.state) not in PUBLISHED:
            raise Refusal("newsletter_not_out", label=label(issue))
        setting = session.get(NewsletterSetting, issue.collaboration_id)
        edition = edition_of(session, services, issue)
        return NewsletterTextAnswer(
            ids=(label(issue),),
            subject="newsletter_text",
            label=label(issue),
            edition=edition,
            place=setting.place if setting else "",
            page=services.addresses.issue(edition.key, issue.year, issue.number),
            posted=issue.posted_at is not None,
        )
