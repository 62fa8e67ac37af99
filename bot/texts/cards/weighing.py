"""What proposals are weighed against, how they were found, and what becomes of them."""

from collections.abc import Iterator

from bot.texts.cards.model import Card, Choice, Line
from bot.texts.cards.shaping import asking, make, pieces
from bot.texts.refusals import refusal_text
from bot.texts.safe import clean, shortened
from bot.texts.weighing import found_words, named, offices_words, points_words, row_problem_words
from bot.texts.weighing import state_words as states
from bot.texts.wording import text
from handlers.answers import (
    CriteriaAnswer,
    CriterionLine,
    MovedAsWeighedAnswer,
    ReviewAnswer,
    ReviewLine,
    ReviewSheet,
    RowProblem,
    WeighedAnswer,
)
from handlers.errors import Refusal

_LONGEST = 500


def criteria_card(answer: CriteriaAnswer) -> Card:
    """List what proposals are weighed against, or say that there is nothing."""
    return make(
        "list",
        _criteria_lead(answer),
        heading=text("criteria.heading"),
        lines=(
            *map(_criterion, answer.criteria),
            *(() if answer.may_set else asking(answer.contact)),
        ),
        footer=text("criteria.how") if answer.may_set else "",
    )


def review_card(answer: ReviewAnswer) -> Card:
    """List what is to be weighed, or what was found; the papers come beside."""
    found = answer.subject == "weighed"
    count = len(answer.sheet.lines)
    nothing = text("review.none_weighed") if found else text("review.none")
    counted = (
        text("review.count_weighed", count=count) if found else text("review.count", count=count)
    )
    return make(
        "list",
        counted if count else nothing,
        heading=text("review.found") if found else text("review.heading"),
        lines=tuple(_line(one, answer.sheet) for one in answer.sheet.lines),
        footer=_next(answer) if count else "",
        columns=_columns() if count else (),
        choices=_move_choices() if answer.to_move else (),
    )


def weighed_card(answer: WeighedAnswer) -> Card:
    """Confirm what was found, or say what is wrong with a sheet of which nothing was taken."""
    if answer.problems:
        return make(
            "list",
            text("review.not_taken", count=len(answer.problems)),
            heading=text("review.not_read"),
            lines=tuple(map(_problem, answer.problems)),
            footer=text("review.mend"),
        )
    count = len(answer.sheet.lines)
    lead = text("review.taken", count=count) if count else text("review.nothing_new")
    return make(
        "list",
        lead,
        heading=text("review.found"),
        lines=(
            *(_line(one, answer.sheet) for one in answer.sheet.lines),
            Line(text("review.same", count=answer.same) if answer.same and count else ""),
        ),
        footer=text("review.how_to_move") if count else "",
        columns=_columns() if count else (),
    )


def moved_as_weighed_card(answer: MovedAsWeighedAnswer) -> Card:
    """Say what has been moved as it was weighed, or what would be."""
    count = len(answer.lines)
    if not count:
        return make("list", text("review.none_to_move"), heading=text("review.moving"))
    lead = (
        text("review.moved", count=count) if answer.done else text("review.would_move", count=count)
    )
    return make(
        "list",
        lead,
        heading=text("review.moving"),
        lines=tuple(_move(one, done=answer.done) for one in answer.lines),
        footer="" if answer.done else text("review.move_now"),
        choices=() if answer.done else _now_choices(),
    )


def _criteria_lead(answer: CriteriaAnswer) -> str:
    if not answer.criteria:
        return text("criteria.none_now") if answer.changed else text("criteria.none")
    count = len(answer.criteria)
    return text("criteria.set", count=count) if answer.changed else text("criteria.against")


def _criterion(one: CriterionLine) -> Line:
    return Line(text("criteria.points", most=one.most), clean(one.name))


def _columns() -> tuple[str, ...]:
    return (
        text("review.proposal"),
        text("review.offices"),
        text("review.outcome"),
        text("review.points"),
    )


def _line(line: ReviewLine, sheet: ReviewSheet) -> Line:
    offices, points = offices_words(line), points_words(line, sheet.criteria)
    found = shortened(found_words(line), _LONGEST) if line.version else states(line.state)
    return Line(
        pieces(offices, found, points), named(line), cells=(named(line), offices, found, points)
    )


def _move(line: ReviewLine, *, done: bool) -> Line:
    to = states(line.state if done else line.outcome)
    why = (
        text("review.because", reason=shortened(clean(line.reason), _LONGEST))
        if line.reason
        else ""
    )
    return Line(pieces(to, why), named(line))


def _problem(one: RowProblem) -> Line:
    said = refusal_text(Refusal(one.code, **one.values))
    return Line(row_problem_words(one.name, one.row, said))


def _next(answer: ReviewAnswer) -> str:
    if answer.subject == "weighed":
        return text("review.how_to_weigh")
    return text("review.how_to_fill_in")


def _move_choices() -> Iterator[Choice]:
    yield Choice(text("review.choose_move"), text("review.move_command"))


def _now_choices() -> Iterator[Choice]:
    yield Choice(text("review.choose_move_now"), text("review.move_now_command"))
