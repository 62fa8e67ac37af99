"""Whether Slack lets the bot in, with the rights that it needs, and can reach it."""

import logging
from collections.abc import Callable, Iterator
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.app.checks.findings import PATIENCE, Finding, Ground, State
from bot.config import SettingsError
from bot.slack.faults import delivery_fault
from bot.slack.manifest import SCOPES
from bot.texts import text, word
from bot.texts.safe import quoted

# Below a warning, the SDK logs whole requests.
_sdk_logger = logging.getLogger(f"{__name__}.sdk")
_sdk_logger.setLevel(logging.WARNING)

_SUBJECT = "slack"
_REFUSED = "slack_misconfigured"


def check_bot_token(ground: Ground) -> Iterator[Finding]:
    """Ask Slack whose the bot's token is, and what it may do."""
    settings = ground.settings
    if settings.slack_bot_token is None:
        yield _unset(ground)
        return
    client = _client(settings.needed("SLACK_BOT_TOKEN"), settings.slack_api_url)
    answer = _answer(client.auth_test)
    if isinstance(answer, str):
        yield _trouble(answer, "SLACK_BOT_TOKEN", text("check.bot_token_todo"))
        return
    said = text("check.bot_token", workspace=quoted(str(answer.get("team", ""))))
    yield Finding(_SUBJECT, State.OK, said)
    yield from _scopes(answer)


def check_line(ground: Ground) -> Iterator[Finding]:
    """Try Socket Mode, or see that Slack can reach the bot over HTTP."""
    settings = ground.settings
    if settings.slack_bot_token is None and "SLACK_BOT_TOKEN" not in ground.wrong:
        return
    if settings.slack_app_token is not None:
        yield _socket(settings.needed("SLACK_APP_TOKEN"), settings.slack_api_url)
    elif settings.slack_signing_secret is None:
        said, todo = text("check.no_line"), text("check.no_line_todo")
        yield Finding(_SUBJECT, State.FAULT, said, todo)
    else:
        yield _over_http(ground)


def _unset(ground: Ground) -> Finding:
    settings = ground.settings
    if settings.slack_app_token is None and settings.slack_signing_secret is None:
        said = text("check.unset", name="SLACK_BOT_TOKEN")
        return Finding(_SUBJECT, State.SKIPPED, said)
    said, todo = text("check.half_slack"), text("check.bot_token_todo")
    return Finding(_SUBJECT, State.FAULT, said, todo)


def _scopes(answer: SlackResponse) -> Iterator[Finding]:
    told = [value for name, value in answer.headers.items() if name.lower() == "x-oauth-scopes"]
    if not told:
        yield Finding(_SUBJECT, State.SKIPPED, text("check.scopes_untold"))
        return
    given = {scope.strip() for scope in told[0].split(",")}
    missing = [scope for scope in SCOPES if scope not in given]
    if missing:
        said = text("check.scopes_missing", scopes=", ".join(missing))
        yield Finding(_SUBJECT, State.FAULT, said, text("check.scopes_todo"))
    else:
        yield Finding(_SUBJECT, State.OK, text("check.scopes"))


def _socket(token: str, api_url: str) -> Finding:
    client = _client(token, api_url)
    # Gives an address to connect to, which is good for a moment and is not used.
    answer = _answer(lambda: client.apps_connections_open(app_token=token))
    if isinstance(answer, str):
        return _trouble(answer, "SLACK_APP_TOKEN", text("check.app_token_todo"))
    return Finding(_SUBJECT, State.OK, text("check.app_token"))


def _over_http(ground: Ground) -> Finding:
    try:
        address = ground.settings.address_for_slack
    except SettingsError as error:
        return Finding(_SUBJECT, State.FAULT, str(error), text("check.http_todo"))
    return Finding(_SUBJECT, State.OK, text("check.over_http", address=address))


def _client(token: str, api_url: str) -> WebClient:
    client = WebClient(token, base_url=api_url, timeout=int(PATIENCE), logger=_sdk_logger)
    # Trying again would only take longer to tell the same.
    client.retry_handlers = []
    return client


def _answer(ask: Callable[[], SlackResponse]) -> SlackResponse | str:
    """Return Slack's answer, or why there is none: a code of ``slack.faults``, or "away"."""
    try:
        return ask()
    except SlackApiError as error:
        return delivery_fault(error.response, posts=False).code
    except (SlackClientError, HTTPException, OSError):
        return "away"


def _trouble(code: str, name: str, refused_todo: str) -> Finding:
    if code == _REFUSED:
        said = text("check.slack_refused", name=name)
        return Finding(_SUBJECT, State.FAULT, said, refused_todo)
    why = word("check_slack", code, text("check.slack_said", code=code))
    said = text("check.slack_untried", name=name, why=why)
    return Finding(_SUBJECT, State.FAULT, said, text("check.slack_todo"))
