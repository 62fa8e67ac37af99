"""The dialogs of newsletters when they are sent in: items, subject, audience, copies, approval."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.blocks.fields import VALUE, Filled
from bot.slack.blocks.newsletter_cards import items_message, newsletter_message
from bot.slack.blocks.newsletter_dialogs import (
    OTHER_SUBJECTS,
    WHOM,
    Held,
    audience_dialog,
    head_dialog,
    item_dialog,
    mark_of,
)
from bot.slack.blocks.parts import Message
from bot.slack.forms import Form, done_once, show_instead
from bot.slack.listeners.newsletters import listed, standing
from bot.slack.middleware import Introductions
from bot.slack.press import Press, on_press
from bot.texts import text
from handlers.answers import Asker
from handlers.contents import Section
from handlers.errors import Refusal
from handlers.invitations import people_named
from handlers.newsletters import (
    Audience,
    Custom,
    Edited,
    Headed,
    Which,
    add_item,
    approve,
    audience_options,
    count_audience,
    edit_item,
    issue_view,
    move_item,
    newsletter_custom,
    send_copies,
    set_audience,
    set_head,
    set_newsletter_custom,
)
from handlers.ports import SWEDEN, Services

_WHOM: dict[str, str | re.Pattern[str]] = {
    "block_id": re.compile(rf"{WHOM}\w+"),
    "action_id": VALUE,
}
# Somebody has closed the dialog meanwhile, or chosen on.
_TOO_LATE = frozenset({"not_found", "hash_conflict"})


def register(app: App, introductions: Introductions) -> None:
    """Listen for the dialogs, and for what is chosen in one."""
    for name, act in _DIALOGS.items():
        app.view(name, middleware=[introductions.introduce])(_taking(act))
    app.action(_WHOM, middleware=on_press(introductions))(count)


def count(ack: Ack, press: Press) -> None:
    """Say how many an issue would reach as it is chosen now."""
    ack()
    view, services, asker = press.body["view"], press.services, press.asker
    chosen = _audience(Filled(view))
    reached = count_audience(services, asker, chosen)
    dialog = audience_dialog(audience_options(services, asker), chosen, reached, _held(view))
    try:
        press.client.views_update(view_id=view["id"], hash=view.get("hash"), view=dialog)
    except SlackApiError as error:
        if error.response["error"] not in _TOO_LATE:
            raise


def _take_item(ack: Ack, form: Form, held: Held) -> None:
    filled = form.filled
    section = Section(filled.chosen("section") or Section.NOW)
    written = filled.text("heading"), filled.text("body")

    def act() -> Edited:
        if not held.item:
            which = Which(held.issue)
            return add_item(form.services, form.asker, which, section, written)
        edited = edit_item(form.services, form.asker, held.item, held.revision, written)
        if edited.conflict or edited.item.section is section:
            return edited
        return move_item(form.services, form.asker, held.item, 0, section)

    done = done_once(ack, form, act, step=f"/{held.revision}")
    if done is None:
        return
    if done.conflict:
        # Whoever comes second sees both; what they wrote stays in the fields.
        mine = replace(done.item, heading=written[0], body=written[1], section=section)
        seen = replace(held, revision=done.item.revision)
        ack(response_action="update", view=item_dialog(mine, seen, done.item))
        return
    issue = issue_view(form.services, form.asker, Which(held.issue))
    notice = (
        text("newsletter_work.item_changed") if held.item else text("newsletter_work.item_added")
    )
    show_instead(ack, form, held.view, items_message(issue, held.start, notice))


def _take_head(ack: Ack, form: Form, held: Held) -> None:
    filled, which = form.filled, Which(held.issue)
    written = filled.text("subject"), filled.text("preview")

    def act() -> Headed:
        issue = issue_view(form.services, form.asker, which)
        now = issue.subject, issue.preview
        # What was not seen is what somebody else has written meanwhile.
        based_on = now if mark_of(*now) == held.seen else ("", "")
        return set_head(form.services, form.asker, which, based_on, written)

    done = done_once(ack, form, act, step=f"/{held.seen}")
    if done is None:
        return
    if done.conflict:
        theirs = done.subject, done.preview
        seen = replace(held, seen=mark_of(*theirs))
        ack(response_action="update", view=head_dialog(written, seen, theirs))
        return
    show_instead(ack, form, held.view, _standing(form, held, "headed"))


def _take_audience(ack: Ack, form: Form, held: Held) -> None:
    def act() -> object:
        which, chosen = Which(held.issue), _audience(form.filled)
        return set_audience(form.services, form.asker, which, chosen)

    if done_once(ack, form, act) is not None:
        show_instead(ack, form, held.view, _standing(form, held, "audience"))


def _take_copies(ack: Ack, form: Form, held: Held) -> None:
    def act() -> tuple[str, ...]:
        people = people_named(form.services, form.asker, form.filled.text("people"))
        return send_copies(form.services, form.asker, Which(held.issue), people)

    names = done_once(ack, form, act)
    if names is not None:
        shown = _standing(form, held, "copies", names=names, count=len(names))
        show_instead(ack, form, held.view, shown)


def _take_approval(ack: Ack, form: Form, held: Held) -> None:
    def act() -> datetime:
        at = _moment(form.filled, held.seen)
        return approve(form.services, form.asker, Which(held.issue), held.revision, at)

    moment = done_once(ack, form, act)
    if moment is not None:
        show_instead(ack, form, held.view, _standing(form, held, "approved", at=moment))


def _take_settings(ack: Ack, form: Form, held: Held) -> None:
    def act() -> Custom:
        before = newsletter_custom(form.services, form.asker)
        custom = Custom(form.filled.text("place"), before.channel)
        return set_newsletter_custom(form.services, form.asker, custom)

    if done_once(ack, form, act) is not None:
        notice = text("newsletter_work.saved")
        show_instead(ack, form, held.view, listed(form.services, form.asker, notice))


def _moment(filled: Filled, seen: str) -> datetime | None:
    """Return when it is to go out; None where what was filled in before was left: at once."""
    day, hour = filled.day("day"), filled.time("time")
    if day is None or hour is None:
        raise Refusal("day_missing")
    picked = datetime.combine(day, hour, SWEDEN)
    return None if f"{picked:%Y-%m-%d %H:%M}" == seen else picked


def _audience(filled: Filled) -> Audience:
    typed = (" ".join(line.split()) for line in filled.text(OTHER_SUBJECTS).splitlines())
    subjects = (*filled.ticked_in(f"{WHOM}subjects"), *filter(None, typed))
    return Audience(
        groups=tuple(int(one) for one in filled.ticked_in(f"{WHOM}groups")),
        roles=tuple(filled.ticked_in(f"{WHOM}roles")),
        counties=tuple(int(one) for one in filled.ticked_in(f"{WHOM}counties")),
        subjects=tuple(dict.fromkeys(subjects)),
    )


def _standing(form: Form, held: Held, change: str, **more: Any) -> Message:
    answer = standing(form.services, form.asker, held.issue, change, **more)
    return newsletter_message(answer)


def _held(view: Mapping[str, Any]) -> Held:
    try:
        return Held.read(str(view["private_metadata"]))
    except ValueError as error:
        raise Refusal("other") from error


_Act = Callable[[Ack, Form, Held], None]


def _taking(act: _Act) -> Callable[..., None]:
    def take(
        ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
    ) -> None:
        act(ack, Form(services, asker, client, view), _held(view))

    return take


_DIALOGS: Mapping[str, _Act] = {
    "newsletter_item": _take_item,
    "newsletter_head": _take_head,
    "newsletter_audience": _take_audience,
    "newsletter_copies": _take_copies,
    "newsletter_approve": _take_approval,
    "newsletter_settings": _take_settings,
}
