"""When something goes wrong: the person is told in Swedish, the log gets the rest."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import BoltContext, BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.slack.blocks.dialogs import answer_dialog
from bot.slack.blocks.home import home_tab_with
from bot.slack.blocks.welcome import refusal
from bot.slack.places import place_of
from bot.slack.screens import MessageScreen, screen_of
from bot.texts import refusal_text
from handlers.errors import Refusal, new_reference

logger = logging.getLogger(__name__)

# Returns the refusal's code for an error of the database, or nothing for any other error.
Classify = Callable[[Exception], str]


class Trouble:
    """Answer for every error that a listener or its middleware let out."""

    def __init__(self, classify: Classify) -> None:
        self._classify = classify

    def handle(
        self, error: Exception, body: dict[str, Any], context: BoltContext, client: WebClient
    ) -> BoltResponse:
        """Tell the person what happened, wherever they were; Slack gets its acknowledgement."""
        said = self._refusal(error)
        try:
            return _told(said, body, context, client)
        except (SlackClientError, OSError) as second:
            logger.warning("Slack did not take an apology: %s", type(second).__name__)
            return BoltResponse(status=200)

    def _refusal(self, error: Exception) -> Refusal:
        if isinstance(error, Refusal):
            return error
        code = self._classify(error)
        if code:
            return Refusal(code)
        if isinstance(error, SlackClientError | OSError):
            # What was asked for may well have been done: it is only Slack's answer that is missing.
            logger.warning("Slack did not take an answer: %s", type(error).__name__)
            return Refusal("slack_silent")
        reference = new_reference()
        logger.error("%s", reference, exc_info=error)
        return Refusal("program_error", reference=reference)


def _told(
    said: Refusal, body: dict[str, Any], context: BoltContext, client: WebClient
) -> BoltResponse:
    kind = str(body.get("type", ""))
    if "command" in body:
        return BoltResponse(status=200, body={"response_type": "ephemeral", **refusal(said)})
    if kind == "block_suggestion":
        return BoltResponse(status=200, body={"options": []})
    if kind == "view_submission":
        return _beside_the_field(said, body["view"])
    if kind == "block_actions":
        screen_of(body, client).tell(refusal(said))
    elif kind == "message_action":
        MessageScreen(_of_message(body), client).tell(refusal(said))
    elif kind == "event_callback":
        _after_event(said, body["event"], context, client)
    return BoltResponse(status=200)


def _beside_the_field(said: Refusal, view: Mapping[str, Any]) -> BoltResponse:
    # The dialog stays open, and with it what the person wrote.
    fields = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    if not fields:
        # One that only asks whether something is meant has no field to say no beside.
        shown = answer_dialog(refusal(said)["blocks"])
        return BoltResponse(status=200, body={"response_action": "update", "view": shown})
    field = fields[0]
    body = {"response_action": "errors", "errors": {field: refusal_text(said)}}
    return BoltResponse(status=200, body=body)


def _of_message(body: dict[str, Any]) -> dict[str, Any]:
    """Return what was chosen in the menu of a message as if a button in it had been pressed."""
    message = body["message"]
    place = {"message_ts": message["ts"], "thread_ts": message.get("thread_ts")}
    return {**body, "container": place}


def _after_event(
    said: Refusal, event: Mapping[str, Any], context: BoltContext, client: WebClient
) -> None:
    if event["type"] == "app_home_opened":
        view = home_tab_with(refusal(said)["blocks"])
        client.views_publish(user_id=context.user_id or "", view=view)
    else:
        place_of(event, client).answer(refusal(said))
