"""Whether what is answered fits what was asked: a refusal for each question where it does not."""

import re
from collections.abc import Mapping, Sequence

from handlers.errors import Refusal
from handlers.inquiry_views import Given, InquiryQuestion, QuestionKind
from handlers.living.rules import MOST

LONGEST_ANSWER = 3000
LONGEST_VISIT = 120
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?")
_GAPS = re.compile(r"(?<=\d)[\s\u00a0.](?=\d{3}\b)")


def answer_faults(
    questions: Sequence[InquiryQuestion], given: Sequence[Given]
) -> Mapping[int, Refusal]:
    """Return what is wrong with each answer, by the place of its question from 0."""
    if len(given) != len(questions):
        # The form was another one when it was opened.
        return {0: Refusal("inquiry_changed")}
    found = (
        (at, _fault(one, said)) for at, (one, said) in enumerate(zip(questions, given, strict=True))
    )
    return {at: fault for at, fault in found if fault is not None}


def as_number(written: str) -> str:
    """Return a number as it is kept, or "" for what is none: "1 400,5" is 1400.5."""
    plain = _GAPS.sub("", written.strip()).replace(",", ".").replace("\N{MINUS SIGN}", "-")
    return plain if _NUMBER.fullmatch(plain) else ""


def _fault(question: InquiryQuestion, said: Given) -> Refusal | None:
    if len(said.comment) > LONGEST_ANSWER:
        return Refusal("inquiry_answer_long", most=LONGEST_ANSWER, count=len(said.comment))
    if not said.values:
        return Refusal("inquiry_answer_missing") if question.required else None
    return _wrong(question, said.values)


def _wrong(question: InquiryQuestion, values: Sequence[str]) -> Refusal | None:
    longest = max(map(len, values))
    if question.kind is QuestionKind.WORDS:
        fits = longest <= LONGEST_ANSWER
        return None if fits else Refusal("inquiry_answer_long", most=LONGEST_ANSWER, count=longest)
    if question.kind is QuestionKind.NUMBER:
        return _no_number(question, values[0])
    several = question.kind is QuestionKind.SEVERAL
    if set(values) <= set(question.choices) and (several or len(values) == 1):
        return None
    return Refusal("inquiry_answer_choice", options=", ".join(question.choices))


def _no_number(question: InquiryQuestion, value: str) -> Refusal | None:
    if as_number(value) != value:
        return Refusal("inquiry_answer_number")
    if question.counts_visits and not (value.isdecimal() and int(value) <= MOST):
        return Refusal("inquiry_answer_visits", most=MOST)
    return None
