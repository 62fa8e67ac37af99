"""How an inquiry stands: who has answered what, and who is silent."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.inquiries.finding import Meant, asked_now, family_of, is_draft, meant, plan_of
from handlers.inquiries.standing import CURRENT, DISPUTED
from handlers.inquiry_views import (
    AnswerRow,
    Given,
    InquiryLine,
    InquiryPicture,
    InquiryState,
    Unit,
)
from handlers.ports import Services
from storage.models import Collaboration, Inquiry, InquiryAnswer, InquiryTarget, Person
from storage.sorting import sort_key


def picture_of(session: Session, services: Services, row: Inquiry) -> InquiryPicture:
    """Return how an inquiry stands; of a draft, whom it goes to if it is sent today."""
    plan = plan_of(row)
    if is_draft(row):
        found = meant(session, services, family_of(session, row), plan)
        rows: list[AnswerRow] = []
    else:
        found = asked_now(session, services, row)
        rows = _rows(session, row, found)
    asked = {one: found.names[one] for one in (*found.offices, *found.people)}
    answered: set[int] = set() if is_draft(row) else _answered(session, row)
    owner = session.get_one(Collaboration, row.collaboration_id)
    line = InquiryLine(
        number=row.id,
        title=row.title,
        state=InquiryState(row.state),
        unit=Unit(row.unit),
        answer_by=row.answer_by,
        collaboration=owner.name,
        purpose=row.purpose,
        asked=len(asked),
        answered=len(answered),
    )
    return InquiryPicture(
        line=line,
        plan=plan,
        rows=tuple(rows),
        asked=tuple(asked.values()),
        silent=tuple(name for one, name in asked.items() if one not in answered),
        lost=found.lost,
        day=services.today(),
        reached=len(found.receivers),
    )


def silent_people(session: Session, services: Services, row: Inquiry) -> list[int]:
    """Return who is told, today, for those who have not answered."""
    found = asked_now(session, services, row)
    answered = _answered(session, row)
    offices = [one for one in found.offices if one not in answered]
    several = [person for office in offices for person in found.told.get(office, ())]
    people = [one for one in found.people if one not in answered]
    return list(dict.fromkeys((*several, *people)))


def _answered(session: Session, row: Inquiry) -> set[int]:
    """Return the numbers of the offices, or of the persons, that have answered."""
    rows = session.execute(
        select(InquiryTarget.office_id, InquiryTarget.person_id)
        .join(InquiryAnswer, InquiryAnswer.target_id == InquiryTarget.id)
        .where(InquiryTarget.inquiry_id == row.id, InquiryAnswer.state == CURRENT)
    )
    return {number for pair in rows for number in pair if number is not None}


def _rows(session: Session, row: Inquiry, found: Meant) -> list[AnswerRow]:
    rows = session.execute(
        select(InquiryAnswer, InquiryTarget.office_id, InquiryTarget.person_id, Person.name)
        .join(InquiryTarget, InquiryTarget.id == InquiryAnswer.target_id)
        .outerjoin(Person, Person.id == InquiryAnswer.person_id)
        .where(InquiryTarget.inquiry_id == row.id, InquiryAnswer.state.in_((CURRENT, DISPUTED)))
        .order_by(InquiryAnswer.id)
    )
    made = [
        AnswerRow(
            id=answer.id,
            target=answer.target_id,
            who=found.names.get(office or person or 0, name or ""),
            visit=answer.visit,
            by=name or "",
            at=answer.at,
            late=answer.late,
            disputed=answer.state == DISPUTED,
            given=tuple(map(Given.of, answer.values)),
        )
        for answer, office, person, name in rows
    ]
    return sorted(made, key=_place)


def _place(one: AnswerRow) -> tuple[str, str, bool, int]:
    return sort_key(one.who), sort_key(one.visit), one.disputed, one.id
