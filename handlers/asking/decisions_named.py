"""Which decision somebody means: by its number, and by its meeting where that is said."""

import re
from dataclasses import dataclass

from handlers.access import Information, may, require
from handlers.answers import Answer, DecisionLine, Option, WhichAnswer
from handlers.asking.meetings_named import meetings_matching
from handlers.asking.question import Question
from handlers.decisions.finding import numbered
from handlers.errors import Refusal

# How a decision is named.
WHICH = (
    r"beslut(?:et)? (?:nr\.? |nummer )?(?P<number>\d{1,4})"
    r"(?: (?:från|på|vid|av) (?P<which>\S.*?))?"
)


@dataclass(frozen=True, slots=True)
class Which:
    """A decision's number, and its meeting in words, empty where any is meant.

    ``before`` and ``after`` are what was typed around them.
    """

    number: int
    meeting: str
    before: str
    after: str

    @classmethod
    def of(cls, said: re.Match[str]) -> "Which":
        """Return what a pattern with ``WHICH`` in it has found."""
        end = said.end("which") if said["which"] else said.end("number")
        before, after = said.string[: said.start("number")], said.string[end:]
        return cls(int(said["number"]), said["which"] or "", before, after)

    def typed(self, meeting: int) -> str:
        """Return what is typed to mean the decision of one meeting alone."""
        return f"{self.before}{self.number} från möte {meeting}{self.after}"


def named_decision(question: Question, which: Which) -> DecisionLine | Answer:
    """Return the decision that is named, or the question which of several it is.

    Refuses where there is none for the asker.
    """
    asker = question.scope.asker
    if not asker.known:
        require(asker, Information.CALENDAR)
    found = [one for one in _found(question, which) if _is_theirs(question, one)]
    # Of several with the number, one that is done already is hardly meant.
    several = [one for one in found if one.state == "open"] or found
    if not several:
        raise Refusal("no_such_decision", number=which.number)
    if len(several) == 1:
        return several[0]
    meetings = [one.meeting for one in several]
    options = [Option(typed=which.typed(one.number), meeting=one) for one in meetings]
    query = which.meeting or str(which.number)
    return WhichAnswer(query=query, options=tuple(options), today=question.scope.today)


def _found(question: Question, which: Which) -> tuple[DecisionLine, ...]:
    meetings = [one.id for one, _ in meetings_matching(question, which.meeting)]
    return numbered(question.scope.session, meetings, which.number, question.scope.today)


def _is_theirs(question: Question, line: DecisionLine) -> bool:
    asker = question.scope.asker
    owns = line.owner_id is not None and line.owner_id == asker.person_id
    return owns or may(asker, Information.CALENDAR)
