"""From a question for somebody to the people or the mailbox that it means."""

from collections.abc import Sequence

from handlers.answers import Answer, ContactAnswer, NotFoundAnswer
from handlers.contacts.mailboxes import best_named, named_roles, role_mailboxes
from handlers.contacts.register import by_name, of_offices
from handlers.contacts.seeking import ROLE_WORDS, Sought, fits, ordered, seek, spelled_out
from handlers.memberships import card
from handlers.roles import coordinator
from handlers.scope import Scope
from storage.models import Person
from storage.words import stem, words

_AT_MOST = 8


LONGEST_QUERY = 200


def find_contact(scope: Scope, query: str) -> Answer:
    """Answer for whom ``query`` asks: a person, a role, an office's people, those with a topic."""
    # Each person is held against each word: nobody is named with more of them than this.
    query = spelled_out(scope, query[:LONGEST_QUERY])
    sought = seek(scope, query)
    if called := by_name(scope, sought):
        return _answer(scope, called)
    named = named_roles(scope, query)
    if named and not sought.authorities:
        return _answer(scope, [best_named(named, query)])
    if people := _fitting(scope, sought):
        return _answer(scope, people)
    if named:
        return _answer(scope, [best_named(named, query)])
    return NotFoundAnswer(query=query, contact=coordinator(scope))


def responsible(scope: Scope, heading: str, wording: str | None) -> Answer:
    """Answer with the collaboration's own role to turn to about ``heading``.

    ``wording`` is what the source says of who is responsible; it is shown as it stands. None when
    the asker may not see it.
    """
    role = coordinator(scope)
    mailboxes = [one for one in role_mailboxes(scope) if role and one.key == role.key]
    return _answer(scope, mailboxes, heading, wording)


def names_own_role(scope: Scope, query: str) -> bool:
    """Tell whether ``query`` names one of the scope's own role mailboxes."""
    return bool(named_roles(scope, query))


def names_role(scope: Scope, query: str) -> bool:
    """Tell whether ``query`` names a kind of person or one of the scope's own roles."""
    asked = {stem(word) for word in words(query)}
    return bool(asked & set(ROLE_WORDS)) or names_own_role(scope, query)


def knows_place(scope: Scope, query: str) -> bool:
    """Tell whether ``query`` names an authority or office of the scope."""
    return bool(seek(scope, query).authorities)


def _fitting(scope: Scope, sought: Sought) -> list[Person]:
    if not (sought.authorities or sought.roles or sought.topics):
        return []
    people = [person for person in of_offices(scope) if fits(scope, person, sought)]
    return ordered(scope, people, sought)


def _answer(
    scope: Scope, people: Sequence[Person], heading: str = "", wording: str | None = ""
) -> ContactAnswer:
    cards = tuple(card(scope, person) for person in people[:_AT_MOST])
    return ContactAnswer(
        ids=tuple(one.key for one in cards if one.key),
        heading=heading,
        cards=cards,
        total=len(people),
        notes=(wording,) if wording else (),
        notes_withheld=wording is None,
        known=scope.asker.known,
        contact=coordinator(scope),
    )
