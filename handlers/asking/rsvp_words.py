"""Answering invitations in words: "jag kommer digitalt till chefsmötet", "mina möten"."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from handlers.access import Information, may
from handlers.answers import Answer, MyMeetingsAnswer, StandingAnswer
from handlers.asking.orders import command_text
from handlers.asking.question import Question
from handlers.asking.which_meeting import MeetingsFound, invited_to, kept
from handlers.errors import Refusal
from handlers.meeting_views import Response

_MINE = re.compile(
    r"(?:visa |lista )?mina (?:möten|inbjudningar|kallelser)"
    r"|vilka möten (?:är jag (?:inbjuden|kallad) till|ska jag (?:på|till))"
    r"|vad är jag (?:inbjuden|kallad) till",
    re.IGNORECASE,
)
_HOW = r"(?P<how>digitalt|på distans|på plats|kanske|nog inte|tyvärr inte|inte|nog|troligen)"
_TO = r"(?:till|på|i)"
_OWN = re.compile(
    rf"(?:jag |vi )(?:kommer|kan komma|kan|deltar|är med)(?: {_HOW})?(?: med)? {_TO} (?P<what>\S.*)"
    rf"|(?:jag )?tackar (?P<thanks>ja|nej) till (?P<which>\S.*)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    rf"svara att (?P<who>\S.*?) (?:kommer|deltar)(?: {_HOW})? {_TO} (?P<what>\S.*)"
    rf"|(?P<verb>anmäl|avanmäl):? (?P<whom>\S.*?)(?: (?P<way>digitalt|på distans))?"
    rf" (?:till|från|på) (?P<which>\S.*)",
    re.IGNORECASE,
)
_MAYBE = frozenset({"kanske", "nog", "troligen"})
_REMOTE = frozenset({"digitalt", "på distans"})


@dataclass(frozen=True, slots=True)
class _Said:
    """What is answered, to which meeting, and what is typed for another one."""

    response: Response
    what: str
    typed: Callable[[str], str]
    who: str = ""


def mine(question: Question) -> Answer | None:
    """List the meetings that the asker is invited to."""
    if not _MINE.fullmatch(command_text(question)):
        return None
    from handlers import invitations  # noqa: PLC0415 - the days off are slow to load

    services, asker = question.scope.services, question.scope.asker
    found = invitations.my_meetings(services, asker)
    ids = tuple(str(one.meeting.number) for one in found)
    return MyMeetingsAnswer(ids=ids, subject="my_meetings", meetings=found)


def answer(question: Question) -> Answer | None:
    """Take down what the asker answers to an invitation."""
    said = _own(command_text(question))
    person = question.scope.asker.person_id
    if said is None or person is None:
        return None
    found = invited_to(question, said.what)
    return _answered(question, found, said, person)


def answer_for(question: Question) -> Answer | None:
    """Take down what somebody else has answered, for whoever keeps the calendar."""
    said = _others(command_text(question))
    if said is None or not may(question.scope.asker, Information.CALENDAR):
        return None
    from handlers import invitations  # noqa: PLC0415 - the days off are slow to load

    found = kept(question, said.what, states=("booked", "held"))
    number = found.one.number if found.one else None
    people = invitations.people_named(*question.scope.let_go(), said.who, meeting=number)
    if len(people) != 1:
        raise Refusal("only_one_person")
    return _answered(question, found, said, people[0])


def _answered(question: Question, found: MeetingsFound, said: _Said, person: int) -> Answer:
    if found.one is None:
        return found.which(said.typed)
    from handlers import invitations  # noqa: PLC0415 - the days off are slow to load

    services, asker = question.scope.let_go()
    number = found.one.number
    standing = invitations.respond(services, asker, number, person, said.response)
    return StandingAnswer(ids=(str(number),), standing=standing, other=person != asker.person_id)


def _own(text: str) -> _Said | None:
    found = _OWN.fullmatch(text)
    if found is None:
        return None
    if found["thanks"]:
        yes = found["thanks"].casefold() == "ja"
        verb = f"tackar {found['thanks']} till"
        return _Said(_response("" if yes else "inte"), found["which"], lambda one: f"{verb} {one}")
    how = found["how"] or ""
    return _Said(_response(how), found["what"], lambda one: _typed("jag kommer", how, one))


def _others(text: str) -> _Said | None:
    found = _OTHERS.fullmatch(text)
    if found is None:
        return None
    if found["verb"]:
        off = found["verb"].casefold() == "avanmäl"
        how, who, what = "inte" if off else found["way"] or "", found["whom"], found["which"]
    else:
        how, who, what = found["how"] or "", found["who"], found["what"]
    start = f"svara att {who} kommer"
    return _Said(_response(how), what, lambda one: _typed(start, how, one), who)


def _response(how: str) -> Response:
    said = how.casefold()
    if said.endswith("inte"):
        return Response(status="declined")
    if said in _MAYBE:
        return Response(status="tentative")
    return Response(status="accepted", attends="remote" if said in _REMOTE else "room")


def _typed(start: str, how: str, meeting: str) -> str:
    return " ".join(part for part in (start, how, "till", meeting) if part)
