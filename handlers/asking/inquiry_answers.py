"""Answering an inquiry in words: one's own answer, or that of an office that has told it."""

import re

from handlers.answers import Answer, InquiryFormAnswer
from handlers.asking.offices_named import offices_named
from handlers.asking.question import Question
from handlers.inquiry_views import InquiryForm

MAIL = "mail"


def answered(
    question: Question, number: int, words: str, *, visit: str = "", replaces: bool = False
) -> Answer:
    """Take down what the asker answers in words of their own."""
    from handlers import inquiries  # noqa: PLC0415 - the days off are slow to load

    services, asker = question.scope.services, question.scope.asker
    form = inquiries.show_form(services, asker, number, visit)
    read = inquiries.read_answers(words, form.questions)
    if read.unread:
        return form_answer(form, "unread", read.unread)
    if read.visit:
        form = inquiries.show_form(services, asker, number, read.visit)
    reply = inquiries.InquiryReply(
        given=read.given,
        visit=read.visit,
        seen=form.current if replaces else 0,
        apart=asker.door == MAIL,
    )
    receipt = inquiries.answer_inquiry(*question.scope.let_go(), number, reply)
    return form_answer(receipt.form, receipt.fate)


def asked_form(question: Question, said: re.Match[str]) -> Answer:
    """Show an inquiry that is named, as the asker answers it."""
    from handlers import inquiries  # noqa: PLC0415 - the days off are slow to load

    services, asker = question.scope.services, question.scope.asker
    return form_answer(inquiries.show_form(services, asker, int(said["number"])), "shown")


def answered_to(question: Question, said: re.Match[str]) -> Answer:
    """Take down an answer that names its inquiry, of the asker or of an office that has told it."""
    number, words = int(said["number"]), said["words"]
    replaces = not said["verb"].casefold().startswith("svara")
    if not said["office"]:
        return answered(question, number, words, replaces=replaces)
    from handlers import inquiries  # noqa: PLC0415 - the days off are slow to load

    services, asker = question.scope.let_go()
    office = offices_named(inquiries.offices_to_ask(services, asker), said["office"])[0]
    form = inquiries.show_form_for(services, asker, number, office.id)
    read = inquiries.read_answers(words, form.questions)
    if read.unread:
        return form_answer(form, "unread", read.unread)
    if read.visit:
        form = inquiries.show_form_for(services, asker, number, office.id, read.visit)
    reply = inquiries.InquiryReply(
        given=read.given, visit=read.visit, seen=form.current if replaces else 0
    )
    receipt = inquiries.answer_for(services, asker, number, office.id, reply)
    return form_answer(receipt.form, receipt.fate)


def form_answer(form: InquiryForm, fate: str, unread: tuple[int, ...] = ()) -> Answer:
    """Return an inquiry as who answers it sees it, with what has become of the answer."""
    return InquiryFormAnswer(
        ids=(str(form.number),), subject="inquiry", form=form, fate=fate, unread=unread
    )
