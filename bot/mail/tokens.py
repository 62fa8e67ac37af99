"""Access tokens for the mail server, by OAuth 2.0 with client credentials."""

import json
import logging
from dataclasses import dataclass, field
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from bot.mail.throttle import Monotonic
from bot.mail.verdicts import misconfigured, unreachable

logger = logging.getLogger(__name__)

# A token that is about to expire is not used any more.
_MARGIN = 60.0
# Where the answer does not say how long a token lives.
_SHORT_LIFE = 300.0
_TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where tokens are handed out, and who we are there."""

    url: str
    client_id: str
    client_secret: str = field(repr=False)
    scope: str = ""


class Tokens:
    """Keep a token until it expires."""

    def __init__(self, endpoint: Endpoint, monotonic: Monotonic) -> None:
        self._endpoint = endpoint
        self._monotonic = monotonic
        self._token = ""
        self._until = float("-inf")
        self._is_fresh = False

    def token(self, seconds: float) -> str:
        """Return a token, asked for within so many seconds if need be."""
        self._is_fresh = self._monotonic() >= self._until
        if self._is_fresh:
            self._token, lifetime = _fetched(self._endpoint, seconds)
            self._until = self._monotonic() + lifetime - _MARGIN
        return self._token

    def renew(self) -> bool:
        """Forget the token; tell whether a new one may do better, so not if it was new already."""
        self._until = float("-inf")
        return not self._is_fresh


def _fetched(endpoint: Endpoint, seconds: float) -> tuple[str, float]:
    given = _parsed(_asked(_request(endpoint), seconds))
    token = given.get("access_token")
    if not isinstance(token, str) or not token.isascii() or not token.isprintable():
        logger.error("The token endpoint handed out no token")
        raise misconfigured("token")
    return token, _seconds(given.get("expires_in"))


def _seconds(lifetime: object) -> float:
    # A number, though some write it as a string.
    said = str(lifetime)
    return float(said) if said.isdecimal() else _SHORT_LIFE


def _request(endpoint: Endpoint) -> Request:
    form = {
        "grant_type": "client_credentials",
        "client_id": endpoint.client_id,
        "client_secret": endpoint.client_secret,
    }
    if endpoint.scope:
        form["scope"] = endpoint.scope
    # The settings let through https alone, and http on this machine.
    return Request(  # noqa: S310 - the settings have checked the scheme
        endpoint.url, urlencode(form).encode(), {"Accept": "application/json"}
    )


def _asked(request: Request, seconds: float) -> bytes:
    try:
        with urlopen(request, timeout=seconds) as answer:  # noqa: S310 - as above
            return bytes(answer.read())
    except HTTPError as error:
        with error:
            refused = 400 <= error.code < 500 and error.code != _TOO_MANY  # noqa: PLR2004
            logger.error("The token endpoint answered %s", error.code)  # noqa: TRY400 - no fault here
        if refused:
            raise misconfigured("token") from error
        raise unreachable("token_away") from error
    except (OSError, HTTPException) as error:
        logger.warning("The token endpoint cannot be reached: %s", error)
        raise unreachable("token_away") from error


def _parsed(answer: bytes) -> dict[str, object]:
    try:
        given = json.loads(answer)
    except ValueError:
        given = None
    return given if isinstance(given, dict) else {}
