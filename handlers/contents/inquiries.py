"""Inquiries, and what those are told of them who are asked, or have asked: plain data."""

from dataclasses import dataclass

from handlers.inquiry_views import InquiryForm, InquiryLine, Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryNotice:
    """What somebody is asked, with what has been answered for their office.

    ``change`` is asked, reminded, extended, reworded or reopened.
    """

    form: InquiryForm
    change: str = "asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryResult:
    """What all have answered, taken together, without who has written what."""

    line: InquiryLine
    tallies: tuple[Tally, ...]
