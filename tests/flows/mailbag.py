"""The mails that the bot has sent, as they lie in the folder that it writes them to."""

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path


def mails_to(folder: Path, address: str) -> list[EmailMessage]:
    """Return the mails to somebody, the oldest first."""
    files = sorted(folder.glob("*.eml"), key=lambda one: one.stat().st_mtime_ns)
    read = [
        email.message_from_bytes(one.read_bytes(), policy=email.policy.default) for one in files
    ]
    return [one for one in read if address in str(one["To"])]
