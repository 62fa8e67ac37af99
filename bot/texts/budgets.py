"""A year's money in words: each line with what was budgeted, what it came to, and what is left."""

from bot.texts.amounts import money
from bot.texts.dates import short_day
from bot.texts.safe import clean, sentence_case, shortened
from bot.texts.wording import text, word
from handlers.answers import BudgetChangeLine, BudgetLine, BudgetSheet, BudgetTotal
from handlers.ports import SWEDEN

_LONGEST_NOTE = 300


def line_name(line: BudgetLine) -> str:
    """Return what a line is called; the whole of a side is named by it."""
    return sentence_case(clean(line.item)) or word("budget_whole", line.side)


def told(amount: float | None) -> str:
    """Say an amount, nothing where there is none."""
    return "" if amount is None else money(amount)


def line_pieces(line: BudgetLine) -> tuple[str, ...]:
    """Say what is known of a line, each amount with what it is."""
    return (
        text("budgets.budgeted", amount=money(line.budget)) if line.budget is not None else "",
        text("budgets.revised", amount=money(line.revised)) if line.revised is not None else "",
        text("budgets.outcome", amount=money(line.outcome)) if line.outcome is not None else "",
        left_words(line.side, line.left),
        text("budgets.printed", amount=told(line.printed)) if line.differs else "",
        shortened(clean(line.note), _LONGEST_NOTE),
        text("budgets.source", source=clean(line.source)) if line.entered and line.source else "",
    )


def total_pieces(total: BudgetTotal) -> tuple[str, ...]:
    """Say what a side comes to."""
    known = (
        text("budgets.budgeted", amount=money(total.budget)) if total.budget is not None else "",
        text("budgets.revised", amount=money(total.revised)) if total.revised is not None else "",
        text("budgets.outcome", amount=money(total.outcome)) if total.outcome is not None else "",
        left_words(total.side, total.left),
    )
    return known if any(known) else (text("common.missing"),)


def left_words(side: str, left: float | None) -> str:
    """Say what is left of a budget, or by how much it was passed."""
    if left is None:
        return ""
    if left == 0:
        return text("budgets.even")
    if side == "income":
        amount = money(abs(left))
        return (
            text("budgets.short", amount=amount)
            if left > 0
            else text("budgets.beyond", amount=amount)
        )
    amount = money(abs(left))
    return text("budgets.left", amount=amount) if left > 0 else text("budgets.over", amount=amount)


def change_words(change: BudgetChangeLine) -> str:
    """Say what somebody has changed, from what to what."""
    line = BudgetLine(side=change.side, item=change.item)
    said = text(
        "budgets.change",
        day=short_day(change.at.astimezone(SWEDEN).date()),
        line=line_name(line),
        field=word("budget_field", change.field),
        old=_value(change.old),
        new=_value(change.new),
    )
    by = text("budgets.by", name=clean(change.by)) if change.by else ""
    undone = text("budgets.change_undone") if change.undone else ""
    return " ".join(filter(None, (said, by, undone)))


def sheet_name(sheet: BudgetSheet) -> str:
    """Return what a year's budget is called."""
    return text("budget.heading", year=sheet.year, organisation=clean(sheet.organisation))


def _value(value: float | str | None) -> str:
    if value is None or value == "":
        return text("budgets.nothing")
    return shortened(clean(value), _LONGEST_NOTE) if isinstance(value, str) else money(value)
