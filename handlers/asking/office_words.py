"""Duties in which each office has a part: "vilka kontor är kvar med nyckeltal?"."""

import re
from typing import TYPE_CHECKING

from handlers.access import Information, may
from handlers.answers import Answer, DutyAnswer, OfficesAnswer
from handlers.asking.meant import Meant, meant, meant_loosely, which_duty
from handlers.asking.offices_named import offices_named
from handlers.asking.orders import command_text, order_text
from handlers.asking.question import Question
from handlers.contents import Act
from handlers.errors import Refusal

if TYPE_CHECKING:
    from handlers.contents import Duty
    from handlers.planning import Known

_LEFT = re.compile(
    r"(?:(?:vilka|vilket|vem|vilka av)(?: kontor| kommuner)?(?: som)? (?:är|ligger|står) kvar"
    r"|(?:visa )?(?:kontor|kontoren|kommuner|kommunerna)(?: som är)? kvar"
    r"|vilka(?: kontor| kommuner)? (?:är|har) (?:inte |ännu inte |inte än )?(?:klara|klar)"
    r"|vilka(?: kontor| kommuner)? (?:saknas|återstår))"
    r" (?:med|för|i|på) (?P<what>\S.*)",
    re.IGNORECASE,
)
_REMIND = re.compile(
    r"påminna? (?:(?:alla |de )?(?:kontor|kontoren|kommuner|kommunerna)|dem|de)(?: som är kvar)?"
    r" (?:om|med) (?P<what>\S.*)",
    re.IGNORECASE,
)
_ONLY = re.compile(
    r"(?:bara|endast) (?P<offices>\S.*?) är (?:klar|klara) med (?P<what>\S.*)", re.IGNORECASE
)


def offices_left(question: Question) -> Answer | None:
    """Answer which offices have done their part of a duty, and which are left."""
    said = _LEFT.fullmatch(command_text(question))
    named = meant_loosely(question, said["what"]) if said else None
    # Of what has no part for each office, something else is asked.
    found = _found(named) if named else []
    if named is None or not found:
        return None
    if len(found) > 1:
        return which_duty(named, found, lambda name: f"vilka kontor är kvar med {name}")
    return _lines(question, _number(found[0]), named.said)


def remind(question: Question) -> Answer | None:
    """Remind the offices that are left, and say how many people that reaches."""
    said = _REMIND.fullmatch(order_text(question))
    named = meant(question, said["what"]) if said else None
    if named is None:
        return None
    found = _of_offices(named)
    if len(found) > 1:
        return which_duty(named, found, lambda name: f"påminn kontoren om {name}")
    from handlers import occurrences  # noqa: PLC0415 - the days off are slow to load

    number = _number(found[0])
    services, asker = question.scope.let_go()
    reached = occurrences.remind_offices(services, asker, number)
    duty = occurrences.show_duty(services, asker, number)
    return _told(question, duty, "reminded", reached)


def only_these(question: Question) -> Answer | None:
    """Tick exactly the offices that are named, and take back the ticks of all others."""
    said = _ONLY.fullmatch(order_text(question))
    named = meant(question, said["what"]) if said else None
    if said is None or named is None:
        return None
    found = _of_offices(named)
    if len(found) > 1:
        offices = said["offices"]
        return which_duty(named, found, lambda name: f"bara {offices} är klara med {name}")
    from handlers import occurrences  # noqa: PLC0415 - the days off are slow to load

    done = [one.id for one in offices_named(found[0].offices, said["offices"])]
    duty = occurrences.set_ticks(*question.scope.let_go(), _number(found[0]), done)
    return _told(question, duty, "done")


def _of_offices(named: Meant) -> list["Known"]:
    found = _found(named)
    if not found:
        raise Refusal("no_offices", title=named.title)
    return found


def _found(named: Meant) -> list["Known"]:
    """Return of each rule what its offices are at now, else what they have done last."""
    of_each = named.occurrences(lambda one: one.per_office and not one.settled)
    return of_each or named.occurrences(lambda one: one.per_office, latest=True)


def _lines(question: Question, number: int, said: str) -> Answer:
    from handlers import occurrences  # noqa: PLC0415 - the days off are slow to load

    services, asker = question.scope.services, question.scope.asker
    offices = occurrences.offices_of_duty(services, asker, number)
    duty = occurrences.show_duty(services, asker, number)
    left = tuple(one.name for one in offices if not one.done)
    own = (duty.office,) if duty.office and Act.DONE in duty.acts else ()
    ticked_off = left if may(asker, Information.CALENDAR) and duty.state == "open" else own
    return OfficesAnswer(
        ids=(duty.rule,),
        duty=duty,
        today=question.scope.today,
        done=tuple(one.name for one in offices if one.done),
        left=left,
        ticks=tuple(f"klart {said} åt {name}" for name in ticked_off),
    )


def _told(question: Question, duty: "Duty", change: str, reached: int | None = None) -> Answer:
    return DutyAnswer(
        ids=(duty.rule,),
        duty=duty,
        today=question.scope.today,
        change=change,
        reached=reached,
    )


def _number(known: "Known") -> int:
    return known.row.id if known.row else 0
