"""Inquiries in words: what is asked, what was answered, and how it stands."""

from collections.abc import Sequence

from bot.texts.dates import short_day
from bot.texts.opinions import counts_words, mean_words
from bot.texts.safe import clean, shortened
from bot.texts.wording import text, word
from handlers.contents import InquiryNotice, InquiryResult
from handlers.inquiry_views import (
    Given,
    InquiryForm,
    InquiryLine,
    InquiryQuestion,
    QuestionKind,
    Tally,
    Unit,
)

LONGEST_SAID = 700
MOST_NAMES = 60


def inquiry_name(line: InquiryLine | InquiryForm) -> str:
    """Return what an inquiry is called, with its number."""
    return text("inquiry.named", number=line.number, title=clean(line.title))


def unit_words(unit: Unit) -> str:
    """Return what those who are asked are called, after a number."""
    return word("inquiry_unit", unit)


def counted_words(line: InquiryLine) -> str:
    """Say how many have answered: "31 av 42 kontor har svarat."."""
    unit = unit_words(line.unit)
    return text("inquiry.counted", answered=line.answered, asked=line.asked, unit=unit)


def hint_words(question: InquiryQuestion) -> str:
    """Say how a question is answered: "ja eller nej"."""
    hint = _hint(question)
    return hint if question.required else text("inquiry.optional", hint=hint)


def question_words(question: InquiryQuestion) -> str:
    """Return a question with how it is answered, and what is said of what it is about."""
    asked = text("inquiry.hinted", question=clean(question.text), hint=hint_words(question))
    if not question.about:
        return asked
    return text("inquiry.said_about", question=asked, about=clean(question.about))


def question_lines(questions: Sequence[InquiryQuestion]) -> tuple[str, ...]:
    """Return the questions a line each, with their numbers where there are several."""
    if len(questions) == 1:
        return (question_words(questions[0]),)
    return tuple(
        text("inquiry.numbered", number=at, question=question_words(one))
        for at, one in enumerate(questions, start=1)
    )


def given_words(given: Sequence[Given]) -> str:
    """Say what was answered to all questions, on one line."""
    said = [_given(one) for one in given]
    if len(said) == 1:
        return said[0]
    return "; ".join(f"{at}. {one}" for at, one in enumerate(said, start=1))


def value_words(one: Given) -> str:
    """Say what was chosen or written to one question; a number with a comma."""
    return ", ".join(
        clean(value).replace(".", ",") if _decimal(value) else clean(value) for value in one.values
    )


def tally_words(tally: Tally) -> str:
    """Say what was answered to one question, taken together: "ja 12, nej 3"."""
    if tally.question.kind is QuestionKind.NUMBER and tally.numbers:
        several = tally.numbers
        return text(
            "inquiry.numbers",
            count=len(several),
            total=_number(sum(several)),
            least=_number(min(several)),
            most=_number(max(several)),
        )
    if tally.counts:
        # What is asked of several things alike is compared by its mean.
        mean = mean_words(tally.counts) if tally.question.key else ""
        return ", ".join(filter(None, (counts_words(tally.counts), mean)))
    return text("inquiry.words_count", count=tally.answered)


def names_words(names: Sequence[str]) -> str:
    """List names, as many as anybody reads."""
    shown = ", ".join(map(clean, names[:MOST_NAMES]))
    rest = len(names) - MOST_NAMES
    return f"{shown} {text('inquiry.more', count=rest)}" if rest > 0 else shown


def notice_title(content: InquiryNotice) -> str:
    """Return the heading of what somebody is asked."""
    return f"{word('inquiry_asked', content.change)}{clean(content.form.title)}"


def asks_words(form: InquiryForm) -> str:
    """Say who asks whom, and until when."""
    asks = _asks(form)
    if not form.open:
        return f"{asks} {text('inquiry.closed_now')}"
    if form.late:
        return f"{asks} {text('inquiry.late_now')}"
    if form.answer_by is None:
        return asks
    return f"{asks} {text('inquiry.by_then', day=short_day(form.answer_by))}"


def answered_words(form: InquiryForm) -> str:
    """Say what has been answered, and by whom; nothing where nobody has."""
    if not form.current:
        return ""
    said = shortened(given_words(form.given), LONGEST_SAID)
    if form.own or not form.office:
        return text("inquiry.answered_own", words=said)
    if form.by:
        office = clean(form.office)
        return text("inquiry.answered_by", name=clean(form.by), office=office, words=said)
    return text("inquiry.answered_for", office=clean(form.office), words=said)


def fate_words(form: InquiryForm, fate: str) -> str:
    """Say what has become of an answer."""
    said = shortened(given_words(form.given), LONGEST_SAID)
    match fate:
        case "taken":
            return text("inquiry.fate_taken", words=said)
        case "changed":
            return text("inquiry.fate_changed", words=said)
        case "same":
            return text("inquiry.fate_same", words=said)
        case "disputed":
            by, office = clean(form.by), clean(form.office)
            return text("inquiry.fate_disputed", name=by, office=office)
        case "unread":
            return text("inquiry.fate_unread")
        case _:
            return asks_words(form)


def how_to_answer(form: InquiryForm) -> tuple[str, ...]:
    """Say how an answer is written in words."""
    several = [text("inquiry.answer_numbered")] if len(form.questions) > 1 else []
    visit = [text("inquiry.answer_visit")] if form.unit is Unit.VISIT else []
    return (*visit, *several)


def why_asked(form: InquiryForm) -> str:
    """Say why somebody is asked."""
    if form.office:
        return text("inquiry.why_asked", office=clean(form.office))
    return text("inquiry.why_person", collaboration=clean(form.collaboration))


def result_title(content: InquiryResult) -> str:
    """Return the heading of what all have answered."""
    return text("inquiry.result_title", title=clean(content.line.title))


def result_lead(content: InquiryResult) -> str:
    """Say that an inquiry is closed, and how many have answered."""
    return text("inquiry.result_lead", counted=counted_words(content.line))


def _asks(form: InquiryForm) -> str:
    owner = clean(form.collaboration)
    if not form.office:
        return text("inquiry.asks_person", collaboration=owner)
    office = clean(form.office)
    if form.unit is Unit.VISIT:
        return text("inquiry.asks_visit", collaboration=owner, office=office)
    return text("inquiry.asks_office", collaboration=owner, office=office)


def _hint(question: InquiryQuestion) -> str:
    options = ", ".join(map(clean, question.options))
    match question.kind:
        case QuestionKind.YES_NO:
            return text("inquiry.yes_no_hint")
        case QuestionKind.ONE:
            return text("inquiry.one_hint", options=options)
        case QuestionKind.SEVERAL:
            return text("inquiry.several_hint", options=options)
        case QuestionKind.NUMBER if question.unit:
            return text("inquiry.number_unit_hint", unit=clean(question.unit))
        case QuestionKind.NUMBER:
            return text("inquiry.number_hint")
        case QuestionKind.WORDS:
            return text("inquiry.words_hint")


def _given(one: Given) -> str:
    return ", ".join(filter(None, (value_words(one), clean(one.comment)))) or "–"


def _decimal(value: str) -> bool:
    return value.replace(".", "", 1).removeprefix("-").isdecimal()


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",") if abs(value) < 1e6 else f"{value:.0f}"  # noqa: PLR2004 - shorter than with an exponent
