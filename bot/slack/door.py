"""The Bolt app with everything it listens for."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import App

from bot.slack.listeners import (
    activity_plans,
    asking,
    attendance,
    budgets,
    calendar_files,
    calls,
    channels,
    decisions,
    desk,
    duties,
    exports,
    following,
    home,
    inquiries,
    inquiry_dialogs,
    known_inquiries,
    living,
    meetings,
    newsletter_dialogs,
    newsletters,
    plan_dialogs,
    plan_hosts,
    planning,
    projects,
    proposal_acts,
    proposal_rooms,
    proposals,
    responding,
    results,
    rules,
    settings,
    starting,
    voting,
    weighing,
    word_files,
    year_wheel,
)
from bot.slack.middleware import Introductions
from bot.slack.screens import PATIENCE
from bot.slack.trouble import Classify, Trouble
from bot.texts import text
from handlers.errors import Refusal
from handlers.ports import Services

# Below a warning, Bolt logs whole requests, and with them what people wrote.
_bolt_logger = logging.getLogger(f"{__name__}.bolt")
_bolt_logger.setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Door:
    """What the door to Slack is made of."""

    services: Services
    classify: Classify
    token: str
    signing_secret: str
    api_url: str


def create_app(door: Door, app_class: type[App] = App) -> App:
    """Build the app. Nothing is sent to Slack before the first request comes."""
    app = app_class(
        name=__name__,
        logger=_bolt_logger,
        token=door.token,
        signing_secret=door.signing_secret,
        # Bolt's other way polls every ten milliseconds for the acknowledgement.
        process_before_response=True,
        # The token is tried when the program starts serving, not when the app is built.
        token_verification_enabled=False,
        user_facing_authorize_error_message=text("slack.not_installed"),
    )
    _point(app, door.api_url)
    register(app, Introductions(door.services))
    app.error(Trouble(door.classify).handle)
    return app


def register(app: App, introductions: Introductions) -> None:
    """Listen for everything; what nobody else takes is answered last."""
    year_wheel.register(app, introductions)
    word_files.register(app, introductions)
    exports.register(app, introductions)
    calendar_files.register(app, introductions)
    asking.register(app, introductions)
    projects.register(app, introductions)
    results.register(app, introductions)
    following.register(app, introductions)
    living.register(app, introductions)
    starting.register(app, introductions)
    calls.register(app, introductions)
    desk.register(app, introductions)
    home.register(app, introductions)
    duties.register(app, introductions)
    decisions.register(app, introductions)
    meetings.register(app, introductions)
    planning.register(app, introductions)
    activity_plans.register(app, introductions)
    proposals.register(app, introductions)
    proposal_acts.register(app, introductions)
    plan_dialogs.register(app, introductions)
    plan_hosts.register(app, introductions)
    proposal_rooms.register(app, introductions)
    attendance.register(app, introductions)
    responding.register(app, introductions)
    inquiries.register(app, introductions)
    inquiry_dialogs.register(app, introductions)
    newsletters.register(app, introductions)
    newsletter_dialogs.register(app, introductions)
    known_inquiries.register(app, introductions)
    rules.register(app, introductions)
    voting.register(app, introductions)
    weighing.register(app, introductions)
    budgets.register(app, introductions)
    settings.register(app, introductions)
    channels.register(app, introductions)
    app.command(re.compile(".*"))(asking.refuse_command)
    app.action(re.compile(".*"))(_refuse_button)
    # Slack sends more than is asked for, and repeats what is not acknowledged.
    app.event(re.compile(".*"))(_let_pass)


def _point(app: App, api_url: str) -> None:
    # Bolt copies these to the client of each request. Waiting out a rate limit, or trying again,
    # would cost the three seconds that Slack waits for us.
    app.client.base_url = api_url
    app.client.timeout = PATIENCE
    app.client.retry_handlers = []


def _refuse_button() -> None:
    raise Refusal("button_gone")


def _let_pass(event: Mapping[str, Any]) -> None:
    """Take note of nothing."""
