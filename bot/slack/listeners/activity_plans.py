"""Working on plans in chat: made, lines changed, adopted, handed over as files."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack.answering import told
from bot.slack.blocks.activity_plans import (
    REMOVE,
    STANDING,
    Carried,
    adopt_dialog,
    line_dialog,
    new_plan_dialog,
    plan_words,
    terms_dialog,
    typed_in,
)
from bot.slack.forms import BesideField, Form, done_once, show_instead
from bot.slack.listeners.word_files import promise_minutes, send_minutes
from bot.slack.middleware import Introductions
from bot.slack.origin import Origin
from bot.slack.press import Press, on_press
from bot.slack.subcommands import Call
from bot.texts import refusal_text, text
from handlers.access import Information, require
from handlers.answers import Asker, PlanAnswer, PlanLine
from handlers.errors import Refusal
from handlers.plans import (
    COLUMNS,
    COOPERATION,
    Minutes,
    NewPlan,
    Terms,
    Which,
    Words,
    add_line,
    adopt,
    change_line,
    follow_up,
    make_plan,
    move_line,
    plan_of,
    record_named,
    remove_line,
    set_terms,
)
from handlers.ports import Services

NEW = frozenset({"ny", "nytt", "ny plan"})
_LONGEST = "plan_words_too_long"
_CHANGED = "plan_line_changed"


def register(app: App, introductions: Introductions) -> None:
    """Listen for a plan's buttons, and for the dialogs."""
    press, known = on_press(introductions), [introductions.introduce]
    app.action("plan_add", middleware=press)(ask_for_line)
    app.action("plan_change", middleware=press)(ask_for_change)
    app.action("plan_adopt", middleware=press)(ask_who_adopted)
    app.action("plan_terms", middleware=press)(ask_for_terms)
    app.action(re.compile(r"plan_file_\w+"), middleware=press)(
        ack=promise_minutes, lazy=[send_minutes]
    )
    app.view("plan_new", middleware=known)(take_new)
    app.view("plan_line", middleware=known)(take_line)
    app.view("plan_adopt", middleware=known)(take_adoption)
    app.view("plan_terms", middleware=known)(take_terms)


def plan_command(call: Call) -> bool:
    """Open the dialog of a new plan from ``/samverkan plan ny``; anything else is a question."""
    if call.rest.casefold() not in NEW:
        return False
    require(call.asker, Information.PLANS)
    call.open(new_plan_dialog(call.services.today().year + 1))
    return True


def ask_for_line(ack: Ack, press: Press) -> None:
    """Ask what a new line is to say."""
    carried, answer = _opened(press)
    press.screen.open(line_dialog(carried, answer, None))
    ack()


def ask_for_change(ack: Ack, press: Press) -> None:
    """Ask what a line is to say instead."""
    carried, answer = _opened(press)
    line = _line(answer, carried.number)
    now = Carried(carried.year, carried.sort, line.number, line.revision, carried.view)
    press.screen.open(line_dialog(now, answer, line))
    ack()


def ask_who_adopted(ack: Ack, press: Press) -> None:
    """Ask which board has adopted a plan; tell where all have."""
    carried, answer = _opened(press)
    if all(one.day is not None for one in answer.years[0].boards):
        raise Refusal("plan_adopted_by_all", year=carried.year)
    press.screen.open(adopt_dialog(carried, answer))
    ack()


def ask_for_terms(ack: Ack, press: Press) -> None:
    """Ask how a plan is to be worked on."""
    carried, answer = _opened(press)
    press.screen.open(terms_dialog(carried, answer))
    ack()


