"""The addresses of the pages, and what happens at each."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.workspace.pages.boxes import Boxes
from bot.workspace.pages.calendars import CalendarPages
from bot.workspace.pages.clock import ClockPages
from bot.workspace.pages.folders import FolderPages
from bot.workspace.pages.live import live_response
from bot.workspace.pages.mail import MailPages
from bot.workspace.pages.posting import (
    Form,
    act,
    first,
    read_field,
    read_form,
    send_dialog,
    shortcut,
    write,
)
from bot.workspace.pages.safety import is_from_here
from bot.workspace.pages.shell import HERE, Shell, is_live
from bot.workspace.pages.showing import at_address
from bot.workspace.pages.writing import WritingPages
from bot.workspace.wire import Outcome, Refused

if TYPE_CHECKING:
    from bot.workspace.server import Workspace

NOT_ALLOWED, NO_CONTENT, SEE_OTHER = 403, 204, 303
Deed = Callable[["Workspace", str, Form], Outcome]


class Pages:
    """Answer browsers."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._workspace = shell.workspace
        self._state = shell.state

    def routes(self) -> list[BaseRoute]:
        """List every address."""
        return [
            Route("/", self.start),
            Route("/handelser", self.live),
            Route("/som/{user}", self.arrive),
            Route("/som/{user}/kanal/{channel}", self.channel),
            Route("/som/{user}/hem", self.home),
            Route("/som/{user}/forslag", self.suggest),
            Route("/som/{user}/skriv", self._post(write), methods=["POST"]),
            Route("/som/{user}/gor", self._post(act), methods=["POST"]),
            Route("/som/{user}/genvag", self._post(shortcut), methods=["POST"]),
            Route("/som/{user}/dialog", self._post(send_dialog), methods=["POST"]),
            Route("/som/{user}/stang", self._post(_close), methods=["POST"]),
            Mount("/static", StaticFiles(directory=HERE / "static")),
        ]

    async def start(self, request: Request) -> Response:
        """Let people choose whom to be."""
        return self._shell.page(request, "start.html", people=self._state.members())

    async def arrive(self, request: Request) -> Response:
        """Send a person to where the conversation with the bot stands."""
        user = request.path_params["user"]
        if not self._shell.knows(user):
            return self._shell.lost(request)
        direct = self._state.direct(user).id
        return RedirectResponse(f"/som/{user}/kanal/{direct}", SEE_OTHER)

    async def channel(self, request: Request) -> Response:
        """Show what stands in a channel."""
        user = request.path_params["user"]
        try:
            channel = self._state.channel(request.path_params["channel"])
        except Refused:
            return self._shell.lost(request)
        if not (self._shell.knows(user) and channel.has(user)):
            return self._shell.lost(request)
        entries = self._shell.showing.entries(user, channel)
        self._shell.reading.mark(user, channel)
        return await self._shell.room(
            request, user, "channel.html", channel=channel, entries=entries
        )

    async def home(self, request: Request) -> Response:
        """Show the home tab, and let the bot know that someone looks."""
        user = request.path_params["user"]
        if not self._shell.knows(user):
            return self._shell.lost(request)
        if not is_live(request):
            # Without this a page that refreshes itself would open the tab again and again.
            self._workspace.hands.submit(self._open_home, user)
        shown = self._state.home(user)
        surface = self._shell.showing.surface(shown) if shown else None
        return await self._shell.room(request, user, "home.html", surface=surface)

    async def live(self, _: Request) -> Response:
        """Tell the page when something changes."""
        return live_response(self._state.changes, self._pulse)

    async def suggest(self, request: Request) -> Response:
        """Ask the bot what a picker should offer."""
        block, action, _ = read_field(request.query_params.get("field", ""))
        user, typed = request.path_params["user"], request.query_params.get("q", "")
        try:
            where = at_address(self._state, request.query_params.get("where", ""))
            options = await self._shell.by_hand(
                self._workspace.suggest, user, where, action, typed, block
            )
        except (Refused, LookupError):
            options = ()
        return JSONResponse([{"value": option.value, "label": option.label} for option in options])

    def _post(self, deed: Deed) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            user, form = request.path_params["user"], read_form(await request.body())
            if not is_from_here(request):
                return Response(status_code=NOT_ALLOWED)
            if not self._shell.knows(user):
                return self._shell.lost(request)
            # What was pressed may be gone meanwhile; the page then shows what is there instead.
            with suppress(Refused, LookupError):
                await self._shell.by_hand(deed, self._workspace, user, form)
            if is_live(request):
                return Response(status_code=NO_CONTENT)
            return RedirectResponse(_back(user, first(form, "back")), SEE_OTHER)

        return answer

    def _pulse(self) -> tuple[object, ...]:
        """Give what is another when mail has come or a minute has passed."""
        mailbox, travel = self._workspace.mailbox, self._workspace.travel
        minute = travel.time().replace(second=0, microsecond=0) if travel else None
        return mailbox.stamp() if mailbox else 0, minute

    def _open_home(self, user: str) -> None:
        outcome = self._workspace.open_home(user)
        if outcome.failure:
            self._workspace.apologise(user, self._state.direct(user).id, outcome.failure)


def page_routes(workspace: "Workspace") -> list[BaseRoute]:
    """Give the addresses of the pages."""
    shell = Shell(workspace)
    boxes = Boxes(shell)
    return [
        *Pages(shell).routes(),
        *MailPages(boxes).routes(),
        *FolderPages(boxes).routes(),
        *WritingPages(boxes).routes(),
        *CalendarPages(boxes).routes(),
        *ClockPages(shell).routes(),
    ]


def _close(workspace: "Workspace", user: str, form: Form) -> Outcome:
    return workspace.close_view(user, everything="everything" in form)


def _back(user: str, path: str) -> str:
    return path if path.startswith(f"/som/{user}/") else f"/som/{user}"
