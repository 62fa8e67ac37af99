"""Newsletters in chat: written, looked at, approved and seen to by buttons."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App

from bot.slack.answering import told
from bot.slack.blocks.newsletter_cards import (
    items_message,
    newsletter_message,
    newsletters_message,
)
from bot.slack.blocks.newsletter_dialogs import (
    LONGEST_FIELD,
    Held,
    approve_dialog,
    audience_dialog,
    copies_dialog,
    head_dialog,
    item_dialog,
    mark_of,
    settings_dialog,
)
from bot.slack.blocks.parts import Message, message, said
from bot.slack.listeners.inquiries import view_of
from bot.slack.middleware import Introductions
from bot.slack.origin import Origin
from bot.slack.places import typed_lines
from bot.slack.press import Press, on_press
from bot.texts import text
from bot.texts.newsletter_words import item_done
from handlers.answers import Asker, NewsletterAnswer, NewslettersAnswer
from handlers.errors import Refusal
from handlers.newsletter_views import PUBLISHED, IssueView, ItemLine
from handlers.newsletters import (
    Edited,
    Which,
    ask_approval,
    audience_options,
    copy_to_myself,
    count_audience,
    how_far,
    issue_audience,
    issue_lines,
    issue_view,
    leave_unsure,
    mark_posted,
    move_item,
    new_issue,
    newsletter_custom,
    pause_sending,
    refill,
    remove_item,
    restore_item,
    resume_sending,
    send_failed_again,
    send_unsure_again,
    sending_moment,
    stop_sending,
    tell_in_channel,
    throw_away,
    withdraw_approval,
)
from handlers.ports import SWEDEN, Services

COMMAND = "/nyhetsbrev"
_IN_CHANNEL = {"kanal": True, "i kanalen": True, "ingen kanal": False}
_PARTS = 5


def register(app: App, introductions: Introductions) -> None:
    """Listen for the command, and for the buttons of newsletters."""
    press = on_press(introductions)
    app.command(COMMAND, middleware=[introductions.introduce])(answer_command)
    for action, listener in _BUTTONS.items():
        app.action(action, middleware=press)(listener)
    for action in _ORDERS:
        app.action(action, middleware=press)(order)


def answer_command(ack: Ack, command: Mapping[str, Any], services: Services, asker: Asker) -> None:
    """Answer ``/nyhetsbrev``: what there is, a new one, one by its number, or what is asked for."""
    typed, channel = typed_lines(str(command.get("text") or "")).strip(), str(command["channel_id"])
    if typed.casefold() in _IN_CHANNEL:
        shown = _channel(services, asker, command, told_there=_IN_CHANNEL[typed.casefold()])
    else:
        shown = told(services, asker, Origin(f"{COMMAND} {typed}"), channel=channel)
    ack(text=shown["text"], blocks=shown["blocks"], response_type="ephemeral")


def standing(
    services: Services, asker: Asker, number: int, change: str = "shown", **more: Any
) -> NewsletterAnswer:
    """Return how an issue stands now, with what was just done to it."""
    issue = issue_view(services, asker, Which(number))
    far = how_far(services, asker, Which(number)) if issue.state in PUBLISHED else None
    return NewsletterAnswer(
        ids=(issue.label,), subject="newsletter", issue=issue, change=change, progress=far, **more
    )


def listed(services: Services, asker: Asker, notice: str = "") -> Message:
    """Return all issues as whoever writes them sees them."""
    issues = issue_lines(services, asker)
    answer = NewslettersAnswer(
        ids=tuple(one.label for one in issues), subject="newsletters", issues=issues
    )
    return newsletters_message(answer, notice)


def begin(ack: Ack, press: Press) -> None:
    """Draft an issue; where one is being written already, show that."""
    try:
        number, change = new_issue(press.services, press.asker), "drafted"
    except Refusal as no:
        if no.code != "newsletter_begun":
            raise
        number, change = 0, "shown"
    press.screen.show(newsletter_message(standing(press.services, press.asker, number, change)))
    ack()


def show(ack: Ack, press: Press) -> None:
    """Show an issue beside what was there."""
    press.screen.tell(newsletter_message(standing(press.services, press.asker, whole(press.value))))
    ack()


def refresh(ack: Ack, press: Press) -> None:
    """Show an issue as it is now."""
    _show(press, whole(press.value))
    ack()


def show_all(ack: Ack, press: Press) -> None:
    """Show all issues."""
    press.screen.tell(listed(press.services, press.asker))
    ack()


def show_items(ack: Ack, press: Press) -> None:
    """Show the items of an issue, from the one that the button says."""
    number, start = _numbers(press.value, 2)
    issue = issue_view(press.services, press.asker, Which(number))
    press.screen.show(items_message(issue, start))
    ack()


def order(ack: Ack, press: Press) -> None:
    """Do what a button orders of an issue, and show how it stands then."""
    act, change = _ORDERS[str(press.action["action_id"])]
    number = whole(press.value)
    count = act(press.services, press.asker, Which(number))
    _show(press, number, change, count=count if isinstance(count, int) else 0)
    ack()


def throw(ack: Ack, press: Press) -> None:
    """Throw a draft away, and show what is left."""
    label = throw_away(press.services, press.asker, Which(whole(press.value)))
    notice = text("newsletter_work.thrown", label=label)
    press.screen.show(listed(press.services, press.asker, notice))
    ack()


def copy(ack: Ack, press: Press) -> None:
    """Send the asker a copy to look at."""
    number = whole(press.value)
    names = copy_to_myself(press.services, press.asker, Which(number))
    _show(press, number, "copies", names=names, count=len(names))
    ack()


def change_item(ack: Ack, press: Press) -> None:
    """Move an item, take it out or put it back; or ask what it is to say instead."""
    what, _, rest = press.value.partition("/")
    number, item, revision, start = _numbers(rest, _PARTS - 1)
    services, asker = press.services, press.asker
    if what == "edit":
        held = Held(number, item, revision, start, view_of(press))
        press.screen.open(_item_dialog(services, asker, held))
        ack()
        return
    if what not in _ITEM_ACTS:
        raise Refusal("button_gone")
    act, change = _ITEM_ACTS[what]
    edited = act(services, asker, item)
    issue = issue_view(services, asker, Which(number))
    press.screen.show(items_message(issue, start, item_done(change, edited.item)))
    ack()


def ask_for_item(ack: Ack, press: Press) -> None:
    """Ask what a new item is to say."""
    number, start = _numbers(press.value, 2)
    issue_view(press.services, press.asker, Which(number))
    press.screen.open(item_dialog(None, Held(number, start=start, view=view_of(press))))
    ack()


def ask_for_head(ack: Ack, press: Press) -> None:
    """Ask for the subject of an issue."""
    issue = _issue(press)
    seen = mark_of(issue.subject, issue.preview)
    held = Held(issue.id, view=view_of(press), seen=seen)
    press.screen.open(head_dialog((issue.subject, issue.preview), held))
    ack()


def ask_for_audience(ack: Ack, press: Press) -> None:
    """Ask whom an issue goes to."""
    services, asker, issue = press.services, press.asker, _issue(press)
    chosen = issue_audience(services, asker, Which(issue.id))
    reached = count_audience(services, asker, chosen)
    held = Held(issue.id, view=view_of(press))
    press.screen.open(audience_dialog(audience_options(services, asker), chosen, reached, held))
    ack()


def ask_for_people(ack: Ack, press: Press) -> None:
    """Ask who is to get a copy to look at."""
    press.screen.open(copies_dialog(Held(_issue(press).id, view=view_of(press))))
    ack()


def ask_for_approval(ack: Ack, press: Press) -> None:
    """Show what is approved, and ask when it is to go out."""
    number, revision = _numbers(press.value, 2)
    services, asker, which = press.services, press.asker, Which(number)
    moment = sending_moment(services, asker, which)
    issue = issue_view(services, asker, which)
    if issue.revision != revision:
        raise Refusal("newsletter_changed_since", label=issue.label)
    seen = f"{moment.astimezone(SWEDEN):%Y-%m-%d %H:%M}"
    held = Held(number, revision=revision, view=view_of(press), seen=seen)
    press.screen.open(approve_dialog(issue, moment, held))
    ack()


def ask_for_settings(ack: Ack, press: Press) -> None:
    """Ask how the collaboration does its newsletters."""
    custom = newsletter_custom(press.services, press.asker)
    press.screen.open(settings_dialog(custom.place, Held(view=view_of(press))))
    ack()


def follow_link(ack: Ack) -> None:
    """Take note of nothing: the button leads to a page."""
    ack()


def whole(written: str) -> int:
    """Return the number that a button carries; refuse what is none."""
    if not written.isdecimal():
        raise Refusal("newsletter_gone")
    return int(written[:9])


def _numbers(written: str, count: int) -> list[int]:
    parts = [whole(one) for one in written.split("/")]
    if len(parts) != count:
        raise Refusal("newsletter_gone")
    return parts


def _channel(
    services: Services, asker: Asker, command: Mapping[str, Any], *, told_there: bool
) -> Message:
    channel = str(command["channel_id"]) if told_there else None
    tell_in_channel(services, asker, str(command["team_id"]), channel)
    done = (
        text("newsletter_work.channel_told")
        if told_there
        else text("newsletter_work.channel_not_told")
    )
    return message(done, [said(done)])


def _item_dialog(services: Services, asker: Asker, held: Held) -> dict[str, Any]:
    item = item_of(issue_view(services, asker, Which(held.issue)), held.item)
    if len(item.body) > LONGEST_FIELD:
        raise Refusal("newsletter_item_long_here", most=LONGEST_FIELD)
    # What is changed is what the dialog shows, whatever the button was made of.
    return item_dialog(item, replace(held, revision=item.revision))


def item_of(issue: IssueView, number: int) -> ItemLine:
    """Return an item of an issue by its row; refuse where there is none."""
    found = next((one for one in issue.items if one.id == number), None)
    if found is None:
        raise Refusal("newsletter_item_gone")
    return found


def _issue(press: Press) -> IssueView:
    return issue_view(press.services, press.asker, Which(whole(press.value)))


def _show(press: Press, number: int, change: str = "shown", **more: Any) -> None:
    answer = standing(press.services, press.asker, number, change, **more)
    press.screen.show(newsletter_message(answer))


def _up(services: Services, asker: Asker, item: int) -> Edited:
    return move_item(services, asker, item, -1)


def _down(services: Services, asker: Asker, item: int) -> Edited:
    return move_item(services, asker, item, 1)


_ITEM_ACTS: Mapping[str, tuple[Callable[[Services, Asker, int], Edited], str]] = {
    "up": (_up, "item_moved"),
    "down": (_down, "item_moved"),
    "remove": (remove_item, "item_removed"),
    "restore": (restore_item, "item_restored"),
}
_ORDERS: Mapping[str, tuple[Callable[[Services, Asker, Which], object], str]] = {
    "newsletter_ask": (ask_approval, "asked"),
    "newsletter_withdraw": (withdraw_approval, "withdrawn"),
    "newsletter_refill": (refill, "refilled"),
    "newsletter_pause": (pause_sending, "paused"),
    "newsletter_resume": (resume_sending, "resumed"),
    "newsletter_stop": (stop_sending, "stopped"),
    "newsletter_retry": (send_failed_again, "retried"),
    "newsletter_resend": (send_unsure_again, "resent"),
    "newsletter_leave_unsure": (leave_unsure, "unsure_left"),
    "newsletter_posted": (mark_posted, "posted"),
}
_BUTTONS: Mapping[str, Callable[..., None]] = {
    "newsletter_new": begin,
    "newsletter_show": show,
    "newsletter_all": show_all,
    "newsletter_refresh": refresh,
    "newsletter_items": show_items,
    "newsletter_items_more": show_items,
    "newsletter_item": change_item,
    "newsletter_restore": change_item,
    "newsletter_add": ask_for_item,
    "newsletter_head": ask_for_head,
    "newsletter_audience": ask_for_audience,
    "newsletter_copy": copy,
    "newsletter_copies": ask_for_people,
    "newsletter_approve": ask_for_approval,
    "newsletter_settings": ask_for_settings,
    "newsletter_throw": throw,
    "newsletter_edit": follow_link,
}