def take_new(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Make a plan, and show it."""
    _take(ack, Form(services, asker, client, view), _made)


def take_line(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Add a line, or change one; where somebody else was quicker, show what was typed again."""
    shown = Form(services, asker, client, view)
    try:
        _take(ack, shown, _with_line)
    except Refusal as no:
        if no.code != _CHANGED:
            raise
        ack(response_action="update", view=_again(shown, no))


def take_adoption(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Write down that a board has adopted a plan."""
    _take(ack, Form(services, asker, client, view), _adopted)


def take_terms(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Keep how a plan is worked on."""
    _take(ack, Form(services, asker, client, view), _with_terms)


def _take(ack: Ack, form: Form, act: Callable[[Form, Carried], tuple[Which, str]]) -> None:
    carried = _carried(str(form.view["private_metadata"]))
    done = done_once(ack, form, lambda: act(form, carried), placed=_placed)
    if done is None:
        return
    which, notice = done
    message = told(form.services, form.asker, Origin(plan_words(which)), notice=notice)
    show_instead(ack, form, carried.view, message)


def _made(form: Form, _carried_in: Carried) -> tuple[Which, str]:
    filled = form.filled
    written = filled.text("first")
    if not written.isdecimal():
        raise Refusal("plan_years_unclear")
    first = int(written)
    wanted = NewPlan(
        first,
        first + int(filled.chosen("years") or "1") - 1,
        filled.chosen("sort"),
        filled.text("noun"),
        STANDING in filled.ticked(STANDING),
    )
    made = make_plan(form.services, form.asker, wanted)
    return Which(first, wanted.sort), text("plans.done_made", brought=made.brought)


def _with_line(form: Form, carried: Carried) -> tuple[Which, str]:
    filled, services, asker = form.filled, form.services, form.asker
    columns = {name: filled.text(name) for name in COLUMNS if filled.has(name)}
    standing, reason = STANDING in filled.ticked(STANDING), filled.text("reason")
    if not carried.number:
        about = record_named(services, asker, filled.text("record"))
        # What is left empty is taken from the record.
        said = {name: value for name, value in columns.items() if value or not about.key}
        done = add_line(services, asker, carried.which, Words(said, standing, None, reason), about)
        return carried.which, text("plans.done_added", title=done.title)
    if REMOVE in filled.ticked(REMOVE):
        gone = remove_line(
            services,
            asker,
            carried.which,
            carried.number,
            reason=reason,
            becomes=filled.chosen("becomes"),
        )
        return carried.which, text("plans.done_removed", title=gone.title, number=gone.number)
    words = Words(columns, standing, carried.seen, reason)
    done = change_line(services, asker, carried.which, carried.number, words)
    _besides(form, carried, reason)
    return carried.which, text("plans.done_changed", title=done.title)


def _besides(form: Form, carried: Carried, reason: str) -> None:
    """Move a line and follow it up, as far as the dialog says so."""
    filled, services, asker = form.filled, form.services, form.asker
    place = filled.text("place")
    if not place.isdecimal():
        raise BesideField("place", Refusal("plan_place_unclear"))
    move_line(services, asker, carried.which, carried.number, int(place), reason=reason)
    if carried.sort == COOPERATION:
        progress, note = filled.chosen("progress"), filled.text("progress_note")
        follow_up(services, asker, carried.which, carried.number, progress, note=note)


def _adopted(form: Form, carried: Carried) -> tuple[Which, str]:
    filled = form.filled
    day = filled.day("day")
    if day is None:
        raise Refusal("day_missing")
    answer = plan_of(form.services, form.asker, carried.which)
    chosen = filled.chosen("board")
    board = next((one for one in answer.years[0].boards if str(one.id) == chosen), None)
    if board is None:
        raise Refusal("plan_board_unclear")
    minutes = Minutes(day, filled.text("minutes"))
    done = adopt(form.services, form.asker, carried.which, board.title, minutes)
    if done.frozen:
        return carried.which, text("plans.done_frozen", version=done.version, count=done.told)
    left = ", ".join(done.left)
    return carried.which, text("plans.done_adopted", board=done.board, left=left)


def _with_terms(form: Form, carried: Carried) -> tuple[Which, str]:
    filled = form.filled
    terms = Terms(
        noun=filled.text("noun"),
        boards=tuple(filter(None, map(str.strip, filled.text("boards").splitlines()))),
        comments_by=filled.day("comments_by"),
        decide_by=filled.day("decide_by"),
        position=filled.chosen("position") or None,
    )
    set_terms(form.services, form.asker, carried.which, terms)
    return carried.which, text("planned.saved")


def _again(form: Form, no: Refusal) -> dict[str, Any]:
    """Return the dialog of a line with what was typed, over the line as it is by now."""
    carried = _carried(str(form.view["private_metadata"]))
    answer = plan_of(form.services, form.asker, carried.which)
    line = _line(answer, carried.number)
    now = Carried(carried.year, carried.sort, line.number, line.revision, carried.view)
    typed = typed_in(form.view["state"]["values"])
    return line_dialog(now, answer, line, typed, refusal_text(no))


def _opened(press: Press) -> tuple[Carried, PlanAnswer]:
    require(press.asker, Information.PLANS)
    carried = _carried(press.value)
    view = press.body.get("view") or {}
    below = str(view["id"]) if view.get("type") == "modal" else ""
    answer = plan_of(press.services, press.asker, carried.which)
    return Carried(carried.year, carried.sort, carried.number, carried.seen, below), answer


def _line(answer: PlanAnswer, number: int) -> PlanLine:
    found = next((one for one in answer.years[0].own if one.number == number), None)
    if found is None:
        raise Refusal("no_such_plan_line", number=number, year=answer.years[0].year)
    return found


def _placed(no: Refusal) -> Refusal:
    return BesideField(str(no.values["field"]), no) if no.code == _LONGEST else no


def _carried(written: str) -> Carried:
    if not written:
        return Carried()
    try:
        return Carried.read(written)
    except ValueError as error:
        raise Refusal("button_gone") from error
