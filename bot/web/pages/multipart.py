"""A form with a file in it (RFC 7578), read within strict limits."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import ClientDisconnect, Request

from bot.web.pages.forms import Form, FormError

MOST_BYTES = 10_500_000
SECONDS_TO_READ = 60.0
MOST_PARTS = 10
_LONGEST_FIELD = 10_000
_BAD_REQUEST, _TOO_SLOW, _TOO_LARGE = 400, 408, 413
_KIND = re.compile(
    r"multipart/form-data;.*?boundary=\"?([0-9A-Za-z'()+_,./:=?-]{1,70})\"?",
    re.DOTALL | re.IGNORECASE,
)
# In quotes or, where it is one word, without (RFC 2183, section 2).
_NAME = re.compile(r";\s*name=(?:\"([^\"\r\n]{1,60})\"|([\w-]{1,60}))", re.IGNORECASE)
_FILE = re.compile(r";\s*filename\*?=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sent:
    """The fields of a form, and its files by name."""

    form: Form
    files: Mapping[str, bytes]


def boundary_of(request: Request) -> str | None:
    """Return what stands between the parts of a form; None where it has none.

    Raise ``FormError`` where it is said to have parts, and not what stands between them.
    """
    kind = request.headers.get("content-type", "")
    if not kind.lower().startswith("multipart/"):
        return None
    found = _KIND.match(kind)
    if found is None:
        raise FormError(_BAD_REQUEST)
    return found[1]


async def received_files(request: Request) -> Sent:
    """Read a form with files; raise ``FormError`` with the status of what cannot be read."""
    boundary = boundary_of(request)
    if boundary is None:
        raise FormError(_BAD_REQUEST)
    try:
        async with asyncio.timeout(SECONDS_TO_READ):
            body = await body_of(request, MOST_BYTES)
    except TimeoutError as error:
        raise FormError(_TOO_SLOW) from error
    except ClientDisconnect as error:
        raise FormError(_BAD_REQUEST) from error
    return parsed_files(body, boundary)


def parsed_files(body: bytes, boundary: str) -> Sent:
    """Take a form apart; raise ``FormError`` where it is not whole."""
    between = f"\r\n--{boundary}".encode()
    first, *parts = (b"\r\n" + body).split(between, MOST_PARTS + 1)
    if first or len(parts) < 2:  # noqa: PLR2004 - one and the end
        raise FormError(_BAD_REQUEST)
    if not parts[-1].startswith(b"--"):
        raise FormError(_TOO_LARGE if len(parts) > MOST_PARTS else _BAD_REQUEST)
    fields: dict[str, list[str]] = {}
    files: dict[str, bytes] = {}
    for part in parts[:-1]:
        name, is_file, content = _part(part)
        if is_file:
            files[name] = content
        else:
            fields.setdefault(name, []).append(_text(content))
    return Sent(fields, files)


def _part(part: bytes) -> tuple[str, bool, bytes]:
    head, between, content = part.partition(b"\r\n\r\n")
    told = head.decode("utf-8", "replace")
    name = _NAME.search(told)
    if not between or name is None:
        raise FormError(_BAD_REQUEST)
    return name[1] or name[2], _FILE.search(told) is not None, content


def _text(content: bytes) -> str:
    if len(content) > _LONGEST_FIELD:
        raise FormError(_TOO_LARGE)
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise FormError(_BAD_REQUEST) from error


async def body_of(request: Request, most: int) -> bytes:
    """Read what is sent, at most so many bytes; raise ``FormError`` for more."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise FormError(_TOO_LARGE)
    return bytes(body)
