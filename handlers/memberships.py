"""What people are on a given day, and as much of them as the asker may see.

A membership counts from its first day to its last; before and after, nobody is shown for it.
"""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_

from handlers.access import Information, may
from handlers.answers import ContactCard
from handlers.scope import Scope
from storage.models import Membership, Person


def card(scope: Scope, person: Person) -> ContactCard:
    """Return as much of a person as the asker may see."""
    own_role = person.kind == "role" and person.office_id is None
    what = Information.ROLE_MAILBOXES if own_role else Information.REGISTER
    allowed = may(scope.asker, what)
    named = allowed or person.kind == "role"
    return ContactCard(
        # A key may be made of the name.
        key=person.key if named else "",
        name=person.name if named else person.title,
        title=person.title,
        organisation=person.office.name if person.office else "",
        email=person.email if allowed else None,
        phone=person.phone if allowed else None,
        subject_areas=tuple(person.subject_areas),
        roles=tuple(
            sorted({one.role for one in _held(person, scope.today) if one.group_id is None})
        ),
        confirmed_on=person.confirmed_on,
        withheld=not allowed,
    )


def roles_on(person: Person, day: date) -> set[str]:
    """Return what the person is on ``day``, in the collaboration or in its groups."""
    return {one.role for one in _held(person, day)}


def belongs(person: Person, day: date) -> bool:
    """Tell whether the person is somebody to turn to on ``day``.

    Who has no role of their own is: many in the register only work at an office. Who had one and
    has it no longer, or not yet, is not, unless they sit in a group.
    """
    has_roles = any(one.group_id is None for one in person.memberships)
    return not has_roles or bool(_held(person, day))


def holding(day: date) -> ColumnElement[bool]:
    """Return the condition that a membership counts on ``day``."""
    return and_(
        or_(Membership.valid_from.is_(None), Membership.valid_from <= day),
        or_(Membership.valid_to.is_(None), Membership.valid_to >= day),
    )


def _held(person: Person, day: date) -> list[Membership]:
    return [
        one
        for one in person.memberships
        if (one.valid_from is None or one.valid_from <= day)
        and (one.valid_to is None or day <= one.valid_to)
    ]
