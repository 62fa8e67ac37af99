"""Meetings that recur, in words: how often, and that the rest of them is off."""

import re
from collections.abc import Mapping

from handlers import meetings
from handlers.answers import Answer
from handlers.asking.day_words import find_day
from handlers.asking.invite_words import shown
from handlers.asking.orders import command_text
from handlers.asking.question import Question
from handlers.asking.which_meeting import kept, says_nothing
from handlers.errors import Refusal
from handlers.meetings import Repeat
from handlers.periods import month_named
from storage.words import fold

_END = re.compile(
    r"ställ in (?:resten|alla gånger|hela serien|serien)(?: av)? (?P<what>\S.*)", re.IGNORECASE
)
_EVERY = {
    "varje vecka": "week",
    "varannan vecka": "two_weeks",
    "varje manad": "month",
    "manadsvis": "month",
}
_BETWEEN = re.compile(r"[\n;,]|\boch\b")


def end(question: Question) -> Answer | None:
    """Cancel all times to come of a series."""
    said = _END.fullmatch(command_text(question))
    if said is None:
        return None
    if says_nothing(said["what"]):
        # So much is not to be called off by a word that fits whatever happens to be next.
        raise Refusal("series_unnamed")
    found = kept(question, said["what"])
    if found.one is None:
        return found.which(lambda one: f"ställ in resten av {one}")
    services, asker = question.scope.let_go()
    number = found.one.number
    meetings.cancel_series(services, asker, number)
    return shown(question, number, "ended")


def repeat_under(question: Question, fields: Mapping[str, str]) -> Repeat:
    """Return how often a new meeting is to be held, by what stands under its headings."""
    every = _EVERY.get(fold(fields["every"]).strip(" ."))
    named = [fold(one).strip() for one in _BETWEEN.split(fields.get("without", ""))]
    without = [month_named(one) for one in named if one]
    if every is None or None in without:
        raise Refusal("series_unclear")
    until = find_day(fields.get("until", ""), question.scope.today)
    if until is None:
        raise Refusal("series_until_missing")
    return Repeat(every=every, until=until.first, without=tuple(filter(None, without)))
