"""The page on which one answers an inquiry, and changes one's mind until it is closed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response as Page

from bot.texts import text
from bot.texts.inquiries import answered_words, asks_words, hint_words, question_words
from bot.texts.safe import clean
from bot.web.links import InquiryLink
from bot.web.pages.acting import TOLD
from bot.web.pages.forms import FaultsError, Form, first
from bot.web.pages.shell import BAD_REQUEST, OK, Shell, Visit, said
from bot.web.signing import BadLink
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.inquiries import (
    LONGEST_ANSWER,
    LONGEST_VISIT,
    InquiryReply,
    answer_faults,
    answer_inquiry,
    as_number,
    show_form,
)
from handlers.inquiry_views import Given, InquiryForm, InquiryQuestion, QuestionKind, Unit
from handlers.people import asker_by_id
from handlers.ports import Services

DOOR, ANSWERED, ABOUT = "page", "svarat", "besok"
# What is wrong with an answer as a whole, and where that is told.
_AT: Mapping[str, str] = {
    "inquiry_answered_already": "replace",
    "inquiry_visit_missing": "visit",
    "inquiry_visit_long": "visit",
    "inquiry_changed": "q0",
    "vote_empty": "q0",
}


class InquiryPages:
    """Answer those who come by the link in a mail that asks."""

    def __init__(self, services: Services, shell: Shell) -> None:
        self._services = services
        self._shell = shell

    def answer(self, visit: Visit) -> Page:
        """Show what is asked and what has been answered, or take an answer down."""
        link = self._shell.links.read_inquiry(visit.token)
        asker = asker_by_id(self._services, link.person_id, DOOR)
        if asker is None:
            raise BadLink("link_old")
        about = _about(visit)
        now = show_form(self._services, asker, link.number, about)
        if visit.form is None:
            return self._page(link, now, told=visit.query.get(TOLD) == ANSWERED)
        try:
            now = self._take(asker, now, visit.form)
        except FaultsError as error:
            # Somebody may have answered meanwhile: that is shown.
            now = show_form(self._services, asker, link.number, about)
            return self._page(link, now, visit.form, error.faults)
        query = {TOLD: ANSWERED, **({ABOUT: now.visit} if now.visit else {})}
        return self._shell.to(self._shell.links.path(link), **query)

    def _take(self, asker: Asker, now: InquiryForm, form: Form) -> InquiryForm:
        given = tuple(_given(form, at, one) for at, one in enumerate(now.questions))
        faults = {f"q{at}": said(no) for at, no in answer_faults(now.questions, given).items()}
        if now.current and not now.own and first(form, "replace") != str(now.current):
            faults["replace"] = text("inquiry.replace_missing")
        if faults:
            raise FaultsError(faults)
        seen = now.current if now.own else _number(first(form, "replace"))
        reply = InquiryReply(given=given, visit=clean(first(form, "visit")), seen=seen)
        try:
            return answer_inquiry(self._services, asker, now.number, reply).form
        except Refusal as refusal:
            if refusal.code not in _AT:
                raise
            raise FaultsError({_AT[refusal.code]: said(refusal)}) from refusal

    def _page(
        self,
        link: InquiryLink,
        now: InquiryForm,
        form: Form | None = None,
        faults: Mapping[str, str] | None = None,
        *,
        told: bool = False,
    ) -> Page:
        other = bool(now.current) and not now.own
        return self._shell.page(
            "inquiry.html" if now.open else "inquiry_over.html",
            BAD_REQUEST if faults else OK,
            path=self._shell.links.path(link),
            title=clean(now.title),
            owner=clean(now.collaboration),
            lead=asks_words(now),
            who=text("pages.acting_as", name=clean(now.name)),
            about=tuple(filter(None, map(clean, now.about.splitlines()))),
            questions=[_shown(now, at, form) for at in range(len(now.questions))],
            asked=tuple(map(question_words, now.questions)),
            answered=answered_words(now),
            disputed=text("inquiry.is_disputed") if now.disputed else "",
            replaces=str(now.current) if other else "",
            of_visit=now.unit is Unit.VISIT,
            visit=first(form, "visit") if form else now.visit,
            visits=[
                (clean(one), f"{self._shell.links.path(link)}?{urlencode({ABOUT: one})}")
                for one in now.visits
            ],
            longest=LONGEST_ANSWER,
            longest_visit=LONGEST_VISIT,
            changes=bool(now.current),
            faults=faults or {},
            told=told and bool(now.current),
        )


def _about(visit: Visit) -> str:
    """Return which visit is meant: what the form names, or else the address."""
    if visit.form is not None:
        return clean(first(visit.form, "visit"))[:LONGEST_VISIT]
    return clean(visit.query.get(ABOUT, ""))[:LONGEST_VISIT]


def _given(form: Form, at: int, question: InquiryQuestion) -> Given:
    comment = _lines(first(form, f"c{at}"))
    if question.choices:
        picked = [_number(one) for one in form.get(f"q{at}", ())]
        values = [question.choices[one] for one in picked if 0 <= one < len(question.choices)]
        return Given(tuple(dict.fromkeys(values)), comment)
    written = _lines(first(form, f"q{at}"))
    if question.kind is QuestionKind.NUMBER:
        written = as_number(written) or written
    return Given((written,) if written else (), comment)


def _shown(now: InquiryForm, at: int, form: Form | None) -> dict[str, Any]:
    """Return a question with what is filled in: as it was sent, or else as it counts now."""
    question = now.questions[at]
    before = now.filled[at] if at < len(now.filled) else Given()
    given = before if form is None else _given(form, at, question)
    if question.kind is QuestionKind.NUMBER:
        given = replace(given, values=tuple(one.replace(".", ",") for one in given.values))
    return {
        "name": f"q{at}",
        "comment_name": f"c{at}",
        "text": clean(question.text),
        "about": clean(question.about),
        "hint": hint_words(question),
        "kind": str(question.kind),
        "choices": [(str(number), clean(one)) for number, one in enumerate(question.choices)],
        "chosen": [
            str(number) for number, one in enumerate(question.choices) if one in given.values
        ],
        "value": given.values[0] if given.values and not question.choices else "",
        "comment": given.comment,
        "comments": question.kind is not QuestionKind.WORDS
        and (len(now.questions) == 1 or bool(given.comment)),
        "required": question.required,
    }


def _lines(written: str) -> str:
    return "\n".join(map(clean, written.splitlines())).strip()


def _number(written: str) -> int:
    return int(written[:9]) if written.isdecimal() else -1
