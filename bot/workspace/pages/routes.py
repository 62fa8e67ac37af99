"""The addresses of the pages, and what happens at each."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.workspace.pages.live import live_response
from bot.workspace.pages.posting import Form, act, first, read_field, read_form, send_dialog, write
from bot.workspace.pages.reading import Reading
from bot.workspace.pages.safety import HEADERS, is_from_here
from bot.workspace.pages.showing import Showing, at_address, initials
from bot.workspace.wire import Outcome, Refused

if TYPE_CHECKING:
    from bot.workspace.server import Workspace

HERE = Path(__file__).parent.parent
NOT_FOUND, NOT_ALLOWED, NO_CONTENT, SEE_OTHER = 404, 403, 204, 303
Deed = Callable[["Workspace", str, Form], Outcome]


class Pages:
    """Answer browsers."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self._state = workspace.state
        self._reading = Reading(workspace.state)
        self._showing = Showing(workspace.state, self._reading)
        self._templates = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True)
        self._templates.globals |= {"settings": workspace.settings, "initials": initials}
        self._templates.filters["mrkdwn"] = self._showing.marked

    def routes(self) -> list[BaseRoute]:
        """List every address."""
        return [
            Route("/", self.start),
            Route("/som/{user}", self.arrive),
            Route("/som/{user}/kanal/{channel}", self.channel),
            Route("/som/{user}/hem", self.home),
            Route("/som/{user}/handelser", self.live),
            Route("/som/{user}/forslag", self.suggest),
            Route("/som/{user}/skriv", self._post(write), methods=["POST"]),
            Route("/som/{user}/gor", self._post(act), methods=["POST"]),
            Route("/som/{user}/dialog", self._post(send_dialog), methods=["POST"]),
            Route("/som/{user}/stang", self._post(_close), methods=["POST"]),
            Mount("/static", StaticFiles(directory=HERE / "static")),
        ]

    async def start(self, _: Request) -> Response:
        """Let people choose whom to be."""
        return self._page("start.html", people=self._state.members())

    async def arrive(self, request: Request) -> Response:
        """Send a person to where the conversation with the bot stands."""
        user = request.path_params["user"]
        if not self._knows(user):
            return self._lost()
        direct = self._state.direct(user).id
        return RedirectResponse(f"/som/{user}/kanal/{direct}", SEE_OTHER)

    async def channel(self, request: Request) -> Response:
        """Show what stands in a channel."""
        user = request.path_params["user"]
        try:
            channel = self._state.channel(request.path_params["channel"])
        except Refused:
            return self._lost()
        if not (self._knows(user) and channel.has(user)):
            return self._lost()
        entries = self._showing.entries(user, channel)
        self._reading.mark(user, channel)
        return self._room(request, user, "channel.html", channel=channel, entries=entries)

    async def home(self, request: Request) -> Response:
        """Show the home tab, and let the bot know that someone looks."""
        user = request.path_params["user"]
        if not self._knows(user):
            return self._lost()
        if "x-live" not in request.headers:
            # Without this a page that refreshes itself would open the tab again and again.
            self._workspace.hands.submit(self._open_home, user)
        shown = self._state.home(user)
        surface = self._showing.surface(shown) if shown else None
        return self._room(request, user, "home.html", surface=surface)

    async def live(self, _: Request) -> Response:
        """Tell the page when something changes."""
        return live_response(self._state.changes)

    async def suggest(self, request: Request) -> Response:
        """Ask the bot what a picker should offer."""
        block, action, _ = read_field(request.query_params.get("field", ""))
        user, typed = request.path_params["user"], request.query_params.get("q", "")
        try:
            where = at_address(self._state, request.query_params.get("where", ""))
            options = await self._by_hand(
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
            if not self._knows(user):
                return self._lost()
            # What was pressed may be gone meanwhile; the page then shows what is there instead.
            with suppress(Refused, LookupError):
                await self._by_hand(deed, self._workspace, user, form)
            if "x-live" in request.headers:
                return Response(status_code=NO_CONTENT)
            return RedirectResponse(_back(user, first(form, "back")), SEE_OTHER)

        return answer

    async def _by_hand(self, act: Callable[..., Any], *arguments: Any) -> Any:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._workspace.hands, act, *arguments)

    def _open_home(self, user: str) -> None:
        outcome = self._workspace.open_home(user)
        if outcome.failure:
            self._workspace.apologise(user, self._state.direct(user).id, outcome.failure)

    def _room(self, request: Request, user: str, template: str, **shown: Any) -> Response:
        path = request.url.path
        places = self._showing.places(user, path)
        return self._page(
            template,
            person=self._state.member(user),
            path=path,
            places=places,
            dialogs=self._showing.dialogs(user),
            **shown,
        )

    def _page(self, template: str, status: int = 200, **shown: Any) -> Response:
        page = self._templates.get_template(template).render(**shown)
        return HTMLResponse(page, status, dict(HEADERS))

    def _lost(self) -> Response:
        return self._page("lost.html", NOT_FOUND)

    def _knows(self, user: str) -> bool:
        return user in {member.id for member in self._state.members()}


def page_routes(workspace: "Workspace") -> list[BaseRoute]:
    """Give the addresses of the pages."""
    return Pages(workspace).routes()


def _close(workspace: "Workspace", user: str, form: Form) -> Outcome:
    return workspace.close_view(user, everything="everything" in form)


def _back(user: str, path: str) -> str:
    return path if path.startswith(f"/som/{user}/") else f"/som/{user}"
