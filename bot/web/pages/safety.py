"""What every page carries, and what every form that is sent must show."""

import asyncio
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect, Request

from bot.web.pages.forms import Form, FormError, parsed
from bot.web.pages.multipart import body_of, boundary_of, parsed_files
from handlers.inquiries import LONGEST_ANSWER
from handlers.inquiries.planning import MOST_OF_RECORDS

# A letter such as å is six bytes when it is percent-encoded.
_BYTES_OF_LETTER, _BYTES_OF_NAMES = 6, 20_000
# The longest answer about each of as many records as can be asked of.
MOST_BYTES = MOST_OF_RECORDS * LONGEST_ANSWER * _BYTES_OF_LETTER + _BYTES_OF_NAMES
# What leaves a newsletter with one click takes some two hundred.
_MOST_IN_PARTS = 20_000
SECONDS_TO_READ = 10.0
BAD_REQUEST, TOO_SLOW = 400, 408
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
            if (boundary := boundary_of(request)) is not None:
                # What mail services send for their users comes in parts (RFC 8058, section 3.2).
                return parsed_files(await body_of(request, _MOST_IN_PARTS), boundary).form
            return parsed(await body_of(request, MOST_BYTES))
    except TimeoutError as error:
        raise FormError(TOO_SLOW) from error
    except (ClientDisconnect, ValueError) as error:
        raise FormError(BAD_REQUEST) from error
