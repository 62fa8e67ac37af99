"""Having the newsletter and leaving it, in words: done at once for who is known."""

import re

from handlers.answers import Answer, Asker, NewsletterLeftAnswer, NewsletterWantedAnswer
from handlers.asking.phrase import Phrase
from handlers.asking.question import Question
from handlers.asking.signs import sign
from handlers.asking.wishes import follows, leaves
from handlers.newsletter_choices import Choice
from handlers.own_newsletters import choose
from handlers.ports import Services

# All that they leave who say no more than this.
_BARE = re.compile(r"(?:unsubscribe|avprenumerera|avsluta (?:min )?prenumeration(?:en)?)")
_START = re.compile(
    r"(?:borja(?: att)?|jag vill(?: att)?|vill) (?:fa|ha) (?:\w+ ){0,3}nyhetsbrev\w*"
)
_IN_CHAT = re.compile(r"\b(?:i|via|genom) (?:chatt(?:en)?|slack)\b|\bsammanfattning\w*\b")


def choice_said(phrase: Phrase) -> Choice | None:
    """Return what is wished for of newsletters; None where something else is said."""
    named = sign("newsletter", phrase.folded) is not None
    if leaves(phrase) and (named or _BARE.fullmatch(phrase.bare)):
        return Choice.NONE
    if not named or not (follows(phrase) or _START.fullmatch(phrase.bare)):
        return None
    return Choice.CHAT if _IN_CHAT.search(phrase.bare) else Choice.MAIL


def leave(question: Question) -> Answer | None:
    """End the newsletter for the asker, or tell a stranger how it is done."""
    if choice_said(question.phrase) is not Choice.NONE:
        return None
    if not question.scope.asker.known:
        return NewsletterLeftAnswer(letter=question.scope.family.name, done=False)
    return _kept(*question.scope.let_go(), Choice.NONE)


def have(question: Question) -> Answer | None:
    """Let the asker have the newsletter, or tell a stranger where one asks for it."""
    scope, choice = question.scope, choice_said(question.phrase)
    if choice not in {Choice.MAIL, Choice.CHAT}:
        return None
    if not scope.asker.known:
        page = scope.services.addresses.joining(scope.family.key)
        return NewsletterWantedAnswer(letter=scope.family.name, page=page)
    return _kept(*scope.let_go(), choice or Choice.MAIL)


def is_of_newsletters(text: str) -> bool:
    """Tell whether a text wishes for newsletters, or for no more of them."""
    return choice_said(Phrase.of(text)) is not None


def said_by_guest(services: Services, guest: Asker, text: str) -> Answer:
    """Do what a guest says of newsletters; all else they ask as strangers."""
    return _kept(services, guest, choice_said(Phrase.of(text)) or Choice.NONE)


def _kept(services: Services, asker: Asker, choice: Choice) -> Answer:
    now = choose(services, asker, choice)
    if now.choice is Choice.NONE:
        return NewsletterLeftAnswer(letter=now.collaboration)
    return NewsletterWantedAnswer(letter=now.collaboration, way=now.choice.value)
