"""The role mailboxes of a family of collaborations, with the days on which they are in use."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import Membership, Person

# From the first day to the last; None = not said.
Term = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A role's shared mailbox: whom an answer names as the one to ask."""

    key: str
    title: str
    aliases: tuple[str, ...]
    email: str
    # None where the register gives the role no days at all: then it is always there.
    terms: tuple[Term, ...] | None = None

    def in_use(self, day: date) -> bool:
        """Tell whether somebody reads it on ``day``."""
        return self.terms is None or any(_holds(term, day) for term in self.terms)


def mailboxes(session: Session, collaborations: Sequence[int]) -> Iterator[Mailbox]:
    """Yield the mailboxes of the collaborations' own roles."""
    statement = (
        select(Person.id, Person.key, Person.title, Person.aliases, Person.email)
        .where(
            Person.collaboration_id.in_(collaborations),
            Person.kind == "role",
            Person.office_id.is_(None),
        )
        .order_by(Person.id)
    )
    rows = session.execute(statement).all()
    terms = _terms(session, [row.id for row in rows])
    for number, key, title, aliases, email in rows:
        yield Mailbox(key, title, tuple(aliases), email or "", terms.get(number))


def _terms(session: Session, people: Sequence[int]) -> dict[int, tuple[Term, ...]]:
    """Return the days of those who have a role of their own; a seat in a group counts too."""
    rows = session.execute(
        select(
            Membership.person_id, Membership.group_id, Membership.valid_from, Membership.valid_to
        )
        .where(Membership.person_id.in_(people))
        .order_by(Membership.id)
    ).all()
    own = {row.person_id for row in rows if row.group_id is None}
    return {
        person: tuple((row.valid_from, row.valid_to) for row in rows if row.person_id == person)
        for person in own
    }


def _holds(term: Term, day: date) -> bool:
    since, until = term
    return (since is None or since <= day) and (until is None or day <= until)
