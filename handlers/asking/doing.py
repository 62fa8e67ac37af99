"""Ticking off what falls due, in words: "klart nyckeltal åt Habo", "ångra nyckeltal åt Habo"."""

import re
from typing import TYPE_CHECKING

from handlers.answers import Answer, DutyAnswer
from handlers.asking.courtesies import ungreeted
from handlers.asking.question import Question
from handlers.asking.recurring import named_rules
from handlers.errors import Refusal
from storage.words import fold

if TYPE_CHECKING:
    from handlers.contents import Duty
    from handlers.planning import Known

_WORDS = re.compile(
    r"(?P<verb>klart|bocka av|ångra|öppna igen):? (?P<what>\S.*?)(?: (?:åt|för) (?P<office>\S.*))?",
    re.IGNORECASE | re.DOTALL,
)
_TAKING_BACK = frozenset({"ångra", "öppna igen"})


def tick_off(question: Question) -> Answer | None:
    """Tick off the duty that is named, or take that back: all of it, or one office's part."""
    said = _WORDS.fullmatch(ungreeted(question.phrase.text).strip(" ./!"))
    rules = named_rules(question, said["what"]) if said else []
    if said is None or not rules:
        return None
    back = said["verb"].casefold() in _TAKING_BACK
    meant = _meant(question, {rule.key for rule in rules}, back=back)
    if meant is None or meant.row is None:
        raise Refusal("nothing_to_undo" if back else "nothing_due", title=rules[0].title)
    # SQLite without WAL: our own open read would keep the writer from committing.
    question.scope.session.commit()
    duty = _done(question, meant, meant.row.id, said["office"] or "", back=back)
    change = "undone" if back else "done"
    return DutyAnswer(ids=(duty.rule,), duty=duty, today=question.scope.today, change=change)


def _meant(question: Question, keys: set[str], *, back: bool) -> "Known | None":
    """Return the occurrence that is meant: the one due first that is open, or settled last."""
    from handlers.coming import AHEAD, BACK  # noqa: PLC0415 - the days off are slow to load
    from handlers.planning import Almanacs  # noqa: PLC0415 - as above

    scope = question.scope
    almanacs = Almanacs(scope.session, scope.family, scope.today)
    found = [
        one
        for one in almanacs.between(scope.today - BACK, scope.today + AHEAD)
        if one.occurrence.rule.key in keys and one.row is not None
    ]
    if not back:
        return next((one for one in found if not one.settled), None)
    touched = [one for one in found if one.settled or len(one.left) < len(one.offices)]
    return next(reversed(touched), None)


def _done(question: Question, meant: "Known", number: int, office: str, *, back: bool) -> "Duty":
    from handlers import occurrences  # noqa: PLC0415 - the days off are slow to load

    services, asker = question.scope.services, question.scope.asker
    if not office:
        act = occurrences.reopen if back else occurrences.mark_done
        return act(services, asker, number)
    named = [one for one in meant.offices if fold(office) == fold(one.name)]
    if not named:
        raise Refusal("office_not_found", office=office)
    return occurrences.tick_for(services, asker, number, named[0].id, done=not back)
