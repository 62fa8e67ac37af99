"""The address where a person sees a file that stands in one of their rooms."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.workspace.pages.safety import HEADERS
from bot.workspace.records import File

if TYPE_CHECKING:
    from bot.workspace.server import Workspace
    from bot.workspace.state import State

NOT_FOUND = 404


def file_routes(workspace: "Workspace") -> list[BaseRoute]:
    """Give the address of files."""

    async def show(request: Request) -> Response:
        user, key = request.path_params["user"], request.path_params["file"]
        found = next((file for file in _seen(workspace.state, user) if file.id == key), None)
        if found is None:
            return Response(status_code=NOT_FOUND, headers=dict(HEADERS))
        kept = {} if found.is_picture else {"Content-Disposition": "attachment"}
        return Response(found.content, headers={**HEADERS, **kept}, media_type=found.kind)

    return [Route("/som/{user}/fil/{file}", show)]


def _seen(state: "State", user: str) -> Iterator[File]:
    if user not in {member.id for member in state.members()}:
        return
    for place in (*state.channels(user), state.direct(user)):
        for message in state.messages(place.id, user):
            yield from message.files
