"""Showing an inquiry to who answers it, of themselves, for their office, or for one that phones."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.inquiries.beginning import with_begun
from handlers.inquiries.finding import found_inquiry, inquiry_in
from handlers.inquiries.standing import form_of, own_target
from handlers.inquiry_views import InquiryForm
from handlers.ports import Services
from storage.models import Inquiry, InquiryTarget


def show_form(services: Services, asker: Asker, number: int, visit: str = "") -> InquiryForm:
    """Return an inquiry as the asker answers it; refuse who is not asked."""
    with services.database.session() as session:
        row = inquiry_in(session, asker, number)
        target = own_target(session, services, row, person_of(asker))
        form = form_of(session, services, row, target, asker.person_id, visit=visit)
        return with_begun(session, asker, target, asker.person_id, form)


def show_form_for(
    services: Services, asker: Asker, number: int, office_id: int, visit: str = ""
) -> InquiryForm:
    """Return an inquiry as an office answers it, for whoever sees to inquiries."""
    with services.database.session() as session:
        row = found_inquiry(session, asker, number)
        target = office_target(session, row, office_id)
        form = form_of(session, services, row, target, None, visit=visit)
        return with_begun(session, asker, target, None, form)


def office_target(session: Session, row: Inquiry, office_id: int) -> InquiryTarget:
    """Return the office that is asked, locked; refuse one that is not."""
    mine = select(InquiryTarget).filter_by(inquiry_id=row.id, office_id=office_id)
    found = session.scalars(mine.with_for_update()).one_or_none()
    if found is None:
        raise Refusal("inquiry_office_not_asked")
    return found


def person_of(asker: Asker) -> int:
    """Return who the asker is; refuse who is not known."""
    if asker.person_id is None:
        raise Refusal("not_known_yet")
    return asker.person_id
