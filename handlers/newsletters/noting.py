"""Short notes about an issue, whatever they are about."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from handlers.contents import Note, NoteCode
from handlers.delivery import Loaded
from storage.models import Collaboration, NewsletterIssue, Notice


def issue_of(session: Session, notice: Notice) -> NewsletterIssue | None:
    """Return the issue that a notice is about."""
    return session.get(NewsletterIssue, notice.details["issue"])


def note_about(
    session: Session,
    issue: NewsletterIssue,
    code: NoteCode,
    values: Mapping[str, str],
    days: tuple[tuple[str, date], ...] = (),
) -> Loaded:
    """Return what is told of an issue, from the collaboration that it is of."""
    owner = session.get_one(Collaboration, issue.collaboration_id)
    return Loaded(Note(owner.name, code, tuple(values.items()), days=days))
