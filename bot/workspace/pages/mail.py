"""The pages with everyone's mail, and what a mail looks like."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from bot.workspace.letters import Letter
from bot.workspace.pages.boxes import Box, Boxes
from bot.workspace.pages.moments import told, told_whole
from bot.workspace.pages.shell import NOT_FOUND

MOST_LETTERS = 200
HEAD = re.compile(r"<head(?:\s[^>]*)?>", re.IGNORECASE)
# Within its frame a link would lead nowhere: the frame may hold nothing but mail.
NEW_TAB = '<base target="_blank">'
# Nothing in a mail may run or send; all that it brings is its looks, and pictures of this machine.
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data: http://127.0.0.1:*; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'self'; "
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
    is_for_calendar: bool = False


class MailPages:
    """Answer browsers that want to read mail."""

    def __init__(self, boxes: Boxes) -> None:
        self._boxes = boxes
        self._shell = boxes.shell

    def routes(self) -> list[BaseRoute]:
        """List every address."""
        return [
            Route("/epost", self.everyones),
            Route("/epost/{key}", self.anyones),
            Route("/epost/{key}/html", self.looks),
        ]

    async def everyones(self, request: Request) -> Response:
        """List all mail, since most of those who get some have no account here."""
        # Before the mails: a page that says what has come must show it.
        clock = self._shell.clock(request)
        letters = await self._shell.letters()
        if letters is None:
            return self._shell.lost(request)
        now = self._shell.state.clock()
        lines = [line(letter, now) for letter in letters[:MOST_LETTERS]]
        return self._shell.page(
            request,
            "all_mail.html",
            lines=lines,
            count=len(letters),
            clock=clock,
            boxes=await self._boxes.without_account(),
            can_write=self._boxes.outbox is not None,
        )

    async def anyones(self, request: Request) -> Response:
        """Show one mail, whoever it is to."""
        opened = await self._opened(request.path_params["key"])
        if opened is None:
            return self._shell.lost(request)
        return self._shell.page(
            request, "any_letter.html", opened=opened, writers=self._writers(opened.letter)
        )

    async def looks(self, request: Request) -> Response:
        """Give the HTML of a mail as it is, for a frame that lets it do nothing."""
        opened = await self._opened(request.path_params["key"])
        if opened is None or not opened.html:
            return Response(status_code=NOT_FOUND)
        return HTMLResponse(_with_new_tabs(opened.html), headers=dict(HEADERS))

    async def _opened(self, key: str) -> Opened | None:
        letters = await self._shell.letters()
        found = next((letter for letter in letters or () if letter.key == key), None)
        return None if found is None else await asyncio.to_thread(open_letter, found)

    def _writers(self, letter: Letter) -> list[Box]:
        """List those who can answer a mail: whom it is to."""
        boxes = [self._boxes.of(one.address) for one in letter.to]
        return [box for box in boxes if self._boxes.can_write(box) and not letter.is_broken]


def line(letter: Letter, now: datetime, *, is_unread: bool = False) -> Line:
    """Show a mail in a list."""
    iso = letter.moment.isoformat(timespec="minutes")
    return Line(letter, told(letter.moment, now), iso, is_unread)


def open_letter(letter: Letter) -> Opened | None:
    """Read what a mail says; None where it has been taken away."""
    try:
        text, html, source = letter.text, letter.html, letter.source
        for_calendar = bool(letter.calendar)
    except FileNotFoundError:
        # It was taken away while we were looking.
        return None
    iso = letter.moment.isoformat(timespec="minutes")
    moment = told_whole(letter.moment)
    return Opened(letter, moment, iso, text.strip(), html.strip(), source, for_calendar)


def _with_new_tabs(html: str) -> str:
    head = HEAD.search(html)
    at = head.end() if head else 0
    return html[:at] + NEW_TAB + html[at:]
