"""/projekt släckvatten as a signed request through App.dispatch, against a constant answer."""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from urllib.parse import urlencode

from slack_bolt import Ack, App, BoltRequest
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from bot.app.serving import build_slack_app
from bot.config import Settings, load_settings
from bot.workspace.server import create_workspace
from bot.workspace.settings import Command, Member, Room, WorkspaceSettings
from tests.benchmarks.register import INSPECTOR, NOW, PROJECTS, TEAM, USER, large_register
from tests.benchmarks.timing import alternating, heading, line

SECRET = "bench-secret"
TOKEN = "xoxb-bench"
ROUNDS = 400
# The card's one-sentence summary; a choice or a failure would be another text.
EXPECTED = "Tillsynsprojekt släckvatten: avslutat november 2024."


def run() -> None:
    """Print the figures."""
    heading(f"/projekt släckvatten genom App.dispatch, {PROJECTS} projekt")
    with large_register() as services, slack() as api_url:
        ours = build_slack_app(bench_settings(api_url), services)
        bare = bare_app(api_url)
        constant, answer = alternating(dispatching(bare), dispatching(ours), ROUNDS)
    line("naken Bolt-app med konstant svar", constant)
    line("Samverkansboten", answer)
    line("skillnad i p50 (mål: högst 2,5 ms)", f"{answer.p50 - constant.p50:.2f} ms")


@contextmanager
def slack() -> Iterator[str]:
    """Serve a Web API to be reached at start; Bolt asks it once who it is."""
    settings = WorkspaceSettings(
        members=(Member(USER, "Inspektör i Borås", INSPECTOR),),
        rooms=(Room("C1", "tillsyn"),),
        commands=(Command("/projekt", "Visa ett projekt"),),
        signing_secret=SECRET,
        bot_token=TOKEN,
        team_id=TEAM,
    )
    workspace = create_workspace(settings, lambda: NOW)
    with workspace.serving():
        yield workspace.api_url


def bench_settings(api_url: str) -> Settings:
    """Return settings for the app under test."""
    return load_settings(
        {
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": api_url,
        }
    )


def bare_app(api_url: str) -> App:
    """Return what Bolt itself costs: the same command, nothing looked up."""
    app = App(
        client=WebClient(TOKEN, base_url=api_url),
        signing_secret=SECRET,
        process_before_response=True,
        token_verification_enabled=False,
    )

    @app.command("/projekt")
    def answer(ack: Ack) -> None:
        ack(text=EXPECTED, response_type="ephemeral")

    return app


def dispatching(app: App) -> Callable[[], None]:
    """Return what sends one freshly signed request and insists on an answer."""

    def send() -> None:
        body, headers = signed_command()
        response = app.dispatch(BoltRequest(body=body, headers=dict(headers)))
        said = json.loads(response.body) if response.body else {}
        if response.status != 200 or EXPECTED not in said.get("text", ""):
            raise RuntimeError(f"no answer: {response.status} {response.body!r}")

    return send


def signed_command() -> tuple[str, Mapping[str, str | Sequence[str]]]:
    """Return the body and headers of a slash command, signed now."""
    body = urlencode(
        {
            "command": "/projekt",
            "text": "släckvatten",
            "team_id": TEAM,
            "user_id": USER,
            "channel_id": "C1",
            "response_url": "http://127.0.0.1:9/respond",
            "trigger_id": "1.2.3",
            "api_app_id": "A1",
        }
    )
    stamp = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body)
    return body, {
        "content-type": ["application/x-www-form-urlencoded"],
        "x-slack-request-timestamp": [stamp],
        "x-slack-signature": [signature or ""],
    }
