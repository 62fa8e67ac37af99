"""What a campaign has found so far, made anew of the answers each time that it is looked at."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker, CampaignResults, ResultsAnswer
from handlers.errors import Refusal
from handlers.inquiries.standing import CURRENT
from handlers.inquiries.tallying import picture_of
from handlers.inquiry_views import AnswerRow, InquiryPicture, InquiryState
from handlers.living.working import Which
from handlers.ports import Services
from handlers.projects.cards import show
from handlers.results.finding import form_of_project, found_project, newcomers
from handlers.scope import Scope, scope
from storage.models import (
    Collaboration,
    Inquiry,
    InquiryAnswer,
    InquiryTarget,
    Participation,
    Project,
)
from storage.sorting import sort_key


def show_results(
    services: Services, asker: Asker, which: Which, *, excel: bool = False
) -> ResultsAnswer:
    """Return what a campaign has found; refuse where no results are gathered."""
    require(asker, Information.RESULTS)
    with scope(services, asker) as opened:
        project, led = found_project(opened, which)
        row = form_of_project(opened.session, project)
        if row is None or row.state == InquiryState.DRAFT:
            raise Refusal("results_none", title=project.title)
        owner = opened.session.get_one(Collaboration, project.collaboration_id)
        return ResultsAnswer(
            ids=(project.key,),
            subject="results",
            key=project.key,
            owner=owner.key,
            title=project.title,
            results=compiled(opened, project, row, named=led),
            leads=led,
            excel=excel,
        )


def compiled(opened: Scope, project: Project, row: Inquiry, *, named: bool) -> CampaignResults:
    """Return what the offices of a project have found; without their names unless ``named``."""
    session = opened.session
    picture = picture_of(session, opened.services, row)
    part, taking = _taking_part(session, project, row)
    waits = named and row.state == InquiryState.OPEN
    return CampaignResults(
        picture=picture if named else _nameless(picture),
        progress=show(opened, project.id).progress,
        named=named,
        part=part,
        taking=taking,
        new=len(newcomers(session, project.id, row.id)) if waits else 0,
    )


def _nameless(picture: InquiryPicture) -> InquiryPicture:
    return replace(
        picture,
        plan=replace(picture.plan, asked=type(picture.plan.asked)()),
        # By what they say: in the order of the offices' names the list of who takes part would
        # tell which one has said what.
        rows=tuple(sorted(map(_nameless_row, picture.rows), key=_by_content)),
        asked=(),
        silent=(),
        lost=(),
    )


def _nameless_row(row: AnswerRow) -> AnswerRow:
    return replace(row, id=0, target=0, who="", visit="", by="")


def _by_content(row: AnswerRow) -> list[tuple[str, str]]:
    return [(sort_key(" ".join(one.values)), sort_key(one.comment)) for one in row.given]


def _taking_part(session: Session, project: Project, row: Inquiry) -> tuple[int, int]:
    """Return how many of the offices that take part have answered, and how many take part."""
    answered = (
        select(InquiryTarget.office_id)
        .join(InquiryAnswer, InquiryAnswer.target_id == InquiryTarget.id)
        .where(InquiryTarget.inquiry_id == row.id, InquiryAnswer.state == CURRENT)
    )
    mine = select(
        Participation.office_id, Participation.office_id.in_(answered).label("answered")
    ).where(Participation.project_id == project.id)
    told = {one.office_id: bool(one.answered) for one in session.execute(mine)}
    return sum(told.values()), len(told)
