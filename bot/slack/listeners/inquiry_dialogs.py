"""The dialogs of inquiries when they are sent in: what one is to be, and what is answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack.blocks.fields import Filled
from bot.slack.blocks.inquiries import AT_HOME, inquiry_form_card, inquiry_picture_card
from bot.slack.blocks.inquiry_answers import answer_dialog_of, page_of
from bot.slack.blocks.inquiry_dialogs import (
    REQUIRED,
    TAKES_LATE,
    TELLS_RESULT,
    Held,
)
from bot.slack.blocks.inquiry_whom import EVERYBODY
from bot.slack.blocks.parts import Block, Message
from bot.slack.forms import BesideField, Form, point_out, show_instead
from bot.slack.listeners.home import publish_home
from bot.slack.middleware import Introductions
from bot.texts import refusal_text, text
from bot.texts.inquiries import fate_words
from bot.texts.wording import word
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.inquiries import (
    InquiryReceipt,
    InquiryReply,
    answer_faults,
    answer_for,
    answer_inquiry,
    as_number,
    change_draft,
    draft_for_duty,
    draft_inquiry,
    extend_inquiry,
    set_question,
    show_form,
    show_form_for,
    show_inquiry,
)
from handlers.inquiries.planning import MOST_DAYS_BEFORE
from handlers.inquiry_views import (
    Asked,
    Given,
    InquiryForm,
    InquiryPlan,
    InquiryQuestion,
    Purpose,
    QuestionKind,
    Unit,
)
from handlers.ports import Services
from handlers.replays import only_once


@dataclass(frozen=True, slots=True)
class _GoesOn:
    """The dialog that asks the questions which the one before it had no room for."""

    view: Block


# What is refused of a whole answer is said beside the first question of its page.
_OF_ALL = frozenset({"vote_empty", "inquiry_changed", "inquiry_closed", "inquiry_not_speaker"})

_Act: TypeAlias = Callable[[Form, Held], Message | _GoesOn]


class _FaultsError(Exception):
    """What is wrong in several fields at once, by their names."""

    def __init__(self, faults: Mapping[str, Refusal]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


class _AnsweredError(Exception):
    """Somebody else has answered, which whoever answers has not seen."""

    def __init__(self, form: InquiryForm, given: tuple[Given, ...]) -> None:
        super().__init__(form.number)
        self.form, self.given = form, given


def register(app: App, introductions: Introductions) -> None:
    """Listen for the dialogs."""
    for name, listener in _DIALOGS.items():
        app.view(name, middleware=[introductions.introduce])(listener)


def take_plan(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Keep what an inquiry is to be, and show it."""
    _take(ack, Form(services, asker, client, view), _planned)


