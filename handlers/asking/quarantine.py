"""Mails set aside, in words: "karantän", "släpp mejl 12", "släng mejl 12"."""

import re

from handlers.answers import Answer, QuarantineAnswer
from handlers.asking.courtesies import ungreeted
from handlers.asking.question import Question

_LIST = re.compile(r"(?:visa )?(?:mejl(?:en)? i )?karantän(?:en)?", re.IGNORECASE)
_DECIDE = re.compile(
    r"(?:(?P<release>släpp(?: igenom)?)|(?P<discard>släng)) (?:mejl(?:et)? )?(?P<number>\d{1,9})",
    re.IGNORECASE,
)


def quarantine(question: Question) -> Answer | None:
    """List the mails that are set aside, or let one through or throw it away."""
    said = ungreeted(question.phrase.text).strip(" ./!?")
    if _LIST.fullmatch(said):
        return _listed(question)
    decided = _DECIDE.fullmatch(said)
    return _decided(question, decided) if decided else None


def _listed(question: Question) -> Answer:
    from handlers.incoming import quarantined_mails  # noqa: PLC0415 - the days off are slow to load

    mails = quarantined_mails(question.scope.services, question.scope.asker)
    return QuarantineAnswer(ids=tuple(str(one.number) for one in mails), mails=mails)


def _decided(question: Question, decided: re.Match[str]) -> Answer:
    from handlers.incoming import discard_mail, release_mail  # noqa: PLC0415 - as above

    act, change = (release_mail, "released") if decided["release"] else (discard_mail, "discarded")
    mail = act(*question.scope.let_go(), int(decided["number"]))
    return QuarantineAnswer(ids=(str(mail.number),), mails=(mail,), change=change)
