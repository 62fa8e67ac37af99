"""The result form of a project: at most one, made by whoever leads it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.errors import Refusal
from handlers.inquiry_views import Purpose
from handlers.living.working import Which
from handlers.projects.identifying import identify
from handlers.projects.leading import leads
from handlers.scope import Scope
from storage.models import Inquiry, InquiryTarget, Participation, Project

PROJECT = "project"


def form_of_project(session: Session, project: Project) -> Inquiry | None:
    """Return the form by which a project's results are gathered, None where there is none."""
    mine = select(Inquiry).where(
        Inquiry.about_kind == PROJECT,
        Inquiry.about_key == project.key,
        Inquiry.collaboration_id == project.collaboration_id,
        Inquiry.purpose == Purpose.RESULTS,
    )
    return session.scalars(mine.order_by(Inquiry.id)).first()


def found_project(opened: Scope, which: Which) -> tuple[Project, bool]:
    """Return a project of the asker's own family, and whether they lead it; refuse any other."""
    found = identify(opened.session, opened.family, which.key, which.owner)
    if found.collaboration_id not in opened.family.ids:
        raise Refusal("not_allowed")
    project = opened.session.get_one(Project, found.id)
    return project, leads(opened.asker, opened.family, project)


def newcomers(session: Session, project_id: int, number: int) -> Sequence[int]:
    """Return the offices that take part in a project and were not asked what they have found."""
    asked = select(InquiryTarget.office_id).where(
        InquiryTarget.inquiry_id == number, InquiryTarget.office_id.is_not(None)
    )
    mine = select(Participation.office_id).where(
        Participation.project_id == project_id, Participation.office_id.not_in(asked)
    )
    return session.scalars(mine.order_by(Participation.office_id)).all()
