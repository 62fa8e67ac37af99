"""What is answered without looking anything up: silence, help, refusals, referrals."""

import re

from handlers.access import Information, may
from handlers.answers import (
    Answer,
    HelpAnswer,
    IgnoreAnswer,
    OutOfScopeAnswer,
    RefuseAnswer,
)
from handlers.asking.question import Question
from handlers.asking.signs import sign
from handlers.roles import coordinator


def automatic(question: Question) -> Answer | None:
    """Stay silent towards an automatic mail."""
    by_mail = question.scope.asker.door == "mail"
    return IgnoreAnswer() if by_mail and question.has("automatic") else None


def nothing_said(question: Question) -> Answer | None:
    """Help when there is nothing but blanks, signs or a greeting."""
    if not re.search(r"\w", question.phrase.text):
        return _help(question)
    return _help(question, greeting=True) if not question.phrase.bare else None


def orders(question: Question) -> Answer | None:
    """Refuse orders to the program, also inside a question."""
    return _refuse(question, "orders")


def secrets(question: Question) -> Answer | None:
    """Refuse passwords, private numbers and lists of everyone's addresses."""
    stranger = not question.scope.asker.known
    if stranger and question.has("direct_number"):
        return RefuseAnswer(reason="secrets", contact=coordinator(question.scope))
    return _refuse(question, "secrets")


def help_wanted(question: Question) -> Answer | None:
    """Show what can be asked, to whoever asks that or makes small talk."""
    bare = question.phrase.bare
    if sign("help", bare):
        return _help(question)
    return _help(question, greeting=True) if sign("small_talk", bare) else None


def own_case(question: Question) -> Answer | None:
    """Refer a citizen's own case to the municipality."""
    if not question.has("own_case"):
        return None
    return OutOfScopeAnswer(reason="case", contact=coordinator(question.scope))


def legal(question: Question) -> Answer | None:
    """Refer questions about the law."""
    if not question.has("legal"):
        return None
    return OutOfScopeAnswer(reason="legal", contact=coordinator(question.scope))


def _help(question: Question, *, greeting: bool = False) -> Answer:
    asker = question.scope.asker
    return HelpAnswer(
        greeting=greeting,
        known=asker.known,
        keeps=may(asker, Information.COORDINATOR_LIST),
        by_mail=asker.door == "mail",
    )


def _refuse(question: Question, reason: str) -> Answer | None:
    if not question.has(reason):
        return None
    return RefuseAnswer(reason=reason, contact=coordinator(question.scope))
