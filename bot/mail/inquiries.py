"""Inquiries as mails: what is asked, and what all have answered once one is closed."""

from dataclasses import dataclass

from bot.mail.links import Links
from bot.mail.sheets import AnswerSheet, Footing, Link, Row
from bot.texts import text
from bot.texts.inquiries import (
    answered_words,
    asks_words,
    how_to_answer,
    notice_title,
    question_lines,
    result_lead,
    result_title,
    tally_words,
    why_asked,
)
from bot.texts.safe import clean
from handlers.contents import InquiryNotice, InquiryResult
from handlers.ports import Recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class InquirySheet:
    """The words of what somebody is asked; ``about`` stands before the ``questions``."""

    subject: str
    preview: str
    title: str
    lead: str
    about: tuple[str, ...]
    questions: tuple[str, ...]
    reply: Link | None
    notes: tuple[str, ...]
    footing: Footing


def inquiry_sheet(content: InquiryNotice, to: Recipient, links: Links) -> InquirySheet:
    """Return what the mail says that asks somebody."""
    form, title, lead = content.form, notice_title(content), asks_words(content.form)
    reply = _reply(content, to, links)
    how = text("inquiry.answer_mail") if reply else text("inquiry.answer_mail_only")
    told = answered_words(form)
    return InquirySheet(
        subject=title,
        preview=lead,
        title=title,
        lead=lead,
        about=tuple(line for line in map(clean, form.about.splitlines()) if line),
        questions=question_lines(form.questions),
        reply=reply,
        notes=tuple(filter(None, (told, how, *how_to_answer(form)))),
        footing=Footing(
            sender=text("mail.sender", collaboration=clean(form.collaboration)),
            why=why_asked(form),
            change=text("answer.help"),
            settings=None,
        ),
    )


def inquiry_result_sheet(content: InquiryResult) -> AnswerSheet:
    """Return what the mail says that tells what all have answered."""
    title, lead = result_title(content), result_lead(content)
    return AnswerSheet(
        subject=title,
        preview=lead,
        title=title,
        lead=lead,
        rows=tuple(
            Row(tally_words(one), clean(one.question.text).rstrip(" :?")) for one in content.tallies
        ),
        choices=(),
        notes=(),
        footing=Footing(
            sender=text("mail.sender", collaboration=clean(content.line.collaboration)),
            why=text("inquiry.why_result"),
            change=text("answer.help"),
            settings=None,
        ),
    )


def _reply(content: InquiryNotice, to: Recipient, links: Links) -> Link | None:
    if to.person_id is None:
        return None
    address = links.inquiry(to.person_id, content.form.number)
    label = text("inquiry.answer_button")
    return Link(label, label, address) if address else None
