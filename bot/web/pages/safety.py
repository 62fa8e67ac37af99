"""What every page carries, and what every form that is sent must show."""

import asyncio
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect, Request

from bot.web.pages.forms import Form, FormError, parsed
from handlers.inquiries import LONGEST_ANSWER
from handlers.inquiries.planning import MOST_OF_RECORDS

# A letter such as å is six bytes when it is percent-encoded.
_BYTES_OF_LETTER, _BYTES_OF_NAMES = 6, 20_000
# The longest answer about each of as many records as can be asked of.
MOST_BYTES = MOST_OF_RECORDS * LONGEST_ANSWER * _BYTES_OF_LETTER + _BYTES_OF_NAMES
SECONDS_TO_READ = 10.0
BAD_REQUEST, TOO_SLOW, TOO_LARGE = 400, 408, 413
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    # The address is the secret: it goes to no other site, and into no store or search engine.
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Content-Type-Options": "nosniff",
}


def is_from_here(request: Request, public_url: str) -> bool:
    """Tell whether a form comes from our own page, and not from another site in the browser."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("origin", "null")
    # "null" is what browsers say of a page that asks them to send no referrer, as ours do.
    return origin == "null" or urlsplit(origin)[:2] == urlsplit(public_url)[:2]


async def received(request: Request) -> Form:
    """Read a form; raise ``FormError`` with the status of one that is too long or breaks off."""
    try:
        async with asyncio.timeout(SECONDS_TO_READ):
            body = await body_of(request, MOST_BYTES)
            return parsed(body, request.headers.get("content-type", ""))
    except TimeoutError as error:
        raise FormError(TOO_SLOW) from error
    except (ClientDisconnect, ValueError) as error:
        raise FormError(BAD_REQUEST) from error


async def body_of(request: Request, most: int) -> bytes:
    """Read what is sent, at most so many bytes; raise ``FormError`` for more."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise FormError(TOO_LARGE)
    return bytes(body)
