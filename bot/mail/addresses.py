"""Addresses as mails carry them: in ASCII, whatever letters they were written with."""

import re
from dataclasses import dataclass
from functools import lru_cache

from email_validator import validate_email

from bot.config import SettingsError
from handlers.errors import DeliveryError

# Nothing in it has to be looked at more closely, and in ASCII too it is not longer than may be.
_USUAL_LOCAL = re.compile(r"[A-Za-z0-9_+-]{1,40}(?:\.[A-Za-z0-9_+-]{1,20}){0,1}")
_SHORT = 100
_NAMED = re.compile(r'\s*"?(?P<name>[^<>]*?)"?\s*<(?P<address>[^<>]+)>\s*')


@dataclass(frozen=True, slots=True)
class Sender:
    """Whom a mail comes from, or whom an answer goes to."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """Return what stands behind the at sign."""
        return self.address.rpartition("@")[2]


def ascii_address(text: str) -> str:
    """Return an address with its domain in ASCII; raise ValueError if that cannot be done.

    A domain has an ASCII form (IDNA). What stands before the at sign has none, and few servers
    take it as it is (SMTPUTF8).
    """
    local, _, domain = text.rpartition("@")
    if _USUAL_LOCAL.fullmatch(local) and len(text) <= _SHORT:
        return f"{local}@{_ascii_domain(domain)}"
    return _validated(text)


def _validated(text: str) -> str:
    found = validate_email(text, check_deliverability=False).ascii_email
    if found is None:
        raise ValueError("not ASCII before the at sign")
    return found


@lru_cache(maxsize=1000)
def _ascii_domain(domain: str) -> str:
    """Return a domain in ASCII; looked at once, since many have addresses at the same one."""
    return _validated(f"x@{domain}").rpartition("@")[2]


def deliverable(text: str) -> str:
    """Return the address in ASCII; raise ``DeliveryError`` if no mail can be sent there."""
    try:
        return ascii_address(text)
    except ValueError:
        raise DeliveryError("mail_bad_address", permanent=True, elsewhere=True) from None


def parse_sender(text: str) -> Sender:
    """Read "Name <address>", or an address alone; raise ValueError if it is neither."""
    named = _NAMED.fullmatch(text)
    if named is None:
        return Sender("", ascii_address(text.strip()))
    return Sender(named["name"], ascii_address(named["address"].strip()))


def sender_of(setting: str) -> Sender:
    """Return the sender that MAIL_FROM names, or say that it names none."""
    try:
        return parse_sender(setting)
    except ValueError:
        wrong = "MAIL_FROM: ska vara en adress som det går att skicka mejl från."
    # Outside the handler: what was wrong with the address must not follow along as the cause.
    raise SettingsError(wrong)
