"""Numbers, each with its denominator; money, as its source prints it."""

from collections.abc import Iterable, Sequence

from bot.texts.amounts import decimal, money
from bot.texts.cards.budgets import entered_card
from bot.texts.cards.model import Action, Card, Line
from bot.texts.cards.shaping import (
    asking,
    from_source,
    labelled,
    make,
    noted,
    pieces,
    with_notes,
)
from bot.texts.safe import sentence_case
from bot.texts.sources import listed
from bot.texts.wording import text, word
from handlers.answers import BudgetAnswer, BudgetSheet, CostSplit, Figure, Money, StatisticAnswer


def statistic_card(answer: StatisticAnswer) -> Card:
    """Present numbers; a note on how to read them always stands beside them."""
    rows = [labelled(_label(figure), _number(figure)) for figure in answer.lines]
    lead = _said(rows[0]) if rows else text("statistic.none")
    lines, rest = with_notes(rows[1:], noted(answer.notes), footer=True)
    return make(
        "statistic",
        lead,
        heading=_heading(answer),
        lines=lines,
        more=rest,
        footer=from_source(answer.source),
        actions=(Action.CORRECT,),
    )


def budget_card(answer: BudgetAnswer) -> Card:
    """Present a budget, several, or how a common cost is split."""
    if answer.split is not None:
        return _split(answer, answer.split)
    if any(one.entered for one in answer.sheets) or answer.set_line:
        return entered_card(answer)
    if not answer.sheets and answer.may_set:
        return entered_card(answer)
    if not answer.sheets:
        none = text("budget.none_plain")
        if answer.year is not None:
            none = text("budget.none", year=answer.year)
        return make("budget", none, lines=asking(answer.contact))
    return _sheet(answer.sheets[0]) if len(answer.sheets) == 1 else _sheets(answer)


def _said(line: Line) -> str:
    return text("common.part_of", label=line.label, value=line.text) if line.label else line.text


def _label(figure: Figure) -> str:
    return sentence_case(figure.label.strip() or word("figure", figure.code))


def _number(figure: Figure) -> str:
    """Say a number with its denominator: "24 av 42 (57,1 procent)"."""
    if figure.women_percent is not None or figure.men_percent is not None:
        return _shares(figure)
    if figure.value is None:
        return text("common.missing")
    number = _told(figure.value)
    parts = [text("statistic.about", number=number) if figure.approximate else number]
    if figure.of is not None:
        parts.append(text("statistic.of", count=figure.of))
    if figure.percent is not None:
        parts.append(text("statistic.percent", percent=_told(figure.percent)))
    if figure.finished is not None:
        parts.append(text("statistic.finished", count=_told(figure.finished)))
    return " ".join(parts)


def _shares(figure: Figure) -> str:
    """Say how many are women and men: "57 procent kvinnor, 43 procent män, av 7"."""
    parts = []
    if figure.women_percent is not None:
        parts.append(text("statistic.women", percent=_told(figure.women_percent)))
    if figure.men_percent is not None:
        parts.append(text("statistic.men", percent=_told(figure.men_percent)))
    if figure.of is not None:
        parts.append(text("statistic.of", count=figure.of))
    return ", ".join(parts)


def _told(number: float | str) -> str:
    return number if isinstance(number, str) else decimal(number)


def _heading(answer: StatisticAnswer) -> str:
    heading, year = answer.heading or word("figure", answer.about), str(answer.year or "")
    if heading.isdigit():
        return text("statistic.heading", year=heading)
    if heading and year and year not in heading:
        return text("statistic.heading_year", heading=heading, year=year)
    return heading or (text("statistic.heading", year=year) if year else "")


def _sheet(sheet: BudgetSheet) -> Card:
    shares = [labelled(sentence_case(row.item), _amount(row, sheet.unit)) for row in sheet.shares]
    lines, rest = with_notes([*_invoiced(sheet), *shares], noted(sheet.notes), footer=True)
    return make(
        "budget",
        _sums(sheet) or text("budget.sums_missing"),
        heading=text("budget.heading", year=sheet.year, organisation=sheet.organisation),
        lines=lines,
        more=(*rest, *_rows(sheet)),
        footer=from_source(sheet.source),
        actions=(Action.CORRECT,),
        record=("budget", sheet.key),
    )


