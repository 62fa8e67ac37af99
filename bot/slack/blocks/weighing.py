"""Weighing one proposal: the dialog."""

from bot.slack.blocks.fields import field, form, option, select, text_input
from bot.slack.blocks.parts import Block, said, small
from bot.texts import text
from bot.texts.safe import sentence_case
from bot.texts.weighing import criterion_words, facts, named, state_words
from handlers.answers import CriterionLine, ReviewLine, ReviewSheet
from handlers.proposals import MOVES
from handlers.weighing import LONGEST_REASON

WEIGH, CRITERION = "weigh", "criterion/"


def weigh_dialog(sheet: ReviewSheet) -> Block:
    """Return the dialog in which the one proposal of a sheet is weighed."""
    (line,) = sheet.lines
    lines = [f"{label}: {words}" for label, words in facts(line)]
    outcomes = [option(one, sentence_case(state_words(one))) for one in MOVES]
    return form(
        WEIGH,
        text("review.dialog"),
        text("review.save"),
        [
            said(named(line)),
            *(small(one) for one in lines),
            *(
                _criterion(one, points)
                for one, points in zip(sheet.criteria, line.points, strict=True)
            ),
            field(
                "outcome",
                text("review.outcome"),
                select(outcomes, line.outcome),
                optional=True,
            ),
            field(
                "reason",
                text("review.reason"),
                text_input(line.reason, longest=LONGEST_REASON, many=True),
                hint=text("review.reason_hint"),
                optional=True,
            ),
        ],
        carried=carried(line),
    )


def carried(line: ReviewLine) -> str:
    """Return what comes back with the dialog: which proposal, and which weighing was seen."""
    return f"{line.id}/{line.version}"


def _criterion(one: CriterionLine, points: int | None) -> Block:
    scale = [option(str(point), str(point)) for point in range(1, one.most + 1)]
    return field(
        f"{CRITERION}{one.id}",
        criterion_words(one),
        select(scale, str(points or "")),
        optional=True,
    )
