"""Projects: the picker, and showing a project to a whole channel."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.slack.blocks.answers import shared_card
from bot.slack.blocks.projects import MOST_OPTIONS, picked, suggestions
from bot.slack.middleware import Introductions
from bot.slack.origin import Origin
from bot.slack.press import Press, on_press
from bot.texts import text
from bot.texts.cards import present
from bot.texts.safe import clean
from handlers.answers import Asker
from handlers.ports import Services
from handlers.projects import show_project, suggest_projects
from handlers.replays import first_time

logger = logging.getLogger(__name__)

LONGEST_TYPED = 200
# Slack broke down, perhaps after it had posted.
_UNSURE = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
_BUSY = frozenset({"ratelimited", "rate_limited"})
_NOT_THERE = frozenset({"not_in_channel", "channel_not_found"})


def register(app: App, introductions: Introductions) -> None:
    """Listen for the picker and for sharing."""
    press = on_press(introductions)
    app.options("pick_project", middleware=[introductions.introduce])(suggest)
    app.action("pick_project", middleware=press)(show_picked)
    app.action("share", middleware=press)(share)


def suggest(ack: Ack, payload: Mapping[str, Any], services: Services, asker: Asker) -> None:
    """Suggest projects while somebody types."""
    typed = clean(str(payload.get("value") or ""))[:LONGEST_TYPED]
    ack(options=suggestions(suggest_projects(services, asker, typed, MOST_OPTIONS)))


def show_picked(ack: Ack, press: Press) -> None:
    """Show the project that was picked."""
    press.answer(picked(press.value))
    ack()


def share(ack: Ack, press: Press) -> None:
    """Post a project in the channel, once for each answer; tell the person how it went."""
    origin = press.origin
    if first_time(press.services, f"share:{press.place}:{origin.attempt}"):
        # Another attempt is no double click.
        press.answer(origin.again(), _post(press, origin))
    ack()


def _post(press: Press, about: Origin) -> str:
    # What everyone in the channel may see is what a stranger may see.
    anyone = replace(press.asker, person_id=None, roles=frozenset())
    card = present(show_project(press.services, anyone, about.key, owner=about.owner))
    # Those who press its buttons may belong to another collaboration than who shared it.
    shared = Origin(key=card.record_key, owner=card.record_owner)
    try:
        press.client.chat_postMessage(
            channel=press.screen.channel,
            thread_ts=press.body["container"].get("thread_ts"),
            unfurl_links=False,
            **shared_card(card, shared, press.user),
        )
    except SlackApiError as error:
        return _refused(str(error.response.get("error", "")))
    except (SlackClientError, OSError) as error:
        logger.warning("Sharing got no answer: %s", type(error).__name__)
        return text("slack.share_unsure")
    return text("slack.shared")


def _refused(code: str) -> str:
    logger.info("Slack did not share: %s", code)
    if code in _UNSURE:
        return text("slack.share_unsure")
    if code in _BUSY:
        return text("slack.share_later")
    if code in _NOT_THERE:
        return text("slack.share_not_member")
    return text("slack.share_refused")
