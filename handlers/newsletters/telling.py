"""Telling those who write and approve issues: of approvals, and sending copies to look at."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.contents import NewsletterCopy, NoteCode
from handlers.delivery import Kind, Loaded
from handlers.errors import Refusal
from handlers.newsletter_views import IssueState
from handlers.newsletters.editions import edition_of
from handlers.newsletters.finding import Which, Work, label, working
from handlers.newsletters.noting import issue_of, note_about
from handlers.notices import Draft, Urgency, put
from handlers.people import GUEST
from handlers.ports import SWEDEN, Services
from storage.models import Notice, Person

ASKED, APPROVED, COPY = "newsletter_asked", "newsletter_approved", "newsletter_copy"
MOST_COPIES = 20


def tell_approvers(work: Work, people: Iterable[int]) -> None:
    """Ask coordinators, in the caller's transaction, to approve an issue."""
    details = {"turn": _turn(work.services)}
    put(work.session, work.services, [_draft(work, ASKED, one, details) for one in people])


def told_approvers(work: Work) -> frozenset[int | None]:
    """Return who has been asked to approve an issue as it is now."""
    issue = work.issue
    this = f"{ASKED}/{issue.id}/r{issue.revision}/"
    asked = select(Notice.person_id).where(Notice.kind == ASKED, Notice.key.startswith(this))
    return frozenset(work.session.scalars(asked))


def tell_writer(work: Work, moment: datetime) -> None:
    """Tell whoever wrote an issue that somebody else has approved it."""
    writer = work.issue.writer_id
    if writer is not None and writer != work.asker.person_id:
        details = {"at": moment.isoformat(), "turn": _turn(work.services)}
        put(work.session, work.services, [_draft(work, APPROVED, writer, details)])


def send_copies(
    services: Services, asker: Asker, which: Which, people: Sequence[int]
) -> tuple[str, ...]:
    """Send copies to look at to persons of the asker's collaborations; return their names."""
    with working(services, asker, which) as work:
        wanted = sorted(set(people))[: MOST_COPIES + 1]
        if len(wanted) > MOST_COPIES:
            raise Refusal("newsletter_copies_many", most=MOST_COPIES)
        found = work.session.execute(
            select(Person.id, Person.name)
            .where(
                Person.id.in_(wanted),
                Person.collaboration_id.in_(work.family.ids),
                Person.email.is_not(None),
                Person.kind != GUEST,
            )
            .order_by(Person.sort_key, Person.id)
        ).all()
        if not found:
            raise Refusal("newsletter_copies_nobody")
        details = {"sender": asker.person_id, "turn": _turn(services)}
        drafts = [_draft(work, COPY, number, details) for number, _name in found]
        put(work.session, services, drafts)
        work.note("newsletter_copies_sent", people=[number for number, _name in found])
        return tuple(name for _number, name in found)


def copy_to_myself(services: Services, asker: Asker, which: Which) -> tuple[str, ...]:
    """Send the asker a copy to look at; refuse who is nobody in the register."""
    if asker.person_id is None:
        raise Refusal("newsletter_copies_nobody")
    return send_copies(services, asker, which, (asker.person_id,))


def _turn(services: Services) -> str:
    # It may be asked for, or approved, anew without a change of what is said.
    return f"{services.clock():%Y%m%dT%H%M%S}"


def _draft(
    work: Work, kind: str, person: int, details: Mapping[str, object] | None = None
) -> Draft:
    issue, turn = work.issue, (details or {}).get("turn", "")
    return Draft(
        key=f"{kind}/{issue.id}/r{issue.revision}/p{person}{f'/{turn}' if turn else ''}",
        kind=kind,
        collaboration_id=issue.collaboration_id,
        person_id=person,
        details={"issue": issue.id, "revision": issue.revision, **(details or {})},
        due_at=work.services.clock(),
        # A copy was asked for just now.
        urgency=Urgency.NOW if kind == COPY else Urgency.WORKING_HOURS,
    )


def _load_asked(session: Session, _services: Services, notices: Sequence[Notice]) -> Loaded:
    (notice,) = notices
    issue = issue_of(session, notice)
    if issue is None or issue.state != IssueState.ASKED:
        return Loaded(None, settled=frozenset({notice.id}))
    writer = session.get(Person, issue.writer_id) if issue.writer_id else None
    values = {
        "label": label(issue),
        "subject": issue.subject,
        "writer": writer.name if writer else "",
    }
    return note_about(session, issue, NoteCode.NEWSLETTER_ASKED, values)


def _load_approved(session: Session, _services: Services, notices: Sequence[Notice]) -> Loaded:
    (notice,) = notices
    issue = issue_of(session, notice)
    revision = notice.details["revision"]
    told = datetime.fromisoformat(notice.details["at"])
    if issue is None or (issue.revision, issue.send_at) != (revision, told):
        return Loaded(None, settled=frozenset({notice.id}))
    approver = session.get(Person, issue.approved_by_id) if issue.approved_by_id else None
    local = told.astimezone(SWEDEN)
    values = {
        "label": label(issue),
        "approver": approver.name if approver else "",
        "time": f"{local.hour}.{local:%M}",
    }
    days = (("day", local.date()),)
    return note_about(session, issue, NoteCode.NEWSLETTER_APPROVED, values, days)


def _load_copy(session: Session, services: Services, notices: Sequence[Notice]) -> Loaded:
    (notice,) = notices
    issue = issue_of(session, notice)
    if issue is None:
        return Loaded(None, gone=frozenset({notice.id}))
    sender = session.get(Person, notice.details["sender"]) if notice.details["sender"] else None
    edition = edition_of(session, services, issue)
    return Loaded(NewsletterCopy(edition, sender.name if sender else ""))


KINDS: Mapping[str, Kind] = {
    ASKED: Kind(_load_asked),
    APPROVED: Kind(_load_approved),
    COPY: Kind(_load_copy, only="mail"),
}
