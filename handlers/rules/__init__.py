"""The rules of what recurs, as those who keep the calendar see, change, make and remove them."""

from handlers.rule_sheets import (
    Choice,
    NewRule,
    Preview,
    RuleChange,
    RuleLine,
    RuleSheet,
    UnknownHost,
)
from handlers.rules.changing import change_rule, preview_rule, restore_rule
from handlers.rules.forms import months_kept
from handlers.rules.making import SHAPES, create_rule, preview_new, remove_rule
from handlers.rules.showing import list_rules, show_rule

__all__ = [
    "SHAPES",
    "Choice",
    "NewRule",
    "Preview",
    "RuleChange",
    "RuleLine",
    "RuleSheet",
    "UnknownHost",
    "change_rule",
    "create_rule",
    "list_rules",
    "months_kept",
    "preview_new",
    "preview_rule",
    "remove_rule",
    "restore_rule",
    "show_rule",
]