def take_question(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Keep one of the questions, and show the draft."""
    _take(ack, Form(services, asker, client, view), _with_question)


def take_day(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Set another last day, and show the inquiry."""
    _take(ack, Form(services, asker, client, view), _extended)


def take_answer(
    ack: Ack, body: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Take an answer down, and show what has become of it."""
    form = Form(services, asker, client, body["view"])
    held = _held(form.view)
    try:
        _take(ack, form, _answered)
    except _AnsweredError as other:
        # Whoever replaces another one's answer has to see it first; what they wrote stays.
        seen = replace(held, seen=other.form.current)
        ack(response_action="update", view=answer_dialog_of(other.form, seen, other.given))
        return
    if held.where == AT_HOME:
        publish_home(services, asker, client, str(body["user"]["id"]))


def take_office(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Ask for the answer of the office that was picked."""
    held = _held(view)
    chosen = Form(services, asker, client, view).filled.chosen("office")
    office = int(chosen) if chosen.isdecimal() else 0
    form = show_form_for(services, asker, held.number, office)
    asked = Held(held.number, seen=form.current, office=office, view=held.view)
    ack(response_action="update", view=answer_dialog_of(form, asked))


def _take(ack: Ack, form: Form, act: _Act) -> None:
    held = _held(form.view)
    # A dialog that goes on with more questions keeps its number.
    mark = f"slack:{form.view['id']}{f'/{held.at}' if act is _answered and held.at else ''}"
    try:
        shown = only_once(form.services, mark, lambda: act(form, held))
    except _FaultsError as wrong:
        errors = {name: refusal_text(no) for name, no in wrong.faults.items()}
        ack(response_action="errors", errors=errors)
        return
    except Refusal as no:
        if not point_out(ack, form, no):
            raise
        return
    if shown is None:
        ack()
        return
    if isinstance(shown, _GoesOn):
        ack(response_action="update", view=shown.view)
        return
    show_instead(ack, form, held.view, shown)


def _planned(form: Form, held: Held) -> Message:
    plan = _plan(form.filled, new=not held.number)
    number = held.number or _drafted(form, plan)
    if held.number:
        change_draft(form.services, form.asker, number, plan)
    return _picture(form, number, text("inquiry.saved"))


def _drafted(form: Form, plan: InquiryPlan) -> int:
    duty = form.filled.chosen("duty")
    if duty.isdecimal():
        return draft_for_duty(form.services, form.asker, int(duty), plan)
    return draft_inquiry(form.services, form.asker, plan)


def _with_question(form: Form, held: Held) -> Message:
    set_question(form.services, form.asker, held.number, held.at, _question(form.filled))
    return _picture(form, held.number, text("inquiry.saved"))


def _extended(form: Form, held: Held) -> Message:
    day = form.filled.day("answer_by")
    if day is None:
        raise Refusal("day_missing")
    extend_inquiry(form.services, form.asker, held.number, day)
    return _picture(form, held.number, word("inquiry_change", "extended"))


def _answered(form: Form, held: Held) -> Message | _GoesOn:
    try:
        return _page_answered(form, held)
    except Refusal as no:
        if no.code not in _OF_ALL:
            raise
        raise BesideField(f"q{held.at}", no) from no


def _page_answered(form: Form, held: Held) -> Message | _GoesOn:
    visit = form.filled.text("visit") or held.visit
    asked = _form(form, held, visit)
    page = page_of(asked, held.at)
    more = page.stop < len(asked.questions)
    given = _given(form.filled, asked, page)
    _refuse_faults(asked, given, page, more=more)
    reply = InquiryReply(given=given, visit=visit, seen=held.seen, begun=more)
    receipt = _receipt(form, held, reply)
    if more:
        rest = replace(held, at=page.stop, visit=visit)
        return _GoesOn(answer_dialog_of(receipt.form, rest))
    notice = fate_words(receipt.form, receipt.fate)
    if held.office:
        return _picture(form, held.number, notice)
    return inquiry_form_card(receipt.form, notice)


def _refuse_faults(
    asked: InquiryForm, given: tuple[Given, ...], page: range, *, more: bool
) -> None:
    """Refuse what is wrong on a page; of the others what is still to come may be missing."""
    faults = answer_faults(asked.questions, given)
    here = {f"q{at}": no for at, no in faults.items() if at in page}
    if here:
        raise _FaultsError(here)
    if faults and not more:
        # What an earlier page said is gone: all of it is to be answered anew.
        raise Refusal("inquiry_changed")


def _receipt(form: Form, held: Held, reply: InquiryReply) -> InquiryReceipt:
    services, asker = form.services, form.asker
    try:
        return (
            answer_for(services, asker, held.number, held.office, reply)
            if held.office
            else answer_inquiry(services, asker, held.number, reply)
        )
    except Refusal as no:
        if no.code != "inquiry_answered_already":
            raise
        raise _AnsweredError(_form(form, held, reply.visit), reply.given) from no


def _form(form: Form, held: Held, visit: str) -> InquiryForm:
    if held.office:
        return show_form_for(form.services, form.asker, held.number, held.office, visit)
    return show_form(form.services, form.asker, held.number, visit)


def _given(filled: Filled, asked: InquiryForm, page: range) -> tuple[Given, ...]:
    """Return the whole answer: what this page says, and what was said before to the others."""
    before = dict(enumerate(asked.filled))
    return tuple(
        _one(filled, at, question) if at in page else before.get(at, Given())
        for at, question in enumerate(asked.questions)
    )


def _one(filled: Filled, at: int, question: InquiryQuestion) -> Given:
    name, comment = f"q{at}", filled.text(f"c{at}")
    if question.choices:
        picked = filled.ticked_in(name) or list(filter(None, (filled.chosen(name),)))
        values = [question.choices[int(one)] for one in picked if int(one) < len(question.choices)]
        return Given(tuple(values), comment)
    written = filled.text(name)
    if question.kind is QuestionKind.NUMBER:
        written = as_number(written) or written
    return Given((written,) if written else (), comment)


def asked_in(filled: Filled) -> Asked:
    """Return whom an inquiry is for, as a dialog says it."""
    chosen = [one.partition("/") for one in filled.ticked("circles")]
    return Asked(
        everybody=EVERYBODY in filled.ticked("circles"),
        groups=tuple(key for sort, _, key in chosen if sort == "group"),
        roles=tuple(key for sort, _, key in chosen if sort == "role"),
        offices=tuple(int(one) for one in filled.ticked("offices")),
    )


def _plan(filled: Filled, *, new: bool) -> InquiryPlan:
    return InquiryPlan(
        title=filled.text("title"),
        questions=(_question(filled),) if new else (),
        about=filled.text("about"),
        purpose=Purpose(filled.chosen("purpose") or Purpose.QUESTION),
        unit=Unit(filled.chosen("unit") or Unit.OFFICE),
        asked=asked_in(filled),
        answer_by=filled.day("answer_by"),
        remind_first=_days(filled.text("remind_first")),
        remind_second=_days(filled.text("remind_second")),
        takes_late=TAKES_LATE in filled.ticked("options"),
        tells_result=TELLS_RESULT in filled.ticked("options"),
    )


def _question(filled: Filled) -> InquiryQuestion:
    return InquiryQuestion(
        text=filled.text("question"),
        kind=QuestionKind(filled.chosen("kind") or QuestionKind.WORDS),
        options=tuple(filled.text("choices").splitlines()),
        unit=filled.text("number_unit"),
        required=REQUIRED in filled.ticked("required"),
    )


def _days(written: str) -> int:
    if not written.isdecimal():
        raise Refusal("inquiry_reminder_days", most=MOST_DAYS_BEFORE)
    return int(written)


def _picture(form: Form, number: int, notice: str) -> Message:
    return inquiry_picture_card(show_inquiry(form.services, form.asker, number), notice)


def _held(view: Mapping[str, Any]) -> Held:
    try:
        return Held.read(str(view["private_metadata"]))
    except ValueError as error:
        raise Refusal("other") from error


_Listen: TypeAlias = Callable[..., None]
_DIALOGS: Mapping[str, _Listen] = {
    "inquiry_plan": take_plan,
    "inquiry_question": take_question,
    "inquiry_extend": take_day,
    "inquiry_answer": take_answer,
    "inquiry_for": take_office,
}
