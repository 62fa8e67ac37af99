"""Proposals from a room, by hand or in words: "förslag från rummet" and a line for each."""

import re
from collections.abc import Sequence

from handlers import proposals
from handlers.access import Information, require
from handlers.answers import Answer, Asker, DraftProblem, RoomAnswer, RoomLineAnswer
from handlers.asking.orders import order_text
from handlers.asking.question import Question
from handlers.asking.room_lines import MOST_LINES, RoomLine, read_lines
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.proposals import Paste, Suggestion

_ROOM = r"(?:nya )?förslag(?:en)? (?:från|ur) (?:rummet|tavlan|mötet|väggen)"
_BEGINS = re.compile(rf"{_ROOM}\s*:?", re.IGNORECASE)
_HAND_IN = re.compile(
    r"(?:lämna|skicka) in lista (?:nr |nummer )?(?P<number>\d{1,9})", re.IGNORECASE
)


def is_room(subject: str) -> bool:
    """Tell whether a mail's subject or first line says that lines from a room follow."""
    return _BEGINS.fullmatch(" ".join(subject.split())) is not None


def look_at_lines(
    services: Services, asker: Asker, words: str, number: int | None = None
) -> RoomAnswer:
    """Keep lines that somebody has pasted, and answer with what was understood of each."""
    require(asker, Information.PROPOSALS)
    if not words.strip():
        raise Refusal("room_empty")
    read = read_lines(words, proposals.places_to_name(services, asker))
    if len(read) > MOST_LINES:
        raise Refusal("room_many", most=MOST_LINES, count=len(read))
    return _looked_at(services, asker, proposals.keep_paste(services, asker, words, number), read)


def hand_in_lines(services: Services, asker: Asker, number: int) -> RoomAnswer:
    """Hand in the lines of a paste, all of them or none; the same ones again change nothing."""
    paste = proposals.show_paste(services, asker, number)
    read = read_lines(paste.words, proposals.places_to_name(services, asker))
    if any(one.problem for one in read):
        return _looked_at(services, asker, paste, read)
    made = proposals.hand_in_paste(services, asker, paste, [_said(one) for one in read])
    return RoomAnswer(
        paste=number,
        lines=tuple(
            RoomLineAnswer(at=at, title=one.title, number=one.number)
            for at, one in enumerate(made, start=1)
        ),
        handed_in=True,
    )


def begin(question: Question) -> Answer | None:
    """Say how proposals from a room are pasted, where nothing was."""
    if not is_room(order_text(question)):
        return None
    require(question.scope.asker, Information.PROPOSALS)
    return RoomAnswer()


def hand_in(question: Question) -> Answer | None:
    """Hand in the lines that are named by their number."""
    said = _HAND_IN.fullmatch(order_text(question))
    if said is None:
        return None
    services, asker = question.scope.let_go()
    return hand_in_lines(services, asker, int(said["number"]))


def _said(line: RoomLine) -> Suggestion:
    return Suggestion(
        title=line.title,
        background=line.words,
        offices=tuple(one.number for one in line.offices),
    )


def _looked_at(
    services: Services, asker: Asker, paste: Paste, read: Sequence[RoomLine]
) -> RoomAnswer:
    earlier = proposals.alike(services, asker, [one.title for one in read])
    return RoomAnswer(
        paste=paste.number,
        lines=tuple(
            RoomLineAnswer(
                at=one.at,
                title=one.title,
                offices=tuple(office.label for office in one.offices),
                words=one.words,
                problem=_problem(one.problem),
                twin=one.twin,
                like=earlier.get(one.title),
            )
            for one in read
        ),
    )


def _problem(refusal: Refusal | None) -> DraftProblem | None:
    if refusal is None:
        return None
    return DraftProblem(name="title", code=refusal.code, values=refusal.values)
