"""The demo: the real bot on sample data, in a workspace that needs no account."""

import secrets
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from threading import Event

from pydantic import SecretStr

from bot.app.addresses import PageAddresses
from bot.app.receiving import build_incoming
from bot.app.sending import build_outgoing
from bot.app.services import build_services, system_clock
from bot.app.serving import THREADS, at_work, build_slack_app, build_web
from bot.app.stopping import stopping
from bot.config import EVENTS_PATH, Settings, SettingsError
from bot.documents.reading import read_sources
from bot.slack.manifest import manifest
from bot.texts import phrases, text
from bot.web.serving import listening, serving
from bot.workspace.agenda import Program
from bot.workspace.demo_campaign import gather_example
from bot.workspace.demo_clock import DemoClock, Happenings
from bot.workspace.demo_post import DemoPost, TellingIncoming
from bot.workspace.mailboxes import Mailbox
from bot.workspace.outbox import Outbox
from bot.workspace.server import Workspace, create_workspace
from bot.workspace.settings import Command, Member, Room, Shortcut, WorkspaceSettings
from handlers.imports import apply_import, plan_import
from handlers.people import link_slack, set_role
from handlers.ports import Clock, Services
from handlers.reminders import next_event

COORDINATORS = (
    ("projektledare@vast.example", "vast"),
    ("utvecklingsledare@jonkoping.example", "jonkoping"),
    # Has no account in the workspace: what this one is told comes by mail.
    ("kommunalutveckling@jonkoping.example", "jonkoping"),
)
WEST = (
    Member("UV01", "Inspektör i Borås", "avlopp.boras@vast.example", "Inspektör, Väst"),
    Member(
        "UV02",
        "Kontaktperson i Varberg",
        "kontaktperson.varberg@vast.example",
        "Kontaktperson, Väst",
    ),
    Member(
        "UV03",
        "Miljöchef i Göteborg",
        "miljochef.goteborg@vast.example",
        "Miljöchef, Väst",
        program=Program.OUTLOOK,
    ),
    Member("UV04", "Projektledarna i Väst", "projektledare@vast.example", "Samordnare, Väst"),
)
JONKOPING = (
    Member(
        "UJ01", "Inspektör i Vetlanda", "avlopp.vetlanda@jonkoping.example", "Inspektör, Jönköping"
    ),
    Member(
        "UJ02",
        "Kontaktperson i Habo",
        "kontaktperson.habo@jonkoping.example",
        "Kontaktperson, Jönköping",
    ),
    Member(
        "UJ03",
        "Miljöchef i Nässjö",
        "miljochef.nassjo@jonkoping.example",
        "Miljöchef, Jönköping",
        program=Program.OUTLOOK,
    ),
    Member(
        "UJ04",
        "Utvecklingsledaren i Jönköping",
        "utvecklingsledare@jonkoping.example",
        "Samordnare, Jönköping",
    ),
)
MAIL_FROM = "Samverkansboten <samverkansboten@demo.example>"
# The workspace is the mail server too: it writes what it finds of a sender under this name.
MAIL_SERVER = "mx.demo.example"
# Somebody whose address is not in the register: sees public facts only.
STRANGER = Member("UX01", "Nyanställd", "nyanstalld@annanstans.example", "Finns inte i registret")


def serve_demo(settings: Settings, say: Callable[[str], object], stop: Event | None = None) -> None:
    """Serve the workspace until interrupted; everything is gone afterwards."""
    with demo(settings) as workspace:
        say(text("demo.open", address=workspace.base_url))
        say(text("demo.stop"))
        with stopping(stop) as stopped:
            stopped.wait()


