"""The doors of the workspace: Web API, response URLs, Socket Mode, and the pages for people."""

import json
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import BaseRoute, Route, WebSocketRoute

from bot.workspace.pages import page_routes
from bot.workspace.pages.files import file_routes
from bot.workspace.pages.safety import HOSTS
from bot.workspace.web_api import Answer, read_arguments
from bot.workspace.wire import Refused

if TYPE_CHECKING:
    from bot.workspace.server import Workspace

BEARER = "Bearer "
NOT_FOUND, BAD_REQUEST = 404, 400


def make_asgi(workspace: "Workspace") -> Starlette:
    """Build the application."""
    return Starlette(
        routes=[
            *_slack_routes(workspace),
            *page_routes(workspace),
            *file_routes(workspace),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS)],
    )


def _slack_routes(workspace: "Workspace") -> list[BaseRoute]:
    async def api(request: Request) -> JSONResponse:
        kind = request.headers.get("content-type", "")
        try:
            arguments = read_arguments(kind, request.url.query, await request.body())
        except ValueError:
            return JSONResponse({"ok": False, "error": "invalid_json"})
        token = arguments.pop("token", "") or _bearer(request)
        return _json(workspace.web_api.call(request.path_params["method"], token, arguments))

    async def respond(request: Request) -> JSONResponse:
        try:
            body = json.loads(await request.body())
        except ValueError:
            body = None
        return _json(workspace.web_api.respond(request.path_params["key"], body))

    async def upload(request: Request) -> PlainTextResponse:
        try:
            length = workspace.state.files.receive(request.path_params["key"], await request.body())
        except Refused as refused:
            workspace.journal.note_refusal("upload", refused)
            unknown = refused.code == "file_not_found"
            return PlainTextResponse(refused.code, NOT_FOUND if unknown else BAD_REQUEST)
        return PlainTextResponse(f"OK - {length}")

    return [
        Route("/api/{method}", api, methods=["GET", "POST"]),
        Route("/respond/{key}", respond, methods=["POST"]),
        Route("/upload/{key}", upload, methods=["POST"]),
        WebSocketRoute("/socket/{ticket}", workspace.sockets.serve),
    ]


def _bearer(request: Request) -> str:
    header = request.headers.get("authorization", "")
    return header.removeprefix(BEARER) if header.startswith(BEARER) else ""


def _json(answer: Answer) -> JSONResponse:
    return JSONResponse(answer.body, answer.status, dict(answer.headers))
