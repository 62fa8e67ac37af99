"""Who somebody is: from a verified address to a person, and from a person to an asker."""

from handlers.people.accounts import (
    SlackLink,
    identify_slack,
    link_slack,
    slack_account,
    slack_stranger,
    verify_slack,
)
from handlers.people.askers import (
    GUEST,
    asker_by_email,
    asker_by_id,
    asking_in,
    by_email,
    for_office,
    guest_by_email,
    has_address,
    name_of,
    stranger,
)
from handlers.people.guests import forget, hand_over, let_go
from handlers.people.roles import ROLES, set_role

__all__ = [
    "GUEST",
    "ROLES",
    "SlackLink",
    "asker_by_email",
    "asker_by_id",
    "asking_in",
    "by_email",
    "for_office",
    "forget",
    "guest_by_email",
    "hand_over",
    "has_address",
    "identify_slack",
    "let_go",
    "link_slack",
    "name_of",
    "set_role",
    "slack_account",
    "slack_stranger",
    "stranger",
    "verify_slack",
]
