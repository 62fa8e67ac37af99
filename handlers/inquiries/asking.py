"""Asking: an inquiry is drafted, looked through, and sent once."""

from dataclasses import replace

from sqlalchemy import delete
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.events import record
from handlers.inquiries.finding import (
    Meant,
    family_of,
    found_inquiry,
    is_draft,
    meant,
    plan_of,
)
from handlers.inquiries.offices import OfficeNamed, offices_in
from handlers.inquiries.planning import check_count, checked, checked_question
from handlers.inquiries.telling import tell_asked
from handlers.inquiries.visits import tell_project
from handlers.inquiry_views import (
    InquiryPlan,
    InquiryQuestion,
    InquiryState,
)
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.inserting import insert_new
from storage.models import Inquiry, InquiryTarget


def draft_inquiry(services: Services, asker: Asker, plan: InquiryPlan) -> int:
    """Keep what an inquiry is to be, and return its number; nobody is asked yet."""
    require(asker, Information.INQUIRIES)
    wanted = checked(plan, services.today())
    with services.database.write() as session:
        family = home(families(session), asker.collaboration)
        own = next((one for one in family.members if one.key == asker.collaboration), None)
        owner = own.id if own else family.members[0].id
        return add_draft(session, services, asker, wanted, owner).id


def add_draft(
    session: Session, services: Services, asker: Asker, plan: InquiryPlan, owner: int
) -> Inquiry:
    """Keep a draft of a collaboration in the caller's transaction, checked by the caller."""
    row = Inquiry(
        collaboration_id=owner, created_at=services.clock(), created_by_id=asker.person_id
    )
    write_plan(row, plan)
    session.add(row)
    session.flush()
    log(session, services, asker, row, "inquiry_drafted")
    return row


def change_draft(services: Services, asker: Asker, number: int, plan: InquiryPlan) -> None:
    """Change what an inquiry is to be that nobody has been asked yet; its questions stay."""
    wanted = checked(plan, services.today())
    with services.database.write() as session:
        row = _draft(session, asker, number)
        before = plan_of(row)
        kept = replace(wanted, questions=plan.questions or before.questions)
        if before.about_kind:
            # What it is about, and for what, follows from where it was made.
            kept = replace(
                kept,
                purpose=before.purpose,
                about_kind=before.about_kind,
                about_key=before.about_key,
            )
        write_plan(row, kept)
        log(session, services, asker, row, "inquiry_draft_changed")


def set_question(
    services: Services, asker: Asker, number: int, at: int, question: InquiryQuestion
) -> None:
    """Add a question to a draft after the others (``at`` 0), or put it in place of one."""
    with services.database.write() as session:
        row = _draft(session, asker, number)
        require_own_words(row)
        plan = plan_of(row)
        several = list(plan.questions)
        if at > len(several):
            raise Refusal("inquiry_question_gone")
        if at:
            several[at - 1] = question
        else:
            several.append(question)
        check_count(len(several), plan)
        row.questions = [checked_question(one).kept() for one in several]
        log(session, services, asker, row, "inquiry_draft_changed")


def remove_question(services: Services, asker: Asker, number: int, at: int) -> None:
    """Take a question out of a draft."""
    with services.database.write() as session:
        row = _draft(session, asker, number)
        several = list(plan_of(row).questions)
        if not 0 < at <= len(several):
            raise Refusal("inquiry_question_gone")
        del several[at - 1]
        row.questions = [one.kept() for one in several]
        log(session, services, asker, row, "inquiry_draft_changed")


def throw_away(services: Services, asker: Asker, number: int) -> None:
    """Throw a draft away."""
    with services.database.write() as session:
        row = _draft(session, asker, number)
        log(session, services, asker, row, "inquiry_thrown_away")
        session.flush()
        session.execute(delete(Inquiry).where(Inquiry.id == row.id))


def put_out(session: Session, services: Services, asker: Asker, row: Inquiry) -> int:
    """Ask everybody that a draft is for, locked by the caller, in the caller's transaction.

    Returns how many that is. Refuses one without questions, without a day that is to come, or that
    is for nobody.
    """
    plan = checked(plan_of(row), services.today())
    if not plan.questions:
        raise Refusal("inquiry_without_question")
    if plan.answer_by is None:
        raise Refusal("inquiry_without_day")
    found = meant(session, services, family_of(session, row), plan)
    if not found.offices and not found.people:
        raise Refusal("inquiry_for_nobody")
    put_to(session, services, row, found)
    tell_project(session, services, asker, row, "results_asked")
    log(session, services, asker, row, "inquiry_sent", offices=list(found.offices))
    return len(found.offices) + len(found.people)


def put_to(session: Session, services: Services, row: Inquiry, found: Meant) -> None:
    """Put an inquiry to whom it is for, in the caller's transaction."""
    row.state, row.sent_at = InquiryState.OPEN, services.clock()
    rows = [
        {"collaboration_id": row.collaboration_id, "inquiry_id": row.id, name: number}
        for name, several in (("office_id", found.offices), ("person_id", found.people))
        for number in several
    ]
    session.flush()
    session.execute(insert_new(services.database, InquiryTarget), rows)
    tell_asked(session, services, row, found)


def offices_to_ask(services: Services, asker: Asker) -> tuple[OfficeNamed, ...]:
    """Return the offices that can be asked, by name."""
    require(asker, Information.INQUIRIES)
    with services.database.session() as session:
        family = home(families(session), asker.collaboration)
        return offices_in(session, family.ids)


def log(
    session: Session, services: Services, asker: Asker, row: Inquiry, verb: str, **more: object
) -> None:
    """Write down what somebody has done about an inquiry."""
    record(
        session,
        services.clock(),
        asker,
        verb,
        about=("inquiry", str(row.id)),
        collaboration_id=row.collaboration_id,
        **more,
    )


def require_own_words(row: Inquiry) -> None:
    """Refuse to write questions into an inquiry that was made of records: each asks of one."""
    if plan_of(row).fixed:
        raise Refusal("inquiry_question_fixed")


def write_plan(row: Inquiry, plan: InquiryPlan) -> None:
    """Put what an inquiry is to be into its row."""
    row.title, row.about, row.purpose = plan.title, plan.about, plan.purpose
    row.about_kind, row.about_key = plan.about_kind, plan.about_key
    row.unit, row.audience = plan.unit, plan.asked.kept()
    row.questions = [one.kept() for one in plan.questions]
    row.answer_by = plan.answer_by
    row.remind_first, row.remind_second = plan.remind_first, plan.remind_second
    row.takes_late, row.tells_result = plan.takes_late, plan.tells_result


def _draft(session: Session, asker: Asker, number: int) -> Inquiry:
    row = found_inquiry(session, asker, number, lock=True)
    if not is_draft(row):
        raise Refusal("inquiry_sent_already", number=number)
    return row
