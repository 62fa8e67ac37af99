"""Minutes and notes in words: "protokoll styrgruppsmötet 10 februari"."""

import re

from handlers.answers import Answer, MinutesAnswer
from handlers.asking.meetings_named import one_meeting
from handlers.asking.orders import command_text
from handlers.asking.question import Question
from handlers.contents import MeetingLine

_REQUEST = re.compile(
    r"(?:(?:göra?|skapa|skriva?|ta fram|ge mig|visa|hämta) )?(?:ett )?(?:utkast (?:till|på) )?"
    r"(?P<what>(?:mötes)?protokoll(?:et|sutkast)?|(?:minnes|mötes)?anteckningar(?:na)?)"
    r"(?: (?:från|för|till|av))? (?P<which>\S.*)",
    re.IGNORECASE,
)


def minutes_request(text: str) -> str | None:
    """Return which meeting's minutes or notes ``text`` asks for, or None where it does not."""
    said = _REQUEST.fullmatch(text)
    return said["which"] if said else None


def minutes(question: Question) -> Answer | None:
    """Answer with a draft of the minutes or the notes of the meeting that is named."""
    which = minutes_request(command_text(question))
    found = (
        one_meeting(question, which, lambda name: f"protokoll {name}", past=True) if which else None
    )
    if not isinstance(found, MeetingLine):
        return found
    from handlers.minutes import draft_minutes  # noqa: PLC0415 - the days off are slow to load

    draft = draft_minutes(question.scope.services, question.scope.asker, found.number)
    return MinutesAnswer(ids=(found.rule,) if found.rule else (), draft=draft)
