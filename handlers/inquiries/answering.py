"""Taking an answer down: one of each office or person, or of each visit (ADR 14)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.inquiries.asking import log
from handlers.inquiries.beginning import end_begun, with_begun
from handlers.inquiries.checking import LONGEST_VISIT, answer_faults
from handlers.inquiries.finding import found_inquiry, inquiry_in, questions_of
from handlers.inquiries.following import Counted, follow_answer
from handlers.inquiries.showing import office_target, person_of
from handlers.inquiries.standing import (
    BEGUN,
    CURRENT,
    DISPUTED,
    REPLACED,
    SET_ASIDE,
    answers_of,
    form_of,
    is_late,
    own_target,
    takes_answers,
    visit_key,
)
from handlers.inquiries.telling import tell_disputed
from handlers.inquiries.visits import counting
from handlers.inquiry_views import Given, InquiryForm, Purpose, Unit
from handlers.ports import Services
from storage.models import Inquiry, InquiryAnswer, InquiryTarget


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryReply:
    """What is answered, one for each question; ``visit`` names the visit that it tells of.

    ``seen`` is the number of the answer that one saw, 0 for none: another one of the office's is
    replaced by who has seen it alone. With ``apart`` it is kept beside that instead, as disputed.
    With ``begun`` there is more to come: it is kept, and counts for nothing until the rest is sent.
    """

    given: tuple[Given, ...]
    visit: str = ""
    seen: int = 0
    apart: bool = False
    begun: bool = False


@dataclass(frozen=True, slots=True)
class InquiryReceipt:
    """What has become of an answer, and how it stands now.

    It is taken, changed, the same, disputed, or begun.
    """

    fate: str
    form: InquiryForm


def answer_inquiry(
    services: Services, asker: Asker, number: int, reply: InquiryReply
) -> InquiryReceipt:
    """Take down what the asker answers, of themselves or for their office.

    Saying the same again changes nothing. Refuses what is closed, what does not fit the questions,
    and what would replace another one's answer that has not been seen.
    """
    with services.database.write() as session:
        row = inquiry_in(session, asker, number, lock=True)
        target = own_target(session, services, row, person_of(asker), lock=True)
        return _take(session, services, asker, _Case(row, target, reply, asker.person_id))


def answer_for(
    services: Services, asker: Asker, number: int, office_id: int, reply: InquiryReply
) -> InquiryReceipt:
    """Take down what an office has answered to whoever sees to inquiries, on the telephone say."""
    with services.database.write() as session:
        row = found_inquiry(session, asker, number, lock=True)
        target = office_target(session, row, office_id)
        return _take(session, services, asker, _Case(row, target, reply, None))


@dataclass(frozen=True, slots=True)
class _Case:
    """An answer that is to be taken down; ``person`` is whose it is, None for who has phoned."""

    row: Inquiry
    target: InquiryTarget
    reply: InquiryReply
    person: int | None


def _take(session: Session, services: Services, asker: Asker, case: _Case) -> InquiryReceipt:
    visit = _checked(services, case)
    key = visit_key(visit)
    mine = [one for one in answers_of(session, case.target) if one.visit_key == key]
    current = next((one for one in mine if one.state == CURRENT), None)
    free = current is None or _may_replace(case, current)
    if not (free or case.reply.apart or _is_same(case, mine)):
        raise Refusal("inquiry_answered_already")
    end_begun(session, asker, case.target, case.person, visit)
    if case.reply.begun:
        _add(session, services, asker, case, visit, state=BEGUN)
        fate = "begun"
    elif _is_same(case, mine):
        fate = "same"
    elif free:
        fate = _put_in_place(session, services, asker, case, visit)
    else:
        fate = _put_beside(session, services, asker, case, visit)
    return InquiryReceipt(fate, _form_now(session, services, asker, case, visit))


def _checked(services: Services, case: _Case) -> str:
    """Return which visit an answer tells of; refuse what cannot be taken down."""
    row, reply = case.row, case.reply
    if not takes_answers(services, row):
        raise Refusal("inquiry_closed", number=row.id)
    _check_words(row, reply)
    visit = " ".join(reply.visit.split()) if row.unit == Unit.VISIT else ""
    if row.unit == Unit.VISIT and not visit:
        raise Refusal("inquiry_visit_missing")
    if len(visit) > LONGEST_VISIT:
        raise Refusal("inquiry_visit_long", most=LONGEST_VISIT, count=len(visit))
    return visit


def _check_words(row: Inquiry, reply: InquiryReply) -> None:
    """Refuse what does not fit the questions; what is begun may lack what is still to come."""
    for no in answer_faults(questions_of(row), reply.given).values():
        if not (reply.begun and no.code == "inquiry_answer_missing"):
            raise no
    if reply.begun or row.purpose != Purpose.VOTE:
        return
    if not any(one.values for one in reply.given):
        raise Refusal("vote_empty")


def _is_same(case: _Case, mine: Sequence[InquiryAnswer]) -> bool:
    """Tell whether the same person has said the same already: a replay, or a double click."""
    said = [one.kept() for one in case.reply.given]
    return any(one.person_id == case.person and one.values == said for one in mine)


def _may_replace(case: _Case, current: InquiryAnswer) -> bool:
    own = current.person_id == case.person and case.person is not None
    return own or case.reply.seen == current.id


def _put_in_place(
    session: Session, services: Services, asker: Asker, case: _Case, visit: str
) -> str:
    with counting(session, services, asker, case.row, case.target):
        before = _end(session, case, visit)
        session.flush()
        added = _add(session, services, asker, case, visit)
    counted = Counted(case.row, case.target, added, before)
    follow_answer(session, services, asker, counted)
    return "changed" if before else "taken"


def _end(session: Session, case: _Case, visit: str) -> InquiryAnswer | None:
    """End what stood there, disputed answers too: who replaces them has settled it.

    Returns the one that counted.
    """
    key = visit_key(visit)
    mine = [one for one in answers_of(session, case.target) if one.visit_key == key]
    current = next((one for one in mine if one.state == CURRENT), None)
    for one in mine:
        one.state = REPLACED if one is current else SET_ASIDE
    return current


def _put_beside(session: Session, services: Services, asker: Asker, case: _Case, visit: str) -> str:
    key = visit_key(visit)
    earlier = [
        one
        for one in answers_of(session, case.target)
        if one.visit_key == key and one.state == DISPUTED and one.person_id == case.person
    ]
    for one in earlier:
        one.state = REPLACED
    added = _add(session, services, asker, case, visit, state=DISPUTED)
    if not earlier:
        tell_disputed(session, services, case.row, added.id)
    return "disputed"


def _add(
    session: Session,
    services: Services,
    asker: Asker,
    case: _Case,
    visit: str,
    *,
    state: str = CURRENT,
) -> InquiryAnswer:
    added = InquiryAnswer(
        collaboration_id=case.row.collaboration_id,
        target_id=case.target.id,
        visit=visit,
        visit_key=visit_key(visit),
        person_id=case.person,
        by_id=asker.person_id,
        door=asker.door,
        values=[one.kept() for one in case.reply.given],
        at=services.clock(),
        late=is_late(services, case.row),
        state=state,
    )
    session.add(added)
    session.flush()
    log(
        session, services, asker, case.row, _VERBS[state],
        answer=added.id, office=case.target.office_id, person=case.person,
    )  # fmt: skip
    return added


_VERBS = {
    CURRENT: "inquiry_answered",
    DISPUTED: "inquiry_answer_disputed",
    BEGUN: "inquiry_answer_begun",
}


def _form_now(
    session: Session, services: Services, asker: Asker, case: _Case, visit: str
) -> InquiryForm:
    form = form_of(session, services, case.row, case.target, case.person, visit=visit)
    return with_begun(session, asker, case.target, case.person, form)
