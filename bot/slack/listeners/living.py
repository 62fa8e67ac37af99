"""Changing a project in chat: the dialog with all of it, and one for each part."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack.blocks.dialogs import answer_dialog
from bot.slack.blocks.fields import Filled
from bot.slack.blocks.living import (
    GOALS,
    REMOVE,
    Held,
    office_form,
    part_form,
    parts_dialog,
)
from bot.slack.blocks.parts import said
from bot.slack.forms import BesideField
from bot.slack.middleware import Introductions
from bot.slack.origin import Origin
from bot.slack.press import Press, on_press
from bot.slack.screens import sentence
from bot.slack.uploads import Upload, send_pressed
from bot.texts import refusal_text, text
from bot.texts.living import change_sentence
from bot.texts.safe import clean
from handlers.answers import Asker, ProjectAnswer
from handlers.errors import Refusal
from handlers.living import (
    Changed,
    Wanted,
    Which,
    change_project,
    leave_project,
    office_sheet,
    project_sheet,
    read_stretch,
    report_visits,
    take_back,
)
from handlers.ports import Services
from handlers.projects import show_project
from handlers.replays import only_once

# The fields that a refusal is told beside: the first of them that the dialog has.
_BESIDE: Mapping[str, tuple[str, ...]] = {
    "bad_count": ("visits", "member_count", *GOALS),
    "listed_already": ("kind", "title"),
    "material_link": ("url",),
    "material_title_missing": ("title",),
    "milestone_kind_missing": ("kind",),
    "milestone_gone": ("kind",),
    "not_taking_part": ("office", REMOVE),
    "only_one_of": ("visits",),
    "project_title_missing": ("title",),
    "several_leaders": ("responsible",),
    "time_backwards": ("when", "end", "period"),
    "unknown_leader": ("responsible",),
}
# What a rule calls by another name than the dialog.
_CALLED = {"material_title": "title"}


def register(app: App, introductions: Introductions) -> None:
    """Listen for the buttons under a project, and for its dialogs."""
    press = on_press(introductions)
    known = [introductions.introduce]
    app.action("update_project", middleware=press)(open_parts)
    app.action("take_part", middleware=press)(open_office)
    app.action("project_history", middleware=press)(show_history)
    app.action("project_apply", middleware=press)(apply)
    app.action("project_picture", middleware=press)(ack=promise_picture, lazy=[send_picture])
    app.action(re.compile(r"living_edit_\w+"), middleware=press)(open_part)
    app.action("living_undo", middleware=press)(undo)
    app.view("living_part", middleware=known)(take_part_form)
    app.view("living_office", middleware=known)(take_office_form)


def open_parts(ack: Ack, press: Press) -> None:
    """Open the dialog with all that can be changed in a project."""
    sheet = project_sheet(press.services, press.asker, _which(press.origin))
    press.screen.open(parts_dialog(sheet))
    ack()


def open_office(ack: Ack, press: Press) -> None:
    """Ask what part the asker's own office has in a project."""
    sheet = office_sheet(press.services, press.asker, _which(press.origin))
    held = Held(Which(sheet.key, sheet.owner, sheet.version))
    press.screen.open(office_form(sheet, held))
    ack()


def show_history(ack: Ack, press: Press) -> None:
    """Show what has happened in a project."""
    press.answer(Origin(f"historik för projekt {press.origin.key}"))
    ack()


def apply(ack: Ack, press: Press) -> None:
    """Ask to be in a project's group, as in words."""
    press.answer(Origin(f"anmäl mig till projektgruppen för projekt {press.origin.key}"))
    ack()


def promise_picture(ack: Ack, press: Press) -> None:
    """Say that the picture is on its way."""
    press.screen.tell(sentence(text("living.picture_coming")))
    ack()


def send_picture(press: Press) -> None:
    """Send how far a project has come as a picture; say in a direct message if it failed."""

    def made() -> Upload:
        from bot.documents.progress_picture import progress_picture  # noqa: PLC0415 - slow to load

        which = _which(press.origin)
        answer = show_project(press.services, press.asker, which.key, owner=which.owner)
        if not isinstance(answer, ProjectAnswer):
            raise Refusal("project_gone")
        drawn = progress_picture(answer.card)
        return Upload(drawn.png, text("living.picture_file"), clean(answer.card.title), drawn.alt)

    send_pressed(press, lambda: (made(),), text("living.picture_not_sent"))


def open_part(ack: Ack, press: Press) -> None:
    """Ask what one part of a project is to be."""
    view = press.body["view"]
    of = Held.read(str(view["private_metadata"])).which
    sheet = project_sheet(press.services, press.asker, Which(of.key, of.owner))
    held = Held(sheet.which, press.value, str(view["id"]))
    press.screen.open(part_form(sheet, held))
    ack()


def undo(ack: Ack, press: Press) -> None:
    """Take back what was just changed, and show the project as it is now."""
    if not press.value.isdecimal():
        raise Refusal("change_gone")
    done = take_back(press.services, press.asker, int(press.value))
    sheet = project_sheet(press.services, press.asker, Which(done.key, done.owner))
    shown = parts_dialog(sheet, _told(done))
    press.client.views_update(view_id=press.body["view"]["id"], view=shown)
    ack()


