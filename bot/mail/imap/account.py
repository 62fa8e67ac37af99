"""Whose mailbox is read, and how one signs in there, as the settings say."""

import time
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from bot.config import Settings, SettingsError
from bot.mail.relay import Relay
from bot.mail.tokens import Endpoint, Tokens

_PORTS = {"imap": 143, "imaps": 993}
INBOX = "INBOX"


@dataclass(frozen=True, slots=True)
class Account:
    """A folder of a mailbox on a server; with ``tokens`` one signs in by those."""

    server: Relay
    folder: str = INBOX
    tokens: Tokens | None = None

    @property
    def name(self) -> str:
        """Return what the mailbox is called among all that may ever be read."""
        return f"{self.server.user}@{self.server.host}/{self.folder}"[:200]


def account_of(settings: Settings) -> Account | None:
    """Return the mailbox that IMAP_URL names, None where none is set; raise ``SettingsError``."""
    if settings.imap_url is None:
        return None
    server, folder = _parsed(settings.needed("IMAP_URL"))
    if settings.imap_token_url is None and not server.password:
        raise SettingsError(
            "IMAP_URL: ska innehålla lösenordet, eller så ska IMAP_TOKEN_URL vara satt."
        )
    return Account(server, folder, _tokens(settings))


def _parsed(url: str) -> tuple[Relay, str]:
    """Read an address of the form that the settings have checked."""
    parts = urlsplit(url)
    server = Relay(
        host=parts.hostname or "",
        port=parts.port or _PORTS[parts.scheme],
        implicit_tls=parts.scheme == "imaps",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )
    return server, unquote(parts.path.strip("/")) or INBOX


def _tokens(settings: Settings) -> Tokens | None:
    if settings.imap_token_url is None:
        return None
    endpoint = Endpoint(
        url=settings.imap_token_url,
        client_id=settings.needed("IMAP_CLIENT_ID"),
        client_secret=settings.needed("IMAP_CLIENT_SECRET"),
        scope=settings.imap_scope or "",
    )
    return Tokens(endpoint, time.monotonic)
