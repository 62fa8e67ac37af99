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
    CALENDAR_FEED = "calendar_feed"  # an address of one's own to subscribe to meetings
    COORDINATOR_LIST = "coordinator_list"  # what waits to be handled
    OFFICE_DUTIES = "office_duties"  # ticking one's own office off, where each has a part
    INQUIRIES = "inquiries"  # asking offices and people, and seeing what all have answered
    RESULTS = "results"  # what a campaign has found, without which office has said what
    PROJECTS = "projects"  # changing what is known of projects, and who is called to them
    PROPOSE = "propose"  # handing proposals in, standing behind them, commenting on them
    PROPOSALS = "proposals"  # moving and merging them, handing them in for somebody else
    CALENDAR = "calendar"  # booking, ticking off, moving; rules; what waits to be sent
    PLANS = "plans"  # making plans, changing their lines, writing down who has adopted them
    BUDGETS = "budgets"  # entering a year's budget and outcome
    NEWSLETTERS = "newsletters"  # writing, approving and sending them; who has got them
    EXPORTS = "exports"  # all that is kept of a proposal or of a round, as files


_EVERYONE = frozenset({Information.PUBLIC_FACTS, Information.ROLE_MAILBOXES})
_GUEST = _EVERYONE | {Information.FOLLOWING, Information.CALENDAR_FEED}
_KNOWN = _GUEST | {Information.REGISTER, Information.RESULTS, Information.PROPOSE}
_OFFICES = _KNOWN | {Information.OFFICE_DUTIES}
_KEEPER = _OFFICES | {
    Information.COORDINATOR_LIST,
    Information.INQUIRIES,
    Information.PROJECTS,
    Information.PROPOSALS,
    Information.PLANS,
    Information.CALENDAR,
}
# A role that is not here opens nothing that is not open to guests.
_BY_ROLE = {
    "administrator": _KNOWN,
    "contact_person": _OFFICES,
    "coordinator": _KEEPER | {Information.BUDGETS, Information.NEWSLETTERS, Information.EXPORTS},
    "inspector": _KNOWN,
    "manager": _OFFICES,
    "politician": _GUEST,
    "project_leader": _KEEPER,
}


def may(asker: Asker, what: Information) -> bool:
    """Tell whether the asker may have ``what``."""
    return what in _open_to(asker)


def require(asker: Asker, what: Information) -> None:
    """Refuse unless the asker may have ``what``."""
    if may(asker, what):
        return
    raise Refusal("not_allowed" if asker.known else "not_known_yet")


def _open_to(asker: Asker) -> frozenset[Information]:
    if not asker.known:
        return _EVERYONE
    if asker.guest:
        return _GUEST
    if not asker.roles:
        return _KNOWN
    return _GUEST.union(*(_BY_ROLE.get(role, _GUEST) for role in asker.roles))
