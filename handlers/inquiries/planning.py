"""What an inquiry may be, checked before it is kept: its title, its questions, its days."""

from dataclasses import replace
from datetime import date, timedelta

from handlers.errors import Refusal
from handlers.inquiry_views import (
    InquiryPlan,
    InquiryQuestion,
    Purpose,
    QuestionKind,
    Unit,
)

LONGEST_TITLE = 150
LONGEST_ABOUT = 3000
LONGEST_QUESTION = 500
LONGEST_OPTION = 75
LONGEST_UNIT = 40
MOST_QUESTIONS = 10
# A campaign's checklist is longer than what somebody asks by hand.
MOST_IN_RESULTS = 40
# Where the same is asked of many records: as many as are numbered with two digits.
MOST_OF_RECORDS = 99
# As many as can be ticked in chat.
MOST_OPTIONS = 10
_FEWEST_OPTIONS = 2
MOST_DAYS_BEFORE = 30
# Whoever names a day further ahead has mistyped the year.
FURTHEST = timedelta(days=366)
_CHOSEN = frozenset({QuestionKind.ONE, QuestionKind.SEVERAL})


def checked(plan: InquiryPlan, today: date) -> InquiryPlan:
    """Return a plan with its words in order; refuse what cannot be one."""
    title = one_line(plan.title)
    if not title:
        raise Refusal("inquiry_title_missing")
    if len(title) > LONGEST_TITLE:
        raise Refusal("inquiry_title_long", most=LONGEST_TITLE, count=len(title))
    about = plan.about.strip()
    if len(about) > LONGEST_ABOUT:
        raise Refusal("inquiry_about_long", most=LONGEST_ABOUT, count=len(about))
    check_count(len(plan.questions), plan)
    check_day(plan.answer_by, today)
    for days in (plan.remind_first, plan.remind_second):
        if not 0 <= days <= MOST_DAYS_BEFORE:
            raise Refusal("inquiry_reminder_days", most=MOST_DAYS_BEFORE)
    if plan.unit not in set(Unit):
        raise Refusal("form_unreadable")
    questions = tuple(map(checked_question, plan.questions))
    return replace(plan, title=title, about=about, questions=questions)


def check_count(count: int, plan: InquiryPlan) -> None:
    """Refuse more questions than an inquiry of its kind may have."""
    most = MOST_OF_RECORDS if plan.fixed else MOST_QUESTIONS
    if plan.purpose == Purpose.RESULTS:
        most = MOST_IN_RESULTS
    if count > most:
        raise Refusal("inquiry_many_questions", most=most)


def check_day(day: date | None, today: date) -> None:
    """Refuse a last day to answer that is past, or too far ahead to be meant."""
    if day is not None and day <= today:
        raise Refusal("day_past", date=day)
    if day is not None and day > today + FURTHEST:
        raise Refusal("day_too_far", date=day)


def checked_question(question: InquiryQuestion) -> InquiryQuestion:
    """Return a question with its words in order; refuse what cannot be one."""
    words = one_line(question.text)
    if not words:
        raise Refusal("inquiry_question_missing")
    if len(words) > LONGEST_QUESTION:
        raise Refusal("inquiry_question_long", most=LONGEST_QUESTION, count=len(words))
    options = tuple(dict.fromkeys(filter(None, map(one_line, question.options))))
    if question.kind in _CHOSEN:
        _check_options(options)
    else:
        options = ()
    unit = one_line(question.unit)[:LONGEST_UNIT] if question.kind is QuestionKind.NUMBER else ""
    return replace(question, text=words, options=options, unit=unit)


def _check_options(options: tuple[str, ...]) -> None:
    if not _FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        raise Refusal("inquiry_options", least=_FEWEST_OPTIONS, most=MOST_OPTIONS)
    long = next((one for one in options if len(one) > LONGEST_OPTION), None)
    if long is not None:
        raise Refusal("inquiry_option_long", option=long, most=LONGEST_OPTION)


def one_line(words: str) -> str:
    """Return words on one line."""
    return " ".join(words.split())
