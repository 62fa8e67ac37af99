"""Asking the offices that have joined a campaign since its form was sent."""

from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.inquiries.asking import log
from handlers.inquiries.finding import (
    Meant,
    family_of,
    found_inquiry,
    is_draft,
    offices_meant,
)
from handlers.inquiries.offices import offices_in
from handlers.inquiries.telling import tell_asked
from handlers.inquiry_views import InquiryState
from handlers.living.working import Which
from handlers.ports import Services
from handlers.results.finding import form_of_project, found_project, newcomers
from handlers.scope import scope
from storage.inserting import insert_new
from storage.models import Inquiry, InquiryTarget


def ask_newcomers(services: Services, asker: Asker, which: Which) -> int:
    """Ask the offices that take part and have not been asked; return how many. Twice asks none."""
    with scope(services, asker) as opened:
        project, _ = found_project(opened, which)
        row = form_of_project(opened.session, project)
        number, title, project_id = (row.id if row else 0), project.title, project.id
    if not number:
        raise Refusal("results_none", title=title)
    with services.database.write() as session:
        found = found_inquiry(session, asker, number, lock=True)
        if found.state != InquiryState.OPEN:
            raise Refusal(
                "inquiry_not_sent" if is_draft(found) else "inquiry_closed", number=number
            )
        meant = _meant(session, services, found, project_id)
        if meant.offices:
            _ask(session, services, asker, found, meant)
        return len(meant.offices)


def _meant(session: Session, services: Services, row: Inquiry, project_id: int) -> Meant:
    family, new = family_of(session, row), set(newcomers(session, project_id, row.id))
    chosen = [one for one in offices_in(session, family.ids) if one.id in new]
    return offices_meant(session, services, family, chosen)


def _ask(session: Session, services: Services, asker: Asker, row: Inquiry, meant: Meant) -> None:
    rows = [
        {"collaboration_id": row.collaboration_id, "inquiry_id": row.id, "office_id": office}
        for office in meant.offices
    ]
    session.execute(insert_new(services.database, InquiryTarget), rows)
    tell_asked(session, services, row, meant)
    log(session, services, asker, row, "inquiry_sent", offices=list(meant.offices))
