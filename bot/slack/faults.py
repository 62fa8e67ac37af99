"""What Slack's answers mean for a delivery: again, elsewhere, or in doubt."""

import logging
import re
from collections.abc import Mapping

from slack_sdk.web import SlackResponse

from handlers.errors import DeliveryError

logger = logging.getLogger(__name__)

TOO_MANY, SERVER_ERROR = 429, 500

_CODE = re.compile(r"[a-z][a-z_]{1,60}")
_BUSY = frozenset({"ratelimited", "rate_limited"})
# Nobody is reached here, but perhaps elsewhere.
_CLOSED = frozenset(
    {
        "cannot_dm_bot",
        "channel_not_found",
        "is_archived",
        "messages_tab_disabled",
        "not_in_channel",
        "restricted_action",
        "user_disabled",
        "user_not_found",
        "user_not_visible",
    }
)
# A message that Slack will never take may still do for a mail. It is a bug of ours.
_UNFIT = frozenset(
    {
        "invalid_arguments",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_metadata_format",
        "metadata_too_large",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
    }
)
# Somebody has to see to the app, its token or its scopes.
_MISCONFIGURED = frozenset(
    {
        "access_denied",
        "account_inactive",
        "accesslimited",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
    }
)
# Slack broke down, perhaps after it had posted.
_BROKEN = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})


def delivery_fault(response: SlackResponse, *, posts: bool) -> DeliveryError:
    """Return what Slack's no means; ``posts`` where a message may have been posted all the same."""
    said = str(response.get("error", ""))
    # Where it is not Slack that answered, the SDK puts a sentence of its own here.
    code = said if _CODE.fullmatch(said) else ""
    if response.status_code == TOO_MANY or code in _BUSY:
        return DeliveryError("slack_busy", retry_after=_retry_after(response.headers))
    if response.status_code >= SERVER_ERROR or code in _BROKEN or not code:
        return DeliveryError("slack_silent", in_doubt=posts)
    if code in _MISCONFIGURED:
        logger.error("Slack does not let the app in: %s", code)
        return DeliveryError("slack_misconfigured")
    if code in _UNFIT:
        logger.error("Slack does not take a message of ours: %s", code)
    return DeliveryError(code, elsewhere=code in _CLOSED | _UNFIT)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    asked = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    return float(asked) if asked.isdecimal() else None
