"""An answer that is begun: kept page by page, and counted when the last page is sent (ADR 17)."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.inquiries.standing import BEGUN, REPLACED, visit_key
from handlers.inquiry_views import Given, InquiryForm
from storage.models import InquiryAnswer, InquiryTarget


def with_begun(
    session: Session, asker: Asker, target: InquiryTarget, person: int | None, form: InquiryForm
) -> InquiryForm:
    """Return a form with what the asker has begun to answer, for ``person``, in its fields."""
    for one in _begun(session, asker, target, person, form.visit):
        return replace(form, begun=tuple(map(Given.of, one.values)))
    return form


def end_begun(
    session: Session, asker: Asker, target: InquiryTarget, person: int | None, visit: str
) -> None:
    """End what the asker has begun to answer: there is more of it now, or all."""
    for one in _begun(session, asker, target, person, visit):
        one.state = REPLACED


def _begun(
    session: Session, asker: Asker, target: InquiryTarget, person: int | None, visit: str
) -> Sequence[InquiryAnswer]:
    mine = select(InquiryAnswer).filter_by(
        target_id=target.id,
        person_id=person,
        by_id=asker.person_id,
        visit_key=visit_key(visit),
        state=BEGUN,
    )
    return session.scalars(mine.order_by(InquiryAnswer.id)).all()
