"""The mail server that takes our mails, as SMTP_URL names it."""

import ssl
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Relay:
    """Where the mail server is, and the account to use there, if any."""

    host: str
    port: int
    # TLS from the first byte on, instead of STARTTLS.
    implicit_tls: bool = False
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def is_loopback(self) -> bool:
        """Tell whether it is on this machine, so that nobody can listen on the way."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    def tls(self) -> ssl.SSLContext:
        """Return how to encrypt: the certificate counts, except on this machine.

        A server there commonly has one that it made itself, and that does not say localhost.
        """
        context = ssl.create_default_context()
        if self.is_loopback:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context


def parse_relay(url: str) -> Relay:
    """Read an address of the form that the settings have checked."""
    parts = urlsplit(url)
    return Relay(
        host=parts.hostname or "",
        port=parts.port or _PORTS[parts.scheme],
        implicit_tls=parts.scheme == "smtps",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )
