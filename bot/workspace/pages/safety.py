"""What every page carries and every post must show."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.requests import Request

# A page elsewhere can let its own name point at this machine (DNS rebinding): to the browser it is
# then the same origin as ours, and only the name tells.
HOSTS = ("127.0.0.1", "localhost", "[::1]")
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self' data: http://127.0.0.1:* https:; form-action 'self'; "
        "frame-src 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    # With "no-referrer" a form sent without JavaScript names no origin, and would be turned away.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def is_from_here(request: Request) -> bool:
    """Tell whether a post comes from our own page and not from another site in the browser."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")
