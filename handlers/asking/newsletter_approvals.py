"""Approving a newsletter in words: what is approved is shown first, and then approved by a yes."""

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers import newsletters
from handlers.answers import Answer
from handlers.asking.booking_words import booking_words
from handlers.asking.newsletters_named import ISSUE, label_of, numbers_of, shown
from handlers.asking.question import Question
from handlers.errors import Refusal

_SOON = re.compile(
    r"(?:nu|genast|direkt|så snart som möjligt|snarast|så fort det går)", re.IGNORECASE
)
# "Tors 7 januari": the house reads whole weekdays.
_SHORT = re.compile(r"\b(?P<day>mån|tis|ons|tors?|fre|lör|sön)\b\.?", re.IGNORECASE)
_OPENING = re.compile(r"(?:att )?(?:skickas|skicka|gå ut|den|på)\s+", re.IGNORECASE)
_FIRST_HOUR = 8


def ask(question: Question, said: re.Match[str]) -> Answer:
    """Ask the other coordinators to approve an issue."""
    which = newsletters.Which(0, *numbers_of(label_of(said)))
    count = newsletters.ask_approval(*question.home.let_go(), which)
    return shown(question, label_of(said), "asked", count=count)


def approve(question: Question, said: re.Match[str]) -> Answer:
    """Show what would be approved, to go out when; approve the revision that was shown."""
    at = _moment(question, said["when"] or "")
    which = newsletters.Which(0, *numbers_of(label_of(said)))
    services, asker = question.home.let_go()
    if said["seen"] is None:
        goes = newsletters.sending_moment(services, asker, which, at)
        return shown(question, label_of(said), "approving", at=goes, soon=at is None)
    goes = newsletters.approve(services, asker, which, int(said["seen"]), at)
    return shown(question, label_of(said), "approved", at=goes)


def withdraw(question: Question, said: re.Match[str]) -> Answer:
    """Take an approval back."""
    which = newsletters.Which(0, *numbers_of(label_of(said)))
    newsletters.withdraw_approval(*question.home.let_go(), which)
    return shown(question, label_of(said), "withdrawn")


def _moment(question: Question, said: str) -> datetime | None:
    """Return the moment that is written, None for as soon as people are at work.

    A day without an hour is the first working hour of it, and what is left of today; an hour
    without a day is the next time that it strikes.
    """
    bare = _OPENING.sub("", said.strip(" ,.:"), count=1)
    if not bare or _SOON.fullmatch(bare):
        return None
    zone = ZoneInfo(question.home.family.time_zone)
    now = question.home.services.clock().astimezone(zone)
    written = booking_words(_SHORT.sub(_in_full, bare), now.date())
    if written.what or written.place or written.ends or not (written.days or written.starts):
        raise Refusal("newsletter_moment_unclear", said=said)
    hour = written.starts or time(_FIRST_HOUR)
    day = written.days.first if written.days else now.date()
    if written.starts is None and day == now.date() and hour <= now.time():
        return None
    if written.days is None and hour <= now.time():
        day += timedelta(days=1)
    return datetime.combine(day, hour, zone)


def _in_full(short: re.Match[str]) -> str:
    named = short["day"].casefold()
    return "torsdag" if named.startswith("tor") else f"{named}dag"


_Act = Callable[[Question, re.Match[str]], Answer]
_ASK = rf"(?:be|fråga) (?:de andra )?om godkännande(?: (?:av|för|på) {ISSUE})?"
_APPROVE = rf"godkänn {ISSUE}(?: version (?P<seen>\d{{1,6}}))?(?:,? (?P<when>\S.*))?"
_WITHDRAW = (
    rf"(?:dra|ta) tillbaka (?:godkännandet (?:av|för) )?{ISSUE}"
    r"|ångra godkännandet(?: av nyhetsbrevet)?"
)
WAYS: tuple[tuple[str, _Act], ...] = ((_ASK, ask), (_APPROVE, approve), (_WITHDRAW, withdraw))
