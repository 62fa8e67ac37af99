"""The address that moves the clock."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.workspace.pages.posting import first, read_form
from bot.workspace.pages.safety import is_from_here
from bot.workspace.pages.shell import NOT_FOUND, Shell, is_live
from bot.workspace.pages.strip import Declined

NOT_ALLOWED, NO_CONTENT, SEE_OTHER = 403, 204, 303
WITH_A_STRIP = ("/som/", "/epost", "/adress/", "/mejla")


class ClockPages:
    """Answer those who want to move the clock."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def routes(self) -> list[BaseRoute]:
        """List every address."""
        return [Route("/klocka", self.move, methods=["POST"])]

    async def move(self, request: Request) -> Response:
        """Begin to move the clock and go back at once: the page there tells how far it has come."""
        form = read_form(await request.body())
        if not is_from_here(request):
            return Response(status_code=NOT_ALLOWED)
        strips = self._shell.strips
        if strips is None:
            return Response(status_code=NOT_FOUND)
        back = _back(first(form, "back"))
        try:
            await self._shell.by_hand(strips.move, first(form, "step"), first(form, "day"))
        except Declined as declined:
            strips.complain(back, declined)
        if is_live(request):
            return Response(status_code=NO_CONTENT)
        return RedirectResponse(back, SEE_OTHER)


def _back(path: str) -> str:
    return path if path.startswith(WITH_A_STRIP) else "/"
