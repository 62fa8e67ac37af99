"""Minutes and notes in words: "protokoll styrgruppsmötet 10 februari"."""

import re

from handlers import papers
from handlers.access import Information, require
from handlers.answers import Answer, MinutesAnswer, PapersAnswer
from handlers.asking.meetings_named import one_meeting
from handlers.asking.orders import command_text, order_text
from handlers.asking.question import Question
from handlers.contents import MeetingLine
from handlers.errors import Refusal

_REQUEST = re.compile(
    r"(?:(?:göra?|skapa|skriva?|ta fram|ge mig|visa|hämta) )?(?:ett )?(?:utkast (?:till|på) )?"
    r"(?P<what>(?:mötes)?protokoll(?:et|sutkast)?|(?:minnes|mötes)?anteckningar(?:na)?)"
    r"(?: (?:från|för|till|av))? (?P<which>\S.*)",
    re.IGNORECASE,
)

_SEND = re.compile(
    r"(?:skicka (?:ut )?|delge (?:alla )?)(?:protokollet|anteckningarna)"
    r"(?: (?:från|för|av) (?P<which>\S.*?))?(?: till alla(?: inbjudna)?| (?:åt )?alla)?",
    re.IGNORECASE,
)


def minutes_request(text: str) -> str | None:
    """Return which meeting's minutes or notes ``text`` asks for, or None where it does not."""
    said = _REQUEST.fullmatch(text)
    return said["which"] if said else None


def minutes(question: Question) -> Answer | None:
    """Answer with a draft of the minutes or the notes of the meeting that is named.

    Where a file comes with it, that is the finished ones: they are kept.
    """
    which = minutes_request(command_text(question))
    if which is None:
        return None
    found = one_meeting(question, which, lambda name: f"protokoll {name}", past=True)
    if not isinstance(found, MeetingLine):
        return found
    if question.files:
        return _kept(question, found)
    from handlers.minutes import draft_minutes  # noqa: PLC0415 - the days off are slow to load

    draft = draft_minutes(question.scope.services, question.scope.asker, found.number)
    return MinutesAnswer(ids=(found.rule,) if found.rule else (), draft=draft)


def send(question: Question) -> Answer | None:
    """Send the finished minutes to all who were invited; where none are named, the latest kept."""
    said = _SEND.fullmatch(order_text(question))
    if said is None:
        return None
    require(question.scope.asker, Information.CALENDAR)
    which = said["which"] or _latest(question)
    found = one_meeting(question, which, lambda name: f"skicka protokollet från {name}", past=True)
    if found is None:
        raise Refusal("minutes_meeting", meeting=which)
    return _sent(question, found) if isinstance(found, MeetingLine) else found


def _kept(question: Question, meeting: MeetingLine) -> Answer:
    scope = question.scope
    kept = papers.add_files(*scope.let_go(), meeting.number, question.files, papers.MINUTES)
    return PapersAnswer(
        subject="papers", meeting=meeting, papers=kept.papers, change="kept", left=kept.left
    )


def _sent(question: Question, meeting: MeetingLine) -> Answer:
    from handlers.minutes import send_minutes  # noqa: PLC0415 - as above

    services, asker = question.scope.let_go()
    told = send_minutes(services, asker, meeting.number)
    found = papers.papers(services, asker, meeting.number, papers.MINUTES)
    return PapersAnswer(
        subject="papers", meeting=meeting, papers=found, change="minutes_sent", told=told
    )


def _latest(question: Question) -> str:
    from handlers.minutes import latest_minutes  # noqa: PLC0415 - as above

    number = latest_minutes(question.scope.session, question.scope.family.key)
    if number is None:
        raise Refusal("no_minutes_at_all")
    return f"möte {number}"
