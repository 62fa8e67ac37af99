"""A real Bolt application with a handful of listeners, connected to a workspace."""

import asyncio
import json
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition, Event
from typing import Any

from slack_bolt import App, BoltRequest
from slack_sdk import WebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.workspace import Mailbox, Workspace, WorkspaceSettings, create_workspace
from bot.workspace.demo_clock import DemoClock, Happenings
from tests.bot.workspace.material import (
    BOT_TOKEN,
    CARD,
    DIALOG,
    PICKER,
    PROJECTS,
    SECRET,
    SETTINGS,
    MovableClock,
    plain,
    section,
    text_input,
    typing_dialog,
)
from tests.servers import at_home, servers

PATIENCE = 30.0


def _set() -> Event:
    event = Event()
    event.set()
    return event


@dataclass(slots=True)
class Heard:
    """Remember what reached the bot."""

    events: list[dict[str, Any]] = field(default_factory=list)
    retries: list[str] = field(default_factory=list)
    closed: list[dict[str, Any]] = field(default_factory=list)
    actions: list[dict[str, Any]] = field(default_factory=list)
    shortcuts: list[dict[str, Any]] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    fail: int = 0
    let_go: Event = field(default_factory=Event)
    # Unset, the answer to what is typed waits.
    let_through: Event = field(default_factory=_set)
    more: Condition = field(default_factory=Condition)

    def until(self, condition: Callable[[], bool]) -> bool:
        """Wait for a condition to hold; look again whenever something was heard."""
        with self.more:
            return self.more.wait_for(condition, PATIENCE)

    def tell(self) -> None:
        """Wake those who wait."""
        with self.more:
            self.more.notify_all()


def build_app(workspace: Workspace, heard: Heard, **more: Any) -> App:
    app = App(
        # Bolt would look for a name in the files of all who called.
        name=__name__,
        token=BOT_TOKEN,
        signing_secret=SECRET,
        client=WebClient(BOT_TOKEN, base_url=workspace.api_url),
        process_before_response=True,
        **more,
    )
    _commands(app, heard)
    _actions(app, heard)
    _pickers(app)
    _views(app, heard)
    _events(app, heard)
    return app


def _commands(app: App, heard: Heard) -> None:
    @app.command("/projekt")
    def project(ack: Any, command: dict[str, Any], respond: Any) -> None:
        ack()
        if command["text"] == "välj":
            respond(text="Välj projekt", blocks=PICKER)
        elif command["text"] == "för långt":
            respond(text="Långt", blocks=[section("x" * 3001)])
        else:
            respond(text=f"Projekt {command['text']}", blocks=CARD)

    @app.command("/forslag")
    def proposal(ack: Any, command: dict[str, Any], client: WebClient) -> None:
        client.views_open(trigger_id=command["trigger_id"], view=DIALOG)
        ack()

    @app.shortcut("to_proposal")
    def from_message(ack: Any, shortcut: dict[str, Any], client: WebClient) -> None:
        heard.shortcuts.append(shortcut)
        written = text_input("Rubrik", "title", initial_value=shortcut["message"]["text"])
        view = DIALOG | {"blocks": [written, *DIALOG["blocks"][1:]]}
        client.views_open(trigger_id=shortcut["trigger_id"], view=view)
        ack()

    _everything(app, heard)


def _everything(app: App, heard: Heard) -> None:
    @app.command("/samverkan")
    def everything(ack: Any, command: dict[str, Any]) -> None:
        match command["text"]:
            case "kanal":
                ack(text="Hej alla", response_type="in_channel")
            case "sent":
                heard.let_go.wait(5)
                ack()
            case "fel":
                ack(blocks=CARD)
            case _:
                ack("Skriv /projekt och ett namn")


