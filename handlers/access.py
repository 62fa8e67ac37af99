"""Who may see and do what. The table stands in ``docs/access.md``; this is its enforcement."""

from enum import StrEnum

from handlers.answers import Asker
from handlers.errors import Refusal


class Information(StrEnum):
    """What can be asked for, as far as it is guarded."""

    PUBLIC_FACTS = "public_facts"  # projects, plans, groups, numbers, words
    ROLE_MAILBOXES = "role_mailboxes"  # the collaboration's own shared addresses
    REGISTER = "register"  # people's names, addresses, telephone numbers, memberships
    FOLLOWING = "following"  # one's own followed projects
    COORDINATOR_LIST = "coordinator_list"  # what waits to be handled


_EVERYONE = frozenset({Information.PUBLIC_FACTS, Information.ROLE_MAILBOXES})
_KNOWN = _EVERYONE | {Information.REGISTER, Information.FOLLOWING}
_BY_ROLE = {
    "coordinator": _KNOWN | {Information.COORDINATOR_LIST},
    "project_leader": _KNOWN | {Information.COORDINATOR_LIST},
}


def may(asker: Asker, what: Information) -> bool:
    """Tell whether the asker may have ``what``."""
    if not asker.known:
        return what in _EVERYONE
    return what in _KNOWN.union(*(_BY_ROLE.get(role, frozenset()) for role in asker.roles))


def require(asker: Asker, what: Information) -> None:
    """Refuse unless the asker may have ``what``."""
    if may(asker, what):
        return
    raise Refusal("not_allowed" if asker.known else "not_known_yet")
