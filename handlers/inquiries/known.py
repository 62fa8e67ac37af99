"""Inquiries of known kinds: about taking part in a project, needs of courses, a duty of offices."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.course_needs import WHEN
from handlers.errors import Refusal
from handlers.inquiries.asking import draft_inquiry
from handlers.inquiries.planning import LONGEST_QUESTION, LONGEST_TITLE
from handlers.inquiry_views import (
    Asked,
    InquiryPlan,
    InquiryQuestion,
    Purpose,
    QuestionKind,
)
from handlers.living import Which
from handlers.occurrences import per_office_duties
from handlers.ports import Services
from handlers.projects.identifying import identify
from handlers.scope import home
from storage.indexes import families
from storage.models import EducationOffer

# What such an inquiry is about.
PROJECT, OFFERS, OCCURRENCE = "project", "education", "occurrence"
# The keys of their questions.
PART, VISITS, MEMBERS, OTHER = "part", "visits", "members", "other"
JOINS, STAYS_OUT, NOT_YET = "ja", "nej", "vet inte ännu"
EVERYBODY = Asked(everybody=True)
_MOST_OFFERS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTerms:
    """Whom an inquiry of a known kind is for, until when, and what is said before its questions."""

    asked: Asked = EVERYBODY
    answer_by: date | None = None
    about: str = ""


def draft_participation(services: Services, asker: Asker, which: Which, terms: KnownTerms) -> int:
    """Draft the question whether offices take part in a project, and return its number.

    An office that answers yes takes part from then on, and one that answers no does not.
    """
    require(asker, Information.INQUIRIES)
    with services.database.session() as session:
        family = home(families(session), asker.collaboration)
        project = identify(session, family, which.key, which.owner)
        if project.collaboration_id not in family.ids:
            raise Refusal("not_allowed")
    title = f"Deltar kontoret i {project.title}"
    questions = (
        InquiryQuestion(
            text=_cut(f"{title}?", LONGEST_QUESTION),
            kind=QuestionKind.ONE,
            options=(JOINS, STAYS_OUT, NOT_YET),
            key=PART,
        ),
        InquiryQuestion(
            text="Hur många besök planerar ni?",
            kind=QuestionKind.NUMBER,
            unit="besök",
            required=False,
            key=VISITS,
        ),
        InquiryQuestion(
            text="Hur många inspektörer kan vara med i projektgruppen?",
            kind=QuestionKind.NUMBER,
            unit="inspektörer",
            required=False,
            key=MEMBERS,
        ),
    )
    plan = _plan(title, questions, terms, Purpose.PARTICIPATION)
    return draft_inquiry(
        services, asker, replace(plan, about_kind=PROJECT, about_key=str(project.id))
    )


def draft_courses(services: Services, asker: Asker, terms: KnownTerms) -> int:
    """Draft the question which of the courses on offer each office needs, and for how many."""
    require(asker, Information.INQUIRIES)
    with services.database.session() as session:
        family = home(families(session), asker.collaboration)
        offers = session.execute(
            select(EducationOffer.id, EducationOffer.title)
            .where(EducationOffer.collaboration_id.in_(family.ids))
            .order_by(EducationOffer.sort_key, EducationOffer.id)
            .limit(_MOST_OFFERS)
        ).all()
    questions = (
        *(_of_offer(number, title) for number, title in offers),
        InquiryQuestion(
            text="Vilka andra utbildningar behöver ni, och för hur många?",
            required=False,
            key=OTHER,
        ),
        InquiryQuestion(text="När passar det bäst?", required=False, key=WHEN),
    )
    plan = _plan("Behov av utbildning", questions, terms, Purpose.COURSES)
    about = plan.about or "Skriv hur många från kontoret som behöver varje utbildning."
    return draft_inquiry(services, asker, replace(plan, about=about, about_kind=OFFERS))


def draft_for_duty(services: Services, asker: Asker, duty: int, plan: InquiryPlan) -> int:
    """Draft an inquiry by which each office does its part of a duty, by the duty's number.

    An office that has answered has done its part. Refuses a duty in which offices have no parts.
    """
    require(asker, Information.INQUIRIES)
    if all(one.number != duty for one in per_office_duties(services, asker)):
        raise Refusal("inquiry_duty_gone")
    about = replace(plan, purpose=Purpose.DUTY, about_kind=OCCURRENCE, about_key=str(duty))
    return draft_inquiry(services, asker, about)


def _plan(
    title: str, questions: Sequence[InquiryQuestion], terms: KnownTerms, purpose: Purpose
) -> InquiryPlan:
    return InquiryPlan(
        title=_cut(title, LONGEST_TITLE),
        questions=tuple(questions),
        about=terms.about,
        purpose=purpose,
        asked=terms.asked,
        answer_by=terms.answer_by,
    )


def _of_offer(number: int, title: str) -> InquiryQuestion:
    return InquiryQuestion(
        text=_cut(title, LONGEST_QUESTION),
        kind=QuestionKind.NUMBER,
        unit="personer",
        required=False,
        key=f"course/{number}",
    )


def _cut(words: str, longest: int) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1]}…"
