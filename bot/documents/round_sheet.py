"""A whole round as a workbook: its proposals, their way, who stands behind them, what was said."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any

from bot.documents.attachments import Attachment
from bot.documents.lists import SheetRows, workbook_file
from bot.texts import text
from bot.texts.cases import field_name, round_file_name, said
from bot.texts.opinions import vote_words
from handlers.answers import CaseProposal, RoundExportAnswer
from handlers.answers.cases import CaseBacker, CaseComment, CaseCriterion, CasePlanLine, CaseStep
from handlers.opinion_views import Opinion

# What has a sheet of its own.
_APART = frozenset({"backers", "steps", "comments", "opinions", "votes", "weighing", "plan_lines"})
# In a table of all, what the preparatory group found is told from the proposal's own.
_OF_WEIGHING = {
    "outcome": "weighing_outcome",
    "reason": "weighing_reason",
    "by": "weighing_by",
    "at": "weighing_at",
}


def round_workbook(answer: RoundExportAnswer) -> Attachment:
    """Return all proposals of a round as a workbook; every cell is text, never a formula."""
    several: tuple[tuple[str, type[Any], Callable[[CaseProposal], Iterable[Any]]], ...] = (
        (text("case.sheet_steps"), CaseStep, lambda one: one.steps),
        (text("case.sheet_backers"), CaseBacker, lambda one: one.backers),
        (text("case.sheet_comments"), CaseComment, lambda one: one.comments),
        (text("case.sheet_opinions"), Opinion, lambda one: one.opinions),
        (text("case.sheet_plans"), CasePlanLine, lambda one: one.plan_lines),
    )
    further = [_sheet(answer, *one) for one in several]
    return workbook_file(round_file_name(answer), [_proposals(answer), *further, _votes(answer)])


def _votes(answer: RoundExportAnswer) -> SheetRows:
    columns = text("case.proposal"), text("case.title"), text("case.sheet_votes")
    rows = [
        (one.name, one.title, vote_words(vote)) for one in answer.proposals for vote in one.votes
    ]
    return SheetRows(text("case.sheet_votes"), columns, rows)


def _proposals(answer: RoundExportAnswer) -> SheetRows:
    names = [one.name for one in fields(CaseProposal) if one.name not in _APART]
    found = [field_name(name) for name in _OF_WEIGHING.values()]
    columns = (*map(field_name, names), *found, *map(_criterion, answer.criteria))
    rows = [
        (
            *(_cell(name, getattr(one, name)) for name in names),
            *(_cell(name, getattr(one.weighing, name, "")) for name in _OF_WEIGHING),
            *_points(one, answer.criteria),
        )
        for one in answer.proposals
    ]
    return SheetRows(text("case.sheet_proposals"), columns, rows)


def _points(proposal: CaseProposal, criteria: Sequence[CaseCriterion]) -> Iterator[str]:
    points = proposal.weighing.points if proposal.weighing else ()
    # Two criteria may have had the same name, one after the other.
    got = {one.number: one.points for one in points}
    yield from (_cell("points", got.get(one.number)) for one in criteria)


def _criterion(one: CaseCriterion) -> str:
    return text("case.retired", title=one.title) if one.retired else one.title


def _sheet(
    answer: RoundExportAnswer,
    title: str,
    record: type[Any],
    of: Callable[[CaseProposal], Iterable[Any]],
) -> SheetRows:
    names = [one.name for one in fields(record)]
    columns = (text("case.proposal"), text("case.title"), *map(field_name, names))
    rows = [
        (one.name, one.title, *(_cell(name, getattr(line, name)) for name in names))
        for one in answer.proposals
        for line in of(one)
    ]
    return SheetRows(title, columns, rows)


def _cell(name: str, value: object) -> str:
    shown = said(name, value)
    if isinstance(shown, bool):
        return text("case.yes") if shown else text("case.no")
    if isinstance(shown, list):
        return "\n".join(map(str, shown))
    return "" if shown is None else str(shown)
