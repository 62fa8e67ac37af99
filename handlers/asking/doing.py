"""Ticking off what falls due, in words: "klart nyckeltal åt Habo", "ångra nyckeltal åt Habo"."""

import re
from typing import TYPE_CHECKING

from handlers.access import Information, may
from handlers.answers import Answer, DutyAnswer
from handlers.asking.meant import Meant, exactly, meant, which_duty
from handlers.asking.offices_named import offices_named
from handlers.asking.orders import order_text
from handlers.asking.putting_off import take_last_back
from handlers.asking.question import Question
from handlers.contents import Act
from handlers.errors import Refusal
from storage.models import Person

if TYPE_CHECKING:
    from handlers.contents import Duty
    from handlers.planning import Known

_WORDS = re.compile(
    r"(?P<verb>klart|bocka av|ångra|öppna igen):? (?P<rest>(?P<what>\S.*?)"
    r"(?: (?:åt|för) (?P<office>\S.*))?)",
    re.IGNORECASE,
)
_TAKING_BACK = frozenset({"ångra", "öppna igen"})
_OPEN, _DONE = "open", "done"


def tick_off(question: Question) -> Answer | None:
    """Tick off the duty that is named, or take that back: all of it, or some offices' part."""
    said = _WORDS.fullmatch(order_text(question))
    named, office = _parts(question, said) if said else (None, "")
    if said is None or named is None:
        return None
    back = said["verb"].casefold() in _TAKING_BACK
    found = _touched(named, office) if back else _open(named)
    if not found and back and not office:
        return take_last_back(named)
    if not found:
        raise Refusal("nothing_to_undo" if back else "nothing_due", title=named.title)
    at = f" åt {office}" if office else ""
    if len(found) > 1:
        return which_duty(named, found, lambda name: f"{said['verb']} {name}{at}")
    duty = _done(question, found[0], office, said["verb"].casefold())
    return DutyAnswer(
        ids=(duty.rule,),
        duty=duty,
        today=question.scope.today,
        change="undone" if back else "done",
        undo="" if back else f"ångra {named.said}{at}",
    )


def _parts(question: Question, said: re.Match[str]) -> tuple[Meant | None, str]:
    """Return what is meant, and whose part of it; a title may hold "för" itself."""
    if not said["office"] or exactly(question, said["rest"]):
        return meant(question, said["rest"]), ""
    return meant(question, said["what"]), said["office"]


def _open(named: Meant) -> list["Known"]:
    """Return what can be ticked off; what is done already may be said to be so once more."""
    found = (one for one in named.at_hand() if not one.settled or one.state == _DONE)
    # Of several meetings, one that is done is not all of them.
    return [one for one in found if not one.bookable or one.occurrence.least == 1]


def _touched(named: Meant, office: str) -> list["Known"]:
    """Return what can be taken back: of each rule what was settled last, all or an office's."""
    own = _own_office(named.question)

    def fits(one: "Known") -> bool:
        done = [it.id for it in one.offices if it not in one.left]
        if office:
            return bool(done)
        if own is not None:
            return own in done
        return one.row is not None and one.row.state != _OPEN

    return named.occurrences(fits, latest=True)


def _own_office(question: Question) -> int | None:
    """Return the office whose part is all that the asker can settle, if there is one."""
    asker = question.scope.asker
    if asker.person_id is None or may(asker, Information.CALENDAR):
        return None
    return question.scope.session.get_one(Person, asker.person_id).office_id


def _done(question: Question, known: "Known", office: str, verb: str) -> "Duty":
    from handlers import occurrences  # noqa: PLC0415 - the days off are slow to load

    number = known.row.id if known.row else 0
    if office and not known.per_office:
        raise Refusal("not_per_office")
    offices = offices_named(known.offices, office) if office else ()
    services, asker = question.scope.let_go()
    if verb == "ångra" and not offices:
        return occurrences.undo(services, asker, number, Act.DONE)
    if not offices:
        act = occurrences.reopen if verb in _TAKING_BACK else occurrences.mark_done
        return act(services, asker, number)
    done = verb not in _TAKING_BACK
    for one in offices[:-1]:
        occurrences.tick_for(services, asker, number, one.id, done=done)
    return occurrences.tick_for(services, asker, number, offices[-1].id, done=done)
