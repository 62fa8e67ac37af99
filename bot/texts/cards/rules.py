"""The rules of what recurs: all of them, or one and what was done about it."""

from bot.texts.cards.model import Card, Line
from bot.texts.cards.shaping import make
from bot.texts.rule_shapes import shape_words
from bot.texts.rules import (
    fault_words,
    preview_words,
    rule_line,
    sheet_line,
    source_sentences,
    usual_reminders,
)
from bot.texts.safe import clean, quoted, sentence_case
from bot.texts.sources import listed
from bot.texts.wording import text, word
from handlers.answers import RuleAnswer, RulesAnswer
from handlers.rule_sheets import RuleSheet


def rules_card(answer: RulesAnswer) -> Card:
    """Present the rules as a list, all of them in their order."""
    count = len(answer.rules)
    return make(
        "list",
        text("common.several", count=count) if count else text("rules.none_yet"),
        heading=text("rules.heading"),
        lines=[Line(rule_line(line)) for line in answer.rules],
        footer=text("rules.show_one") if count else "",
    )


def rule_card(answer: RuleAnswer) -> Card:
    """Present one rule, or what was done about it and how it is now."""
    if answer.change:
        return _changed(answer)
    sheet = answer.sheet
    return make(
        "cadence",
        sentence_case(shape_words(sheet.shape)),
        heading=sheet.title,
        lines=(
            Line(_outlook(sheet)),
            Line(_when(sheet), text("label.reminded_when")),
            Line(_whom(sheet), text("label.reminded")),
            Line(listed([clean(name) for name in sheet.hosts]), text("label.hosts")),
            Line(_step(answer)),
        ),
        more=[Line(one) for one in source_sentences(sheet)],
        record=("rule", sheet.key),
    )


def _changed(answer: RuleAnswer) -> Card:
    heading = word("rule_change", answer.change)
    if answer.change == "removed":
        said = text("rule_form.removed", title=clean(answer.sheet.title))
        return make("cadence", said, heading=heading)
    undo = text("agenda.undo", typed=quoted(answer.typed)) if answer.typed else ""
    return make("cadence", sheet_line(answer.sheet), heading=heading, lines=[Line(undo)])


def _outlook(sheet: RuleSheet) -> str:
    if sheet.fault:
        return text("rules.cannot_be", why=fault_words(sheet.fault))
    return preview_words(sheet.preview) if sheet.preview else ""


def _when(sheet: RuleSheet) -> str:
    kind = sheet.shape.kind
    if kind == "ongoing":
        return ""
    if sheet.remind:
        return text("rules.days_ahead", days=listed([str(one) for one in sheet.remind]))
    usual = usual_reminders(kind)
    return text("rules.days_ahead", days=usual) if usual[:1].isdigit() else usual


def _whom(sheet: RuleSheet) -> str:
    whom = word("rule_audience", sheet.audience or "coordinator")
    return text("rules.and_offices", whom=whom) if sheet.shape.per_office else whom


def _step(answer: RuleAnswer) -> str:
    typed = quoted(answer.typed)
    if answer.sheet.paused:
        return text("rules.wake", typed=typed)
    return text("rules.rest", typed=typed)
