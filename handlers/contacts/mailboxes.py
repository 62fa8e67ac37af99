"""The collaboration's own roles and their mailboxes, by what a query calls them."""

from collections.abc import Sequence

from sqlalchemy import select

from handlers.contacts.register import present
from handlers.roles import coordinator, names_coordinator
from handlers.scope import Scope
from storage.likeness import Word, word_score
from storage.models import Person
from storage.words import is_generic, words

_CLOSE = 84.0
# "för", "och" and their like name nobody.
_SHORT_WORD = 3
# Enough to tip the scale towards a mailbox that several share.
_SHARED = 0.5


def role_mailboxes(scope: Scope) -> list[Person]:
    """Return the scope's own role mailboxes that are in use."""
    statement = select(Person).where(Person.kind == "role", Person.office_id.is_(None))
    return present(scope, statement.order_by(Person.id))


def named_roles(scope: Scope, query: str) -> list[Person]:
    """Return the roles that the query names by more than their place ("Halland")."""
    places = {word for name in scope.family.names for word in words(name)}
    telling = " ".join(word for word in words(query) if word not in places)
    mailboxes = role_mailboxes(scope)
    named = [role for role in mailboxes if _fit(role, telling) > 0]
    if named or not names_coordinator(telling):
        return named
    # "Samordnaren" goes by another title here.
    own = coordinator(scope)
    return [role for role in mailboxes if own and role.key == own.key]


def best_named(named: Sequence[Person], query: str) -> Person:
    """Return the role that the query fits best; the shared mailbox where that is no better."""

    def fit(role: Person) -> float:
        return _fit(role, query) + (_SHARED if "gemensam" in role.title else 0.0)

    return max(named, key=fit)


def _fit(role: Person, query: str) -> float:
    """Return how many words of the role's title the query names, those of places not counted."""
    asked = [
        Word.of(word) for word in words(query) if len(word) > _SHORT_WORD and not is_generic(word)
    ]
    known = [Word.of(word) for word in _title_words(role)]
    return sum(any(word_score(one, other) >= _CLOSE for other in known) for one in asked)


def _title_words(role: Person) -> set[str]:
    return {
        word
        for text in (role.title, *role.aliases)
        for word in words(text)
        if len(word) > _SHORT_WORD and not word.isdigit() and not is_generic(word)
    }
