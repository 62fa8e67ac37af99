"""What the mail's own tests lend the checks'."""

from tests.bot.mail.conftest import certificate

__all__ = ["certificate"]
