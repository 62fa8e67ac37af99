"""What makes an address ours: a signature for one purpose, and numbers in few letters."""

import hashlib
import re
from collections.abc import Sequence

from itsdangerous import BadSignature, Signer
from itsdangerous.signer import HMACAlgorithm

from handlers.errors import Refusal

# Half of the digest: 128 bits, and an address that no mail client breaks.
_SIGNATURE_BYTES = 16
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class BadLink(Refusal):
    """An address that nobody has been given, or one that was given too long ago."""


class _Short(HMACAlgorithm):
    """HMAC with SHA-256, of which half is kept (RFC 2104, section 5)."""

    def __init__(self) -> None:
        super().__init__(hashlib.sha256)

    def get_signature(self, key: bytes, value: bytes) -> bytes:
        """Return the first half."""
        return super().get_signature(key, value)[:_SIGNATURE_BYTES]


def signer(keys: Sequence[str], purpose: str) -> Signer:
    """Return what signs with the first key and believes all of them."""
    # The library signs with the last one. What is signed for one purpose is nothing for another.
    return Signer(
        keys[::-1],
        salt=f"samverkansbot{purpose}",
        key_derivation="hmac",
        digest_method=hashlib.sha256,
        algorithm=_Short(),
    )


def signed(by: Signer, form: re.Pattern[str], token: str) -> tuple[str, ...]:
    """Return the parts of what a token says; raise ``BadLink`` for one that is not signed so."""
    try:
        payload = by.unsign(token).decode()
    except (BadSignature, UnicodeError) as error:
        raise BadLink("link_broken") from error
    parts = form.fullmatch(payload)
    if parts is None:
        raise BadLink("link_broken")
    return parts.groups()


def digits(value: int) -> str:
    """Return a number as it stands in an address."""
    written = ""
    while value:
        value, digit = divmod(value, 36)
        written = _DIGITS[digit] + written
    return written or "0"
