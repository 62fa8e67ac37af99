"""The whole house for a journey: the bot on sample data, and a workspace with people in it."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from slack_bolt import App
from sqlalchemy import select

from bot.app.services import build_services
from bot.app.serving import build_slack_app, build_web
from bot.config import EVENTS_PATH, Settings, load_settings
from bot.slack.manifest import COMMANDS, SCOPES, SHORTCUTS
from bot.workspace import (
    Command,
    Member,
    Message,
    Room,
    Shortcut,
    View,
    Workspace,
    WorkspaceSettings,
    create_workspace,
)
from handlers.people import set_role
from handlers.ports import Services
from storage.models import Person
from tests.fakes import FixedClock
from tests.sample import NOW
from tests.servers import at_home, servers

INA, KIM, SAM, EVA, STRANGER = "U0INA", "U0KIM", "U0SAM", "U0EVA", "U0STRANGER"
OPEN, ALONE = "C0OPEN", "C0ALONE"
BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-flows", "xapp-flows", "flows-signing-secret"
SIGNING_KEY = "flows-signing-key-of-some-length"
STRANGERS_ADDRESS = "nyfiken@annanstans.example"
MEMBERS = (
    Member(INA, "Ina", "avlopp.lerum@vast.example"),
    Member(KIM, "Kim", "kontaktperson.lerum@vast.example"),
    Member(SAM, "Sam", "projektledare@vast.example"),
    Member(EVA, "Eva", "avlopp.vetlanda@jonkoping.example"),
    Member(STRANGER, "Nyfiken", STRANGERS_ADDRESS),
    Member("U0GUEST", "Gäst", "miljochef.boras@vast.example", is_bot=True),
)


@dataclass(frozen=True, slots=True)
class House:
    """A bot that runs, and the workspace that it is in."""

    workspace: Workspace
    services: Services
    settings: Settings
    clock: FixedClock
    app: App
    url: str = ""

    def ask(self, user: str, command: str, text: str = "", channel: str = OPEN) -> Message:
        """Send a command and return what only this person sees then."""
        outcome = self.workspace.command(user, command, text, channel)
        assert outcome.acknowledged, outcome
        return self.last(user)

    def press(self, user: str, name: str, where: Message | View | None = None) -> Message:
        """Press a button in the latest answer, and return the latest answer then."""
        outcome = self.workspace.press(user, where or self.last(user), name)
        assert outcome.acknowledged, outcome
        return self.last(user)

    def last(self, user: str) -> Message:
        """Return what this person alone was shown last."""
        return self.workspace.ephemerals(user)[-1]

    def direct(self, user: str) -> tuple[Message, ...]:
        """Return the direct messages between a person and the bot."""
        return self.workspace.messages(self.workspace.direct(user))


def workspace_settings(
    *, socket_mode: bool = False, more: Sequence[Member] = ()
) -> WorkspaceSettings:
    return WorkspaceSettings(
        members=(*MEMBERS, *more),
        rooms=(Room(OPEN, "tillsyn"), Room(ALONE, "fika", bot_is_member=False)),
        commands=tuple(Command(name, "") for name in (*COMMANDS, "/gammalt")),
        shortcuts=tuple(Shortcut(callback, *named) for callback, named in SHORTCUTS.items()),
        signing_secret=SECRET,
        bot_token=BOT_TOKEN,
        app_token=APP_TOKEN,
        socket_mode=socket_mode,
        scopes=SCOPES,
        # A busy machine may take its time; how fast the bot is, is for the benchmarks.
        acknowledge_within=30,
    )


def bot_settings(database_url: str, workspace: Workspace, **more: str) -> Settings:
    return load_settings(
        {
            "DATABASE_URL": database_url,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": workspace.api_url,
            "PORT": "0",
            "SECRET_KEY": SIGNING_KEY,
            **more,
        }
    )


@contextmanager
def built_house(
    database_url: str, *, socket_mode: bool = False, more: Sequence[Member] = ()
) -> Iterator[House]:
    """Open a workspace and build the bot, which nothing leads to yet.

    ``more`` are in the workspace beside the usual people.
    """
    clock = FixedClock(NOW)
    workspace = create_workspace(workspace_settings(socket_mode=socket_mode, more=more), clock)
    with workspace.serving() if socket_mode else at_home(workspace):
        settings = bot_settings(database_url, workspace)
        services = build_services(settings, clock)
        app = build_slack_app(settings, services)
        set_role(services, "projektledare@vast.example", "coordinator", "vast")
        try:
            yield House(workspace, services, settings, clock, app)
        finally:
            app.listener_runner.listener_executor.shutdown()
            services.database.dispose()


@contextmanager
def open_house(database_url: str, more: Sequence[Member] = ()) -> Iterator[House]:
    """Open a workspace whose requests reach the bot over HTTP."""
    with (
        built_house(database_url, more=more) as built,
        ThreadPoolExecutor(8) as executor,
        servers.lend(build_web(built.services, executor, built.app)) as url,
    ):
        built.workspace.events_url = url + EVENTS_PATH
        yield House(built.workspace, built.services, built.settings, built.clock, built.app, url)
        assert built.workspace.refusals == [], "Slack would have refused something"


def make_politician(house: House) -> None:
    """Let Ina be a politician, who hands in no proposals of her own."""
    with house.services.database.write() as session:
        me = session.scalars(select(Person).filter_by(email="avlopp.lerum@vast.example")).one()
        for one in me.memberships:
            one.role = "politician"


def let_go_of_role(house: House, email: str) -> None:
    """Let somebody be an inspector and nothing else any more."""
    with house.services.database.write() as session:
        person = session.scalars(select(Person).filter_by(email=email)).one()
        for one in person.memberships:
            one.role = "inspector"


def lines(where: Message | View) -> list[str]:
    """Return what a person reads, a line each, without what stands on buttons."""
    return [line for block in where.blocks for line in _block_lines(block)]


def labels(where: Message | View) -> list[str]:
    """Return what stands on the buttons, in reading order."""
    return [
        element["text"]["text"]
        for block in where.blocks
        for element in (*block.get("elements", ()), block.get("accessory", {}))
        if element.get("type") == "button"
    ]


def health_of(address: str) -> tuple[int, str]:
    """Return what ``/healthz`` answers."""
    server = urlsplit(address)
    connection = HTTPConnection(server.hostname or "", server.port)
    try:
        connection.request("GET", "/healthz")
        answered = connection.getresponse()
        return answered.status, answered.read().decode()
    finally:
        connection.close()


def fresh(house: House) -> None:
    """Let the minutes pass in which a stranger is remembered as one."""
    house.clock.move(timedelta(minutes=6))


def _block_lines(block: dict[str, Any]) -> Sequence[str]:
    match block["type"]:
        case "rich_text":
            return _rich_lines(block)
        case "context":
            return [element["text"] for element in block["elements"]]
        case "section" | "header":
            return str(block["text"]["text"]).split("\n")
        case "input":
            return [block["label"]["text"]]
        case _:
            return []


def _rich_lines(block: dict[str, Any]) -> list[str]:
    parts = [part for group in block["elements"] for part in group["elements"]]
    return "".join(part.get("text") or f"@{part.get('user_id')}" for part in parts).split("\n")
