"""Campaign results in chat: the form is made in a dialog, the results come as words and files."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack.answering import told
from bot.slack.blocks.fields import Filled
from bot.slack.blocks.inquiries import inquiry_picture_card
from bot.slack.blocks.living import Held
from bot.slack.blocks.results import EVERYBODY, FORM, QUESTIONS, results_dialog
from bot.slack.forms import BesideField, Form, done_once, show_instead
from bot.slack.listeners.inquiries import view_of, whole
from bot.slack.middleware import Introductions
from bot.slack.origin import Origin
from bot.slack.press import Press, on_press
from bot.slack.screens import sentence
from bot.slack.uploads import Upload, send_pressed, uploads_of
from bot.texts import text
from handlers.answers import Answer, Asker
from handlers.asking.result_words import usual, usual_questions
from handlers.errors import Refusal
from handlers.inquiries import show_inquiry
from handlers.inquiry_views import InquiryQuestion, InquiryState, Unit
from handlers.living import Which
from handlers.ports import Services
from handlers.results import (
    ResultsForm,
    ask_newcomers,
    draft_report,
    make_form,
    read_questions,
    results_sheet,
    show_results,
    which_of_form,
)

_LINES = frozenset({"results_line_long", "results_line_option", "results_line_options"})


def register(app: App, introductions: Introductions) -> None:
    """Listen for the buttons of results, and for the dialog of a form."""
    press = on_press(introductions)
    app.action("results_gather", middleware=press)(gather)
    app.action("results_show", middleware=press)(show)
    app.action("results_newcomers", middleware=press)(ask_more)
    app.action("results_of", middleware=press)(show_of_form)
    app.action("results_change", middleware=press)(ask_for_change)
    for name, send in _FILES.items():
        app.action(name, middleware=press)(ack=promise_file, lazy=[send])
    app.view(FORM, middleware=[introductions.introduce])(take_form)


def gather(ack: Ack, press: Press) -> None:
    """Ask for a result form; where there is one, show how far it has come."""
    which = _which(press)
    sheet = results_sheet(press.services, press.asker, which)
    if not sheet.number:
        press.screen.open(results_dialog(sheet))
    elif sheet.state is InquiryState.DRAFT:
        picture = show_inquiry(press.services, press.asker, sheet.number)
        press.screen.tell(inquiry_picture_card(picture))
    else:
        press.answer(_results_of(which))
    ack()


def show(ack: Ack, press: Press) -> None:
    """Show what a campaign has found."""
    press.answer(_results_of(_which(press)))
    ack()


def ask_more(ack: Ack, press: Press) -> None:
    """Ask the offices that have joined since the form was sent, and show the results."""
    which = _which(press)
    count = ask_newcomers(press.services, press.asker, which)
    notice = text("results.asked_more", count=count) if count else ""
    press.answer(_results_of(which), notice)
    ack()


def show_of_form(ack: Ack, press: Press) -> None:
    """Show what has been found by a form, whose number the button carries."""
    which = which_of_form(press.services, press.asker, whole(press.value))
    press.screen.show(told(press.services, press.asker, _results_of(which)))
    ack()


def ask_for_change(ack: Ack, press: Press) -> None:
    """Ask what a form that nobody has been asked yet is to be instead."""
    which = which_of_form(press.services, press.asker, whole(press.value))
    sheet = results_sheet(press.services, press.asker, which)
    if sheet.state is not InquiryState.DRAFT:
        raise Refusal("results_sent", number=sheet.number)
    press.screen.open(results_dialog(sheet, view_of(press)))
    ack()


def take_form(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Draft a result form, once for each dialog, and show whom it goes to."""
    form = Form(services, asker, client, view)
    held = Held.read(str(view["private_metadata"]))
    number = done_once(ack, form, lambda: _made(form, held.which))
    if number is None:
        return
    picture = show_inquiry(services, asker, number)
    show_instead(ack, form, held.root, inquiry_picture_card(picture, text("inquiry.saved")))


def promise_file(ack: Ack, press: Press) -> None:
    """Say that a file is on its way."""
    press.screen.tell(sentence(text("inquiry.excel_coming")))
    ack()


def send_report(press: Press) -> None:
    """Send the draft of the report on a project."""
    _send(press, lambda: draft_report(press.services, press.asker, _which(press)))


def send_excel(press: Press) -> None:
    """Send what a campaign has found as a workbook."""
    _send(press, lambda: show_results(press.services, press.asker, _which(press), excel=True))


def send_picture(press: Press) -> None:
    """Send what a campaign has found as a picture."""

    def made() -> tuple[Upload, ...]:
        from bot.documents.results_picture import results_picture  # noqa: PLC0415 - slow to load

        answer = show_results(press.services, press.asker, _which(press))
        drawn = results_picture(answer.title, answer.results)
        return (Upload(drawn.png, text("results.picture_file"), answer.title, drawn.alt),)

    _upload(press, made)


def _made(form: Form, which: Which) -> int:
    filled = form.filled
    unit = Unit(filled.chosen("unit") or Unit.OFFICE)
    questions = _questions(filled)
    if unit is Unit.VISIT and questions == usual_questions(Unit.OFFICE):
        # Nobody is asked at each visit how many visits there were.
        questions = usual_questions(unit)
    wanted = ResultsForm(
        questions=questions,
        unit=unit,
        everybody=filled.chosen("whom") == EVERYBODY,
        answer_by=filled.day("answer_by"),
        title=filled.text("title"),
        about=filled.text("about"),
    )
    if not wanted.title:
        raise Refusal("inquiry_title_missing")
    sheet = results_sheet(form.services, form.asker, which)
    return make_form(form.services, form.asker, which, usual(wanted, sheet.project))


def _questions(filled: Filled) -> tuple[InquiryQuestion, ...]:
    parts: list[str] = []
    while filled.has(f"{QUESTIONS}{len(parts)}"):
        parts.append(filled.text(f"{QUESTIONS}{len(parts)}"))
    try:
        return read_questions("\n".join(parts))
    except Refusal as no:
        at = _field_of(parts, int(str(no.values["line"]))) if no.code in _LINES else 0
        raise BesideField(f"{QUESTIONS}{at}", no) from no


def _field_of(parts: list[str], line: int) -> int:
    """Return the place of the field that the question with a number, from 1, stands in."""
    passed = 0
    for at, part in enumerate(parts):
        passed += len([one for one in part.splitlines() if one.strip()])
        if line <= passed:
            return at
    return 0


def _send(press: Press, answered: Callable[[], Answer]) -> None:
    _upload(press, lambda: uploads_of(answered(), press.services.clock()))


def _upload(press: Press, made: Callable[[], tuple[Upload, ...]]) -> None:
    send_pressed(press, made, text("inquiry.not_sent"))


def _results_of(which: Which) -> Origin:
    return Origin(f"resultat för projekt {which.key}")


def _which(press: Press) -> Which:
    return Which(press.origin.key, press.origin.owner)


_FILES: Mapping[str, Callable[[Press], None]] = {
    "results_excel": send_excel,
    "results_picture": send_picture,
    "results_report": send_report,
}
