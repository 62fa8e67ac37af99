"""Budgets that people enter: what they come to, line by line, and what was changed."""

from collections.abc import Iterator

from bot.texts.budgets import change_words, line_name, line_pieces, sheet_name, told, total_pieces
from bot.texts.cards.model import Card, Line
from bot.texts.cards.shaping import from_source, make, noted, pieces
from bot.texts.wording import text, word
from handlers.answers import BudgetAnswer, BudgetLine, BudgetSheet

_MOST_CHANGES = 10


def entered_card(answer: BudgetAnswer) -> Card:
    """Present budgets in which somebody has entered something, or say how to begin."""
    if not answer.sheets:
        return _to_begin(answer)
    several = len(answer.sheets) > 1
    heading = (
        text("budget.several", year=answer.year or "") if several else sheet_name(answer.sheets[0])
    )
    return make(
        "budget",
        _lead(answer),
        heading=heading,
        lines=[line for sheet in answer.sheets for line in _totals(sheet, several=several)],
        more=[
            *(line for sheet in answer.sheets for line in _rows(sheet, several=several)),
            *(line for sheet in answer.sheets for line in noted(sheet.notes)),
            *(line for sheet in answer.sheets for line in _changes(sheet)),
            *_how(answer),
        ],
        footer=_sources(answer),
        columns=(
            text("budgets.line"),
            text("budgets.column_budget"),
            text("budgets.column_revised"),
            text("budgets.column_outcome"),
            text("budgets.column_left"),
        ),
    )


def _to_begin(answer: BudgetAnswer) -> Card:
    year = answer.year or ""
    return make(
        "budget",
        text("budget.none", year=year),
        heading=text("budget.several", year=year),
        lines=_how(answer),
    )


def _lead(answer: BudgetAnswer) -> str:
    if answer.set_line is None:
        return text("budgets.lead")
    said = pieces(*line_pieces(answer.set_line)) or text("budgets.nothing")
    named = text("common.part_of", label=line_name(answer.set_line), value=said)
    return text("budgets.undone", line=named) if answer.undone else text("budgets.set", line=named)


def _totals(sheet: BudgetSheet, *, several: bool) -> Iterator[Line]:
    for total in sheet.totals:
        label = word("budget_side", total.side)
        if several:
            label = text("common.bracketed", value=label, more=sheet.organisation)
        yield Line(pieces(*total_pieces(total)), label)


def _rows(sheet: BudgetSheet, *, several: bool) -> Iterator[Line]:
    for line in sheet.lines:
        name = line_name(line)
        if several:
            name = text("common.bracketed", value=name, more=sheet.organisation)
        said = pieces(*line_pieces(line)) or text("common.missing")
        yield Line(said, name, cells=_cells(name, line))


def _cells(name: str, line: BudgetLine) -> tuple[str, ...]:
    amounts = (line.budget, line.revised, line.outcome, line.left)
    return name, *map(told, amounts)


def _changes(sheet: BudgetSheet) -> Iterator[Line]:
    for change in sheet.changes[:_MOST_CHANGES]:
        yield Line(change_words(change), text("budgets.changed"))


def _how(answer: BudgetAnswer) -> Iterator[Line]:
    if answer.may_set:
        yield Line(text("budgets.how", year=answer.year or ""))
        yield Line(text("budgets.how_more", year=answer.year or ""))


def _sources(answer: BudgetAnswer) -> str:
    sources = dict.fromkeys(sheet.source for sheet in answer.sheets if sheet.source)
    return from_source(", ".join(sources)) if sources else text("budgets.entered_here")
