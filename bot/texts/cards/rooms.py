"""Proposals from a room as they were understood, and the rounds in which proposals are taken."""

from collections.abc import Iterator

from bot.texts.cards.model import Card, Choice, Line
from bot.texts.cards.shaping import make, pieces
from bot.texts.dates import short_day
from bot.texts.proposals import called
from bot.texts.refusals import refusal_text
from bot.texts.safe import clean
from bot.texts.sources import listed
from bot.texts.wording import text
from handlers.answers import ProposalRoundLine, ProposalRoundsAnswer, RoomAnswer, RoomLineAnswer
from handlers.errors import Refusal


def room_card(answer: RoomAnswer) -> Card:
    """Show what was understood of each line, those to be mended first."""
    faulty = [one for one in answer.lines if one.problem is not None]
    rest = [one for one in answer.lines if one.problem is None]
    return make(
        "proposal_dialog",
        room_lead(answer),
        heading=text("room.heading"),
        lines=map(room_line, faulty),
        more=(*map(room_line, rest), *_hints(answer)),
        choices=(
            [Choice(text("room.hand_in"), f"lämna in lista {answer.paste}")] if answer.ready else []
        ),
    )


def room_lead(answer: RoomAnswer) -> str:
    """Say how many lines there are, and what becomes of them."""
    count = len(answer.lines)
    if answer.handed_in:
        return text("room.handed_in", count=count)
    if not count:
        return text("room.how")
    if answer.faults:
        return text("room.faults", count=count, faults=answer.faults)
    return text("room.ready", count=count)


def room_line(line: RoomLineAnswer) -> Line:
    """Say what was understood of a line, what is wrong with it, and what is like it."""
    named = called(line.number, line.title) or text("common.missing")
    offices = listed([clean(one) for one in line.offices])
    said = pieces(named, offices, clean(line.words), *_like(line), _wrong(line))
    return Line(said, "" if line.number else text("room.line", at=line.at))


def _wrong(line: RoomLineAnswer) -> str:
    if line.problem is None:
        return ""
    return refusal_text(Refusal(line.problem.code, **line.problem.values))


def _like(line: RoomLineAnswer) -> Iterator[str]:
    if line.twin is not None:
        yield text("room.twin", twin=line.twin)
    if line.like is not None:
        yield text("room.like", title=clean(line.like.title))


def _hints(answer: RoomAnswer) -> Iterator[Line]:
    if not answer.lines:
        yield Line(text("room.how_by_mail"))
    elif any(one.twin or one.like for one in answer.lines):
        yield Line(text("room.look_again"))


def rounds_card(answer: ProposalRoundsAnswer) -> Card:
    """Show when proposals are taken."""
    return make(
        "cadence",
        _rounds_lead(answer),
        heading=text("round.heading"),
        lines=[_round(one, answer) for one in answer.rounds],
        more=[Line(text("round.how")), *_to_export(answer)],
    )


def _to_export(answer: ProposalRoundsAnswer) -> Iterator[Line]:
    if answer.may_export and answer.rounds:
        yield Line(text("case.typed_round", year=answer.rounds[-1].year))


def _rounds_lead(answer: ProposalRoundsAnswer) -> str:
    if answer.changed:
        return text("round.set", year=answer.changed)
    if answer.removed:
        return text("round.removed", year=answer.removed)
    return text("round.lead") if answer.rounds else text("round.none")


def _round(line: ProposalRoundLine, answer: ProposalRoundsAnswer) -> Line:
    opens, closes = short_day(line.opens), short_day(line.closes)
    now = line.opens <= answer.today <= line.closes
    said = pieces(
        text("round.days", opens=opens, closes=closes),
        text("round.late") if line.late else text("round.strict"),
        text("round.open_now") if now else "",
    )
    return Line(said, text("round.for_year", year=line.year))
