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
    """Return as much of a person as the asker may see.

    Whoever may not see the register is told the role and the office; of a role of the
    collaboration's own also its mailbox.
    """
    of_register = may(scope.asker, Information.REGISTER)
    role = person.kind == "role"
    own_role = role and person.office_id is None
    reachable = of_register or (own_role and may(scope.asker, Information.ROLE_MAILBOXES))
    return ContactCard(
        # A person's key may be made of the name. A role's is not, whoever has it today.
        key=person.key if of_register or role else "",
        name=person.name if of_register else person.title,
        title=person.title,
        organisation=person.office.name if person.office else "",
        email=person.email if reachable else None,
        # Even a role's number rings in somebody's pocket.
        phone=person.phone if of_register else None,
        subject_areas=tuple(person.subject_areas),
        roles=tuple(
            sorted({one.role for one in _held(person, scope.today) if one.group_id is None})
        ),
        confirmed_on=person.confirmed_on,
        withheld=not reachable,
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
