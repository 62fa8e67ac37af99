"""Seeing to a newsletter that goes out, in words: "pausa utskicket", "hur går utskicket?"."""

import re
from collections.abc import Callable

from handlers import newsletters
from handlers.answers import Answer
from handlers.asking.newsletters_named import SENDING, label_of, numbers_of, shown
from handlers.asking.question import Question


def progress(question: Question, said: re.Match[str]) -> Answer:
    """Show how far an issue has come."""
    return _shown(question, _which(question, said), "progress")


def pause(question: Question, said: re.Match[str]) -> Answer:
    """Let an issue stand still."""
    which = _which(question, said, coming=True)
    newsletters.pause_sending(*question.home.let_go(), which)
    return _shown(question, which, "paused")


def resume(question: Question, said: re.Match[str]) -> Answer:
    """Let an issue go on."""
    which = _which(question, said, coming=True)
    newsletters.resume_sending(*question.home.let_go(), which)
    return _shown(question, which, "resumed")


def stop(question: Question, said: re.Match[str]) -> Answer:
    """Send no more of an issue."""
    which = _which(question, said, coming=True)
    count = newsletters.stop_sending(*question.home.let_go(), which)
    return _shown(question, which, "stopped", count)


def retry(question: Question, said: re.Match[str]) -> Answer:
    """Send an issue once more to whom it failed."""
    which = _which(question, said)
    count = newsletters.send_failed_again(*question.home.let_go(), which)
    return _shown(question, which, "retried", count)


def resend(question: Question, said: re.Match[str]) -> Answer:
    """Send an issue once more to whom it may have reached."""
    which = _which(question, said)
    count = newsletters.send_unsure_again(*question.home.let_go(), which)
    return _shown(question, which, "resent", count)


def let_be(question: Question, said: re.Match[str]) -> Answer:
    """Do not send again what may have arrived."""
    which = _which(question, said)
    count = newsletters.leave_unsure(*question.home.let_go(), which)
    return _shown(question, which, "unsure_left", count)


def _which(question: Question, said: re.Match[str], *, coming: bool = False) -> newsletters.Which:
    services, asker = question.home.let_go()
    named = newsletters.Which(0, *numbers_of(label_of(said)))
    return newsletters.sending_of(services, asker, named, coming=coming)


def _shown(question: Question, which: newsletters.Which, change: str, count: int = 0) -> Answer:
    label = f"{which.year}-{which.number}" if which.year else ""
    return shown(question, label, change, which.id, count=count)


_Act = Callable[[Question, re.Match[str]], Answer]
_AGAIN = r"(?:skicka|försök) (?:nyhetsbrevet |en gång till |om )?igen"
_OF = rf"(?: (?:av|för|på|i) {SENDING})?"
_RETRY = (
    rf"{_AGAIN} till (?:de|dem)(?: som)? (?:misslyckades|har misslyckats|misslyckade"
    rf"|inte (?:har )?fått (?:det|brevet)){_OF}"
)
WAYS: tuple[tuple[str, _Act], ...] = (
    (rf"(?:visa|hur (?:går|gick)(?: det (?:för|med))?) {SENDING}", progress),
    (rf"pausa {SENDING}", pause),
    (rf"(?:fortsätt|återuppta)(?: med| skicka)? {SENDING}", resume),
    (rf"(?:stoppa|avbryt) {SENDING}", stop),
    (_RETRY, retry),
    (rf"{_AGAIN} till (?:de|dem) (?:som är )?osäkra{_OF}", resend),
    (rf"låt (?:de|dem) (?:som är )?osäkra vara{_OF}", let_be),
)