def take_part_form(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Change one part of a project, once for each dialog, and show the project as it is now."""
    held = Held.read(str(view["private_metadata"]))

    def act() -> Changed:
        return _changed(services, asker, held, Filled(view))

    done = _once(ack, view, services, act)
    if isinstance(done, Refusal):
        return
    sheet = project_sheet(services, asker, Which(held.which.key, held.which.owner))
    undoing = done.changes[-1].id if done and done.changes else None
    note = _told(done) if done else ()
    client.views_update(view_id=held.root, view=parts_dialog(sheet, note, undoing))
    ack()


def take_office_form(ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker) -> None:
    """Write down what part the asker's own office has, once for each dialog, and confirm it."""
    held = Held.read(str(view["private_metadata"]))
    filled = Filled(view)

    def act() -> Changed:
        if REMOVE in filled.ticked(REMOVE):
            return leave_project(services, asker, held.which)
        return report_visits(services, asker, held.which, _count(filled, "visits"))

    done = _once(ack, view, services, act)
    if isinstance(done, Refusal):
        return
    told = _told(done) if done else (text("living.was_so"),)
    ack(response_action="update", view=answer_dialog([said(one) for one in told]))


def _once(
    ack: Ack, view: Mapping[str, Any], services: Services, act: Callable[[], Changed]
) -> Changed | Refusal | None:
    """Do what a dialog asks for; None where it is done already, a refusal that has been shown."""
    try:
        return only_once(services, f"slack:{view['id']}", act)
    except Refusal as no:
        if not _pointed_out(ack, view, no):
            raise
        return no


def _pointed_out(ack: Ack, view: Mapping[str, Any], no: Refusal) -> bool:
    """Say what is wrong beside its field, or beside the first of all."""
    fields = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    wrong = str(no.values.get("field", ""))
    meant = (
        (no.field,)
        if isinstance(no, BesideField)
        else (*_BESIDE.get(no.code, ()), _CALLED.get(wrong, wrong))
    )
    ours = no.code in _BESIDE or no.code in _OF_THE_WHOLE or isinstance(no, BesideField)
    if not ours or not fields:
        return False
    at = next((name for name in meant if name in fields), fields[0])
    ack(response_action="errors", errors={at: refusal_text(no)})
    return True


_OF_THE_WHOLE = frozenset({"project_changed_meanwhile", "words_too_long", "listed_gone"})


def _changed(services: Services, asker: Asker, held: Held, filled: Filled) -> Changed:
    name, _, number = held.part.partition("/")
    if name == "office":
        return _office(services, asker, held, filled)
    wanted = _WANTED[name](filled, services)
    if number:
        removing = REMOVE in filled.ticked(REMOVE)
        wanted = [Wanted(name, None if removing else one.values, int(number)) for one in wanted]
    return change_project(services, asker, held.which, wanted)


def _office(services: Services, asker: Asker, held: Held, filled: Filled) -> Changed:
    office = filled.chosen("office")
    if not office.isdecimal():
        raise BesideField("office", Refusal("office_gone"))
    if REMOVE in filled.ticked(REMOVE):
        return leave_project(services, asker, held.which, int(office))
    return report_visits(services, asker, held.which, _count(filled, "visits"), int(office))


def _status(filled: Filled, services: Services) -> list[Wanted]:
    asof = filled.day("asof") or services.today()
    start, end = (_time(filled, name, services) for name in ("start", "end"))
    values = {
        "status": filled.chosen("status"),
        "status_asof": asof.isoformat(),
        "start": start[0],
        "end": end[1],
    }
    return [Wanted("status", values)]


def _times(filled: Filled, services: Services) -> list[Wanted]:
    start, end = _time(filled, "period", services)
    campaign = _time(filled, "campaign", services)
    return [
        Wanted(
            "time",
            {
                "start": start, "end": end,
                "campaign_start": campaign[0], "campaign_end": campaign[1],
            },
        )
    ]  # fmt: skip


def _milestone(filled: Filled, services: Services) -> list[Wanted]:
    start, end = _time(filled, "when", services)
    values = {"kind": filled.text("kind"), "start": start, "end": end}
    more = {name: filled.text(name) for name in ("form", "place")}
    return [Wanted("milestone", {**values, **more})]


def _material(filled: Filled, _services: Services) -> list[Wanted]:
    values = {"title": filled.text("title"), "url": filled.text("url") or None}
    return [Wanted("material", values)]


def _goals(filled: Filled, _services: Services) -> list[Wanted]:
    return [Wanted("goals", {name: _count(filled, name) for name in GOALS})]


def _members(filled: Filled, _services: Services) -> list[Wanted]:
    return [Wanted("members", {"member_count": _count(filled, "member_count")})]


def _words(name: str) -> Callable[[Filled, Services], list[Wanted]]:
    def wanted(filled: Filled, _services: Services) -> list[Wanted]:
        return [Wanted(name, {name: filled.text(name)})]

    return wanted


def _time(filled: Filled, name: str, services: Services) -> tuple[str | None, str | None]:
    written = filled.text(name)
    if not written:
        return None, None
    stretch = read_stretch(written, services.today())
    if stretch is None:
        raise BesideField(name, Refusal("time_unread", time=written))
    return stretch.start, stretch.end


def _count(filled: Filled, name: str) -> int | None:
    written = filled.text(name)
    if not written:
        return None
    if not written.isdecimal() or len(written) > 9:  # noqa: PLR2004 - more than anybody counts
        raise BesideField(name, Refusal("number_unread", number=written))
    return int(written)


def _told(done: Changed) -> Sequence[str]:
    return tuple(map(change_sentence, done.changes)) or (text("living.was_so"),)


def _which(origin: Origin) -> Which:
    return Which(origin.key, origin.owner)


_WANTED: Mapping[str, Callable[[Filled, Services], list[Wanted]]] = {
    "status": _status,
    "time": _times,
    "title": _words("title"),
    "goal": _words("goal"),
    "goals": _goals,
    "responsible": _words("responsible"),
    "members": _members,
    "milestone": _milestone,
    "material": _material,
}
