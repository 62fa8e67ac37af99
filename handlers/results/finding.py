"""The result form of a project: at most one, made by whoever leads it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.inquiry_views import Purpose
from storage.models import Inquiry, Project

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
