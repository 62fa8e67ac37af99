"""The pages with mail: each person's own, and everyone's."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from bot.workspace.letters import Letter
from bot.workspace.pages.moments import told, told_whole
from bot.workspace.pages.shell import NOT_FOUND, Shell

MOST_LETTERS = 200
HEAD = re.compile(r"<head(?:\s[^>]*)?>", re.IGNORECASE)
# Within its frame a link would lead nowhere: the frame may hold nothing but mail.
NEW_TAB = '<base target="_blank">'
# Nothing in a mail may run, send or fetch; its own looks are all that it brings.
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self'; form-action 'none'; "
        "base-uri 'none'; frame-ancestors 'self'; "
        "sandbox allow-popups allow-popups-to-escape-sandbox"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Line:
    """Show one mail in a list."""

    letter: Letter
    moment: str
    iso: str
    is_unread: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """Show one mail with what it says."""

    letter: Letter
    moment: str
    iso: str
    text: str
    html: str
    source: str


class MailPages:
    """Answer browsers that want to read mail."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def routes(self) -> list[BaseRoute]:
        """List every address."""
        return [
            Route("/epost", self.everyones),
            Route("/epost/{key}", self.anyones),
            Route("/epost/{key}/html", self.looks),
            Route("/som/{user}/epost", self.own),
            Route("/som/{user}/epost/{key}", self.one_of_own),
        ]

    async def everyones(self, request: Request) -> Response:
        """List all mail, since most of those who get some have no account here."""
        # Before the mails: a page that says what has come must show it.
        clock = self._shell.clock(request)
        letters = await self._shell.letters()
        if letters is None:
            return self._shell.lost(request)
        lines = [self._line(letter) for letter in letters[:MOST_LETTERS]]
        return self._shell.page(
            request, "all_mail.html", lines=lines, count=len(letters), clock=clock
        )

    async def anyones(self, request: Request) -> Response:
        """Show one mail, whoever it is to."""
        opened = await self._opened(None, request.path_params["key"])
        if opened is None:
            return self._shell.lost(request)
        return self._shell.page(request, "any_letter.html", opened=opened)

    async def own(self, request: Request) -> Response:
        """List a person's mail."""
        user = request.path_params["user"]
        clock = self._shell.clock(request)  # first, as above
        letters = await self._shell.letters(user) if self._shell.knows(user) else None
        if letters is None:
            return self._shell.lost(request)
        lines = [self._line(letter, user) for letter in letters[:MOST_LETTERS]]
        return await self._shell.room(
            request, user, "mailbox.html", lines=lines, count=len(letters), clock=clock
        )

    async def one_of_own(self, request: Request) -> Response:
        """Show one mail to the person it is to."""
        user, key = request.path_params["user"], request.path_params["key"]
        opened = await self._opened(user, key) if self._shell.knows(user) else None
        if opened is None:
            return self._shell.lost(request)
        self._shell.reading.mark_letter(user, key)
        return await self._shell.room(request, user, "letter.html", opened=opened)

    async def looks(self, request: Request) -> Response:
        """Give the HTML of a mail as it is, for a frame that lets it do nothing."""
        opened = await self._opened(None, request.path_params["key"])
        if opened is None or not opened.html:
            return Response(status_code=NOT_FOUND)
        return HTMLResponse(_with_new_tabs(opened.html), headers=dict(HEADERS))

    async def _opened(self, user: str | None, key: str) -> Opened | None:
        letters = await self._shell.letters(user)
        found = next((letter for letter in letters or () if letter.key == key), None)
        return None if found is None else await asyncio.to_thread(_open, found)

    def _line(self, letter: Letter, user: str | None = None) -> Line:
        return Line(
            letter,
            told(letter.moment, self._shell.state.clock()),
            letter.moment.isoformat(timespec="minutes"),
            user is not None and self._shell.reading.is_unread(user, letter.key),
        )


def _open(letter: Letter) -> Opened | None:
    try:
        text, html, source = letter.text, letter.html, letter.source
    except FileNotFoundError:
        # It was taken away while we were looking.
        return None
    iso = letter.moment.isoformat(timespec="minutes")
    return Opened(letter, told_whole(letter.moment), iso, text.strip(), html.strip(), source)


def _with_new_tabs(html: str) -> str:
    head = HEAD.search(html)
    at = head.end() if head else 0
    return html[:at] + NEW_TAB + html[at:]
