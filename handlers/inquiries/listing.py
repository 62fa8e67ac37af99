"""The inquiries that somebody is to answer, and those that whoever sees to them has made."""

from sqlalchemy import ColumnElement, Select, distinct, func, or_, select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.inquiries.offices import SPEAKERS
from handlers.inquiries.standing import CURRENT
from handlers.inquiry_views import InquiryLine, InquiryState, Unit
from handlers.memberships import holding
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.models import (
    Collaboration,
    Inquiry,
    InquiryAnswer,
    InquiryTarget,
    Membership,
    Person,
)

MOST_LISTED = 50


def inquiries(services: Services, asker: Asker) -> tuple[InquiryLine, ...]:
    """Return all inquiries of the asker's collaborations, the latest first, for who makes them."""
    require(asker, Information.INQUIRIES)
    with services.database.session() as session:
        family = home(families(session), asker.collaboration)
        wanted = (
            select(Inquiry, Collaboration.name)
            .join(Collaboration, Collaboration.id == Inquiry.collaboration_id)
            .where(Inquiry.collaboration_id.in_(family.ids))
            .order_by(Inquiry.id.desc())
            .limit(MOST_LISTED)
        )
        return _lines(session, wanted)


def my_inquiries(services: Services, asker: Asker) -> tuple[InquiryLine, ...]:
    """Return the open inquiries that the asker may answer, by their last days.

    ``asked`` is 1; ``answered`` is 1 where they, or somebody of their office, have answered.
    """
    if asker.person_id is None:
        return ()
    with services.database.session() as session:
        speaks = (
            select(Membership.id)
            .where(
                Membership.person_id == Person.id,
                Membership.group_id.is_(None),
                Membership.role.in_(SPEAKERS),
                holding(services.today()),
            )
            .exists()
        )
        theirs = or_(
            InquiryTarget.person_id == Person.id,
            (InquiryTarget.office_id == Person.office_id) & speaks,
        )
        answered = (
            select(InquiryAnswer.id)
            .where(InquiryAnswer.target_id == InquiryTarget.id, InquiryAnswer.state == CURRENT)
            .exists()
        )
        rows = session.execute(
            select(Inquiry, Collaboration.name, answered)
            .join(InquiryTarget, InquiryTarget.inquiry_id == Inquiry.id)
            .join(Collaboration, Collaboration.id == Inquiry.collaboration_id)
            .join(Person, Person.id == asker.person_id)
            .where(theirs, Inquiry.state == InquiryState.OPEN, _still_taken(services))
            .order_by(Inquiry.answer_by, Inquiry.id)
        )
        return tuple(_line(row, owner, 1, int(has)) for row, owner, has in rows)


def _still_taken(services: Services) -> ColumnElement[bool]:
    today = services.today()
    return or_(Inquiry.takes_late, Inquiry.answer_by.is_(None), Inquiry.answer_by >= today)


def _lines(session: Session, wanted: Select[Inquiry, str]) -> tuple[InquiryLine, ...]:
    rows = session.execute(wanted).all()
    counted = session.execute(
        select(
            InquiryTarget.inquiry_id,
            func.count(distinct(InquiryTarget.id)),
            func.count(distinct(InquiryAnswer.target_id)),
        )
        .outerjoin(
            InquiryAnswer,
            (InquiryAnswer.target_id == InquiryTarget.id) & (InquiryAnswer.state == CURRENT),
        )
        .where(InquiryTarget.inquiry_id.in_([row.id for row, _ in rows]))
        .group_by(InquiryTarget.inquiry_id)
    )
    counts = {number: (asked, answered) for number, asked, answered in counted}
    return tuple(_line(row, owner, *counts.get(row.id, (0, 0))) for row, owner in rows)


def _line(row: Inquiry, owner: str, asked: int, answered: int) -> InquiryLine:
    return InquiryLine(
        number=row.id,
        title=row.title,
        state=InquiryState(row.state),
        unit=Unit(row.unit),
        answer_by=row.answer_by,
        collaboration=owner,
        purpose=row.purpose,
        asked=asked,
        answered=answered,
    )
