"""The visits that answers tell of, counted where the project that they are about has them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.inquiries.finding import questions_of
from handlers.inquiries.standing import CURRENT, answers_of
from handlers.inquiry_views import InquiryQuestion, Purpose, Unit
from handlers.living.offices import count_visits
from handlers.living.working import work_on
from handlers.ports import Services
from storage.models import Inquiry, InquiryTarget, Project

PROJECT = "project"


@contextmanager
def counting(
    session: Session, services: Services, asker: Asker, row: Inquiry, target: InquiryTarget
) -> Iterator[None]:
    """Count what changes until the block ends as visits of the office, once however it changes."""
    project = _project(session, row)
    if project is None or target.office_id is None:
        yield
        return
    before = visits_told(session, row, target)
    yield
    session.flush()
    after = visits_told(session, row, target)
    if before != after:
        work = work_on(session, services, asker, project)
        count_visits(work, target.office_id, before, after)


def tell_project(
    session: Session, services: Services, asker: Asker, row: Inquiry, event: str
) -> None:
    """Let the history of the project tell what has become of the form for its results."""
    project = _project(session, row)
    if project is not None:
        work_on(session, services, asker, project).note("results", None, {"event": event})


def visits_told(session: Session, row: Inquiry, target: InquiryTarget) -> int:
    """Return how many visits the answers of an office that count tell of."""
    counted = [one for one in answers_of(session, target) if one.state == CURRENT]
    if row.unit == Unit.VISIT:
        return len(counted)
    at = visits_question(questions_of(row))
    said = [one.values[at]["values"] for one in counted if at is not None and at < len(one.values)]
    return sum(int(values[0]) for values in said if values)


def visits_question(questions: Sequence[InquiryQuestion]) -> int | None:
    """Return the place of the question that an office answers with its visits, if one is."""
    return next((at for at, one in enumerate(questions) if one.counts_visits), None)


def _project(session: Session, row: Inquiry) -> Project | None:
    if row.purpose != Purpose.RESULTS or row.about_kind != PROJECT:
        return None
    mine = select(Project).filter_by(key=row.about_key, collaboration_id=row.collaboration_id)
    return session.scalars(mine).one_or_none()
