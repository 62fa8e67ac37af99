"""A meeting's agenda in words: "föreslå dagordning till styrgruppsmötet"."""

import re
from collections.abc import Callable

from handlers.access import Information, may
from handlers.answers import AgendaProposalAnswer, Answer, WrittenAgendaAnswer
from handlers.asking.meetings_named import one_meeting
from handlers.asking.orders import command_text, order_text
from handlers.asking.question import Question
from handlers.contents import MeetingLine
from handlers.errors import Refusal

_PROPOSE = re.compile(
    r"(?:(?:föreslå|gör|skriv|visa) (?:en )?|(?:ett )?förslag (?:till|på) )?(?:en )?"
    r"(?:dagordning(?:en)?|agenda(?:n)?) (?:till|för|på) (?P<which>[^:]*[^:\s])",
    re.IGNORECASE,
)
_LONGEST_SAID = 100
_WRITE = re.compile(
    r"(?P<verb>ersätt )?(?:dagordning(?:en)?|agenda(?:n)?) (?:till|för|på) "
    r"(?P<which>[^:]*[^:\s]): ?(?P<points>\S.*)",
    re.IGNORECASE,
)


def propose(question: Question) -> Answer | None:
    """Answer with what the meeting that is named has to deal with."""
    said = _PROPOSE.fullmatch(command_text(question))
    if said is None:
        return None
    found = _meant(question, said["which"], lambda name: f"föreslå dagordning till {name}")
    if not isinstance(found, MeetingLine):
        return found
    from handlers.agendas import propose_agenda  # noqa: PLC0415 - the days off are slow to load

    proposed = propose_agenda(question.scope.services, question.scope.asker, found.number)
    return AgendaProposalAnswer(ids=_ids(found), proposed=proposed)


def write(question: Question) -> Answer | None:
    """Write down the agenda of the meeting that is named; one that is there is asked about."""
    said = _WRITE.fullmatch(order_text(question))
    if said is None:
        return None
    points, verb = said["points"], said["verb"] or ""
    found = _meant(question, said["which"], lambda name: f"{verb}dagordning till {name}: {points}")
    if not isinstance(found, MeetingLine):
        return found
    from handlers.agendas import write_agenda  # noqa: PLC0415 - as above

    services, asker = question.scope.let_go()
    several = points.split(";")
    written = write_agenda(services, asker, found.number, several, replace=bool(verb))
    again = f"ersätt dagordning till möte {found.number}: {points}"
    return WrittenAgendaAnswer(
        ids=_ids(found), agenda=written, again="" if written.taken else again
    )


def _meant(
    question: Question, said: str, typed: Callable[[str], str]
) -> MeetingLine | Answer | None:
    """Return the meeting that is named; refuse where there is none, for whoever could mean one."""
    found = one_meeting(question, said, typed)
    if found is None and may(question.scope.asker, Information.CALENDAR):
        # For others it is perhaps a wish of another kind.
        raise Refusal("no_such_meeting", said=said[:_LONGEST_SAID])
    return found


def _ids(meeting: MeetingLine) -> tuple[str, ...]:
    return (meeting.rule,) if meeting.rule else ()
