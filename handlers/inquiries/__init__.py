"""Inquiries: one question or a small form to offices and people, and what they answer."""

from handlers.inquiries.answering import (
    InquiryReceipt,
    InquiryReply,
    answer_for,
    answer_inquiry,
)
from handlers.inquiries.asking import (
    change_draft,
    draft_inquiry,
    offices_to_ask,
    remove_question,
    set_question,
    throw_away,
)
from handlers.inquiries.checking import LONGEST_ANSWER, LONGEST_VISIT, answer_faults, as_number
from handlers.inquiries.finding import sees_to
from handlers.inquiries.keeping import (
    close_inquiry,
    extend_inquiry,
    remind_due,
    remind_offices_silent,
    reopen_inquiry,
    reword_inquiry,
    show_inquiry,
)
from handlers.inquiries.known import (
    KnownTerms,
    draft_courses,
    draft_for_duty,
    draft_participation,
)
from handlers.inquiries.listing import inquiries, my_inquiries
from handlers.inquiries.offices import OfficeNamed
from handlers.inquiries.reading import ReadAnswers, read_answers
from handlers.inquiries.settling import settle_answer, settle_by_turn
from handlers.inquiries.showing import show_form, show_form_for
from handlers.inquiries.telling import KINDS
from handlers.inquiries.threads import inquiry_of

__all__ = [
    "KINDS",
    "LONGEST_ANSWER",
    "LONGEST_VISIT",
    "InquiryReceipt",
    "InquiryReply",
    "KnownTerms",
    "OfficeNamed",
    "ReadAnswers",
    "answer_faults",
    "answer_for",
    "answer_inquiry",
    "as_number",
    "change_draft",
    "close_inquiry",
    "draft_courses",
    "draft_for_duty",
    "draft_inquiry",
    "draft_participation",
    "extend_inquiry",
    "inquiries",
    "inquiry_of",
    "my_inquiries",
    "offices_to_ask",
    "read_answers",
    "remind_due",
    "remind_offices_silent",
    "remove_question",
    "reopen_inquiry",
    "reword_inquiry",
    "sees_to",
    "set_question",
    "settle_answer",
    "settle_by_turn",
    "show_form",
    "show_form_for",
    "show_inquiry",
    "throw_away",
]
