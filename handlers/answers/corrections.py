"""Somebody says that a fact is wrong."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.answers.found import Answer
from handlers.answers.parts import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionAnswer(Answer):
    """What somebody has ``said`` of the record called ``title``, and that it waits at the desk.

    With ``items`` nothing was filed: it is not certain which of them is meant.
    """

    kind: ClassVar[str] = "proposal_dialog"
    title: str
    said: str
    items: tuple[Item, ...] = ()