def _actions(app: App, heard: Heard) -> None:
    @app.action("more")
    def more(ack: Any, respond: Any, action: dict[str, Any]) -> None:
        ack()
        respond(text=f"Mer om {action['value']}", replace_original=True)

    @app.action("share")
    def share(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        where = body.get("channel", body["user"])["id"]
        client.chat_postMessage(channel=where, text="Delat", blocks=CARD)

    @app.action(re.compile("remind|cancel|menu|office|day|boxes|radio"))
    def anything_else(ack: Any, action: dict[str, Any]) -> None:
        ack()
        heard.actions.append(action)

    _typing(app, heard)


def _typing(app: App, heard: Heard) -> None:
    @app.action("typed")
    def typed(ack: Any, action: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:
        ack()
        heard.actions.append(action)
        heard.values = body["view"]["state"]["values"]
        heard.tell()
        heard.let_through.wait(PATIENCE)
        view = typing_dialog(f"Liknar: {action['value']}" if action["value"] else "")
        client.views_update(view_id=body["view"]["id"], view=view)


def _pickers(app: App) -> None:
    @app.options("value")
    @app.options("pick")
    def pick(ack: Any, payload: dict[str, Any]) -> None:
        wanted = payload["value"].casefold()
        found = [p for p in PROJECTS if wanted in p.casefold()] or ["x" * 76] * (wanted == "fel")
        ack(options=[{"text": plain(name), "value": name} for name in found])

    @app.action("pick")
    def picked(ack: Any, respond: Any, action: dict[str, Any]) -> None:
        ack()
        respond(text=f"Du valde {action['selected_option']['value']}")


def _views(app: App, heard: Heard) -> None:
    @app.view("obedient")
    def obedient(ack: Any, view: dict[str, Any]) -> None:
        ack(**json.loads(view["private_metadata"]))

    @app.view("gallery")
    def gallery(ack: Any, view: dict[str, Any]) -> None:
        ack()
        heard.values = view["state"]["values"]

    @app.view("proposal")
    def submitted(ack: Any, view: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:
        values = view["state"]["values"]
        if len(values["change"]["text"]["value"]) < 10:
            ack(response_action="errors", errors={"change": "Skriv minst en mening."})
            return
        ack(response_action="clear")
        title = values["title"]["text"]["value"]
        client.chat_postMessage(channel=body["user"]["id"], text=f"Tack. {title} är inlämnat.")


def _events(app: App, heard: Heard) -> None:
    @app.view_closed("proposal")
    def closed(ack: Any, body: dict[str, Any]) -> None:
        ack()
        heard.closed.append(body)

    @app.event("app_mention")
    @app.event("message")
    def written(event: dict[str, Any], say: Any) -> None:
        heard.events.append(event)
        say(text=f"Du skrev: {event['text']}")

    @app.event("app_home_opened")
    def home(event: dict[str, Any], client: WebClient) -> None:
        blocks = [{"type": "header", "text": plain("Att göra")}, *CARD]
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})


def as_asgi(app: App, heard: Heard, hands: ThreadPoolExecutor) -> Starlette:
    def answer(body: str, headers: dict[str, str]) -> Response:
        if heard.fail > 0:
            heard.fail -= 1
            return Response(status_code=500)
        answered = app.dispatch(
            BoltRequest(body=body, headers={k: [v] for k, v in headers.items()})
        )
        heard.tell()
        first = {name: values[0] for name, values in answered.headers.items()}
        return Response(answered.body, answered.status, first)

    async def events(request: Request) -> Response:
        headers = dict(request.headers)
        heard.retries.append(headers.get("x-slack-retry-num", "0"))
        body = (await request.body()).decode()
        return await asyncio.get_running_loop().run_in_executor(hands, answer, body, headers)

    return Starlette(routes=[Route("/slack/events", events, methods=["POST"])])


@dataclass(frozen=True, slots=True)
class House:
    """Hold a workspace and the bot that is connected to it."""

    workspace: Workspace
    heard: Heard
    clock: MovableClock
    url: str


@contextmanager
def open_house(
    settings: WorkspaceSettings = SETTINGS,
    change: Callable[[Workspace], None] | None = None,
    mail: Path | None = None,
    happenings: Happenings | None = None,
) -> Iterator[House]:
    """Open a workspace with a bot; with `mail` and `happenings` as the demo has it."""
    clock, heard = MovableClock(), Heard()
    time = DemoClock(clock, happenings) if happenings else None
    workspace = create_workspace(settings, time or clock, Mailbox(mail) if mail else None, time)
    with at_home(workspace) as url, ThreadPoolExecutor(8) as hands:
        app = build_app(workspace, heard)
        with servers.lend(as_asgi(app, heard, hands)) as bot_url:
            workspace.events_url = f"{bot_url}/slack/events"
            if change:
                change(workspace)
            try:
                yield House(workspace, heard, clock, url)
            finally:
                heard.let_go.set()
                heard.let_through.set()
                app.listener_runner.listener_executor.shutdown()
