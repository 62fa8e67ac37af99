"""Answers about inquiries: how one stands, what is to be answered, and what was done about it."""

from dataclasses import dataclass
from datetime import date

from handlers.answers.found import ListAnswer
from handlers.inquiry_views import InquiryForm, InquiryLine, InquiryPicture


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiriesAnswer(ListAnswer):
    """Inquiries: those that the asker is to answer, and for who makes them all there are.

    ``made`` is None for who makes none.
    """

    mine: tuple[InquiryLine, ...]
    made: tuple[InquiryLine, ...] | None
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryPictureAnswer(ListAnswer):
    """How an inquiry stands, for who sees to it, and what was done about it.

    ``change`` is shown, silent, drafted, sent, reminded, closed, reopened, extended, reworded or
    settled; ``count`` is how many people it concerns. With ``excel`` a workbook is asked for.
    """

    picture: InquiryPicture
    change: str = "shown"
    count: int = 0
    excel: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryFormAnswer(ListAnswer):
    """An inquiry as one answers it, with what has been answered.

    ``fate`` is shown, taken, changed, same or disputed, or unread where the words were not
    understood; ``unread`` are then the places of those questions, from 0.
    """

    form: InquiryForm
    fate: str = "shown"
    unread: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryGoneAnswer(ListAnswer):
    """A draft of an inquiry was thrown away."""

    number: int
