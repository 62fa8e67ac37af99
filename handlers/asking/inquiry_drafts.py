"""An inquiry in words: "rundfråga till alla kontor: Har ni provtagare? ja/nej, senast 3 mars"."""

import re
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from handlers.asking.day_words import read_day
from handlers.asking.offices_named import offices_named
from handlers.errors import Refusal
from handlers.inquiry_views import (
    Asked,
    InquiryPlan,
    InquiryQuestion,
    Purpose,
    QuestionKind,
    Unit,
)
from handlers.role_words import role_named
from handlers.scope import Scope
from storage.models import Group
from storage.words import fold

_HEAD = re.compile(
    r"(?P<purpose>rundfråga|fråga om deltagande) (?:till|åt) (?P<whom>[^:\n]+)[:\n]\s*"
    r"(?P<body>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_LAST = re.compile(
    r"[\s,;.(]*\b(?:svara?r? )?senast (?:den )?(?P<day>[^,;:?\n()]{2,40}?)[\s.)]*$", re.IGNORECASE
)
_NUMBERED = re.compile(r"\d{1,2}[.)]\s*")
_YES_NO = re.compile(r"ja ?(?:/|eller) ?nej", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:ett |svara med ett )?(?:antal|tal|siffra)\b[\s,:(]*(?P<unit>[^)]*)\)?", re.IGNORECASE
)
_SEVERAL = re.compile(r"(?:välj )?(?:ett eller )?flera(?: av)?\s*:?\s*", re.IGNORECASE)
_ONE = re.compile(r"(?:välj )?(?:ett|en)(?: av)?\s*:\s*|välj:\s*", re.IGNORECASE)
_PER_VISIT = re.compile(r"[, ]+(?:för varje|per|om varje) besök$", re.IGNORECASE)
_OF_GROUP = re.compile(r"(?:alla )?kontor(?:en)? i (?P<group>\S.*)", re.IGNORECASE)
_EVERYBODY = frozenset({"alla kontor", "alla", "samtliga kontor", "alla miljokontor", "kontoren"})
_LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class WhomMeant:
    """Whom it is for, and of what there is one answer."""

    asked: Asked
    unit: Unit = Unit.OFFICE


def is_inquiry(typed: str) -> bool:
    """Tell whether words are an inquiry to be."""
    return _HEAD.match(typed) is not None


def read_inquiry(scope: Scope, typed: str) -> InquiryPlan:
    """Return what somebody wants to ask; refuse what is not understood as a whole."""
    found = _HEAD.match(typed)
    if found is None:
        raise Refusal("inquiry_unclear")
    whom, day = last_day(found["whom"], scope.today)
    plan = plan_said(found["body"], scope.today)
    meant = whom_meant(scope, whom)
    takes_part = found["purpose"].casefold() != "rundfråga"
    return replace(
        plan,
        purpose=Purpose.PARTICIPATION if takes_part else Purpose.QUESTION,
        asked=meant.asked,
        unit=meant.unit,
        answer_by=plan.answer_by or day,
    )


def plan_said(body: str, today: date) -> InquiryPlan:
    """Return the title, the questions and the last day that somebody has written."""
    asked, day = last_day(body, today)
    title, questions = _questions(asked)
    return InquiryPlan(title=title, questions=questions, answer_by=day)


def last_day(said: str, today: date) -> tuple[str, date | None]:
    """Return words without the last day that stands at their end, and that day."""
    found = _LAST.search(said)
    if found is None:
        return said.strip(), None
    return said[: found.start()].strip(), read_day(found["day"].strip(), today)


def _questions(body: str) -> tuple[str, tuple[InquiryQuestion, ...]]:
    """Return the title and the questions: one, or those on numbered lines below a title."""
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    numbered = [line for line in lines if _NUMBERED.match(line)]
    if not numbered:
        question = read_question(" ".join(lines))
        return _title(question.text), (question,)
    if len(lines) - len(numbered) > 1 or (len(lines) > len(numbered) and lines[0] in numbered):
        raise Refusal("inquiry_unclear")
    questions = tuple(read_question(_NUMBERED.sub("", line, count=1)) for line in numbered)
    return _title(lines[0] if lines[0] not in numbered else questions[0].text), questions


def read_question(said: str) -> InquiryQuestion:
    """Return a question with how it is to be answered, as far as that stands behind it."""
    asked, mark, behind = said.strip().rpartition("?")
    how = behind.strip(" ,.;:()")
    if not mark or not how:
        return InquiryQuestion(text=said.strip())
    question = f"{asked}?"
    if _YES_NO.fullmatch(how):
        return InquiryQuestion(text=question, kind=QuestionKind.YES_NO)
    if counted := _NUMBER.fullmatch(how):
        unit = counted["unit"].strip()
        return InquiryQuestion(text=question, kind=QuestionKind.NUMBER, unit=unit)
    several = _SEVERAL.match(how)
    kind = QuestionKind.SEVERAL if several else QuestionKind.ONE
    bare = _SEVERAL.sub("", how, count=1) if several else _ONE.sub("", how, count=1)
    options = _options(bare)
    if len(options) == 1:
        raise Refusal("inquiry_unclear")
    return InquiryQuestion(text=question, kind=kind, options=options)


def _options(said: str) -> tuple[str, ...]:
    between = "/" if "/" in said else ","
    return tuple(part.strip() for part in said.split(between) if part.strip())


def _title(said: str) -> str:
    title = said.strip(" ?.:")
    if len(title) <= _LONGEST_TITLE:
        return title
    return f"{title[: _LONGEST_TITLE - 1].rpartition(' ')[0] or title[: _LONGEST_TITLE - 1]}…"


def whom_meant(scope: Scope, whom: str) -> WhomMeant:
    """Return whom somebody wants to ask; refuse who is not found."""
    said, visits = _PER_VISIT.subn("", whom.strip(" ,."))
    unit = Unit.VISIT if visits else Unit.OFFICE
    if fold(said) in _EVERYBODY:
        return WhomMeant(Asked(everybody=True), unit)
    if role := role_named(said):
        return WhomMeant(Asked(roles=(role,)), Unit.PERSON)
    if of_group := _OF_GROUP.fullmatch(said):
        return WhomMeant(Asked(groups=(_group(scope, of_group["group"], said),)), unit)
    if key := _found_group(scope, said):
        return WhomMeant(Asked(groups=(key,)), Unit.PERSON)
    return WhomMeant(Asked(offices=_offices(scope, said)), unit)


def _group(scope: Scope, named: str, whom: str) -> str:
    key = _found_group(scope, named)
    if not key:
        raise Refusal("inquiry_whom", whom=whom)
    return key


def _found_group(scope: Scope, named: str) -> str:
    """Return the key of the group that is called so, with or without the ending of the definite."""
    rows = scope.session.execute(
        select(Group.key, Group.title).where(Group.collaboration_id.in_(scope.family.ids))
    )
    wanted = fold(named)
    endings = ("", "n", "en")
    keys = [key for key, title in rows if wanted in {f"{fold(title)}{end}" for end in endings}]
    return keys[0] if len(keys) == 1 else ""


def _offices(scope: Scope, said: str) -> tuple[int, ...]:
    from handlers.inquiries.offices import offices_in  # noqa: PLC0415 - the days off are slow to load

    try:
        found = offices_named(offices_in(scope.session, scope.family.ids), said)
    except Refusal as no:
        raise Refusal("inquiry_whom", whom=said) from no
    return tuple(one.id for one in found)
