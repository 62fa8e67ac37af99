"""What all pages have in common: the templates, the menu, the dialogs, the clock."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.workspace.letters import Letter
from bot.workspace.pages.reading import Reading
from bot.workspace.pages.safety import HEADERS
from bot.workspace.pages.showing import Showing, initials
from bot.workspace.pages.strip import Strip, Strips

if TYPE_CHECKING:
    from bot.workspace.server import Workspace

HERE = Path(__file__).parent.parent
NOT_FOUND = 404


class Shell:
    """Render pages."""

    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace
        self.state = workspace.state
        self.reading = Reading(workspace.state)
        self.showing = Showing(workspace.state, self.reading)
        self.strips = Strips(workspace.travel) if workspace.travel else None
        self._templates = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True)
        self._templates.globals |= {
            "settings": workspace.settings,
            "initials": initials,
            "has_mail": workspace.mailbox is not None,
        }
        self._templates.filters["mrkdwn"] = self.showing.marked

    async def room(self, request: Request, user: str, template: str, **shown: Any) -> Response:
        """Show a place as one person sees it."""
        path, letters = request.url.path, await self.letters(user)
        return self.page(
            request,
            template,
            person=self.state.member(user),
            places=self.showing.places(user, path, letters, await self._waiting(user)),
            dialogs=self.showing.dialogs(user),
            **shown,
        )

    def page(self, request: Request, template: str, **shown: Any) -> Response:
        """Show a page; with ``clock`` the clock as it was before what is shown was looked up."""
        if "clock" not in shown:
            shown["clock"] = self.clock(request)
        return self._rendered(template, path=request.url.path, **shown)

    def clock(self, request: Request) -> Strip | None:
        """Return the clock as a page shows it, if it can be moved here."""
        again = is_live(request)
        return self.strips.shown(request.url.path, again=again) if self.strips else None

    def lost(self, request: Request) -> Response:
        """Say that there is nothing here, or nothing for this person."""
        return self._rendered("lost.html", NOT_FOUND, path=request.url.path)

    def knows(self, user: str) -> bool:
        """Tell whether there is such a person."""
        return user in {member.id for member in self.state.members()}

    def _rendered(self, template: str, status: int = 200, **shown: Any) -> Response:
        page = self._templates.get_template(template).render(**shown)
        return HTMLResponse(page, status, dict(HEADERS))

    async def letters(self, user: str | None = None) -> tuple[Letter, ...] | None:
        """List the mails to a person, or to all; None in a workspace without mail."""
        if self.workspace.mailbox is None:
            return None
        # Not by the hands: they may all be waiting for the bot.
        return await asyncio.to_thread(self.workspace.letters, user)

    async def _waiting(self, user: str) -> int:
        """Count the meetings that a person has yet to answer to."""
        address = self.state.member(user).email
        if self.workspace.mailbox is None or not address:
            return 0
        agenda = await asyncio.to_thread(self.workspace.agenda, address)
        return agenda.waiting(self.state.clock())

    async def by_hand(self, act: Callable[..., Any], *arguments: Any) -> Any:
        """Do what waits for the bot, out of the way of everything else."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.workspace.hands, act, *arguments)


def is_live(request: Request) -> bool:
    """Tell whether an open page fetches itself anew; nobody has come to it."""
    return "x-live" in request.headers
