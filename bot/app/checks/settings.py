"""Whether the settings can be read, and what does not work without those that are not set."""

from collections.abc import Iterator

from bot.app.checks.findings import Finding, Ground, State
from bot.texts import text, word

_SUBJECT = "settings"
# Each stands for something that the bot does without it. ``SECRET_KEY`` is asked for beside
# ``PUBLIC_URL``, and the rest have values of their own or go with one of these.
_OPTIONAL = ("SLACK_BOT_TOKEN", "SMTP_URL", "IMAP_URL", "MAIL_AUTHSERV_ID", "PUBLIC_URL")


def check_settings(ground: Ground) -> Iterator[Finding]:
    """Tell what is wrong with each variable, and which are not set."""
    if not ground.wrong:
        yield Finding(_SUBJECT, State.OK, text("check.settings_read"))
    for name, message in ground.wrong.items():
        todo = text("check.settings_todo", name=name)
        yield Finding(_SUBJECT, State.FAULT, message, todo)
    for name in _OPTIONAL:
        if getattr(ground.settings, name.lower()) is None and name not in ground.wrong:
            said = text("check.without", name=name, what=word("check_unset", name))
            yield Finding(_SUBJECT, State.SKIPPED, said)
