"""Calendars that people's programs fetch again and again, mostly to hear that nothing is new.

Nothing is noted of who fetches what, or when.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.invites import Begun, Days, Entry, Happening, Timed, When, feed
from bot.texts.feeds import feed_lines, feed_name, feed_title
from bot.texts.invited import web_address
from bot.web.pages.shell import Shell, said, status_of
from bot.web.written import Written
from handlers.errors import Refusal
from handlers.feeds import Feed, FeedContent, FeedMeeting, FeedScope, feed_of, feed_version
from handlers.ports import Services

UNCHANGED, UNAVAILABLE = 304, 503
# All the calendars of a county's offices, and no more than this of a server's memory.
MOST_KEPT = 16_000_000
_HEADERS = {
    # For the one who has the address; so long a program need not ask again.
    "Cache-Control": "private, max-age=300",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Content-Type-Options": "nosniff",
}
_KIND = "text/calendar; charset=utf-8"
_SECONDS_TO_WAIT = "60"


class CalendarFiles:
    """Answer the programs that subscribe."""

    def __init__(self, services: Services, shell: Shell) -> None:
        self._services = services
        self._shell = shell
        self._written = Written(MOST_KEPT)

    def endpoint(self, executor: Executor) -> Callable[[Request], Awaitable[Response]]:
        """Return what answers requests; the database is waited for in the executor's threads."""

        async def respond(request: Request) -> Response:
            token = request.path_params["token"]
            known = request.headers.get("if-none-match", "")
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(executor, self._answered, token, known)

        return respond

    def _answered(self, token: str, known: str) -> Response:
        try:
            return self._calendar(token, known)
        except Refusal as refusal:
            return _refused(refusal)
        except Exception as error:  # noqa: BLE001 - whatever it is, the program gets an answer
            return _refused(self._shell.trouble(error))

    def _calendar(self, token: str, known: str) -> Response:
        link = self._shell.links.feeds.read_file(token)
        named = link.number, link.generation
        tag = _tag(feed_version(self._services, *named))
        if is_known(tag, known):
            return Response(status_code=UNCHANGED, headers=_tagged(tag))
        body = self._written.get(tag)
        if body is None:
            content = feed_of(self._services, *named)
            # It may have changed meanwhile: what is sent is tagged as what it is.
            tag, body = _tag(content.version), calendar_of(content)
            self._written.keep(tag, body)
        return Response(body, headers={**_tagged(tag), "Content-Type": _KIND})


def calendar_of(content: FeedContent) -> bytes:
    """Return a calendar as programs read it."""
    entries = (Entry(_happening(one, content.feed), one.stamp) for one in content.meetings)
    return feed(feed_name(content.feed), entries)


def _happening(meeting: FeedMeeting, shown: Feed) -> Happening:
    cancelled = meeting.state == "cancelled"
    return Happening(
        uid=meeting.uid,
        sequence=meeting.sequence,
        title=feed_title(meeting),
        when=_when(meeting),
        about="\n".join(feed_lines(meeting, shown)),
        place=meeting.place,
        link=web_address(meeting.link),
        cancelled=cancelled,
    )


def _when(meeting: FeedMeeting) -> When:
    starts, ends = meeting.starts_at, meeting.ends_at
    if starts is None:
        return Days(meeting.first, meeting.last)
    return Timed(starts, ends) if ends is not None and ends > starts else Begun(starts)


@cache
def _way_of_writing() -> str:
    """Return a digest of how meetings of every kind are written by this version of the program."""
    day, moment = date(2027, 7, 1), datetime(2027, 7, 1, 7, tzinfo=UTC)
    timed = FeedMeeting(
        "uid", 1, 2, "Möte, ett", "del", day, day, moment, moment.replace(hour=9), "plats", "värd",
        "booked", moment, "annan", "https://mote.example", "om\nmötet",
    )  # fmt: skip
    every = (timed, replace(timed, ends_at=None), replace(timed, starts_at=None, state="cancelled"))
    named = [
        Feed(number=1, generation=1, scope=scope, person_id=1, group="g", collaboration="c")
        for scope in FeedScope
    ]
    entries = [Entry(_happening(one, named[0]), one.stamp) for one in every]
    written = b"".join(feed(feed_name(one), entries) for one in named)
    return sha256(written).hexdigest()


def _tag(version: str) -> str:
    """Return what tells one state of a calendar from any other, without writing it.

    It is another, too, where what is told of the same meetings is said or written otherwise.
    """
    digest = sha256(f"{_way_of_writing()}{version}".encode()).hexdigest()
    return f'"{digest[:32]}"'


def _tagged(tag: str) -> dict[str, str]:
    return {**_HEADERS, "ETag": tag}


def is_known(tag: str, known: str) -> bool:
    """Tell whether a program has this state already (RFC 9110, section 13.1.2)."""
    named = {one.strip().removeprefix("W/") for one in known.split(",")}
    return bool(named & {tag, "*"})


def _refused(refusal: Refusal) -> Response:
    status = status_of(refusal)
    headers = {**_HEADERS, "Cache-Control": "no-store"}
    if status == UNAVAILABLE:
        headers["Retry-After"] = _SECONDS_TO_WAIT
    return PlainTextResponse(said(refusal), status, headers)
