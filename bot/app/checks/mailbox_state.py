"""Whether mails can come in: the mailbox, and the word of our mail server about senders."""

from collections.abc import Iterator

from bot.app.checks.findings import PATIENCE, Finding, Ground, State
from bot.config import SettingsError
from bot.mail.imap import Account, MailboxError, account_of, open_mailbox
from bot.mail.incoming.reading import read_mail
from bot.mail.incoming.trust import server_of
from bot.texts import text, word

# What the mailbox is found by.
MAILBOX_SETTINGS = (
    "IMAP_URL",
    "IMAP_TOKEN_URL",
    "IMAP_CLIENT_ID",
    "IMAP_CLIENT_SECRET",
    "IMAP_SCOPE",
)
_SUBJECT = "mailbox"
# So many of the newest mails are looked at for what the mail server writes into them.
_NEWEST = 5


def check_mailbox(ground: Ground) -> Iterator[Finding]:
    """Open the mailbox as the bot does, and look whether its mails are as the bot expects."""
    try:
        account = account_of(ground.settings)
    except SettingsError as error:
        yield Finding(_SUBJECT, State.FAULT, str(error), text("check.mail_settings_todo"))
        return
    if account is None:
        yield Finding(_SUBJECT, State.SKIPPED, text("check.unset", name="IMAP_URL"))
        return
    if ground.settings.mail_from is None:
        said = text("check.mailbox_no_sender")
        yield Finding(_SUBJECT, State.FAULT, said, text("check.mailbox_no_sender_todo"))
    try:
        yield from _looked(account, ground.settings.mail_authserv_id or "")
    except MailboxError as error:
        why = word("mailbox_reason", error.reason)
        said = text("check.mailbox_closed", host=account.server.host, why=why)
        yield Finding(_SUBJECT, State.FAULT, said, word("check_mailbox_todo", error.reason))


def _looked(account: Account, expected: str) -> Iterator[Finding]:
    mailbox = open_mailbox(account, PATIENCE)
    try:
        waiting, heads = len(mailbox.unhandled()), mailbox.newest_heads(_NEWEST)
    finally:
        mailbox.close()
    said = text("check.mailbox", host=account.server.host, folder=account.folder, count=waiting)
    yield Finding(_SUBJECT, State.OK, said)
    if expected and heads:
        yield _word_of_server(heads, expected.lower())


def _word_of_server(heads: list[bytes], expected: str) -> Finding:
    """Tell whether our mail server writes its findings under the name that the bot believes."""
    first = [
        server_of(next(iter(read_mail(head).head.all("authentication-results")), ""))
        for head in heads
    ]
    if expected in first:
        return Finding(_SUBJECT, State.OK, text("check.authserv", name=expected))
    named = next(filter(None, first), "")
    said = (
        text("check.authserv_other", found=named, name=expected)
        if named
        else text("check.authserv_none", name=expected)
    )
    return Finding(_SUBJECT, State.WARNING, said, text("check.authserv_todo"))