def _sheets(answer: BudgetAnswer) -> Card:
    sheets = answer.sheets
    heading = text("budget.several_plain")
    if answer.year is not None:
        heading = text("budget.several", year=answer.year)
    facts = [
        Line(
            _sums(sheet) or text("budget.sums_missing"),
            text("budget.year_and_who", year=sheet.year, organisation=sheet.organisation),
        )
        for sheet in sheets
    ]
    notes = noted(
        text("common.part_of", label=sheet.organisation, value=note)
        for sheet in sheets
        for note in sheet.notes
    )
    lines, rest = with_notes(facts, notes, footer=True)
    return make(
        "budget",
        text("budget.count", count=len(sheets)),
        heading=heading,
        lines=lines,
        more=(*rest, *(row for sheet in sheets for row in _own_rows(sheet))),
        footer=from_source(", ".join(dict.fromkeys(sheet.source for sheet in sheets))),
    )


def _own_rows(sheet: BudgetSheet) -> Iterable[Line]:
    shares = (labelled(sentence_case(row.item), _amount(row, sheet.unit)) for row in sheet.shares)
    own = [*_invoiced(sheet), *shares, *_rows(sheet)]
    return (Line(_said(line), sheet.organisation, line.missing) for line in own)


def _invoiced(sheet: BudgetSheet) -> tuple[Line, ...]:
    if sheet.invoiced is None:
        return ()
    return (Line(money(sheet.invoiced, sheet.unit), text("label.invoiced")),)


def _sums(sheet: BudgetSheet) -> str:
    unit = sheet.unit
    parts = (
        "" if sheet.frame is None else text("budget.frame", amount=money(sheet.frame, unit)),
        ""
        if sheet.income_total is None
        else text("budget.income", amount=money(sheet.income_total, unit)),
        ""
        if sheet.costs_total is None
        else text("budget.costs", amount=money(sheet.costs_total, unit)),
        _surplus(sheet.surplus, unit),
    )
    return sentence_case(pieces(*parts))


def _surplus(surplus: float | None, unit: str) -> str:
    if surplus is None:
        return ""
    if surplus < 0:
        return text("budget.deficit", amount=money(-surplus, unit))
    return text("budget.surplus", amount=money(surplus, unit))


def _rows(sheet: BudgetSheet) -> Iterable[Line]:
    for label, rows in ((text("label.income"), sheet.income), (text("label.costs"), sheet.costs)):
        for row in rows:
            amount = text("common.missing") if row.amount is None else _amount(row, sheet.unit)
            value = text("common.part_of", label=row.item, value=amount)
            yield Line(value, label, row.amount is None)


def _amount(row: Money, unit: str) -> str:
    if row.amount is None:
        return row.share
    amount = money(row.amount, unit)
    return text("common.bracketed", value=amount, more=row.share) if row.share else amount


def _split(answer: BudgetAnswer, split: CostSplit) -> Card:
    facts = (*_calculation(split), Line(_threshold(split), text("label.threshold")))
    lines, rest = with_notes(facts, noted([split.note] if split.note else []), footer=True)
    return make(
        "budget",
        _divided(split),
        heading=text("budget.split_heading"),
        lines=lines,
        more=(*rest, *asking(answer.contact)),
        footer=from_source(split.source),
    )


def _divided(split: CostSplit) -> str:
    if split.amount is None:
        return text("budget.split_rule", parts=_parts(split.parts))
    return text("budget.split", amount=money(split.amount), parts=_parts(split.parts))


def _parts(parts: Sequence[Money]) -> str:
    return listed([text("budget.part", who=part.item, amount=_share(part)) for part in parts])


def _share(part: Money) -> str:
    return part.share if part.amount is None else money(part.amount)


def _calculation(split: CostSplit) -> Iterable[Line]:
    if split.amount is None:
        return
    whole = money(split.amount)
    sums = [
        text("budget.calculation", amount=whole, share=part.share, part=money(part.amount))
        for part in split.parts
        if part.amount is not None and part.share
    ]
    yield Line(", ".join(sums), text("label.calculation"))


def _threshold(split: CostSplit) -> str:
    threshold = money(split.threshold)
    if split.amount is None:
        return text("budget.rule", threshold=threshold)
    if split.obligatory:
        return text("budget.obligatory", threshold=threshold)
    return text("budget.optional", threshold=threshold)
