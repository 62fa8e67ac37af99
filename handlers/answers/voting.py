"""Answers about how offices vote on proposals."""

from dataclasses import dataclass

from handlers.answers.found import ListAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteScaleAnswer(ListAnswer):
    """The steps that offices choose among when they vote; ``changed`` where that was just said.

    ``numeric``: a mean is told of what they choose. ``may_set``: the asker may say what it is.
    """

    steps: tuple[str, ...]
    numeric: bool = False
    changed: bool = False
    may_set: bool = False
