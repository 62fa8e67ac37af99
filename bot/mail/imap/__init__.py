"""The mailbox that the bot reads, over IMAP."""

from bot.mail.imap.account import Account, account_of
from bot.mail.imap.reading import Inward, Reader
from bot.mail.imap.session import Mailbox, MailboxError, open_mailbox
from bot.mail.imap.watching import Watch

__all__ = [
    "Account",
    "Inward",
    "Mailbox",
    "MailboxError",
    "Reader",
    "Watch",
    "account_of",
    "open_mailbox",
]
