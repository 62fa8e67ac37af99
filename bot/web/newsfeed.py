"""The newsletters' feeds (Atom, RFC 4287) and their pictures: the same for everybody.

Nothing is noted of who fetches what, or when.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from datetime import UTC, datetime
from hashlib import sha256
from typing import TypeAlias
from xml.etree import ElementTree as ET

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.texts import text
from bot.texts.newsletters import ShownSection, issue_name, issue_path, shown_sections
from bot.texts.safe import clean, fit_for_xml
from bot.web.feeds import UNCHANGED, is_known
from bot.web.newsletter_paths import archive_path, feed_path
from bot.web.pages.shell import Shell, said, status_of
from handlers.errors import Refusal
from handlers.newsletters import Published, latest_issues, picture
from handlers.ports import Services

# Where there is no issue yet: a feed has to say when it was changed.
_NEVER = datetime(2020, 1, 1, tzinfo=UTC)
_ATOM = "http://www.w3.org/2005/Atom"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_FEED = {
    "Cache-Control": "public, max-age=300",
    "Content-Type": "application/atom+xml; charset=utf-8",
    "X-Content-Type-Options": "nosniff",
}
_LASTING, _PASSING = "public, max-age=31536000, immutable", "no-store"
_PICTURE = {"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff"}

# Makes an answer of what stands in the address and the tag that is known already.
Answer: TypeAlias = Callable[[str, str], Response]


class NewsFeeds:
    """Answer the programs that fetch feeds and pictures."""

    def __init__(self, services: Services, shell: Shell) -> None:
        self._services = services
        self._shell = shell

    def feed(self, key: str, known: str) -> Response:
        """Return the latest issues of a collaboration, or that nothing is new."""
        name, issues = latest_issues(self._services, key)
        body = atom(self._shell.links.public_url, key, name, issues)
        tag = f'"{sha256(body).hexdigest()[:32]}"'
        headers = {**_FEED, "ETag": tag}
        if is_known(tag, known):
            return Response(status_code=UNCHANGED, headers=headers)
        return Response(body, headers=headers)

    def picture(self, code: str, known: str) -> Response:
        """Return a picture: what has gone out is never another under the same address."""
        found = picture(self._services, code)
        headers = {**_PICTURE, "Cache-Control": _LASTING if found.lasting else _PASSING}
        if found.lasting:
            headers["ETag"] = f'"{code}"'
            if is_known(headers["ETag"], known):
                return Response(status_code=UNCHANGED, headers=headers)
        return Response(found.content, media_type=found.media_type, headers=headers)

    def endpoint(
        self, answer: Answer, executor: Executor
    ) -> Callable[[Request], Awaitable[Response]]:
        """Return what answers requests; the database is waited for in the executor's threads."""

        async def respond(request: Request) -> Response:
            token = request.path_params["token"]
            known = request.headers.get("if-none-match", "")
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(executor, self._answered, answer, token, known)

        return respond

    def _answered(self, answer: Answer, token: str, known: str) -> Response:
        try:
            return answer(token, known)
        except Refusal as refusal:
            return _refused(refusal)
        except Exception as error:  # noqa: BLE001 - whatever it is, the program gets an answer
            return _refused(self._shell.trouble(error))


def atom(base: str, key: str, name: str, issues: tuple[Published, ...]) -> bytes:
    """Return a feed: each entry is a whole issue, with addresses that lead there from anywhere."""
    home, own = f"{base}{archive_path(key)}", f"{base}{feed_path(key)}"
    root = ET.Element("feed", {"xmlns": _ATOM, _XML_LANG: "sv"})
    _put(root, "title", text("newsletter.archive_title", letter=clean(name)))
    # Neither of them is ever another's: they are addresses of ours.
    _put(root, "id", home)
    _put(root, "updated", _moment(max((one.at for one in issues), default=_NEVER)))
    _put(ET.SubElement(root, "author"), "name", clean(name))
    ET.SubElement(root, "link", rel="self", type="application/atom+xml", href=own)
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=home)
    for one in issues:
        _entry(root, base, one)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(root: ET.Element, base: str, one: Published) -> None:
    edition = one.edition
    address = f"{base}{issue_path(edition.key, edition.year, edition.number)}"
    entry = ET.SubElement(root, "entry")
    _put(entry, "title", f"{issue_name(edition)}: {clean(edition.subject)}")
    _put(entry, "id", address)
    _put(entry, "published", _moment(one.at))
    _put(entry, "updated", _moment(one.at))
    ET.SubElement(entry, "link", rel="alternate", type="text/html", href=address)
    if edition.preview:
        _put(entry, "summary", clean(edition.preview))
    _put(entry, "content", _html(shown_sections(edition, base))).set("type", "html")


def _html(sections: tuple[ShownSection, ...]) -> str:
    parts: list[str] = []
    for section in sections:
        parts.append(f"<h2>{_escaped(section.heading)}</h2>")
        for item in section.items:
            heading = f"<h3>{_escaped(item.heading)}</h3>" if item.heading else ""
            parts.append(f"{heading}{item.html}")
    return "\n".join(parts)


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _put(above: ET.Element, name: str, words: str) -> ET.Element:
    element = ET.SubElement(above, name)
    element.text = fit_for_xml(words)
    return element


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _refused(refusal: Refusal) -> Response:
    return PlainTextResponse(
        said(refusal), status_of(refusal), {"Cache-Control": "no-store", **_PICTURE}
    )
