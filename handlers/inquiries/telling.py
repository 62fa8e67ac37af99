"""Telling people of inquiries: what is asked, what has changed, and what others have answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.contents import InquiryNotice, InquiryResult, Note, NoteCode
from handlers.delivery import Kind, Loaded
from handlers.errors import Refusal
from handlers.inquiries.finding import Meant, family_of
from handlers.inquiries.standing import (
    BEGUN,
    CURRENT,
    DISPUTED,
    answers_of,
    form_of,
    office_name,
    own_target,
)
from handlers.inquiries.tallying import picture_of
from handlers.inquiry_views import Given, InquiryState, Unit
from handlers.memberships import holding
from handlers.notices import Draft, State, Urgency, put
from handlers.ports import SWEDEN, Services
from handlers.reminders import keepers
from storage.models import (
    Collaboration,
    Inquiry,
    InquiryAnswer,
    InquiryTarget,
    Membership,
    Notice,
    Person,
)

ASKED, REMINDED, CHANGED = "inquiry_asked", "inquiry_reminder", "inquiry_changed"
DISPUTE, SETTLED, RESULT, OVER = (
    "inquiry_disputed", "inquiry_settled", "inquiry_result", "inquiry_over",
)  # fmt: skip
_SEE_TO = ("coordinator", "project_leader")
# Whoever replies to one of these answers the inquiry.
ANSWERED_TO = (ASKED, REMINDED, CHANGED, DISPUTE, SETTLED)


def tell_asked(session: Session, services: Services, row: Inquiry, found: Meant) -> None:
    """Ask everybody who is told of an inquiry."""
    put(session, services, _drafts(services, row, ASKED, found.receivers, "asked"))


def tell_changed(
    session: Session, services: Services, row: Inquiry, people: Sequence[int], change: str
) -> None:
    """Tell those who have not answered what has changed: what waits to be told says it already."""
    waiting = select(Notice).where(
        Notice.inquiry_id == row.id,
        Notice.kind.in_((ASKED, REMINDED, CHANGED)),
        Notice.state == State.QUEUED,
    )
    there = session.scalars(waiting.with_for_update()).all()
    for one in there:
        one.expires_at = _end_of(row)
    spared = {one.person_id for one in there if one.kind == ASKED}
    told = [one for one in people if one not in spared]
    put(session, services, _drafts(services, row, CHANGED, told, change))


def remind(
    session: Session, services: Services, row: Inquiry, people: Iterable[int], mark: str
) -> int:
    """Remind people, once under each ``mark``; return how many that are."""
    return put(session, services, _drafts(services, row, REMINDED, people, "reminded", mark=mark))


def tell_disputed(session: Session, services: Services, row: Inquiry, answer_id: int) -> None:
    """Tell both who have answered for an office, and whoever sees to inquiries, of the two."""
    answer = session.get_one(InquiryAnswer, answer_id)
    rows = answers_of(session, session.get_one(InquiryTarget, answer.target_id))
    both = [one.person_id for one in rows if one.visit_key == answer.visit_key]
    people = [*both, *_keepers(session, services, row)]
    _tell(session, services, row, DISPUTE, people=people, details={"answer": answer_id})


def tell_settled(session: Session, services: Services, row: Inquiry, answer_id: int) -> None:
    """Tell those who have answered for an office which of their answers counts."""
    chosen = session.get_one(InquiryAnswer, answer_id)
    people = session.scalars(
        select(InquiryAnswer.person_id).where(
            InquiryAnswer.target_id == chosen.target_id,
            InquiryAnswer.visit_key == chosen.visit_key,
            InquiryAnswer.state != BEGUN,
        )
    )
    _tell(session, services, row, SETTLED, people=list(people), details={"answer": answer_id})


def tell_result(session: Session, services: Services, row: Inquiry, people: Sequence[int]) -> None:
    """Tell those who were asked what all have answered, taken together."""
    _tell(session, services, row, RESULT, people=people, details={"revision": row.revision})


def tell_over(session: Session, services: Services, row: Inquiry) -> int:
    """Tell whoever sees to an inquiry, once, that its last day is past."""
    people = _keepers(session, services, row)
    return _tell(session, services, row, OVER, people=people, details={"day": str(row.answer_by)})


def _keepers(session: Session, services: Services, row: Inquiry) -> list[int]:
    """Return who has asked, where they still see to it; or else the coordinators."""
    family = family_of(session, row)
    held = select(Membership.person_id).where(
        Membership.person_id == row.created_by_id,
        Membership.collaboration_id.in_(family.ids),
        Membership.group_id.is_(None),
        Membership.role.in_(_SEE_TO),
        holding(services.today()),
    )
    if asks := session.scalars(held.limit(1)).first():
        return [asks]
    return list(keepers(session, family, row.collaboration_id, services.today()))


def _tell(
    session: Session,
    services: Services,
    row: Inquiry,
    kind: str,
    *,
    people: Iterable[int | None],
    details: Mapping[str, object],
) -> int:
    mark = "/".join(str(value) for value in details.values())
    base = _draft(services, row, kind)
    drafts = [
        replace(base, key=f"{kind}/{row.id}/{mark}/p{one}", person_id=one, details=dict(details))
        for one in dict.fromkeys(people)
        if one is not None
    ]
    return put(session, services, drafts)


def _drafts(
    services: Services,
    row: Inquiry,
    kind: str,
    people: Iterable[int],
    change: str,
    *,
    mark: str = "",
) -> list[Draft]:
    base = _draft(services, row, kind)
    named = f"{kind}/{row.id}/{mark or row.revision}"
    return [
        replace(
            base,
            key=f"{named}/p{one}",
            person_id=one,
            details={"change": change},
            expires_at=_end_of(row),
        )
        for one in people
    ]


def _draft(services: Services, row: Inquiry, kind: str) -> Draft:
    return Draft(
        key=kind,
        kind=kind,
        collaboration_id=row.collaboration_id,
        inquiry_id=row.id,
        due_at=services.clock(),
        urgency=Urgency.WORKING_HOURS,
    )


def _end_of(row: Inquiry) -> datetime | None:
    """Return when the last day to answer is past."""
    if row.answer_by is None:
        return None
    after: date = row.answer_by + timedelta(days=1)
    return datetime.combine(after, time(), SWEDEN)


def _load_asked(session: Session, services: Services, notices: Sequence[Notice]) -> Loaded:
    (notice,) = notices
    row = session.get(Inquiry, notice.inquiry_id)
    settled = frozenset({notice.id})
    if row is None or row.state != InquiryState.OPEN or notice.person_id is None:
        return Loaded(None, settled=settled)
    try:
        target = own_target(session, services, row, notice.person_id)
    except Refusal:
        # They do not speak for the office any more: whoever does is reminded.
        return Loaded(None, settled=settled)
    form = form_of(session, services, row, target, notice.person_id)
    answered = form.current and row.unit != Unit.VISIT
    if answered and notice.kind == REMINDED:
        return Loaded(None, settled=settled)
    return Loaded(InquiryNotice(form=form, change=str(notice.details["change"])))


def _load_note(session: Session, services: Services, notices: Sequence[Notice]) -> Loaded:
    (notice,) = notices
    row = session.get(Inquiry, notice.inquiry_id)
    if row is None:
        return Loaded(None, gone=frozenset({notice.id}))
    if notice.kind == OVER:
        return Loaded(_over(session, services, row))
    answer = session.get_one(InquiryAnswer, int(notice.details["answer"]))
    if notice.kind == DISPUTE and answer.state != DISPUTED:
        return Loaded(None, settled=frozenset({notice.id}))
    return Loaded(_of_answer(session, row, notice.kind, answer))


def _over(session: Session, services: Services, row: Inquiry) -> Note:
    line = picture_of(session, services, row).line
    values = {
        "number": str(row.id),
        "title": row.title,
        "answered": str(line.answered),
        "asked": str(line.asked),
    }
    return Note(line.collaboration, NoteCode.INQUIRY_OVER, tuple(values.items()))


def _of_answer(session: Session, row: Inquiry, kind: str, answer: InquiryAnswer) -> Note:
    target = session.get_one(InquiryTarget, answer.target_id)
    rows = [one for one in answers_of(session, target) if one.visit_key == answer.visit_key]
    shown = rows if kind == DISPUTE else [one for one in rows if one.state == CURRENT]
    office = office_name(session, row, target)
    values = {
        "number": str(row.id),
        "title": row.title,
        "office": f"{office}, {answer.visit}" if answer.visit else office,
    }
    owner = session.get_one(Collaboration, row.collaboration_id)
    code = NoteCode.INQUIRY_DISPUTED if kind == DISPUTE else NoteCode.INQUIRY_SETTLED
    quote = "\n".join(f"{at}. {_said(session, one)}" for at, one in enumerate(shown, start=1))
    return Note(owner.name, code, tuple(values.items()), quote=quote)


def _said(session: Session, answer: InquiryAnswer) -> str:
    """Return who has answered, and what, on one line."""
    person = session.get(Person, answer.person_id) if answer.person_id else None
    given = [Given.of(one) for one in answer.values]
    parts = [", ".join((*one.values, *filter(None, (one.comment,)))) for one in given]
    said = "; ".join(part.replace("\n", " ") for part in parts if part)
    return f"{person.name}: {said}" if person else said


def _load_result(session: Session, services: Services, notices: Sequence[Notice]) -> Loaded:
    (notice,) = notices
    row = session.get(Inquiry, notice.inquiry_id)
    if row is None or row.state != InquiryState.CLOSED:
        # Opened again: what all have answered is told once it is closed.
        return Loaded(None, settled=frozenset({notice.id}))
    picture = picture_of(session, services, row)
    # Who has written what is for whoever has asked.
    tallies = tuple(replace(one, words=()) for one in picture.tallies)
    return Loaded(InquiryResult(line=picture.line, tallies=tallies))


KINDS: Mapping[str, Kind] = {
    ASKED: Kind(_load_asked),
    REMINDED: Kind(_load_asked),
    CHANGED: Kind(_load_asked),
    DISPUTE: Kind(_load_note),
    SETTLED: Kind(_load_note),
    RESULT: Kind(_load_result),
    OVER: Kind(_load_note),
}
