"""Inquiries as tables of a workbook: all that was answered, a vote, what is needed of courses."""

from bot.texts.cards.shaping import pieces
from bot.texts.inquiries import value_words
from bot.texts.opinions import decimal
from bot.texts.safe import clean
from bot.texts.wording import text
from handlers.course_needs import course_needs
from handlers.inquiry_views import AnswerRow, InquiryPicture
from handlers.opinion_views import vote_results
from handlers.ports import SWEDEN


def need_columns() -> tuple[str, ...]:
    """Return the headings of what offices need of courses."""
    return text("known.course"), text("known.office"), text("known.count"), text("known.when")


def need_rows(picture: InquiryPicture) -> tuple[tuple[str, ...], ...]:
    """Return what offices need of courses, a course and an office a row."""
    return tuple(
        (clean(one.course), clean(one.office), str(one.count), clean(one.when))
        for one in course_needs(picture)
    )


def excel_columns(picture: InquiryPicture) -> tuple[str, ...]:
    """Return the headings of everything that was answered."""
    questions = [
        heading
        for one in picture.plan.questions
        for heading in (
            clean(one.text),
            text("inquiry.column_comment", question=clean(one.text)),
        )
    ]
    return (
        text("inquiry.column_who"),
        text("inquiry.column_visit"),
        text("inquiry.column_by"),
        text("inquiry.column_at"),
        text("inquiry.column_state"),
        *questions,
    )


def excel_rows(picture: InquiryPicture) -> tuple[tuple[str, ...], ...]:
    """Return all answers, and after them those who have not answered."""
    answered = tuple(_excel_row(one) for one in picture.rows)
    nothing = ("",) * (2 * len(picture.plan.questions))
    silent = tuple(
        (clean(one), "", "", "", text("inquiry.state_silent"), *nothing) for one in picture.silent
    )
    return (*answered, *silent)


def vote_columns(picture: InquiryPicture) -> tuple[str, ...]:
    """Return the headings of what a vote has come to: its scale, which is the same for all."""
    questions = picture.plan.questions
    return (
        text("review.proposal"),
        *(clean(one) for one in (questions[0].choices if questions else ())),
        text("inquiry.column_voted"),
        text("inquiry.column_mean"),
        text("inquiry.column_waiting"),
    )


def vote_rows(picture: InquiryPicture) -> tuple[tuple[str, ...], ...]:
    """Return what a vote has come to, the proposal that is wanted most first."""
    return tuple(
        (
            clean(one.title),
            *(str(count) for _, count in one.counts),
            str(one.voted),
            "" if one.mean is None else decimal(one.mean),
            str(one.waiting or ""),
        )
        for one in vote_results(picture)
    )


def _excel_row(row: AnswerRow) -> tuple[str, ...]:
    state = text("inquiry.state_disputed") if row.disputed else text("inquiry.state_counts")
    given = [said for one in row.given for said in (value_words(one), one.comment)]
    return (
        clean(row.who),
        clean(row.visit),
        clean(row.by) or text("inquiry.by_coordinator"),
        f"{row.at.astimezone(SWEDEN):%Y-%m-%d}",
        pieces(state, text("inquiry.late") if row.late else ""),
        *given,
    )
