"""The doors opened: Slack over HTTP or Socket Mode, the site, and the clock that ticks."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from functools import partial
from threading import Event

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.app.inbox import watching
from bot.app.sending import Outgoing, build_outgoing, sending
from bot.app.services import database_trouble
from bot.app.socket_line import SocketLine
from bot.app.stopping import stopping
from bot.config import Settings, SettingsError
from bot.mail.rendering import printed
from bot.slack import Door, create_app
from bot.web.endpoints import Line, build_site
from bot.web.metrics import Figures, metrics_route
from bot.web.pages import web_pages
from bot.web.serving import listening, serving
from handlers.incoming import forget_unconfirmed, mail_counts
from handlers.outbox import outbox_state
from handlers.ports import Services
from handlers.replays import forget_old
from schedules.scheduler import Job, ticking
from schedules.timetable import FORGET_REPLAYS, SEND

logger = logging.getLogger(__name__)

# Told the port when the site is open; it is another than the setting's when that is 0.
Ready = Callable[[int], object]

THREADS = 32
SECONDS_BETWEEN_ATTEMPTS = 5
_BAD_TOKENS = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "not_allowed_token_type"}
)


def build_slack_app(settings: Settings, services: Services) -> App:
    """Build the Bolt app; the signing secret may be missing where Slack calls over Socket Mode."""
    secret = settings.slack_signing_secret
    return create_app(
        Door(
            services=services,
            classify=database_trouble,
            token=settings.needed("SLACK_BOT_TOKEN"),
            signing_secret=secret.get_secret_value() if secret else "",
            api_url=settings.slack_api_url,
        )
    )


@contextmanager
def at_work(services: Services, outgoing: Outgoing) -> Iterator[None]:
    """Do what is to be done of the bot's own accord, until the block ends."""
    with sending(outgoing), ticking(_jobs(services)):
        yield


def _jobs(services: Services) -> dict[str, Job]:
    return {FORGET_REPLAYS.name: partial(_forget, services), SEND.name: services.bell.set}


def _forget(services: Services) -> None:
    """Forget what can no longer be repeated, and what nobody has confirmed in time."""
    forget_old(services)
    forget_unconfirmed(services)


def build_web(
    services: Services,
    executor: ThreadPoolExecutor,
    slack: App | None,
    line: Line | None = None,
    outgoing: Outgoing | None = None,
) -> Starlette:
    """Build what is served over HTTP; with ``slack``, Slack's requests too.

    With ``outgoing`` there are figures of what is sent, and the pages that mails lead to.
    """

    def check() -> None:
        with services.database.session() as session:
            session.execute(text("SELECT 1 FROM collaboration LIMIT 1"))

    return build_site(check, executor, slack, line, _pages(services, executor, outgoing))


def figures_of(services: Services) -> Figures:
    """Return what the outbox and the mailbox are like now."""
    return {**asdict(outbox_state(services)), **asdict(mail_counts(services))}


def _pages(
    services: Services, executor: ThreadPoolExecutor, outgoing: Outgoing | None
) -> list[BaseRoute]:
    if outgoing is None:
        return []
    figures = metrics_route(outgoing.metrics, partial(figures_of, services), executor)
    if outgoing.links is None:
        return [figures]
    pages = web_pages(services, outgoing.links, executor, database_trouble, printed)
    return [figures, *pages]


def serve_http(
    settings: Settings,
    services: Services,
    stop: Event | None = None,
    ready: Ready | None = None,
) -> None:
    """Serve until told to stop; Slack calls us over HTTP."""
    settings.needed("SLACK_SIGNING_SECRET")
    app = build_slack_app(settings, services)
    _try_token(app.client)
    with _site(settings, services, app, None, ready), stopping(stop) as stopped:
        stopped.wait()


def serve_socket(
    settings: Settings,
    services: Services,
    stop: Event | None = None,
    ready: Ready | None = None,
) -> None:
    """Serve until told to stop; we call Slack and keep the line open."""
    app_token = settings.needed("SLACK_APP_TOKEN")
    app = build_slack_app(settings, services)
    _try_token(app.client)
    caller = WebClient(app_token, base_url=settings.slack_api_url)
    line = SocketLine(services.clock)
    with _site(settings, services, None, line.is_up, ready), stopping(stop) as stopped:
        handler = SocketModeHandler(app, app_token, web_client=caller, concurrency=THREADS)
        with line.held_by(handler.client):
            _connect(handler, stopped)
            line.watch(stopped)


def _connect(handler: SocketModeHandler, stopped: Event) -> None:
    """Connect, again and again while Slack is away; stop on a token that it refuses."""
    while not stopped.is_set():
        try:
            handler.client.connect()
        except (SlackClientError, OSError) as error:
            if _is_refused(error):
                raise _refused("SLACK_APP_TOKEN") from None
            logger.warning("Slack cannot be reached: %s", type(error).__name__)
            stopped.wait(SECONDS_BETWEEN_ATTEMPTS)
        else:
            return


def _try_token(client: WebClient) -> None:
    """Stop on a token that Slack refuses; a Slack that is away may come back."""
    try:
        client.auth_test()
    except (SlackClientError, OSError) as error:
        if _is_refused(error):
            raise _refused("SLACK_BOT_TOKEN") from None
        logger.warning("Slack did not confirm the token: %s", type(error).__name__)


def _is_refused(error: Exception) -> bool:
    return isinstance(error, SlackApiError) and error.response.get("error") in _BAD_TOKENS


def _refused(name: str) -> SettingsError:
    return SettingsError(f"{name}: Slack godtar inte nyckeln. Hämta den på nytt i appens sidor.")


@contextmanager
def _site(
    settings: Settings,
    services: Services,
    slack: App | None,
    line: Line | None,
    ready: Ready | None,
) -> Iterator[None]:
    with ExitStack() as opened:
        try:
            listener = opened.enter_context(listening(settings.host, settings.port))
        except OSError as error:
            where = f"{settings.host}, port {settings.port}"
            raise SettingsError(f"HOST och PORT: {where} går inte att använda.") from error
        outgoing = build_outgoing(settings, services)
        executor = opened.enter_context(ThreadPoolExecutor(THREADS, thread_name_prefix="slack"))
        site = build_web(services, executor, slack, line, outgoing)
        opened.enter_context(serving(site, listener))
        opened.enter_context(at_work(services, outgoing))
        opened.enter_context(watching(settings, outgoing.incoming))
        port = listener.getsockname()[1]
        logger.info("Serving on %s, port %s", settings.host, port)
        if ready is not None:
            ready(port)
        yield
