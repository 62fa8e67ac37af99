"""Meetings planned in words: the words that begin it. What reads the rest is slow to load."""

import re

from handlers.access import Information, may
from handlers.answers import Answer
from handlers.asking.courtesies import ungreeted
from handlers.asking.question import Question

_OPENING = re.compile(
    r"(?:nytt möte|boka (?:ett )?nytt möte|planera (?:ett )?möte|ändra \S|kopiera \S|upprepa \S"
    r"|ställ in (?:resten|alla gånger|hela serien|serien)\b)",
    re.IGNORECASE,
)


def plan(question: Question) -> Answer | None:
    """Plan, change or copy a meeting, where that is what the words say."""
    if not _OPENING.match(ungreeted(question.phrase.text)):
        return None
    if not may(question.scope.asker, Information.CALENDAR):
        return None
    from handlers.asking import plan_words, series_words  # noqa: PLC0415 - the days off are slow to load

    commands = (plan_words.plan, plan_words.change, plan_words.copy, series_words.end)
    return next((answer for one in commands if (answer := one(question))), None)
