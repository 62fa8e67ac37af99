"""All checks, each with an end to its time, and none of them stopped by another."""

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from threading import Thread
from typing import TypeAlias

from bot.app.checks.address import check_address, check_key
from bot.app.checks.database import check_database
from bot.app.checks.domain import check_domain
from bot.app.checks.findings import Finding, Ground, State
from bot.app.checks.mail import MAIL_SETTINGS, check_mail
from bot.app.checks.mailbox_state import MAILBOX_SETTINGS, check_mailbox
from bot.app.checks.settings import check_settings
from bot.app.checks.slack import check_bot_token, check_line
from bot.app.checks.timekeeping import check_clock, check_zone
from bot.texts import text
from handlers.errors import new_reference

logger = logging.getLogger(__name__)

Look: TypeAlias = Callable[[Ground], Iterable[Finding]]

# The seconds that one check may take.
LONGEST = 10.0


@dataclass(frozen=True, slots=True)
class Check:
    """Something to look at, and the variables without which there is no sense in looking."""

    subject: str
    look: Look
    needs: tuple[str, ...] = ()


# In the order of reading. Another subject is another line here, and its name in sv.toml.
CHECKS = (
    Check("settings", check_settings),
    Check("database", check_database, ("DATABASE_URL",)),
    Check("slack", check_bot_token, ("SLACK_BOT_TOKEN", "SLACK_API_URL")),
    Check("slack", check_line, ("SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL")),
    Check("mail", check_mail, MAIL_SETTINGS),
    Check("mailbox", check_mailbox, MAILBOX_SETTINGS),
    Check("domain", check_domain, ("MAIL_FROM",)),
    Check("address", check_address, ("PUBLIC_URL",)),
    Check("address", check_key, ("PUBLIC_URL", "SECRET_KEY")),
    Check("clock", check_clock, ("SLACK_API_URL",)),
    Check("clock", check_zone),
)


def check_all(
    ground: Ground, checks: Sequence[Check] = CHECKS, longest: float = LONGEST
) -> list[Finding]:
    """Look at everything at once, and return what was found in the order of ``checks``.

    ``longest``: the seconds after which a check that has not ended is a fault by itself.
    """
    found: list[list[Finding]] = [[] for _ in checks]

    def look(number: int) -> None:
        found[number] = _found(checks[number], ground)

    # Daemons: a server that never answers must not keep the program from ending.
    threads = [Thread(target=look, args=(number,), daemon=True) for number in range(len(checks))]
    for thread in threads:
        thread.start()
    until = time.monotonic() + longest
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    return [
        finding
        for check, thread, findings in zip(checks, threads, found, strict=True)
        for finding in ([_late(check, longest)] if thread.is_alive() else findings)
    ]


def _found(check: Check, ground: Ground) -> list[Finding]:
    wrong = [name for name in check.needs if name in ground.wrong]
    if wrong:
        said = text("check.blocked", names=", ".join(wrong))
        return [Finding(check.subject, State.SKIPPED, said)]
    try:
        return list(check.look(ground))
    except Exception:  # whatever it is, the other checks are worth their answers
        reference = new_reference()
        logger.exception("%s: check of %s", reference, check.subject)
        said = text("check.broken", reference=reference)
        return [Finding(check.subject, State.FAULT, said, text("check.broken_todo"))]


def _late(check: Check, longest: float) -> Finding:
    said = text("check.late", seconds=f"{longest:g}")
    return Finding(check.subject, State.FAULT, said, text("check.late_todo"))
