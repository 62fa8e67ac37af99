"""Whether mails can go out: as far as a letter goes, without sending one."""

from collections.abc import Iterator

from bot.app.checks.findings import PATIENCE, Finding, Ground, State
from bot.config import SettingsError
from bot.mail.addresses import Sender, sender_of
from bot.mail.folder import FolderLine
from bot.mail.outbound import mail_line
from bot.mail.relay import parse_relay
from bot.mail.signing import signing_key
from bot.mail.smtp import SmtpLine
from bot.texts import text, word
from handlers.errors import DeliveryError

# What the way out for mails is made of.
MAIL_SETTINGS = (
    "SMTP_URL",
    "MAIL_FROM",
    "MAIL_PER_MINUTE",
    "DKIM_DOMAIN",
    "DKIM_SELECTOR",
    "DKIM_KEY",
    "SMTP_TOKEN_URL",
    "SMTP_CLIENT_ID",
    "SMTP_CLIENT_SECRET",
    "SMTP_SCOPE",
)
_SUBJECT = "mail"
# The settings may be right all the same.
_PASSING = frozenset({"mail_deferred", "mail_recipient_refused"})


def check_mail(ground: Ground) -> Iterator[Finding]:
    """Sign in at the mail server and name the sender, or look at the folder in its place."""
    settings = ground.settings
    if settings.smtp_url is None:
        yield Finding(_SUBJECT, State.SKIPPED, text("check.unset", name="SMTP_URL"))
        return
    try:
        sender = sender_of(settings.needed("MAIL_FROM"))
        key = signing_key(settings)
        line = mail_line(settings, ground.clock, PATIENCE)
    except SettingsError as error:
        yield Finding(_SUBJECT, State.FAULT, str(error), text("check.mail_settings_todo"))
        return
    if key is not None:
        said = text("check.mail_signed", domain=key.domain, selector=key.selector)
        yield Finding(_SUBJECT, State.OK, said)
    try:
        if isinstance(line, FolderLine):
            yield _folder(line)
        else:
            yield from _server(line, sender, settings.needed("SMTP_URL"))
    except DeliveryError as error:
        yield mail_trouble(_SUBJECT, error)


def mail_trouble(subject: str, error: DeliveryError) -> Finding:
    """Say why a mail did not go out, and what to do about it."""
    code = error.reason or error.code
    state = State.WARNING if error.code in _PASSING else State.FAULT
    said = word("check_mail", code, text("check.mail_other", code=code))
    return Finding(subject, state, said, word("check_mail_todo", code, text("check.mail_todo")))


def _folder(line: FolderLine) -> Finding:
    line.try_out()
    return Finding(_SUBJECT, State.OK, text("check.mail_folder"))


def _server(line: SmtpLine, sender: Sender, url: str) -> Iterator[Finding]:
    relay = parse_relay(url)
    encrypted = line.try_out(sender.address)
    said = text("check.mail_server", host=relay.host, sender=sender.address)
    yield Finding(_SUBJECT, State.OK, said)
    if encrypted:
        yield Finding(_SUBJECT, State.OK, text("check.mail_encrypted"))
    elif not relay.is_loopback:
        said, todo = text("check.mail_plain"), text("check.mail_plain_todo")
        yield Finding(_SUBJECT, State.WARNING, said, todo)
