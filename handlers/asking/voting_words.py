"""Asking offices about proposals in words: "be om synpunkter på förslagen till 2028", votes."""

import re

from handlers import proposals, voting
from handlers.access import Information, may, require
from handlers.answers import Answer, InquiryPictureAnswer, VoteScaleAnswer
from handlers.asking.inquiry_drafts import last_day, whom_meant
from handlers.asking.orders import command_text, order_text
from handlers.asking.question import Question
from handlers.errors import Refusal
from handlers.inquiry_views import Purpose, Unit
from handlers.opinion_views import is_numeric
from handlers.roles import coordinator
from handlers.voting import AskedOf
from storage.words import fold

_REF = r"[\w-]*\w-[\w-]*\w"
ASK = re.compile(
    r"(?:(?P<comments>(?:be(?:gär)?|fråga) (?:kontoren )?om synpunkter på|samla in synpunkter på)"
    r"|(?:ny |starta |håll |ordna )?(?:en )?(?:om)?röstning om"
    r"|låt (?:alla )?kontoren rösta om|rösta om)"
    rf" (?:(?:alla )?förslagen(?: (?:till|för|inför|i)(?: planen)? (?P<year>(?:19|20)\d\d)"
    r"(?: års plan)?)?"
    rf"|förslag(?:en|et)?:? (?P<many>{_REF}(?:(?:,? och |, ?| ){_REF})*))"
    r"(?:,? (?:från|bland|till|hos) (?P<whom>\S[^,;]*?))?",
    re.IGNORECASE,
)
_NAMED = re.compile(_REF)
SHOW = re.compile(
    r"(?:visa |vilken |vilken är )?(?:vår |den )?röstskalan?(?: (?:har vi|gäller))?"
    r"|hur röstar (?:vi|kontoren)",
    re.IGNORECASE,
)
SET = re.compile(
    r"(?:sätt |ändra |ny )?röstskalan?(?: till| är| ska vara)?:? ?(?P<rest>\S.*)", re.IGNORECASE
)
# "0–3", "från 1 till 5".
_RANGE = re.compile(r"(?:från )?(?P<first>\d{1,2}) ?(?:[-–]|till) ?(?P<last>\d{1,2})")
_BETWEEN = re.compile(r"\s*[;\n,/]\s*")


def scale(question: Question) -> Answer | None:
    """Answer with what offices choose among when they vote, or say what it is to be."""
    typed = command_text(question)
    if SHOW.fullmatch(typed):
        return _scale(question, voting.vote_scale(*question.scope.let_go()))
    said = SET.fullmatch(typed)
    if said is None:
        return None
    kept = voting.set_vote_scale(*question.scope.let_go(), read_scale(said["rest"]))
    return _scale(question, kept, changed=True)


def ask_offices(question: Question) -> Answer | None:
    """Draft what offices are asked of proposals; nobody is asked before it is sent."""
    typed, day = last_day(order_text(question), question.scope.today)
    said = ASK.fullmatch(typed)
    if said is None:
        return None
    scope = question.scope
    require(scope.asker, Information.PROPOSALS)
    whom = whom_meant(scope, said["whom"] or "alla kontor")
    if whom.unit is not Unit.OFFICE:
        raise Refusal("inquiry_whom", whom=said["whom"])
    wanted = AskedOf(
        purpose=Purpose.COMMENTS if said["comments"] else Purpose.VOTE,
        proposals=_proposals(question, said),
        year=int(said["year"] or 0),
        asked=whom.asked,
        answer_by=day,
    )
    return _drafted(question, wanted)


def read_scale(said: str) -> tuple[str, ...]:
    """Return the steps of a scale: "ja, nej, avstår", "0–3", or one on each line."""
    numbers = _RANGE.fullmatch(said.strip(" ."))
    if numbers is None:
        return tuple(part.strip(" .") for part in _BETWEEN.split(said) if part.strip(" ."))
    first, last = int(numbers["first"]), int(numbers["last"])
    if not 0 < abs(last - first) < voting.MOST_STEPS:
        raise Refusal("vote_scale_steps", least=2, most=voting.MOST_STEPS)
    step = 1 if last > first else -1
    return tuple(str(one) for one in range(first, last + step, step))


def _proposals(question: Question, said: re.Match[str]) -> tuple[int, ...]:
    services, asker = question.scope.services, question.scope.asker
    if said["many"]:
        named = _NAMED.findall(said["many"])
        return tuple(proposals.proposal_by_key(services, asker, fold(one)) for one in named)
    found = voting.proposals_to_ask_of(services, asker, int(said["year"] or 0))
    return tuple(one.id for one in found)


def _drafted(question: Question, wanted: AskedOf) -> Answer:
    from handlers import inquiries  # noqa: PLC0415 - the days off are slow to load

    services, asker = question.scope.let_go()
    number = voting.draft_on_proposals(services, asker, wanted)
    return InquiryPictureAnswer(
        ids=(str(number),),
        subject="inquiry",
        picture=inquiries.show_inquiry(services, asker, number),
        change="drafted",
    )


def _scale(question: Question, steps: tuple[str, ...], *, changed: bool = False) -> VoteScaleAnswer:
    scope = question.scope
    return VoteScaleAnswer(
        subject="vote_scale",
        steps=steps,
        numeric=is_numeric(steps),
        changed=changed,
        may_set=may(scope.asker, Information.INQUIRIES),
        contact=coordinator(scope),
    )
