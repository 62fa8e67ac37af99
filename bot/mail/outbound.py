"""The way out by mail, as the settings want it."""

import time
from pathlib import Path

from bot.config import Settings, SettingsError
from bot.mail.addresses import sender_of
from bot.mail.courier import MailCourier, Render
from bot.mail.folder import FolderLine
from bot.mail.links import Links
from bot.mail.logins import Login, Password, Token
from bot.mail.relay import Relay, parse_relay
from bot.mail.signing import signing
from bot.mail.smtp import PATIENCE, SmtpLine
from bot.mail.throttle import Throttle
from bot.mail.tokens import Endpoint, Tokens
from handlers.ports import Clock

_FOLDER = "file:"


def mail_courier(
    settings: Settings, clock: Clock, render: Render, links: Links | None = None
) -> MailCourier | None:
    """Build the courier for mail, or None where no way out is set; raise ``SettingsError``.

    ``links`` lead to where somebody leaves what is sent to many.
    """
    if settings.smtp_url is None:
        return None
    sender = sender_of(settings.needed("MAIL_FROM"))
    line = signing(mail_line(settings, clock), settings, clock)
    return MailCourier(line, sender, clock, render, settings.secret, links=links)


def mail_line(
    settings: Settings, clock: Clock, patience: float = PATIENCE
) -> SmtpLine | FolderLine:
    """Build the line that SMTP_URL names; raise ``SettingsError``.

    ``patience``: the seconds that one letter may take.
    """
    url = settings.needed("SMTP_URL")
    if url.startswith(_FOLDER):
        return _folder(url, clock)
    return _smtp(settings, parse_relay(url), patience)


def _folder(url: str, clock: Clock) -> FolderLine:
    path = url.removeprefix(_FOLDER)
    # "file:///var/mail" and "file:var/mail": an address with a host in it there is none.
    return FolderLine(Path(path.removeprefix("//") if path.startswith("///") else path), clock)


def _smtp(settings: Settings, relay: Relay, patience: float) -> SmtpLine:
    throttle = Throttle(settings.mail_per_minute, time.monotonic, time.sleep)
    login = _login(settings, relay)
    return SmtpLine(relay, login, throttle, time.monotonic, patience=patience)


def _login(settings: Settings, relay: Relay) -> Login | None:
    if settings.smtp_token_url is None:
        return _password(relay)
    if not relay.user:
        raise SettingsError("SMTP_URL: ska innehålla kontot, som i smtp://konto@server:587.")
    endpoint = Endpoint(
        url=settings.smtp_token_url,
        client_id=settings.needed("SMTP_CLIENT_ID"),
        client_secret=settings.needed("SMTP_CLIENT_SECRET"),
        scope=settings.smtp_scope or "",
    )
    return Token(relay.user, Tokens(endpoint, time.monotonic))


def _password(relay: Relay) -> Login | None:
    if bool(relay.user) != bool(relay.password):
        raise SettingsError("SMTP_URL: ska innehålla både konto och lösenord, eller inget av dem.")
    return Password(relay.user, relay.password) if relay.user else None
