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
    asker_by_email,
    asker_by_id,
    asking_in,
    by_email,
    for_office,
    name_of,
    stranger,
)
from handlers.people.roles import ROLES, set_role

__all__ = [
    "ROLES",
    "SlackLink",
    "asker_by_email",
    "asker_by_id",
    "asking_in",
    "by_email",
    "for_office",
    "identify_slack",
    "link_slack",
    "name_of",
    "set_role",
    "slack_account",
    "slack_stranger",
    "stranger",
    "verify_slack",
]
