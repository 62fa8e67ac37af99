"""An inquiry as one sees it who answers: whose answer it is, and what has been answered."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.errors import Refusal
from handlers.inquiries.finding import family_of, questions_of
from handlers.inquiries.offices import SPEAKERS, offices_in
from handlers.inquiry_views import Given, InquiryForm, InquiryState, Unit
from handlers.memberships import holding
from handlers.ports import Services
from storage.models import (
    Collaboration,
    Inquiry,
    InquiryAnswer,
    InquiryTarget,
    Membership,
    Person,
)
from storage.words import fold

CURRENT, DISPUTED, REPLACED, SET_ASIDE = "current", "disputed", "replaced", "set_aside"
# What is kept of an answer that is not sent yet; it counts for nothing.
BEGUN = "begun"


def own_target(
    session: Session, services: Services, row: Inquiry, person_id: int, *, lock: bool = False
) -> InquiryTarget:
    """Return whose answer a person may give; refuse who is not asked, and who does not speak."""
    mine = select(InquiryTarget).where(InquiryTarget.inquiry_id == row.id)
    person = session.get(Person, person_id)
    if person is None or person.email is None:
        raise Refusal("inquiry_not_asked")
    if row.unit == Unit.PERSON:
        mine = mine.where(InquiryTarget.person_id == person_id)
    else:
        mine = mine.where(InquiryTarget.office_id == person.office_id)
    found = session.scalars(mine.with_for_update() if lock else mine).one_or_none()
    if found is None:
        raise Refusal("inquiry_not_asked")
    if row.unit != Unit.PERSON and not speaks(session, services, person_id):
        raise Refusal("inquiry_not_speaker")
    return found


def speaks(session: Session, services: Services, person_id: int) -> bool:
    """Tell whether somebody speaks for their office today."""
    held = select(Membership.id).where(
        Membership.person_id == person_id,
        Membership.group_id.is_(None),
        Membership.role.in_(SPEAKERS),
        holding(services.today()),
    )
    return session.scalars(held.limit(1)).first() is not None


def takes_answers(services: Services, row: Inquiry) -> bool:
    """Tell whether an answer is taken just now."""
    return row.state == InquiryState.OPEN and (row.takes_late or not is_late(services, row))


def is_late(services: Services, row: Inquiry) -> bool:
    """Tell whether the last day to answer is past."""
    return row.answer_by is not None and services.today() > row.answer_by


def answers_of(session: Session, target: InquiryTarget) -> Sequence[InquiryAnswer]:
    """Return the answers of a target that count or are disputed, the oldest first."""
    mine = select(InquiryAnswer).where(
        InquiryAnswer.target_id == target.id, InquiryAnswer.state.in_((CURRENT, DISPUTED))
    )
    return session.scalars(mine.order_by(InquiryAnswer.id)).all()


def visit_key(visit: str) -> str:
    """Return what is the same for the same visit, however it is written."""
    return fold(" ".join(visit.split()))[:120]


def form_of(
    session: Session,
    services: Services,
    row: Inquiry,
    target: InquiryTarget,
    reader: int | None,
    *,
    visit: str = "",
) -> InquiryForm:
    """Return an inquiry as the reader sees it, with what the target has answered."""
    rows = answers_of(session, target)
    key = visit_key(visit) if row.unit == Unit.VISIT else ""
    mine = [one for one in rows if one.visit_key == key]
    current = next((one for one in mine if one.state == CURRENT), None)
    people = (target.person_id, reader, current.person_id if current else None)
    names = _names(session, [one for one in people if one is not None])
    owner = session.get_one(Collaboration, row.collaboration_id)
    return InquiryForm(
        number=row.id,
        title=row.title,
        about=row.about,
        unit=Unit(row.unit),
        questions=questions_of(row),
        answer_by=row.answer_by,
        collaboration=owner.name,
        state=InquiryState(row.state),
        open=takes_answers(services, row),
        purpose=row.purpose,
        late=is_late(services, row),
        office=office_name(session, row, target),
        name=names.get(reader or 0, ""),
        visit=current.visit if current else visit,
        current=current.id if current else 0,
        own=current is not None and reader is not None and current.person_id == reader,
        by=names.get(current.person_id or 0, "") if current else "",
        given=tuple(map(Given.of, current.values)) if current else (),
        disputed=any(one.state == DISPUTED for one in mine),
        visits=tuple(one.visit for one in rows if one.state == CURRENT and one.visit),
    )


def office_name(session: Session, row: Inquiry, target: InquiryTarget) -> str:
    """Return what the office of a target is called; nothing where a person is asked."""
    if target.office_id is None:
        return ""
    every = offices_in(session, family_of(session, row).ids)
    return next((one.name for one in every if one.id == target.office_id), "")


def _names(session: Session, people: Sequence[int]) -> dict[int, str]:
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(people)))
    return {row.id: row.name for row in rows}
