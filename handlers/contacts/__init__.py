"""People and role mailboxes: whom to turn to."""

from handlers.contacts.finding import (
    find_contact,
    knows_place,
    names_own_role,
    names_role,
    responsible,
)

__all__ = ["find_contact", "knows_place", "names_own_role", "names_role", "responsible"]
