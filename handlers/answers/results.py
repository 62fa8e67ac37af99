"""Answers about what a campaign has found: how it stands, and the report on a project."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from handlers.answers.found import Answer, ListAnswer
from handlers.answers.living import OfficeLine
from handlers.answers.parts import Progress, ProjectCard
from handlers.inquiry_views import InquiryPicture


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignResults:
    """What the offices of a project have found.

    ``named`` tells that the offices' names stand with what they have said; for everybody else they
    are left out of the ``picture``. ``part`` is how many of those who take part have answered, and
    ``taking`` how many take part; ``new`` of them have joined since the form was sent, and have not
    got it.
    """

    picture: InquiryPicture
    progress: Progress
    named: bool
    part: int
    taking: int
    new: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsAnswer(ListAnswer):
    """What a campaign has found so far; with ``excel`` a workbook is asked for."""

    key: str
    owner: str
    title: str
    results: CampaignResults
    leads: bool
    excel: bool = False
    # How many offices more have just been asked.
    asked: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectReportAnswer(Answer):
    """A draft of the report on a project; ``results`` is None where none were gathered."""

    kind: ClassVar[str] = "project"
    card: ProjectCard
    offices: tuple[OfficeLine, ...]
    results: CampaignResults | None
    day: date
