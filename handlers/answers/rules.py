"""Answers about the rules of what recurs: all of them, or one and what was done about it."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.answers.found import Answer
from handlers.rule_sheets import RuleLine, RuleSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesAnswer(Answer):
    """The rules of what recurs, those that rest last."""

    kind: ClassVar[str] = "list"
    rules: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleAnswer(Answer):
    """One rule, with when it recurs and who is reminded when.

    ``change`` is what was done about it: paused, resumed, restored, removed, or nothing; of one
    that was removed it is how it was. ``typed`` is what lets it rest or hold again, where that is
    the other of what it does now.
    """

    kind: ClassVar[str] = "cadence"
    sheet: RuleSheet
    change: str = ""
    typed: str = ""
