"""Asking offices about proposals in chat: what they think, how they vote, and by which scale."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack.blocks.answers import Look, answer_card
from bot.slack.blocks.dialogs import answer_dialog
from bot.slack.blocks.inquiries import inquiry_picture_card
from bot.slack.blocks.voting import (
    ASKED_OF,
    SCALE,
    Carried,
    asked_of_dialog,
    scale_dialog,
)
from bot.slack.forms import Form, done_once, point_out, show_instead
from bot.slack.listeners.inquiries import view_of
from bot.slack.listeners.inquiry_dialogs import asked_in
from bot.slack.middleware import Introductions
from bot.slack.origin import Origin
from bot.slack.press import Press, on_press
from bot.texts.cards import present
from handlers.access import Information, require
from handlers.answers import Asker, VoteScaleAnswer
from handlers.errors import Refusal
from handlers.inquiries import offices_to_ask, show_inquiry
from handlers.inquiry_views import Purpose
from handlers.invitations import circles
from handlers.opinion_views import is_numeric
from handlers.ports import Services
from handlers.voting import (
    AskedOf,
    draft_on_proposals,
    proposals_to_ask_of,
    set_vote_scale,
    vote_scale,
)


def register(app: App, introductions: Introductions) -> None:
    """Listen for the buttons, and for the dialogs."""
    press, known = on_press(introductions), [introductions.introduce]
    app.action("voting_comments", middleware=press)(ask_for_comments)
    app.action("voting_vote", middleware=press)(ask_for_vote)
    app.action(SCALE, middleware=press)(ask_for_scale)
    app.view(ASKED_OF, middleware=known)(take_asked_of)
    app.view(SCALE, middleware=known)(take_scale)


def ask_for_comments(ack: Ack, press: Press) -> None:
    """Ask which proposals the offices are to say something of."""
    _open(press, Purpose.COMMENTS)
    ack()


def ask_for_vote(ack: Ack, press: Press) -> None:
    """Ask which proposals the offices are to vote on."""
    _open(press, Purpose.VOTE)
    ack()


def ask_for_scale(ack: Ack, press: Press) -> None:
    """Ask what offices are to choose among when they vote."""
    require(press.asker, Information.INQUIRIES)
    press.screen.open(scale_dialog(vote_scale(press.services, press.asker)))
    ack()


def take_asked_of(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Draft what the offices are asked, and show it before it is sent."""
    form, carried = Form(services, asker, client, view), _carried(view)
    number = done_once(ack, form, lambda: _drafted(form, carried))
    if number is None:
        return
    show_instead(
        ack,
        form,
        carried.view,
        inquiry_picture_card(show_inquiry(services, asker, number)),
    )


def take_scale(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Keep the scale, and show it."""
    form = Form(services, asker, client, view)
    try:
        steps = set_vote_scale(services, asker, form.filled.text("steps").splitlines())
    except Refusal as no:
        if not point_out(ack, form, no):
            raise
        return
    answer = VoteScaleAnswer(
        subject="vote_scale", steps=steps, numeric=is_numeric(steps), changed=True, may_set=True
    )
    shown = answer_card(present(answer), Origin(_SCALE_SHOWN), Look(repeatable=False))
    ack(response_action="update", view=answer_dialog(shown["blocks"]))


# What shows it again.
_SCALE_SHOWN = "röstskala"


def _open(press: Press, purpose: Purpose) -> None:
    services, asker = press.services, press.asker
    found = proposals_to_ask_of(services, asker)
    if not found:
        raise Refusal("voting_no_proposals")
    press.screen.open(
        asked_of_dialog(
            found,
            circles(services, asker),
            offices_to_ask(services, asker),
            vote_scale(services, asker),
            Carried(purpose, view_of(press)),
        )
    )


def _drafted(form: Form, carried: Carried) -> int:
    filled = form.filled
    wanted = AskedOf(
        purpose=carried.purpose,
        proposals=tuple(int(one) for one in filled.ticked("proposals") if one.isdecimal()),
        asked=asked_in(filled),
        answer_by=filled.day("answer_by"),
        about=filled.text("about"),
    )
    return draft_on_proposals(form.services, form.asker, wanted)


def _carried(view: Mapping[str, Any]) -> Carried:
    try:
        return Carried.read(str(view["private_metadata"]))
    except ValueError as error:
        raise Refusal("other") from error
