"""Inquiries of known kinds in words: "fråga om deltagande i släckvatten till alla kontor"."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from handlers.access import Information, require
from handlers.answers import Answer, InquiryPictureAnswer
from handlers.asking.courtesies import ungreeted
from handlers.asking.inquiry_drafts import last_day, plan_said, whom_meant
from handlers.asking.meant import meant_loosely, which_duty
from handlers.asking.projects_named import projects_named, which_of, which_project
from handlers.asking.question import Question
from handlers.errors import Refusal
from handlers.inquiry_views import Asked, Unit

if TYPE_CHECKING:
    from handlers.inquiries import KnownTerms

_WHOM = r"(?:,? (?:till|åt|hos|bland) (?P<whom>\S[^,:;\n]*?))?"
_LAST = r"(?P<last>[,;.]? ?(?:svara?r? )?senast [^:\n]{2,40}?)?"
_REST = r"(?:[:\n]\s*(?P<about>\S.*))?"
PART = re.compile(
    rf"fråga (?:kontoren )?om deltagande i (?P<what>\S[^:\n]*?){_WHOM}{_LAST}{_REST}",
    re.IGNORECASE | re.DOTALL,
)
COURSES = re.compile(
    r"(?:fråga (?:kontoren )?om|samla in|ny rundfråga om) (?:utbildningsbehov(?:en|et)?"
    r"|kursbehov(?:en|et)?|behov(?:et|en)? av (?:utbildning(?:ar)?|kurs(?:er)?))"
    rf"{_WHOM}{_LAST}{_REST}",
    re.IGNORECASE | re.DOTALL,
)
DUTY = re.compile(
    r"(?:rundfråga|fråga kontoren) (?:om|för) uppgiften (?P<what>\S[^:\n]*?)"
    rf"{_WHOM}{_LAST}[:\n]\s*(?P<body>\S.*)",
    re.IGNORECASE | re.DOTALL,
)


def taking_part(question: Question) -> Answer | None:
    """Draft the question whether offices take part in a project."""
    said = PART.fullmatch(_typed(question))
    if said is None:
        return None
    require(question.scope.asker, Information.INQUIRIES)
    items = projects_named(question, said["what"])
    if not items:
        raise Refusal("inquiry_project", project=said["what"])
    if len(items) > 1:
        rest = question.phrase.text.partition(said["what"])[2]
        return which_project(
            said["what"], items, lambda name: f"fråga om deltagande i {name}{rest}"
        )
    from handlers import inquiries  # noqa: PLC0415 - the days off are slow to load

    terms, which = _terms(question, said), which_of(items[0])
    number = inquiries.draft_participation(*question.scope.let_go(), which, terms)
    return _drafted(question, number)


def courses(question: Question) -> Answer | None:
    """Draft the question which courses each office needs."""
    said = COURSES.fullmatch(_typed(question))
    if said is None:
        return None
    require(question.scope.asker, Information.INQUIRIES)
    from handlers import inquiries  # noqa: PLC0415 - the days off are slow to load

    terms = _terms(question, said)
    return _drafted(question, inquiries.draft_courses(*question.scope.let_go(), terms))


def duty(question: Question) -> Answer | None:
    """Draft an inquiry by which each office does its part of a duty."""
    said = DUTY.fullmatch(_typed(question))
    if said is None:
        return None
    require(question.scope.asker, Information.INQUIRIES)
    from handlers import inquiries, occurrences  # noqa: PLC0415 - the days off are slow to load

    named = meant_loosely(question, said["what"])
    found = named.occurrences(lambda one: one.per_office and not one.settled) if named else []
    if named is None or not found:
        raise Refusal("inquiry_duty", duty=said["what"])
    if len(found) > 1:
        rest = question.phrase.text.partition(said["what"])[2]
        return which_duty(named, found, lambda name: f"rundfråga om uppgiften {name}{rest}")
    row = found[0].row
    terms = _terms(question, said)
    plan = plan_said(said["body"], question.scope.today)
    services, asker = question.scope.let_go()
    left = {one.number: one.left for one in occurrences.per_office_duties(services, asker)}
    number = row.id if row else 0
    wanted = replace(
        plan,
        # Whoever has done their part already is not asked once more.
        asked=terms.asked if said["whom"] else Asked(offices=left.get(number, ())),
        answer_by=plan.answer_by or terms.answer_by,
    )
    return _drafted(question, inquiries.draft_for_duty(services, asker, number, wanted))


def _typed(question: Question) -> str:
    return ungreeted(question.phrase.text).strip(" .")


def _terms(question: Question, said: re.Match[str]) -> "KnownTerms":
    from handlers.inquiries import KnownTerms  # noqa: PLC0415 - the days off are slow to load

    today = question.scope.today
    whom = whom_meant(question.scope, said["whom"] or "alla kontor")
    if whom.unit is not Unit.OFFICE:
        raise Refusal("inquiry_whom", whom=said["whom"])
    about, day = last_day(said.groupdict().get("about") or "", today)
    if said["last"]:
        day = last_day(said["last"], today)[1]
    return KnownTerms(asked=whom.asked, answer_by=day, about=about)


def _drafted(question: Question, number: int) -> Answer:
    from handlers import inquiries  # noqa: PLC0415 - the days off are slow to load

    services, asker = question.scope.let_go()
    return InquiryPictureAnswer(
        ids=(str(number),),
        subject="inquiry",
        picture=inquiries.show_inquiry(services, asker, number),
        change="drafted",
    )
