"""Signing what stands in addresses, and reading what we have signed."""

import hashlib
import re
from datetime import date, timedelta

from itsdangerous import BadSignature, Signer
from itsdangerous.signer import HMACAlgorithm

from handlers.errors import Refusal

SHORTEST_KEY = 32

# Half of the digest: 128 bits, and an address that no mail client breaks.
_SIGNATURE_BYTES = 16
_EPOCH = date(2020, 1, 1)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_BETWEEN_KEYS = re.compile(r"[\s,]+")


class BadLink(Refusal):
    """An address that nobody has been given, or one that was given too long ago."""


def signing_keys(secret: str) -> list[str]:
    """Return the keys in a secret, with commas or line breaks between them; raise ``ValueError``.

    The first one signs and all of them are believed, so that a key can be replaced while its mails
    are read.
    """
    keys = [key for key in _BETWEEN_KEYS.split(secret) if key]
    if not keys or min(map(len, keys)) < SHORTEST_KEY:
        raise ValueError("each key must have at least 32 characters")
    return keys


def signer(keys: list[str], purpose: str) -> Signer:
    """Return what signs for one purpose."""
    # The library signs with the last one. What is signed for one purpose is nothing for another.
    return Signer(
        keys[::-1],
        salt=f"samverkansbot{purpose}",
        key_derivation="hmac",
        digest_method=hashlib.sha256,
        algorithm=_Short(),
    )


def signed(by: Signer, *numbers: int | str) -> str:
    """Return the parts of a token, signed; numbers are written short."""
    parts = (in_digits(one) if isinstance(one, int) else one for one in numbers)
    return by.sign("-".join(parts)).decode()


def unsigned(by: Signer, form: re.Pattern[str], token: str) -> tuple[str, ...]:
    """Return the parts of a token that was signed; raise ``BadLink``."""
    try:
        payload = by.unsign(token).decode()
    except (BadSignature, UnicodeError) as error:
        raise BadLink("link_broken") from error
    parts = form.fullmatch(payload)
    if parts is None:
        raise BadLink("link_broken")
    return parts.groups()


def in_digits(value: int) -> str:
    """Return a number as it stands in a token."""
    digits = ""
    while value:
        value, digit = divmod(value, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"


def as_number(day: date) -> int:
    """Return a day as it stands in a token."""
    return (day - _EPOCH).days


def as_day(digits: str) -> date:
    """Return the day that stands in a token."""
    return _EPOCH + timedelta(days=int(digits, 36))


class _Short(HMACAlgorithm):
    """HMAC with SHA-256, of which half is kept (RFC 2104, section 5)."""

    def __init__(self) -> None:
        super().__init__(hashlib.sha256)

    def get_signature(self, key: bytes, value: bytes) -> bytes:
        """Return the first half."""
        return super().get_signature(key, value)[:_SIGNATURE_BYTES]
