"""A year's money in chat: its buttons, and the dialogs in which a line is changed."""

import hashlib
import json
from collections.abc import Iterator, Mapping

from bot.slack.blocks.fields import field, form, option, radio, select, text_input
from bot.slack.blocks.parts import Block, button, buttons, said
from bot.texts import text, word
from bot.texts.budgets import line_name, told
from bot.texts.safe import clean, shortened
from handlers.answers import BudgetAnswer, BudgetLine
from handlers.budgets import LineForm
from handlers.budgets.entering import LONGEST_ITEM, LONGEST_NOTE, LONGEST_SOURCE

PICK, SET = "budget_pick", "budget_set"
NEW = "new"
# As many as a list to choose from has room for, beside a new line for each owner.
_MOST_LINES = 90
_MOST_OWNERS = 10
_LONGEST_LABEL = 70
_LONGEST_AMOUNT = 30
_NO_WORDS = (("note", ""), ("source", ""))


def budget_buttons(answer: BudgetAnswer) -> list[Block]:
    """Return what can be done with a year's budget."""
    year = str(answer.year or "")
    steps = []
    if answer.may_set and answer.year:
        steps.append(button(text("budgets.change_button"), "budget_change", year))
    if answer.undo:
        steps.append(button(text("budgets.undo_button"), "budget_undo", str(answer.undo)))
    if answer.sheets and answer.year:
        steps.append(button(text("budgets.file_button"), "budget_excel", year))
    return buttons(steps)


def pick_dialog(found: LineForm) -> Block:
    """Return the dialog in which a line to change is chosen, or a new one."""
    options = [option(value, label) for value, label in _choices(found)]
    blocks = [field("line", text("budgets.which"), select(options, options[0]["value"]))]
    return form(
        PICK,
        text("budgets.dialog", year=found.year),
        text("budgets.next"),
        blocks,
        json.dumps({"year": found.year}),
    )


def line_dialog(year: int, owner: str, line: BudgetLine | None) -> Block:
    """Return the dialog in which a line is changed, or a new one is entered."""
    carried = {
        "year": year,
        "owner": owner,
        "side": line.side if line else "",
        "item": line.item if line else "",
        "version": line.version if line else None,
    }
    blocks = [*_named(line), *_amounts(line)]
    return form(
        SET,
        text("budgets.dialog", year=year),
        text("budgets.save"),
        blocks,
        json.dumps(carried, ensure_ascii=False),
    )


def meant(found: LineForm, value: str) -> tuple[str, BudgetLine | None]:
    """Return whose line was chosen, and which; None for a new one."""
    owner, _, mark = value.partition("/")
    lines = found.lines.get(owner, ())
    return owner, next((one for one in lines if _mark(one) == mark), None)


def _choices(found: LineForm) -> Iterator[tuple[str, str]]:
    names = dict(found.owners[:_MOST_OWNERS])
    several = len(names) > 1
    room = _MOST_LINES // max(1, len(names))
    for key, name in names.items():
        where = f"{_short(clean(name))}: " if several else ""
        for line in found.lines[key][:room]:
            label = f"{where}{word('budget_side', line.side)}: {line_name(line)}"
            yield f"{key}/{_mark(line)}", shortened(label, _LONGEST_LABEL)
        yield f"{key}/{NEW}", f"{where}{text('budgets.new_line')}"


def _short(name: str) -> str:
    return name.removeprefix("Miljösamverkan ")


def _mark(line: BudgetLine) -> str:
    """Return what a line is known by in a list: its name may be longer than that has room for."""
    return hashlib.sha256(f"{line.side}/{line.item}".encode()).hexdigest()[:16]


def _named(line: BudgetLine | None) -> list[Block]:
    if line is not None:
        return [said(f"{word('budget_side', line.side)}: {line_name(line)}")]
    sides: Mapping[str, str] = {one: word("budget_side", one) for one in ("cost", "income")}
    return [
        field("item", text("budgets.line"), text_input(longest=LONGEST_ITEM)),
        field(
            "side",
            text("budgets.side"),
            radio([option(code, label) for code, label in sides.items()], "cost"),
        ),
    ]


def _amounts(line: BudgetLine | None) -> Iterator[Block]:
    for name in ("budget", "revised", "outcome"):
        amount = getattr(line, name) if line else None
        yield field(
            name,
            word("budget_label", name),
            text_input(told(amount), longest=_LONGEST_AMOUNT),
            hint=text("budgets.amount_hint") if name == "budget" else "",
            optional=True,
        )
    # Where its source is printed is shown, and is nothing that anybody has entered.
    words_of = (("note", line.note), ("source", line.own_source)) if line else _NO_WORDS
    for name, value in words_of:
        longest = LONGEST_NOTE if name == "note" else LONGEST_SOURCE
        yield field(
            name,
            word("budget_label", name),
            text_input(value, longest=longest, many=name == "note"),
            optional=True,
        )
