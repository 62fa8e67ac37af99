"""Settling what is suggested of a project, in words: "ändra så 12", "avvisa 12: skälet"."""

import re

from handlers import living
from handlers.answers import Answer
from handlers.asking.living_words import told
from handlers.asking.orders import order_text
from handlers.asking.question import Question
from handlers.living import Settled

_NUMBER = r"(?:(?:ärende|uppgift|rättelse|nummer|nr) )?(?P<number>\d{1,9})"
_ACCEPT = re.compile(rf"(?:ändra så|ändra enligt|gör som i)(?: i)? {_NUMBER}", re.IGNORECASE)
_DECLINE = re.compile(rf"(?:avvisa|avslå) {_NUMBER}(?:: ?(?P<reason>\S.*))?", re.IGNORECASE)


def settle(question: Question) -> Answer | None:
    """Let a suggestion be so, or let it be."""
    text = order_text(question)
    if said := _ACCEPT.fullmatch(text):
        services, asker = question.scope.let_go()
        return _told(question, living.accept_suggestion(services, asker, int(said["number"])))
    said = _DECLINE.fullmatch(text)
    if said is None:
        return None
    services, asker = question.scope.let_go()
    reason = said["reason"] or ""
    done = living.decline_suggestion(services, asker, int(said["number"]), reason)
    return _told(question, done)


def _told(question: Question, done: Settled) -> Answer:
    return told(question, done.changed, settled=done.task)
