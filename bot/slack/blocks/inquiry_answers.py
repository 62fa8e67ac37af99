"""The dialog in which an inquiry is answered, a page at a time where it is long."""

from collections.abc import Iterator
from dataclasses import replace

from bot.slack.blocks.fields import checkboxes, field, form, option, radio, text_input
from bot.slack.blocks.inquiry_dialogs import Held
from bot.slack.blocks.parts import Block, said, small
from bot.texts import text
from bot.texts.inquiries import answered_words, hint_words, inquiry_name
from bot.texts.safe import clean
from handlers.inquiries import LONGEST_ANSWER, LONGEST_VISIT
from handlers.inquiries.planning import LONGEST_UNIT
from handlers.inquiry_views import Given, InquiryForm, InquiryQuestion, QuestionKind, Unit

# With three thousand letters in each, so many fields are as much as Slack takes at once.
MOST_IN_DIALOG = 20


def page_of(asked: InquiryForm, start: int) -> range:
    """Return which questions, from 0, a dialog has room for that begins with one of them."""
    count = len(asked.questions)
    first = start if 0 <= start < count else 0
    return range(first, min(first + MOST_IN_DIALOG, count))


def answer_dialog_of(
    asked: InquiryForm, held: Held, typed: tuple[Given, ...] | None = None
) -> Block:
    """Ask for an answer, with what has been answered already; ``typed`` stands in the fields.

    Where there are more questions than a dialog has room for it goes on with the others.
    """
    replaces = bool(asked.current) and not asked.own
    told = answered_words(asked)
    filled = replace(asked, given=asked.filled if typed is None else typed)
    title = text("inquiry.answer_replace") if replaces else text("inquiry.answer_now")
    page, count = page_of(asked, held.at), len(asked.questions)
    part = text("inquiry.page", first=page.start + 1, last=page.stop, count=count)
    return form(
        "inquiry_answer",
        title,
        text("inquiry.page_on") if page.stop < count else title,
        [
            said(inquiry_name(asked)),
            *([small(part)] if len(page) < count else []),
            *([small(text("inquiry.begun"))] if asked.begun else []),
            *([said(told)] if told else []),
            *([small(text("inquiry.replaces"))] if replaces else []),
            *(() if page.start else _visit(asked)),
            *(block for at in page for block in _answer(filled, at, asked.questions[at])),
        ],
        held.written(),
    )


def _visit(asked: InquiryForm) -> Iterator[Block]:
    if asked.unit is not Unit.VISIT:
        return
    hint = text("inquiry.field_visit_hint")
    written = text_input(asked.visit, longest=LONGEST_VISIT)
    yield field("visit", text("inquiry.field_visit"), written, hint=hint)
    if asked.visits:
        visits = ", ".join(map(clean, asked.visits))
        yield small(text("inquiry.visits", visits=visits))


def _answer(asked: InquiryForm, at: int, question: InquiryQuestion) -> Iterator[Block]:
    given = asked.given[at] if at < len(asked.given) else Given()
    optional = not question.required
    yield field(
        f"q{at}",
        clean(question.text),
        _element(question, given),
        hint=_hint(question),
        optional=optional,
    )
    if question.kind is QuestionKind.WORDS or not (len(asked.questions) == 1 or given.comment):
        return
    yield field(
        f"c{at}",
        text("inquiry.field_comment"),
        text_input(given.comment, longest=LONGEST_ANSWER, many=True),
        optional=True,
    )


def _hint(question: InquiryQuestion) -> str:
    """Return what stands under a field: a little of what it is about, or else how to answer."""
    if question.about:
        return clean(question.about)
    return "" if question.choices else hint_words(question)


def _element(question: InquiryQuestion, given: Given) -> Block:
    first = given.values[0] if given.values else ""
    options = [option(str(at), clean(one)) for at, one in enumerate(question.choices)]
    chosen = [str(question.choices.index(one)) for one in given.values if one in question.choices]
    match question.kind:
        case QuestionKind.WORDS:
            return text_input(first, longest=LONGEST_ANSWER, many=True)
        case QuestionKind.NUMBER:
            return text_input(first.replace(".", ","), longest=LONGEST_UNIT)
        case QuestionKind.SEVERAL:
            return checkboxes(options, chosen)
        case _:
            return radio(options, chosen[0] if chosen else "")
