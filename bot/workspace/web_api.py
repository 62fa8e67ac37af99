"""Slack's Web API and response URLs, as the bot calls them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from bot.workspace.journal import Disturbance, Journal
from bot.workspace.records import Message
from bot.workspace.state import State
from bot.workspace.tickets import Response
from bot.workspace.web_methods import METHODS, Method
from bot.workspace.web_methods.calls import Call
from bot.workspace.web_methods.chat import compose, rewrite
from bot.workspace.wire import Json, Refused

TOO_MANY, SERVER_ERROR, NOT_FOUND = 429, 500, 404
RETRY_AFTER = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold an answer of the Web API."""

    body: Json
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class WebApi:
    """Answer the bot's calls."""

    def __init__(self, state: State, journal: Journal) -> None:
        self._state = state
        self._journal = journal

    def call(self, name: str, token: str, arguments: Json) -> Answer:
        """Perform one method, or say as Slack does why not."""
        disturbance = self._journal.next_disturbance(name)
        if disturbance and not disturbance.lost:
            self._journal.note_call(name, arguments, disturbance.error)
            return _disturbed(disturbance)
        try:
            result = self._perform(name, token, arguments)
        except Refused as refused:
            self._journal.note_call(name, arguments, refused.code)
            self._journal.note_refusal(name, refused)
            if refused.code == "ratelimited":
                return _disturbed(Disturbance(refused.code, RETRY_AFTER))
            return self._answer(_refusal(refused))
        self._journal.note_call(name, arguments)
        return _disturbed(disturbance) if disturbance else self._answer({"ok": True} | result)

    def respond(self, key: str, body: Any) -> Answer:
        """Take what the bot sends to a response URL."""
        try:
            with self._state.lock:
                response = self._state.tickets.redeem_response(key, self._state.clock())
            place_answer(self._state, response, body)
        except Refused as refused:
            self._journal.note_call("response_url", _as_object(body), refused.code)
            self._journal.note_refusal("response_url", refused)
            return Answer(_refusal(refused), NOT_FOUND)
        self._journal.note_call("response_url", _as_object(body))
        return Answer({"ok": True})

    def _perform(self, name: str, token: str, arguments: Json) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise Refused("unknown_method", req_method=name)
        self._check_token(method, token)
        call = Call(self._state, arguments)
        if method.scope:
            call.demand(method.scope)
        return method.act(call)

    def _check_token(self, method: Method, token: str) -> None:
        settings = self._state.settings
        if not token:
            raise Refused("not_authed")
        if token not in {settings.bot_token, settings.app_token}:
            raise Refused("invalid_auth")
        if (token == settings.app_token) != method.app_token:
            raise Refused("not_allowed_token_type")

    def _answer(self, body: Json) -> Answer:
        return Answer(body, headers={"x-oauth-scopes": ",".join(self._state.settings.scopes)})


def place_answer(state: State, response: Response, body: Any) -> Message | None:
    """Put the answer to an interaction where it belongs."""
    if not isinstance(body, dict):
        raise Refused("invalid_payload")
    original = _original(state, response)
    if original and body.get("delete_original"):
        state.drop_message(original)
        return None
    if original and body.get("replace_original"):
        return rewrite(state, original, _content(body))
    in_channel = body.get("response_type") == "in_channel"
    channel = state.channel(response.channel)
    return compose(state, channel, body, only_for=None if in_channel else response.user)


def read_arguments(content_type: str, query: str, body: bytes) -> Json:
    """Read what a client sent, in any of the forms that Slack takes."""
    if content_type.startswith("application/json"):
        parsed = json.loads(body or b"{}")
        return parsed if isinstance(parsed, dict) else {}
    return dict(parse_qsl(query)) | dict(parse_qsl(body.decode(), keep_blank_values=True))


def _original(state: State, response: Response) -> Message | None:
    if response.message_ts is None:
        return None
    try:
        return state.message(response.channel, response.message_ts)
    except Refused:
        return None


def _content(body: Json) -> Json:
    return {name: body.get(name) for name in ("text", "metadata")} | {
        "blocks": body.get("blocks") or []
    }


def _refusal(refused: Refused) -> Json:
    answer: Json = {"ok": False, "error": refused.code} | refused.extra
    if refused.details:
        answer["response_metadata"] = {"messages": list(refused.details)}
    return answer


def _disturbed(disturbance: Disturbance) -> Answer:
    body: Json = {"ok": False, "error": disturbance.error}
    if disturbance.retry_after is not None:
        return Answer(body, TOO_MANY, {"Retry-After": str(disturbance.retry_after)})
    return Answer(body, SERVER_ERROR if disturbance.lost else 200)


def _as_object(body: Any) -> Json:
    return body if isinstance(body, dict) else {"body": body}
