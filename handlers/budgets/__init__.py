"""Money: budgets as sources print them and as people enter them, and the cost split."""

from handlers.budgets.amounts import amount_in, amount_of
from handlers.budgets.entering import LineName, set_line
from handlers.budgets.showing import (
    LineForm,
    budget_lines,
    line_form,
    see_budgets,
    show_budgets,
)
from handlers.budgets.splitting import split_cost
from handlers.budgets.undoing import undo_change, undo_latest

__all__ = [
    "LineForm",
    "LineName",
    "amount_in",
    "amount_of",
    "budget_lines",
    "line_form",
    "see_budgets",
    "set_line",
    "show_budgets",
    "split_cost",
    "undo_change",
    "undo_latest",
]
