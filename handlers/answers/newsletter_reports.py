"""Answers about what became of an issue, and what is to be put up elsewhere."""

from dataclasses import dataclass

from handlers.answers.found import ListAnswer
from handlers.contents import Edition
from handlers.newsletter_views import IssueState, OutcomeRow, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterReportAnswer(ListAnswer):
    """What became of each recipient's copy of an issue."""

    label: str
    title: str
    state: IssueState
    progress: Progress
    rows: tuple[OutcomeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterTextAnswer(ListAnswer):
    """An issue as text to be put up in a place; "" for no place. ``posted``: it has been."""

    label: str
    edition: Edition
    place: str
    page: str
    posted: bool = False
