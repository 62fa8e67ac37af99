"""Who is meant to see to a decision: by name, by address, or by what they are and where."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers import OwnerOption
from storage.indexes import Family
from storage.models import EnvironmentalOffice, Person
from storage.words import LINKING, fold, stem, words


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody in the register, and what tells them from their namesakes."""

    id: int
    name: str
    office: str
    email: str

    @property
    def option(self) -> OwnerOption:
        """Return them as somebody to choose."""
        return OwnerOption(self.name, self.office, self.email or self.name)


def people_named(session: Session, family: Family, said: str) -> tuple[Candidate, ...]:
    """Return the people who are called so, by name.

    "Miljöchefen i Aneby" is whoever is called by that at an office there. The whole name goes
    before a part of it.
    """
    every = _people(session, family)
    wanted = fold(said.strip())
    whole = [one for one in every if wanted in {fold(one.name), fold(one.email)}]
    asked = _stems(said)
    parts = [one for one in every if asked and asked <= _stems(f"{one.name} {one.office}")]
    return tuple(whole or parts)


def _people(session: Session, family: Family) -> Sequence[Candidate]:
    rows = session.execute(
        select(Person.id, Person.name, EnvironmentalOffice.name, Person.email)
        .outerjoin(EnvironmentalOffice, EnvironmentalOffice.id == Person.office_id)
        .where(Person.collaboration_id.in_(family.ids), Person.kind != "guest")
        .order_by(Person.sort_key, Person.id)
    )
    return [Candidate(row[0], row[1], row[2] or "", row[3] or "") for row in rows]


def _stems(text: str) -> set[str]:
    return {stem(word) for word in words(text) if fold(word) not in LINKING}
