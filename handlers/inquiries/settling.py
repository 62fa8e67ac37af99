"""Where two of one office have answered: which of the answers counts."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, may
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.inquiries.asking import log
from handlers.inquiries.finding import family_of, inquiry_in, leads_it
from handlers.inquiries.following import Counted, follow_answer
from handlers.inquiries.offices import offices_in
from handlers.inquiries.standing import (
    CURRENT,
    DISPUTED,
    SET_ASIDE,
    answers_of,
    own_target,
    visit_key,
)
from handlers.inquiries.telling import tell_settled
from handlers.inquiries.visits import counting
from handlers.inquiry_views import InquiryState
from handlers.ports import Services
from storage.models import Inquiry, InquiryAnswer, InquiryTarget


def settle_answer(services: Services, asker: Asker, answer_id: int) -> int:
    """Let one of an office's answers count, and set the others aside; twice changes nothing.

    For whoever sees to inquiries, and for who speaks for the office. Returns the inquiry's number.
    """
    with services.database.write() as session:
        answer = session.get(InquiryAnswer, answer_id) if 0 < answer_id < 2**31 else None
        target = session.get(InquiryTarget, answer.target_id) if answer else None
        if answer is None or target is None:
            raise Refusal("inquiry_answer_gone")
        row = inquiry_in(session, asker, target.inquiry_id, lock=True)
        _require_their_own(session, services, asker, row, target)
        if answer.state == CURRENT and not _disputed(session, target, answer.visit_key):
            return row.id
        if row.state == InquiryState.DRAFT or answer.state not in {CURRENT, DISPUTED}:
            raise Refusal("inquiry_answer_gone")
        _let_count(session, services, asker, row, answer)
        return row.id


def settle_by_turn(
    services: Services, asker: Asker, number: int, office: str, turn: int, *, visit: str = ""
) -> None:
    """Let the answer count that stands at a turn, from 1, among those of an office by its name."""
    with services.database.session() as session:
        row = inquiry_in(session, asker, number)
        named = {
            one.name.casefold(): one.id for one in offices_in(session, family_of(session, row).ids)
        }
        mine = select(InquiryTarget).filter_by(
            inquiry_id=row.id, office_id=named.get(office.casefold(), 0)
        )
        target = session.scalars(mine).one_or_none()
        if target is None:
            raise Refusal("inquiry_office_not_asked")
        key = visit_key(visit)
        answers = [
            one.id for one in answers_of(session, target) if not visit or one.visit_key == key
        ]
    if not 0 < turn <= len(answers):
        raise Refusal("inquiry_answer_gone")
    settle_answer(services, asker, answers[turn - 1])


def _require_their_own(
    session: Session, services: Services, asker: Asker, row: Inquiry, target: InquiryTarget
) -> None:
    if may(asker, Information.INQUIRIES) or leads_it(session, asker, row.id):
        return
    if asker.person_id is None:
        raise Refusal("not_known_yet")
    if own_target(session, services, row, asker.person_id, lock=True).id != target.id:
        raise Refusal("inquiry_other_office")


def _disputed(session: Session, target: InquiryTarget, key: str) -> bool:
    return any(
        one.state == DISPUTED and one.visit_key == key for one in answers_of(session, target)
    )


def _let_count(
    session: Session, services: Services, asker: Asker, row: Inquiry, chosen: InquiryAnswer
) -> None:
    target = session.get_one(InquiryTarget, chosen.target_id)
    before = next(
        (
            one
            for one in answers_of(session, target)
            if one.state == CURRENT and one.visit_key == chosen.visit_key
        ),
        None,
    )
    with counting(session, services, asker, row, target):
        for one in answers_of(session, target):
            if one.visit_key == chosen.visit_key and one.id != chosen.id:
                one.state = SET_ASIDE
        session.flush()
        chosen.state = CURRENT
    log(session, services, asker, row, "inquiry_settled", answer=chosen.id, office=target.office_id)
    session.flush()
    if before is not chosen:
        follow_answer(session, services, asker, Counted(row, target, chosen, before))
    tell_settled(session, services, row, chosen.id)
