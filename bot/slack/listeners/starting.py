"""Starting a project in chat: from nothing, from a proposal, or from a line of a plan."""

import json
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack.blocks.activity_plans import Carried
from bot.slack.blocks.answers import Look, answer_card
from bot.slack.blocks.dialogs import answer_dialog
from bot.slack.blocks.starting import START, start_dialog
from bot.slack.forms import BesideField, Form, done_once
from bot.slack.middleware import Introductions
from bot.slack.origin import Origin
from bot.slack.press import Press, on_press
from bot.texts import text
from bot.texts.cards import present
from handlers.access import Information, require
from handlers.answers import Asker, ProjectAnswer, ProjectChangedAnswer
from handlers.errors import Refusal
from handlers.living import Changed, NewProject, start_project
from handlers.plans import line_as_project, start_from_line
from handlers.ports import Services
from handlers.projects import show_project
from handlers.proposals import proposal_as_project, start_from_proposal

# Where in the dialog a refusal is told, where that is not beside the title.
_BESIDE: Mapping[str, str] = {"year_too_far": "year"}
_CALLED = {"kind_of_project": "kind"}


def register(app: App, introductions: Introductions) -> None:
    """Listen for the buttons and for the dialog."""
    press = on_press(introductions)
    app.action("project_start", middleware=press)(ask_for_new)
    app.action("proposal_start", middleware=press)(ask_from_proposal)
    app.action("plan_start", middleware=press)(ask_from_line)
    app.view(START, middleware=[introductions.introduce])(take_start)


def ask_for_new(ack: Ack, press: Press) -> None:
    """Ask what a new project is to be."""
    require(press.asker, Information.PROJECTS)
    new = NewProject("", press.services.today().year)
    press.screen.open(start_dialog(new, json.dumps({})))
    ack()


def ask_from_proposal(ack: Ack, press: Press) -> None:
    """Ask what the project is to be that a proposal becomes."""
    number = int(press.value) if press.value.isdecimal() else 0
    new = proposal_as_project(press.services, press.asker, number)
    carried = json.dumps({"proposal": number})
    press.screen.open(start_dialog(new, carried, text("starting.from_proposal")))
    ack()


def ask_from_line(ack: Ack, press: Press) -> None:
    """Ask what the project is to be that a line of a plan becomes."""
    line = _carried_line(press.value)
    new = line_as_project(press.services, press.asker, line.which, line.number)
    carried = json.dumps({"line": press.value})
    press.screen.open(start_dialog(new, carried, text("starting.from_line")))
    ack()


def take_start(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Start the project, once for each dialog and for each thing it is started from."""
    form = Form(services, asker, client, view)
    done = done_once(ack, form, lambda: _started(form))
    if done is None:
        return
    ack(response_action="update", view=answer_dialog(_shown(form, done)))


def _started(form: Form) -> Changed:
    filled, carried = form.filled, json.loads(str(form.view["private_metadata"]))
    year = filled.text("year")
    if not year.isdecimal():
        raise BesideField("year", Refusal("number_unread", number=year))
    new = NewProject(filled.text("title"), int(year), filled.text("kind"), filled.text("goal"))
    try:
        if "proposal" in carried:
            return start_from_proposal(form.services, form.asker, int(carried["proposal"]), new)
        if "line" in carried:
            line = _carried_line(str(carried["line"]))
            return start_from_line(form.services, form.asker, line.which, line.number, new)
        return start_project(form.services, form.asker, new)
    except Refusal as no:
        wrong = str(no.values.get("field", ""))
        raise BesideField(_BESIDE.get(no.code, _CALLED.get(wrong, wrong or "title")), no) from no


def _shown(form: Form, done: Changed) -> list[dict[str, Any]]:
    shown = show_project(form.services, form.asker, done.key, owner=done.owner)
    if not isinstance(shown, ProjectAnswer):
        raise Refusal("project_gone")
    answer = ProjectChangedAnswer(
        ids=(done.key,),
        card=shown.card,
        changes=done.changes,
        undo=f"ta bort projekt {done.key}" if done.changes else "",
    )
    origin = Origin(key=done.key, owner=done.owner)
    return answer_card(present(answer), origin, Look(repeatable=False))["blocks"]


def _carried_line(value: str) -> Carried:
    try:
        return Carried.read(value)
    except ValueError as error:
        raise Refusal("no_such_plan_line", number="", year="") from error
