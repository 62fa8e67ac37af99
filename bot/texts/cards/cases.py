"""Cases and rounds that are handed over: what is in the file."""

from collections.abc import Iterator

from bot.texts.cards.model import Card, Line
from bot.texts.cards.shaping import make
from bot.texts.cases import case_file_name, round_file_name
from bot.texts.proposals import called
from bot.texts.wording import text
from handlers.answers import CaseAnswer, CaseFile, RoundExportAnswer


def case_card(answer: CaseAnswer) -> Card:
    """Say what a case's file holds, and what could not be kept."""
    first = answer.case.proposals[0]
    return make(
        "proposal",
        text("case.ready"),
        heading=called(first.number, first.title),
        lines=(
            Line(case_file_name(answer.case), text("label.file")),
            *_held(answer.case),
        ),
        footer=text("case.logged"),
    )


def round_export_card(answer: RoundExportAnswer) -> Card:
    """Say what a round's file holds."""
    count = len(answer.proposals)
    return make(
        "list",
        text("case.round_ready", count=count),
        heading=text("case.round_heading", year=answer.year),
        lines=(Line(round_file_name(answer), text("label.file")),),
        footer=text("case.logged"),
    )


def _held(case: CaseFile) -> Iterator[Line]:
    yield Line(text("case.events", count=len(case.events)))
    if case.mails:
        kept = sum(one.raw is not None for one in case.mails)
        yield Line(text("case.mails", count=len(case.mails), kept=kept))
    if len(case.proposals) > 1:
        yield Line(text("case.merged", count=len(case.proposals) - 1))
