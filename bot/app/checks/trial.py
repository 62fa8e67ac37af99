"""A trial mail, sent as every other mail is."""

from collections.abc import Iterator

from bot.app.checks.findings import PATIENCE, Finding, Ground, State
from bot.app.checks.mail import MAIL_SETTINGS, mail_trouble
from bot.app.checks.running import Check
from bot.config import SettingsError
from bot.mail.addresses import sender_of
from bot.mail.folder import FolderLine
from bot.mail.lines import Envelope
from bot.mail.outbound import mail_line
from bot.mail.signing import signing
from bot.mail.trial import trial_envelope
from bot.texts import text
from handlers.errors import DeliveryError

_SUBJECT = "trial"


def trial_of(address: str) -> Check:
    """Return the check that sends a mail to this address."""

    def send(ground: Ground) -> Iterator[Finding]:
        yield _sent(ground, address)

    return Check(_SUBJECT, send, MAIL_SETTINGS)


def _sent(ground: Ground, address: str) -> Finding:
    settings = ground.settings
    try:
        sender = sender_of(settings.needed("MAIL_FROM"))
        line = mail_line(settings, ground.clock, PATIENCE)
        signed = signing(line, settings, ground.clock)
    except SettingsError as error:
        return Finding(_SUBJECT, State.FAULT, str(error), text("check.mail_settings_todo"))
    try:
        envelope = trial_envelope(address, sender, ground.clock())
        signed.carry(envelope)
    except DeliveryError as error:
        return mail_trouble(_SUBJECT, error)
    finally:
        line.close()
    return Finding(_SUBJECT, State.OK, _taken(envelope, is_file=isinstance(line, FolderLine)))


def _taken(envelope: Envelope, *, is_file: bool) -> str:
    name = envelope.message_id
    if is_file:
        return text("check.trial_filed", message_id=name)
    return text("check.trial_sent", address=envelope.recipient, message_id=name)