@contextmanager
def demo(settings: Settings, real: Clock = system_clock) -> Iterator[Workspace]:
    """Open a workspace with the bot in it, on a database of its own that is thrown away.

    It starts at the ``real`` clock's time and goes ahead of it when somebody moves it.
    """
    token = f"xoxb-{secrets.token_hex(12)}"
    secret = secrets.token_hex(16)
    clock = DemoClock(real)
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="samverkansbot-")))
        mail, sent = folder / "mail", folder / "sent"
        mail.mkdir()
        sent.mkdir()
        mine = settings.model_copy(
            update={
                "database_url": f"sqlite:///{folder / 'demo.sqlite3'}",
                "slack_bot_token": SecretStr(token),
                "slack_signing_secret": SecretStr(secret),
                "smtp_url": SecretStr(f"file:{mail}"),
                "mail_from": MAIL_FROM,
                "mail_authserv_id": MAIL_SERVER,
                "secret_key": SecretStr(secrets.token_hex(32)),
            }
        )
        services = opened.enter_context(_sample_services(mine, clock))
        workspace = create_workspace(
            _workspace_settings(mine, token, secret), clock, Mailbox(mail), clock
        )
        opened.enter_context(_served(workspace, settings.port))
        _introduce(services, workspace)
        listener = opened.enter_context(listening("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        mine = mine.model_copy(update={"slack_api_url": workspace.api_url, "public_url": address})
        services = replace(services, addresses=PageAddresses(mine, clock))
        executor = opened.enter_context(ThreadPoolExecutor(THREADS, thread_name_prefix="bot"))
        incoming = _open_post(mine, services, workspace, Mailbox(sent))
        outgoing = replace(build_outgoing(mine, services), incoming=incoming)
        slack = build_slack_app(mine, services)
        site = build_web(services, executor, slack, outgoing=outgoing)
        opened.enter_context(serving(site, listener))
        workspace.events_url = address + EVENTS_PATH
        clock.follow(Happenings(partial(next_event, services), outgoing.work))
        opened.enter_context(at_work(services, outgoing))
        # First of all when it ends: a year on its way must not go on without the bot.
        opened.callback(clock.stop)
        yield workspace


def _open_post(
    settings: Settings, services: Services, workspace: Workspace, sent: Mailbox
) -> TellingIncoming:
    """Let people write to the bot, and return the way in that their mails take."""
    tell = workspace.state.changes.announce
    incoming = TellingIncoming(services, build_incoming(settings, services).receiver, tell)
    post = DemoPost(incoming, MAIL_FROM, MAIL_SERVER)
    workspace.outbox = Outbox(sent, post, services.clock, tell)
    return incoming


def _introduce(services: Services, workspace: Workspace) -> None:
    """Let the bot know everybody's account, as if they had said hello."""
    for member in workspace.settings.members:
        link_slack(services, workspace.settings.team_id, member.id, member.email)


@contextmanager
def _served(workspace: Workspace, port: int) -> Iterator[None]:
    try:
        opened = workspace.serving(port)
        opened.__enter__()
    except OSError as error:
        raise SettingsError(text("demo.port_taken", port=str(port))) from error
    try:
        yield
    finally:
        opened.__exit__(None, None, None)


@contextmanager
def _sample_services(settings: Settings, clock: Clock) -> Iterator[Services]:
    services = build_services(settings, clock)
    try:
        with as_file(files("bot") / "sample") as sample:
            apply_import(services, plan_import(services, read_sources([sample])), "terminal")
        for email, collaboration in COORDINATORS:
            set_role(services, email, "coordinator", collaboration)
        gather_example(services)
        yield services
    finally:
        services.database.dispose()


def _workspace_settings(settings: Settings, token: str, secret: str) -> WorkspaceSettings:
    features = manifest("socket", settings)["features"]
    commands = tuple(
        Command(one["command"], one["description"], one["usage_hint"])
        for one in features["slash_commands"]
    )
    return WorkspaceSettings(
        members=(*WEST, *JONKOPING, STRANGER),
        rooms=(
            Room("CV01", "tillsyn-väst", text("demo.room_west"), members=_ids(WEST)),
            Room("CJ01", "tillsyn-jönköping", text("demo.room_jonkoping"), members=_ids(JONKOPING)),
            Room("CA01", "allmänt", text("demo.room_all")),
        ),
        commands=commands,
        shortcuts=tuple(
            Shortcut(one["callback_id"], one["name"], one["description"])
            for one in features.get("shortcuts", ())
        ),
        signing_secret=secret,
        bot_token=token,
        tips=phrases("demo.tips"),
        mail_tip=text("demo.mail_tip"),
    )


def _ids(members: tuple[Member, ...]) -> tuple[str, ...]:
    return tuple(member.id for member in members)
