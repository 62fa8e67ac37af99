"""Campaign results in chat: the dialog of a result form, and what can be done with results."""

from collections.abc import Iterator, Sequence

from bot.slack.blocks.fields import day_picker, field, form, option, radio, text_input
from bot.slack.blocks.living import Held
from bot.slack.blocks.parts import Block, button, buttons, said
from bot.slack.origin import Origin
from bot.texts import text
from bot.texts.safe import clean
from bot.texts.wording import word
from handlers.answers import ResultsAnswer
from handlers.asking.result_words import form_title, usual_questions
from handlers.inquiries.planning import LONGEST_ABOUT, LONGEST_TITLE, MOST_IN_RESULTS
from handlers.inquiry_views import Unit
from handlers.living import Which
from handlers.results import ResultsSheet, question_line

FORM = "results_form"
QUESTIONS = "questions"
TAKING, EVERYBODY = "taking", "everybody"
# A field for words holds no more than this; a long checklist stands in several.
_LONGEST_FIELD = 3000
_FEWEST_FIELDS = 2
_UNITS = (Unit.OFFICE, Unit.VISIT)


def results_dialog(sheet: ResultsSheet, root: str = "") -> Block:
    """Ask what a project's result form is to be; ``root`` is the dialog that lies below."""
    plan, new = sheet.plan, not sheet.number
    questions = usual_questions(Unit.OFFICE) if new else plan.questions
    title = plan.title or form_title(sheet.project)[:LONGEST_TITLE]
    blocks = [
        said(text("results.about_form", title=clean(sheet.project))),
        field("title", text("inquiry.field_title"), text_input(title, longest=LONGEST_TITLE)),
        field("unit", text("inquiry.field_unit"), radio(_units(), plan.unit)),
        *_questions([question_line(one) for one in questions]),
        field("whom", text("results.field_whom"), radio(list(_whom(sheet)), _chosen(sheet))),
        field("answer_by", text("inquiry.field_answer_by"), day_picker(plan.answer_by)),
        field(
            "about",
            text("inquiry.field_about"),
            text_input(plan.about, longest=LONGEST_ABOUT, many=True),
            hint=text("results.about_hint"),
            optional=True,
        ),
    ]
    held = Held(Which(sheet.key, sheet.owner, 0), root=root)
    label = text("results.gather")
    return form(FORM, label, text("inquiry.save_send"), blocks, held.written())


def result_buttons(answer: ResultsAnswer) -> list[Block]:
    """Return what can be done with what a campaign has found."""
    value = Origin(key=answer.key, owner=answer.owner).value()
    number = str(answer.results.picture.line.number)
    steps = [button(text("results.picture"), "results_picture", value)]
    if answer.leads:
        if new := answer.results.new:
            steps.append(button(text("results.ask_more", count=new), "results_newcomers", value))
        steps += [
            button(text("inquiry.excel"), "results_excel", value),
            button(text("results.report"), "results_report", value),
            button(text("results.see_to"), "inquiry_show", number),
        ]
    return buttons(steps)


def _questions(lines: Sequence[str]) -> Iterator[Block]:
    parts = _parts(lines)
    parts += [""] * max(1, _FEWEST_FIELDS - len(parts))
    for at, part in enumerate(parts):
        first = at == 0
        yield field(
            f"{QUESTIONS}{at}",
            text("results.field_questions") if first else text("results.field_more"),
            text_input(part, longest=_LONGEST_FIELD, many=True),
            hint=text("results.questions_hint", most=MOST_IN_RESULTS) if first else "",
            optional=not first,
        )


def _parts(lines: Sequence[str]) -> list[str]:
    """Return lines in as many fields as they need, none of them broken in two."""
    parts = [""]
    for line in lines:
        more = f"{parts[-1]}\n{line}" if parts[-1] else line
        if len(more) > _LONGEST_FIELD:
            parts.append(line)
        else:
            parts[-1] = more
    return parts


def _units() -> Sequence[Block]:
    return [option(one, word("results_unit", one)) for one in _UNITS]


def _whom(sheet: ResultsSheet) -> Iterator[Block]:
    if sheet.taking:
        yield option(TAKING, text("results.taking", count=sheet.taking))
    yield option(EVERYBODY, text("inquiry.field_everybody"))


def _chosen(sheet: ResultsSheet) -> str:
    return EVERYBODY if sheet.plan.asked.everybody or not sheet.taking else TAKING
