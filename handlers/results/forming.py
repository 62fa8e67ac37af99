"""Making the form by which the results of a project are gathered, and changing it until it is sent.

It is an inquiry of a kind of its own: sent, answered, reminded of and closed like any other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.inquiries.asking import add_draft, log, write_plan
from handlers.inquiries.finding import found_inquiry, is_draft, plan_of
from handlers.inquiries.planning import LONGEST_TITLE, checked
from handlers.inquiry_views import (
    Asked,
    InquiryPlan,
    InquiryQuestion,
    InquiryState,
    Purpose,
    Unit,
)
from handlers.living.working import Which, Work, project_of, work_on, working
from handlers.ports import Services
from handlers.results.finding import PROJECT, form_of_project
from storage.models import Collaboration, Inquiry, Participation, Project


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsForm:
    """What a result form is to be: ``everybody`` sends it to offices that do not take part too.

    What is None stays as it is, or is as usual where there is no form yet.
    """

    questions: tuple[InquiryQuestion, ...] | None = None
    unit: Unit | None = None
    everybody: bool | None = None
    answer_by: date | None = None
    title: str = ""
    about: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsSheet:
    """A project's result form as it is: ``number`` is 0 where there is none yet.

    ``taking`` is how many offices take part in the project.
    """

    key: str
    owner: str
    project: str
    number: int
    state: InquiryState
    plan: InquiryPlan
    taking: int


def results_sheet(services: Services, asker: Asker, which: Which) -> ResultsSheet:
    """Return the result form of a project as whoever leads it changes it."""
    with working(services, asker, which) as work:
        work.require_lead()
        row = form_of_project(work.session, work.project)
        taking = _taking_part(work)
        return ResultsSheet(
            key=work.project.key,
            owner=_owner(work),
            project=work.project.title,
            number=row.id if row else 0,
            state=InquiryState(row.state) if row else InquiryState.DRAFT,
            plan=plan_of(row) if row else InquiryPlan(title="", asked=_asked(work, everybody=None)),
            taking=len(taking),
        )


def make_form(services: Services, asker: Asker, which: Which, form: ResultsForm) -> int:
    """Draft the result form of a project, or change its draft; return the inquiry's number.

    Nobody is asked until it is sent. Refuses one that has been sent.
    """
    # Where another one began on it meanwhile theirs is changed.
    return _made(services, asker, which, form) or make_form(services, asker, which, form)


def _made(services: Services, asker: Asker, which: Which, form: ResultsForm) -> int:
    """Return the form's number; 0, with nothing changed, where a draft was added meanwhile."""
    with services.database.write() as session:
        found = project_of(session, asker, which)
        draft = _locked_draft(session, found)
        work = work_on(session, services, asker, found)
        work.require_lead()
        row = form_of_project(session, work.project)
        if row is not None and not is_draft(row):
            raise Refusal("results_sent", number=row.id)
        if row is not draft:
            return 0
        plan = checked(_plan(work, row, form), services.today())
        if row is None:
            return add_draft(session, services, asker, plan, work.project.collaboration_id).id
        write_plan(row, plan)
        log(session, services, asker, row, "inquiry_draft_changed")
        return row.id


def which_of_form(services: Services, asker: Asker, number: int) -> Which:
    """Return the project whose results an inquiry gathers; refuse one that gathers none."""
    with services.database.session() as session:
        row = found_inquiry(session, asker, number)
        if row.purpose != Purpose.RESULTS:
            raise Refusal("inquiry_gone", number=number)
        return Which(row.about_key, _owner_key(session, row))


def _locked_draft(session: Session, project: Project) -> Inquiry | None:
    """Return the draft of a project's form, locked.

    Before the project, as everywhere: who sends or answers a form locks it, and then the project.
    """
    row = form_of_project(session, project)
    if row is None or not is_draft(row):
        return row
    return session.get(Inquiry, row.id, with_for_update=True, populate_existing=True)


def _plan(work: Work, row: Inquiry | None, form: ResultsForm) -> InquiryPlan:
    before = plan_of(row) if row else InquiryPlan(title=form.title[:LONGEST_TITLE])
    everybody = form.everybody
    if everybody is None and row is not None:
        everybody = before.asked.everybody
    return replace(
        before,
        title=form.title or before.title,
        about=before.about if form.about is None else form.about,
        questions=before.questions if form.questions is None else form.questions,
        unit=form.unit or before.unit,
        answer_by=form.answer_by or before.answer_by,
        purpose=Purpose.RESULTS,
        about_kind=PROJECT,
        about_key=work.project.key,
        asked=_asked(work, everybody=everybody),
    )


def _asked(work: Work, *, everybody: bool | None) -> Asked:
    """Return whom it is for: those who take part, or all; all where nobody takes part yet."""
    taking = _taking_part(work)
    wanted = not taking if everybody is None else everybody
    if not wanted and not taking:
        raise Refusal("results_nobody", title=work.project.title)
    return Asked(everybody=True) if wanted else Asked(offices=tuple(taking))


def _taking_part(work: Work) -> Sequence[int]:
    mine = select(Participation.office_id).where(Participation.project_id == work.project.id)
    return work.session.scalars(mine.order_by(Participation.office_id)).all()


def _owner(work: Work) -> str:
    return next(one.key for one in work.family.members if one.id == work.project.collaboration_id)


def _owner_key(session: Session, row: Inquiry) -> str:
    return session.get_one(Collaboration, row.collaboration_id).key
