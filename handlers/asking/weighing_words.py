"""Weighing in words: "underlag för beredningen", "väg 2027-014: i banken, därför att …"."""

import re
from collections.abc import Iterator

from handlers import weighing
from handlers.answers import (
    Answer,
    CriterionLine,
    MovedAsWeighedAnswer,
    ReviewAnswer,
    ReviewSheet,
    WeighedAnswer,
)
from handlers.asking.orders import bare_command, order_text
from handlers.asking.question import Question
from handlers.errors import Refusal
from handlers.proposals import state_named
from handlers.weighing import Found
from storage.words import fold

_PAPERS = re.compile(
    r"(?:visa |skicka |ge mig )?(?:beredningsunderlag(?:et)?"
    r"|underlag(?:et)? (?:för|till|inför) bered(?:ningen|ningsgruppen))",
    re.IGNORECASE,
)
_SHOW = re.compile(
    r"(?:visa )?(?:vägningen|(?:bered(?:ningens|ningsgruppens) )?förslag till beslut)",
    re.IGNORECASE,
)
_WEIGH = re.compile(
    r"(?:väg|vägning(?: av)?)(?: förslag(?:et)?)? (?P<name>[\w-]+)\s*:\s*(?P<rest>\S.*)",
    re.IGNORECASE,
)
_FILLED_IN = re.compile(
    r"(?:.*\b)?(?:vägning(?:en)?|vägt|beredningsunderlag(?:et)?|underlag för bered\w+)\b.*",
    re.IGNORECASE,
)
# A reply with nothing but the file says by its name what it is.
_OUR_FILE = "underlag for beredningen"
_MOVE = re.compile(
    r"flytta (?:alla |förslagen )?(?:enligt|efter) vägningen(?P<now> nu)?", re.IGNORECASE
)
_WHY = re.compile(
    r"(?:,? ?(?:därför att|eftersom|för att|motivering:?)|:) ?(?P<why>\S.*)", re.IGNORECASE
)
_POINTS = re.compile(r"(?P<name>.*?)[ :=]+(?P<points>\d{1,2})(?: ?p(?:oäng)?)?", re.IGNORECASE)


def papers_request(bare: str) -> re.Match[str] | None:
    """Return what of a command asks for the preparatory group's papers, if it does."""
    return _PAPERS.fullmatch(bare)


def papers(question: Question) -> Answer | None:
    """Answer with what is to be weighed, as papers and as a sheet to fill in."""
    if not papers_request(bare_command(question.phrase.text)) or question.files:
        return None
    sheet = weighing.review_sheet(*question.scope.let_go())
    return _shown("review", sheet)


def weighed(question: Question) -> Answer | None:
    """Answer with what the preparatory group has found."""
    if not _SHOW.fullmatch(bare_command(question.phrase.text)):
        return None
    return _shown("weighed", weighing.weighed_sheet(*question.scope.let_go()))


def take_sheet(question: Question) -> Answer | None:
    """Take what a sheet says that has come with a mail."""
    sheets = [one for one in question.files if one.name.casefold().endswith(".xlsx")]
    ours = any(fold(one.name).startswith(_OUR_FILE) for one in sheets)
    if not sheets or not (ours or _FILLED_IN.fullmatch(bare_command(question.phrase.text))):
        return None
    if len(sheets) > 1:
        raise Refusal("one_weighing_sheet")
    services, asker = question.scope.let_go()
    read = weighing.read_weighing(services, asker, services.sheets.rows(sheets[0]))
    return WeighedAnswer(
        ids=_keys(read.sheet),
        subject="weighed_now",
        sheet=read.sheet,
        same=read.same,
        problems=read.problems,
    )


def weigh(question: Question) -> Answer | None:
    """Write down what is found of one proposal."""
    said = _WEIGH.fullmatch(order_text(question))
    if said is None:
        return None
    services, asker = question.scope.let_go()
    number = weighing.proposal_named(services, asker, said["name"])
    found = _found(said["rest"], weighing.criteria(services, asker))
    sheet = weighing.weigh(services, asker, number, found)
    return WeighedAnswer(ids=_keys(sheet), subject="weighed_now", sheet=sheet)


def move(question: Question) -> Answer | None:
    """Move the proposals as they were weighed; without "nu", show first what that would be."""
    said = _MOVE.fullmatch(order_text(question))
    if said is None:
        return None
    services, asker = question.scope.let_go()
    act = weighing.move_as_weighed if said["now"] else weighing.to_move
    lines = act(services, asker)
    return MovedAsWeighedAnswer(
        ids=tuple(one.key for one in lines),
        subject="as_weighed",
        lines=lines,
        done=bool(said["now"]),
    )


def _found(rest: str, criteria: tuple[CriterionLine, ...]) -> Found:
    """Read "i banken, därför att det saknas underlag; Miljönytta 4; Rådighet 2"."""
    outcome, reason = None, None
    points: dict[int, int | None] = {}
    for part in (one.strip(" .,") for one in rest.split(";")):
        given = _POINTS.fullmatch(part)
        against = _criterion(given["name"], criteria) if given else None
        if given and against:
            points[against.id] = int(given["points"])
        elif outcome is None:
            outcome, reason = _outcome(part)
        elif part:
            raise Refusal("weighed_part_unread", written=part)
    return Found(outcome=outcome, reason=reason, points=points)


def _outcome(part: str) -> tuple[str, str | None]:
    why = _WHY.search(part)
    name = part[: why.start()] if why else part
    outcome = state_named(name)
    if outcome is None:
        raise Refusal("weighed_outcome_unread", written=name)
    return str(outcome), why["why"] if why else None


def _criterion(name: str, criteria: tuple[CriterionLine, ...]) -> CriterionLine | None:
    return next((one for one in criteria if fold(one.name) == fold(name.strip())), None)


def _shown(subject: str, sheet: ReviewSheet) -> ReviewAnswer:
    return ReviewAnswer(
        ids=_keys(sheet), subject=subject, sheet=sheet, to_move=sum(1 for _ in _to_move(sheet))
    )


def _to_move(sheet: ReviewSheet) -> Iterator[str]:
    return (one.key for one in sheet.lines if one.outcome and one.outcome != one.state)


def _keys(sheet: ReviewSheet) -> tuple[str, ...]:
    return tuple(one.key for one in sheet.lines)
