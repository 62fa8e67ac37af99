"""Who copies of an issue are for, as of the moment at which they are sent."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.delivery.bulk import Copy, Ended
from handlers.delivery.outcomes import Outcome
from handlers.newsletters.choices import digest_of
from handlers.notices import State
from handlers.ports import Recipient
from storage.models import Collaboration, NewsletterChoice, NewsletterIssue, Person

_LEFT = "none"


@dataclass(frozen=True, slots=True)
class Readers:
    """Who gets the copies of a group, and those copies that are for nobody any more."""

    copies: tuple[Copy, ...]
    gone: tuple[Ended, ...]
    people: Mapping[int | None, Recipient]

    def to(self, copy: Copy) -> Recipient:
        """Return who gets a copy."""
        return self.people[copy.person_id]


def readers(session: Session, issue_id: int, copies: Sequence[Copy]) -> Readers:
    """Look up who copies are for.

    Whoever has left since the issue was approved, or cannot be mailed any more, gets none.
    """
    columns = Person.id, Person.name, Person.email, Person.mail_paused_at
    numbers = [one.person_id for one in copies]
    rows = session.execute(select(*columns).where(Person.id.in_(numbers))).all()
    digests = {row.id: digest_of(row.email) for row in rows if row.email}
    left = _left(session, issue_id, digests.values())
    people: dict[int | None, Recipient] = {}
    why: dict[int | None, str] = {}
    for number, name, email, paused in rows:
        if not email:
            why[number] = "nobody"
        elif digests[number] in left:
            why[number] = "left"
        elif paused is not None:
            why[number] = "mail_paused"
        else:
            people[number] = Recipient(number, name, email)
    kept = tuple(one for one in copies if one.person_id in people)
    return Readers(kept, tuple(_gone(copies, people, why)), people)


def _gone(
    copies: Sequence[Copy],
    people: Mapping[int | None, Recipient],
    why: Mapping[int | None, str],
) -> Iterator[Ended]:
    for one in copies:
        if one.person_id not in people:
            error = why.get(one.person_id, "nobody")
            yield one, Outcome(State.CANCELLED, error=error, attempts=one.attempts - 1)


def _left(session: Session, issue_id: int, digests: Iterable[str]) -> set[str]:
    """Return the digests of those who want no newsletters of the issue's family."""
    family = (
        select(func.coalesce(Collaboration.parent_id, Collaboration.id))
        .join(NewsletterIssue, NewsletterIssue.collaboration_id == Collaboration.id)
        .where(NewsletterIssue.id == issue_id)
        .scalar_subquery()
    )
    choice = NewsletterChoice
    said = select(choice.digest).where(
        choice.collaboration_id == family, choice.digest.in_(digests), choice.choice == _LEFT
    )
    return set(session.scalars(said))
