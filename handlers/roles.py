"""Whom to ask: the role mailboxes of a collaboration."""

import re
from datetime import date
from functools import lru_cache

from handlers.answers import RoleContact
from handlers.scope import Scope
from storage.mailboxes import Mailbox
from storage.words import stem, words

# The words by which a collaboration's own coordinator goes.
_COORDINATOR = frozenset(
    stem(word)
    for word in (
        "samordnare",
        "länssamordnare",
        "utvecklingsledare",
        "projektledare",
        "projektledarna",
    )
)
# A mailbox that several share goes before one of theirs.
_SHARED = "gemensam"


def coordinator(scope: Scope) -> RoleContact | None:
    """Return the coordinator's role mailbox of the scope, if the register has one in use."""
    return _coordinator(scope.indexes.mailboxes, scope.today)


def coordinator_among(mailboxes: tuple[Mailbox, ...], day: date) -> RoleContact | None:
    """Return the coordinator's among some mailboxes, for who has no scope; None for none in use."""
    return _coordinator(mailboxes, day)


@lru_cache(maxsize=256)
def _coordinator(mailboxes: tuple[Mailbox, ...], day: date) -> RoleContact | None:
    roles = [one for one in mailboxes if one.in_use(day) and _called(one) & _COORDINATOR]
    shared = [one for one in roles if _SHARED in one.title]
    return _contact((shared or roles)[0]) if roles else None


def names_coordinator(query: str) -> bool:
    """Tell whether ``query`` says one of the words by which coordinators go anywhere."""
    return any(stem(word) in _COORDINATOR for word in words(query))


def _contact(mailbox: Mailbox) -> RoleContact:
    return RoleContact(mailbox.key, _bare(mailbox.title), mailbox.email)


def _called(mailbox: Mailbox) -> set[str]:
    texts = (_bare(mailbox.title), *mailbox.aliases)
    return {stem(word) for text in texts for word in words(text)}


def _bare(title: str) -> str:
    """Return a title without what is said in brackets or after a comma."""
    return re.split(r"[(,]", title)[0].strip()
