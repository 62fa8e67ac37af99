"""The addresses of calendars to subscribe to, and of the pages that say how.

An address is one person's feed, in one generation: a new generation makes it void. There is no day
in it, since programs go on fetching for years. The page has a signature of its own: whoever gets
hold of the address that somebody's programs fetch can neither open the page nor make a new one.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from itsdangerous import Signer

from bot.web.signing import signed, signer, unsigned

CALENDAR_PATH = "/kalender"
SUFFIX = ".ics"
_FORM = re.compile(r"([0-9a-z]{1,7})-([0-9a-z]{1,5})")


@dataclass(frozen=True, slots=True)
class FeedLink:
    """Which feed it is, and of which generation the address is."""

    number: int
    generation: int


class FeedLinks:
    """Write the addresses of feeds, and read those that were written."""

    def __init__(self, public_url: str, keys: list[str]) -> None:
        self._below = f"{public_url}{CALENDAR_PATH}"
        self._pages = signer(keys, CALENDAR_PATH)
        self._files = signer(keys, f"{CALENDAR_PATH}{SUFFIX}")

    def page(self, link: FeedLink) -> str:
        """Return where somebody gets to know how to subscribe, and makes the address void."""
        return f"{self._below}/{_token(self._pages, link)}"

    def file(self, link: FeedLink) -> str:
        """Return where programs fetch the calendar."""
        return f"{self._below}/{_token(self._files, link)}{SUFFIX}"

    def path(self, link: FeedLink) -> str:
        """Return the path of the page, as it stands in a page of ours."""
        return urlsplit(self.page(link)).path

    def read_page(self, token: str) -> FeedLink:
        """Return which feed a page is about; raise ``BadLink``."""
        return _link(unsigned(self._pages, _FORM, token))

    def read_file(self, token: str) -> FeedLink:
        """Return which feed is fetched, from what stands before the suffix; raise ``BadLink``."""
        return _link(unsigned(self._files, _FORM, token))


def _token(by: Signer, link: FeedLink) -> str:
    return signed(by, link.number, link.generation)


def _link(parts: tuple[str, ...]) -> FeedLink:
    number, generation = (int(part, 36) for part in parts)
    return FeedLink(number, generation)
