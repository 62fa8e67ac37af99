"""One page over HTTP: what it says, and what time it is where it comes from."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import Request, urlopen

# What is raised where nobody answers; the last one, of a name that cannot be looked up.
UNREACHED = (OSError, HTTPException, UnicodeError)
_MOST = 4096


@dataclass(frozen=True, slots=True)
class Fetched:
    """A status, the beginning of what was said, and the Date header as UTC, where there is one."""

    status: int
    body: str
    date: datetime | None


def fetched(url: str, seconds: float) -> Fetched:
    """Fetch an address; raise one of ``UNREACHED`` where nobody answers.

    ``seconds``: how long to wait each time. Any status is an answer.
    """
    request = Request(url, headers={"User-Agent": "samverkansbot check"})  # noqa: S310 - the settings have checked the scheme
    try:
        with urlopen(request, timeout=seconds) as answer:  # noqa: S310 - as above
            return Fetched(answer.status, _words(answer.read(_MOST)), _date(answer.headers))
    except HTTPError as error:
        with error:
            return Fetched(error.code, _words(error.read(_MOST)), _date(error.headers))


def _words(body: bytes) -> str:
    return body.decode(errors="replace").strip()


def _date(headers: Message) -> datetime | None:
    """Read the moment of the answer (RFC 9110, section 6.6.1), to the second."""
    try:
        told = parsedate_to_datetime(headers.get("Date", ""))
    except ValueError:
        return None
    # "-0000" is read as no time zone at all.
    return told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC)
