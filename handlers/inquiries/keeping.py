"""Seeing to an inquiry that is sent: reminding, closing, opening again, another day or wording."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.inquiries.asking import log, require_own_words
from handlers.inquiries.finding import asked_now, found_inquiry, is_draft, plan_of
from handlers.inquiries.planning import check_day, checked_question
from handlers.inquiries.tallying import picture_of, silent_people
from handlers.inquiries.telling import remind, tell_changed, tell_over, tell_result
from handlers.inquiries.visits import tell_project
from handlers.inquiry_views import InquiryPicture, InquiryState
from handlers.ports import SWEDEN, Services
from storage.models import Inquiry

_DAY = timedelta(days=1)


def show_inquiry(services: Services, asker: Asker, number: int) -> InquiryPicture:
    """Return how an inquiry stands, for whoever sees to them."""
    with services.database.session() as session:
        return picture_of(session, services, found_inquiry(session, asker, number))


def remind_offices_silent(services: Services, asker: Asker, number: int) -> int:
    """Remind now those who have not answered; once a day. Returns how many people that are."""
    with services.database.write() as session:
        row = found_inquiry(session, asker, number, lock=True)
        _require_open(row)
        people = silent_people(session, services, row)
        reached = remind(session, services, row, people, f"d{services.today():%Y%m%d}")
        log(session, services, asker, row, "inquiry_reminded", people=people)
        return reached


def close_inquiry(services: Services, asker: Asker, number: int) -> None:
    """Take no more answers; those asked get a summary where that was promised. Twice is once."""
    with services.database.write() as session:
        row = found_inquiry(session, asker, number, lock=True)
        if row.state == InquiryState.CLOSED:
            return
        _require_open(row)
        row.state, row.closed_at = InquiryState.CLOSED, services.clock()
        row.revision += 1
        log(session, services, asker, row, "inquiry_closed")
        tell_project(session, services, asker, row, "results_closed")
        if row.tells_result:
            tell_result(session, services, row, asked_now(session, services, row).receivers)


def reopen_inquiry(
    services: Services, asker: Asker, number: int, answer_by: date | None = None
) -> None:
    """Take answers again, until another last day where one is named. Twice is once."""
    with services.database.write() as session:
        row = found_inquiry(session, asker, number, lock=True)
        if is_draft(row):
            raise Refusal("inquiry_not_sent", number=number)
        if row.state == InquiryState.OPEN:
            return
        check_day(answer_by, services.today())
        row.state, row.closed_at = InquiryState.OPEN, None
        row.answer_by = answer_by or row.answer_by
        row.revision += 1
        tell_project(session, services, asker, row, "results_reopened")
        log(session, services, asker, row, "inquiry_reopened", answer_by=str(row.answer_by))
        tell_changed(session, services, row, silent_people(session, services, row), "reopened")


def extend_inquiry(services: Services, asker: Asker, number: int, answer_by: date) -> None:
    """Set another last day to answer, and tell those who have not answered."""
    with services.database.write() as session:
        row = found_inquiry(session, asker, number, lock=True)
        if row.state == InquiryState.CLOSED:
            raise Refusal("inquiry_closed", number=number)
        check_day(answer_by, services.today())
        if row.answer_by == answer_by:
            return
        row.answer_by = answer_by
        row.revision += 1
        log(session, services, asker, row, "inquiry_extended", answer_by=str(answer_by))
        if row.state == InquiryState.OPEN:
            tell_changed(session, services, row, silent_people(session, services, row), "extended")


def reword_inquiry(services: Services, asker: Asker, number: int, at: int, words: str) -> None:
    """Ask a question, counted from 1, in other words; refuse it once somebody has answered.

    Refused too where the questions were made of records: the words are theirs.
    """
    with services.database.write() as session:
        row = found_inquiry(session, asker, number, lock=True)
        require_own_words(row)
        if picture_of(session, services, row).rows:
            raise Refusal("inquiry_answered", number=number)
        if row.state == InquiryState.CLOSED:
            raise Refusal("inquiry_closed", number=number)
        several = list(plan_of(row).questions)
        if not 0 < at <= len(several):
            raise Refusal("inquiry_question_gone")
        before = several[at - 1]
        several[at - 1] = checked_question(replace(before, text=words))
        if several[at - 1] == before:
            return
        row.questions = [one.kept() for one in several]
        row.revision += 1
        log(session, services, asker, row, "inquiry_reworded", question=at)
        if row.state == InquiryState.OPEN:
            people = silent_people(session, services, row)
            tell_changed(session, services, row, people, "reworded")


def remind_due(services: Services) -> int:
    """Remind the silent on the days that were chosen, and tell whoever has asked that it is over.

    Whom that is follows from who speaks for each office today. Returns how many are told.
    """
    told = 0
    with services.database.session() as session:
        wanted = select(Inquiry.id).where(
            Inquiry.state == InquiryState.OPEN, Inquiry.answer_by.is_not(None)
        )
        numbers = session.scalars(wanted.order_by(Inquiry.id)).all()
    for number in numbers:
        told += _remind_one(services, number)
    return told


def _remind_one(services: Services, number: int) -> int:
    with services.database.write() as session:
        row = session.get(Inquiry, number, with_for_update=True)
        if row is None or row.state != InquiryState.OPEN or row.answer_by is None:
            return 0
        if services.today() > row.answer_by:
            return tell_over(session, services, row)
        day = _reminder_day(row, services.today())
        if day is None:
            return 0
        people = silent_people(session, services, row)
        return remind(session, services, row, people, f"d{day:%Y%m%d}")


def _reminder_day(row: Inquiry, today: date) -> date | None:
    """Return the latest day of reminding that has come; none on the day it was sent, or next."""
    if row.answer_by is None or row.sent_at is None:
        return None
    earliest = row.sent_at.astimezone(SWEDEN).date() + _DAY
    days = [
        row.answer_by - timedelta(days=count)
        for count in (row.remind_first, row.remind_second)
        if count
    ]
    come = [day for day in days if earliest < day <= today]
    return max(come, default=None)


def _require_open(row: Inquiry) -> None:
    if is_draft(row):
        raise Refusal("inquiry_not_sent", number=row.id)
    if row.state != InquiryState.OPEN:
        raise Refusal("inquiry_closed", number=row.id)
