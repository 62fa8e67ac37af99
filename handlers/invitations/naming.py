"""Single persons by what a coordinator writes: a name, or an address, one on each line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.models import Invitee, Person

MOST_NAMED = 200
_BETWEEN = re.compile(r"[\n;,]+")
_ADDRESS = re.compile(r"[^\s<>(),;]+@[^\s<>(),;]+")
_MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody in the register, as a coordinator sees them."""

    person_id: int
    name: str
    office: str
    email: str

    @property
    def written(self) -> str:
        """Return what names them and nobody else."""
        return f"{self.name} <{self.email}>" if self.email else self.name


def people_named(
    services: Services, asker: Asker, written: str, *, meeting: int | None = None
) -> tuple[int, ...]:
    """Return the numbers of the people that are written, in that order.

    With ``meeting`` they may be guests on its list, too. Refuses a name that nobody has, or that
    several have.
    """
    require(asker, Information.CALENDAR)
    names = [one.strip() for one in _BETWEEN.split(written) if one.strip()]
    if not names:
        return ()
    if len(names) > MOST_NAMED:
        raise Refusal("too_many_named", most=MOST_NAMED)
    with services.database.session() as session:
        everybody = _everybody(session, asker, meeting)
    return tuple(dict.fromkeys(_one(everybody, name).person_id for name in names))


def named(services: Services, asker: Asker, people: Sequence[int]) -> tuple[Named, ...]:
    """Return people of the asker's family by their numbers, in the order of their names."""
    require(asker, Information.CALENDAR)
    if not people:
        return ()
    wanted = set(people)
    with services.database.session() as session:
        return tuple(one for one in _everybody(session, asker) if one.person_id in wanted)


def _one(everybody: Sequence[Named], written: str) -> Named:
    address = _ADDRESS.search(written)
    if address:
        found = [one for one in everybody if one.email == address[0].casefold()]
    else:
        found = _by_name(everybody, written)
    if not found:
        raise Refusal("unknown_invitee", name=written[:100])
    if len(found) > 1:
        shown = ", ".join(one.written for one in found[:_MOST_SHOWN])
        raise Refusal("several_invitees", name=written[:100], names=shown)
    return found[0]


def _by_name(everybody: Sequence[Named], written: str) -> list[Named]:
    """Return whose name it is, or else those in whose name and office all its words stand."""
    said = written.casefold().split()
    exact = [one for one in everybody if one.name.casefold().split() == said]
    if exact:
        return exact
    return [one for one in everybody if set(said) <= _words(one)]


def _words(one: Named) -> set[str]:
    return set(f"{one.name} {one.office}".casefold().replace(",", " ").split())


def _everybody(session: Session, asker: Asker, meeting: int | None = None) -> list[Named]:
    family = home(families(session), asker.collaboration)
    there = select(Invitee.person_id).where(
        Invitee.meeting_id == meeting, Invitee.removed_at.is_(None)
    )
    rows = session.scalars(
        select(Person)
        .where(
            Person.collaboration_id.in_(family.ids),
            Person.email.is_not(None),
            or_(Person.kind != "guest", Person.id.in_(there)),
        )
        .options(joinedload(Person.office))
        .order_by(Person.sort_key, Person.id)
    )
    return [
        Named(one.id, one.name, one.office.name if one.office else "", one.email or "")
        for one in rows
    ]
