"""Whether the machine's clock is right, and whether it knows what time it is in Sweden."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.app.checks.fetching import UNREACHED, fetched
from bot.app.checks.findings import PATIENCE, Finding, Ground, State
from bot.config import Settings
from bot.texts import text
from handlers.ports import SWEDEN

Load: TypeAlias = Callable[[str], ZoneInfo]

_SUBJECT = "clock"
# Slack's requests are refused when they seem to be older (its page on verifying requests).
_TOO_FAR = timedelta(minutes=5)
_FAR = timedelta(seconds=30)
_ZONE = str(SWEDEN)


def check_clock(ground: Ground) -> Iterator[Finding]:
    """Compare the clock with that of whoever answers at Slack, or else at ``PUBLIC_URL``."""
    url = _elsewhere(ground.settings)
    if url is None:
        yield Finding(_SUBJECT, State.SKIPPED, text("check.clock_alone"))
        return
    try:
        told = fetched(url, PATIENCE).date
    except UNREACHED:
        told = None
    if told is None:
        yield Finding(_SUBJECT, State.SKIPPED, text("check.clock_untold"))
    else:
        yield _compared(ground.clock() - told)


def check_zone(ground: Ground, load: Load = ZoneInfo) -> Iterator[Finding]:  # noqa: ARG001 - what every check is given
    """See that Swedish time is known, winter and summer."""
    try:
        zone = load(_ZONE)
    except ZoneInfoNotFoundError:
        zone = None
    if zone is not None and _is_swedish(zone):
        yield Finding(_SUBJECT, State.OK, text("check.zone", zone=_ZONE))
    else:
        said = text("check.zone_unknown", zone=_ZONE)
        yield Finding(_SUBJECT, State.FAULT, said, text("check.zone_todo"))


def _is_swedish(zone: ZoneInfo) -> bool:
    winter = datetime(2027, 1, 15, 12, tzinfo=zone).utcoffset()
    summer = datetime(2027, 7, 15, 12, tzinfo=zone).utcoffset()
    return (winter, summer) == (timedelta(hours=1), timedelta(hours=2))


def _elsewhere(settings: Settings) -> str | None:
    if settings.slack_bot_token is not None:
        # Answers without a token.
        return f"{settings.slack_api_url}api.test"
    return f"{settings.public_url}/healthz" if settings.public_url else None


def _compared(ahead: timedelta) -> Finding:
    off = abs(ahead)
    if off <= _FAR:
        return Finding(_SUBJECT, State.OK, text("check.clock"))
    seconds = round(off.total_seconds())
    if ahead > timedelta():
        said = text("check.clock_ahead", seconds=seconds)
    else:
        said = text("check.clock_behind", seconds=seconds)
    if off <= _TOO_FAR:
        return Finding(_SUBJECT, State.WARNING, said, text("check.clock_todo"))
    return Finding(_SUBJECT, State.FAULT, said, text("check.clock_far_todo"))
