"""What an answer does beside being counted: an office takes part, or has done its part."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.inquiries.finding import questions_of
from handlers.inquiries.known import JOINS, NOT_YET, OCCURRENCE, PART, PROJECT
from handlers.inquiry_views import Given, Purpose
from handlers.living import PartSaid, set_part
from handlers.occurrences import tick_part
from handlers.ports import Services
from storage.models import Inquiry, InquiryAnswer, InquiryTarget


@dataclass(frozen=True, slots=True)
class Counted:
    """An answer that counts from now on, and the one that counted until now."""

    row: Inquiry
    target: InquiryTarget
    answer: InquiryAnswer
    before: InquiryAnswer | None


def follow_answer(session: Session, services: Services, asker: Asker, counted: Counted) -> None:
    """Do what an inquiry is for with the answer that counts now, in the caller's transaction."""
    row, office = counted.row, counted.target.office_id
    if office is None or not row.about_key.isdecimal():
        return
    number = int(row.about_key)
    if row.purpose == Purpose.PARTICIPATION and row.about_kind == PROJECT:
        joins = _joins(row, counted.answer, counted.before)
        if joins is not None:
            set_part(session, services, asker, PartSaid(number, office, joins))
    if row.purpose == Purpose.DUTY and row.about_kind == OCCURRENCE:
        tick_part(session, services, asker, number, office)


def _joins(row: Inquiry, answer: InquiryAnswer, before: InquiryAnswer | None) -> bool | None:
    """Tell whether an office is to take part; None where its answer leaves that as it is."""
    now, then = _said(row, answer), _said(row, before)
    if now == NOT_YET and then != JOINS:
        # It may have joined in other words.
        return None
    return now == JOINS if now else None


def _said(row: Inquiry, answer: InquiryAnswer | None) -> str:
    if answer is None:
        return ""
    for question, kept in zip(questions_of(row), answer.values, strict=False):
        if question.key == PART:
            return "".join(Given.of(kept).values)
    return ""
