"""What an answer of the mail server means for a mail: again later, or not at all, and whose fault.

A wrong setting of ours must not count against a recipient, so it is told apart from a recipient
that does not exist, and is worth another try: somebody mends the setting meanwhile.
"""

import logging
import re
from enum import StrEnum

from handlers.errors import DeliveryError

logger = logging.getLogger(__name__)

MISCONFIGURED = "mail_misconfigured"
UNREACHABLE = "mail_unreachable"

# Unknown commands, the wrong order, encryption or a login demanded (RFC 5321, RFC 4954).
_OUR_CODES = frozenset({500, 502, 503, 504, 530, 534, 535, 538})
_TOO_BIG_CODE = 552
# RFC 3463: 5.7 is policy and security, 5.1.7 and 5.1.8 are the sender's address; many servers say
# what they think of the sender only when the recipient is named.
_OUR_STATUS = re.compile(r"5\.7\.\d+|5\.1\.[78]")
_RECIPIENT_STATUS = re.compile(r"5\.[12]\.\d+")
_TOO_BIG_STATUS = frozenset({"5.3.4", "5.2.3"})
_STATUS = re.compile(rb"5\.\d{1,3}\.\d{1,3}(?!\S)")
_ADDRESS = re.compile(r"\S*@\S*")
_LONGEST_SAID = 200


class Stage(StrEnum):
    """How far a mail had come when the mail server answered."""

    CONNECT = "connect"
    LOGIN = "login"
    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"


# Where no recipient has been named yet: what is said then holds for all of them.
_OF_ALL = frozenset({Stage.CONNECT, Stage.LOGIN, Stage.SENDER})
# The server hangs up.
_CLOSES = 421
# One mailbox is full, or takes no mail of this size (RFC 3463, section 3.3).
_MAILBOX_STATUS = "5.2."
# Where the mail itself is judged: its size is told with the sender.
_WEIGHED = frozenset({Stage.SENDER, Stage.CONTENT})


def misconfigured(reason: str) -> DeliveryError:
    """Return that nothing can be sent before somebody has mended a setting."""
    return DeliveryError(MISCONFIGURED, shared=True, ours=True, reason=reason)


def unreachable(reason: str = "") -> DeliveryError:
    """Return that nothing can be sent at this moment, to anybody."""
    return DeliveryError(UNREACHABLE, shared=True, reason=reason)


def verdict(stage: Stage, code: int, said: bytes) -> DeliveryError:
    """Return what follows from an answer that is not the one hoped for."""
    kind = code // 100
    logger.warning("The mail server answered %s %s (%s)", code, _status(said), stage)
    if kind == 4:  # noqa: PLR2004 - the first digit says it all
        return DeliveryError("mail_deferred", shared=stage in _OF_ALL or code == _CLOSES)
    if kind != 5:  # noqa: PLR2004 - as above
        return unreachable()
    return _refusal(stage, code, said)


def _refusal(stage: Stage, code: int, said: bytes) -> DeliveryError:
    status = _status(said)
    if stage is Stage.CONTENT and status.startswith(_MAILBOX_STATUS):
        return _final("mail_recipient_refused")
    if stage in _WEIGHED and (code == _TOO_BIG_CODE or status in _TOO_BIG_STATUS):
        # What is said to many is too big for each of them.
        return DeliveryError("mail_refused", permanent=True, elsewhere=True, shared=True, ours=True)
    if _is_ours(stage, code, status):
        # The one case in which somebody must do something, and needs to know what was said.
        logger.error("The mail server does not take mail from us: %s", _harmless(said))
        return misconfigured(stage)
    if stage is Stage.RECIPIENT or _RECIPIENT_STATUS.fullmatch(status):
        return _final("mail_recipient_refused")
    return _final("mail_refused")


def _is_ours(stage: Stage, code: int, status: str) -> bool:
    if stage not in {Stage.RECIPIENT, Stage.CONTENT}:
        return True
    return code in _OUR_CODES or _OUR_STATUS.fullmatch(status) is not None


def _final(code: str) -> DeliveryError:
    # Not this way; somebody who is in the chat as well can be told there.
    return DeliveryError(code, permanent=True, elsewhere=True)


def _status(said: bytes) -> str:
    found = _STATUS.match(said)
    return found.group().decode("ascii") if found else "-"


def _harmless(said: bytes) -> str:
    """Return the words of the server without addresses, on one line."""
    words = " ".join(said.decode("ascii", "replace").split())
    return _ADDRESS.sub("…", words)[:_LONGEST_SAID]
