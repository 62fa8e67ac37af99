"""The people of the register: those at the offices, and somebody by name."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from handlers.access import Information, may
from handlers.contacts.seeking import Sought, fits
from handlers.memberships import belongs
from handlers.people import GUEST
from handlers.scope import Scope
from storage.models import Person
from storage.words import fold, words


def of_offices(scope: Scope) -> list[Person]:
    """Return everyone at an office, by name."""
    return present(scope, _PEOPLE.where(Person.office_id.is_not(None)))


def by_name(scope: Scope, sought: Sought) -> list[Person]:
    """Return those whom the query calls by name; nobody when the asker may not see names.

    A place's name may be somebody's ("Anna Lund"), or say where they work ("Anna i Lund"); alone
    it is the place.
    """
    if not sought.topics or not may(scope.asker, Information.REGISTER):
        return []
    called = _called(scope, sought.names)
    if called or sought.topics == sought.names:
        return called
    narrowed = Sought(sought.authorities, sought.roles)
    return [one for one in _called(scope, sought.topics) if fits(scope, one, narrowed)]


def present(scope: Scope, statement: Select[Person]) -> list[Person]:
    """Return those who are still there, and there already; guests at meetings are not."""
    ours = Person.collaboration_id.in_(scope.family.ids), Person.kind != GUEST
    everyone = scope.session.scalars(
        statement.where(*ours).options(selectinload(Person.memberships), joinedload(Person.office))
    )
    return [one for one in everyone if belongs(one, scope.today)]


def _called(scope: Scope, asked: Sequence[str]) -> list[Person]:
    # Names alone first: letters are folded here, and few of a thousand people are called so.
    rows = scope.session.execute(
        select(Person.id, Person.name).where(
            Person.collaboration_id.in_(scope.family.ids),
            Person.name != Person.title,
            Person.kind != GUEST,
        )
    )
    numbers = [number for number, name in rows if _is_called(name, asked)]
    return present(scope, _PEOPLE.where(Person.id.in_(numbers))) if numbers else []


def _is_called(name: str, asked: Sequence[str]) -> bool:
    known = {fold(word) for word in words(name)}
    return all(word in known or word.removesuffix("s") in known for word in map(fold, asked))


_PEOPLE = select(Person).order_by(Person.sort_key, Person.id)
