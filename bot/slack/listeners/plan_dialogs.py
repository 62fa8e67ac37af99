"""The dialogs of a meeting when they are sent in: what it is to be, and on what terms."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack.blocks.repeating import ONCE
from bot.slack.blocks.terms import WISHES
from bot.slack.forms import BesideField, Form, booking, done_once, show_instead
from bot.slack.listeners.plan_hosts import carried_in
from bot.slack.listeners.planning import card
from bot.slack.middleware import Introductions
from bot.texts import text
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.invitations import Whom, people_named
from handlers.meetings import (
    Plan,
    Planned,
    Repeat,
    Terms,
    change_meeting,
    plan_meeting,
    set_terms,
)
from handlers.meetings.planned import MOST_PLACES
from handlers.ports import Services


def register(app: App, introductions: Introductions) -> None:
    """Listen for the dialogs."""
    app.view("meeting_plan", middleware=[introductions.introduce])(take_plan)
    app.view("meeting_terms", middleware=[introductions.introduce])(take_terms)


def take_plan(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Make a meeting, or change one, and show it."""
    _take(ack, Form(services, asker, client, view), _planned)


def take_terms(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Keep the terms of a meeting, and show it."""
    _take(ack, Form(services, asker, client, view), _with_terms)


def _take(ack: Ack, form: Form, act: Callable[[Form, int], tuple[Planned, str]]) -> None:
    carried = carried_in(form.view)
    done = done_once(ack, form, lambda: act(form, carried.number))
    if done is None:
        return
    planned, notice = done
    show_instead(
        ack,
        form,
        carried.view,
        card(form.services, form.asker, planned.meeting.number, notice),
    )


def _planned(form: Form, number: int) -> tuple[Planned, str]:
    filled = form.filled
    plan = Plan(
        title=filled.text("title"),
        kind=filled.chosen("kind"),
        booking=booking(filled),
        about=filled.text("about"),
        answer_by=filled.day("answer_by"),
        whom=_whom(form),
        repeat=_repeat(form),
    )
    if not number:
        return plan_meeting(form.services, form.asker, plan), text("planned.booked")
    changed = change_meeting(form.services, form.asker, number, plan)
    return changed, text("planned.told") if changed.invited else text("planned.saved")


def _repeat(form: Form) -> Repeat | None:
    every, until = form.filled.chosen("every"), form.filled.day("until")
    if every in {"", ONCE}:
        return None
    if until is None:
        raise Refusal("series_until_missing")
    without = tuple(int(month) for month in form.filled.ticked("without"))
    return Repeat(every=every, until=until, without=without)


def _with_terms(form: Form, number: int) -> tuple[Planned, str]:
    filled = form.filled
    receiver, minutes_by = _one(form, "receiver"), _one(form, "minutes_by")
    terms = Terms(
        places=_count(form, "places"),
        least=_count(form, "least"),
        asks_wishes=WISHES in filled.ticked("wishes"),
        receiver_id=receiver,
        minutes_by_id=minutes_by,
    )
    return set_terms(form.services, form.asker, number, terms), text("planned.saved")


def _whom(form: Form) -> Whom:
    chosen = [one.partition("/") for one in form.filled.ticked("circles")]
    return Whom(
        roles=tuple(key for sort, _, key in chosen if sort == "role"),
        groups=tuple(key for sort, _, key in chosen if sort == "group"),
        people=people_named(form.services, form.asker, form.filled.text("singles")),
    )


def _one(form: Form, field: str) -> int | None:
    try:
        found = people_named(form.services, form.asker, form.filled.text(field))
    except Refusal as no:
        raise BesideField(field, no) from no
    if len(found) > 1:
        raise BesideField(field, Refusal("only_one_person"))
    return found[0] if found else None


def _count(form: Form, field: str) -> int | None:
    written = form.filled.text(field)
    if not written:
        return None
    if not written.isdecimal():
        raise BesideField(field, Refusal("bad_places", most=MOST_PLACES))
    return int(written)
