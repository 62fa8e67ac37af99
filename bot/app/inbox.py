"""The mailbox that is read, as the settings want it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from threading import Thread

from bot.app.receiving import Incoming
from bot.app.services import database_trouble
from bot.config import Settings
from bot.mail.imap import Account, Reader, Watch, account_of, open_mailbox


def collect(settings: Settings, incoming: Incoming | None) -> None:
    """Take care once of everything that is in the mailbox; raise ``MailboxError``."""
    account = account_of(settings)
    if account is None or incoming is None:
        return
    mailbox = open_mailbox(account)
    try:
        _reader(account, incoming).round(mailbox)
    finally:
        mailbox.close()


@contextmanager
def watching(settings: Settings, incoming: Incoming | None) -> Iterator[None]:
    """Read the mailbox, where one is set, until the block ends; raise ``SettingsError``."""
    account = account_of(settings)
    if account is None or incoming is None:
        yield
        return
    watch = Watch(partial(open_mailbox, account), _reader(account, incoming), database_trouble)
    thread = Thread(target=watch.run, name="mailbox")
    thread.start()
    try:
        yield
    finally:
        watch.stop()
        thread.join()


def _reader(account: Account, incoming: Incoming) -> Reader:
    return Reader(account.name, incoming)
