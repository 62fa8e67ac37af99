"""Who copies of an issue are for, as of the moment at which they are sent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.delivery.bulk import GROUP, Copy, Ended
from handlers.delivery.outcomes import Outcome
from handlers.newsletter_choices import Choice, chosen
from handlers.notices import State
from handlers.people import GUEST
from handlers.ports import Recipient
from storage.models import Person
from storage.places import Places

_AT = Places("number", GROUP)
# Built once, and executed on the connection: there is one for every twenty copies.
_PEOPLE = select(Person.id, Person.name, Person.email, Person.mail_paused_at, Person.kind).where(
    Person.id.in_(_AT.numbers())
)


@dataclass(frozen=True, slots=True)
class Readers:
    """Who gets the copies of a group, and those copies that are for nobody any more."""

    copies: tuple[Copy, ...]
    gone: tuple[Ended, ...]
    people: Mapping[int | None, Recipient]

    def to(self, copy: Copy) -> Recipient:
        """Return who gets a copy."""
        return self.people[copy.person_id]


def readers(session: Session, root: int, copies: Sequence[Copy]) -> Readers:
    """Look up who copies are for; ``root`` is what their choices are kept by.

    Whoever has left since the issue was approved, or cannot be mailed any more, gets none.
    """
    numbers = _AT.filled(one.person_id for one in copies)
    rows = session.connection().execute(_PEOPLE, numbers).all()
    choices = chosen(session, root, [row.email for row in rows if row.email])
    people: dict[int | None, Recipient] = {}
    why: dict[int | None, str] = {}
    for number, name, email, paused, kind in rows:
        if not email:
            why[number] = "nobody"
        elif _has_left(choices.get(email), kind):
            why[number] = "left"
        elif paused is not None:
            why[number] = "mail_paused"
        else:
            people[number] = Recipient(number, name, email)
    kept = tuple(one for one in copies if one.person_id in people)
    return Readers(kept, tuple(_gone(copies, people, why)), people)


def _has_left(choice: Choice | None, kind: str) -> bool:
    """Tell whether somebody wants no newsletter; a guest gets one only for having asked for it."""
    return choice is Choice.NONE or (kind == GUEST and choice is not Choice.MAIL)


def _gone(
    copies: Sequence[Copy],
    people: Mapping[int | None, Recipient],
    why: Mapping[int | None, str],
) -> Iterator[Ended]:
    for one in copies:
        if one.person_id not in people:
            error = why.get(one.person_id, "nobody")
            yield one, Outcome(State.CANCELLED, error=error, attempts=one.attempts - 1)
