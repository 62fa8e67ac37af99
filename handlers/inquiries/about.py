"""What was answered of records that inquiries ask about one by one, as proposals."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.inquiries.finding import questions_of
from handlers.inquiries.offices import offices_in
from handlers.inquiries.standing import CURRENT, DISPUTED
from handlers.inquiry_views import Given, InquiryQuestion, InquiryState
from storage.indexes import Family
from storage.models import Inquiry, InquiryAnswer, InquiryTarget


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOf:
    """What an office has answered of one record; ``disputed`` where another answer counts."""

    office: str
    given: Given
    disputed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAbout:
    """An inquiry that asks about a record, with what the offices have answered of that."""

    inquiry: int
    purpose: str
    state: InquiryState
    question: InquiryQuestion
    said: tuple[SaidOf, ...]


def asked_about(
    session: Session, family: Family, kind: str, keys: Collection[str]
) -> Mapping[str, tuple[AskedAbout, ...]]:
    """Return what was answered of each record of a kind, by its key; drafts ask nobody.

    The oldest inquiry stands first. As many queries however many records there are.
    """
    rows = session.scalars(
        select(Inquiry)
        .where(
            Inquiry.about_kind == kind,
            Inquiry.collaboration_id.in_(family.ids),
            Inquiry.state != InquiryState.DRAFT,
        )
        .order_by(Inquiry.id)
    ).all()
    wanted = [(row, at, one) for row in rows for at, one in _wanted(row, keys)]
    answers = _answers(session, family, {row.id for row, _, _ in wanted})
    found: dict[str, list[AskedAbout]] = {}
    for row, at, question in wanted:
        found.setdefault(question.key, []).append(
            AskedAbout(
                inquiry=row.id,
                purpose=row.purpose,
                state=InquiryState(row.state),
                question=question,
                said=tuple(_said(answers.get(row.id, ()), at)),
            )
        )
    return {key: tuple(several) for key, several in found.items()}


_Answers = Sequence[tuple[str, InquiryAnswer]]


def _wanted(row: Inquiry, keys: Collection[str]) -> Iterator[tuple[int, InquiryQuestion]]:
    for at, one in enumerate(questions_of(row)):
        if one.key in keys:
            yield at, one


def _answers(
    session: Session, family: Family, inquiries: Collection[int]
) -> dict[int, list[tuple[str, InquiryAnswer]]]:
    if not inquiries:
        return {}
    names = {one.id: one.name for one in offices_in(session, family.ids)}
    rows = session.execute(
        select(InquiryTarget.inquiry_id, InquiryTarget.office_id, InquiryAnswer)
        .join(InquiryAnswer, InquiryAnswer.target_id == InquiryTarget.id)
        .where(
            InquiryTarget.inquiry_id.in_(inquiries),
            InquiryAnswer.state.in_((CURRENT, DISPUTED)),
        )
        .order_by(InquiryAnswer.id)
    )
    found: dict[int, list[tuple[str, InquiryAnswer]]] = {}
    for inquiry, office, answer in rows:
        found.setdefault(inquiry, []).append((names.get(office or 0, ""), answer))
    return found


def _said(answers: _Answers, at: int) -> Iterator[SaidOf]:
    for office, answer in answers:
        given = Given.of(answer.values[at]) if at < len(answer.values) else Given()
        if given.values or given.comment:
            yield SaidOf(office=office, given=given, disputed=answer.state == DISPUTED)
