"""Whether the links of an issue lead anywhere: told to whoever writes it, and never in the way."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Protocol

MOST_LINKS, AT_ONCE, MOST_STEPS = 60, 4, 3
# So many seconds may go by for all of them: somebody waits for the page.
LONGEST = 20.0
_GONE, _FAILED = 400, 500
# What many sites answer to whatever is no browser: it says nothing of the page.
_SHY = frozenset({401, 403, 405, 406, 429, 503})
_MOVED = frozenset({301, 302, 303, 307, 308})


class LinkState(StrEnum):
    """What has been found at an address."""

    FINE = "fine"
    GONE = "gone"  # there is no such page
    SILENT = "silent"  # nobody answers, or no such site
    PRIVATE = "private"  # an address within somebody's own network: we do not go there
    LOOPING = "looping"  # it leads on and on
    UNSURE = "unsure"  # the site answers, but not to us
    UNASKED = "unasked"  # the others took too long


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site answers: its status, and where it sends one on, as a whole address."""

    status: int
    location: str = ""


class UnreachableError(Exception):
    """Nobody answers at an address; ``private``: it is one where we do not ask."""

    def __init__(self, *, private: bool = False) -> None:
        super().__init__(private)
        self.private = private


class Fetcher(Protocol):
    """Asks a site for a page. It goes to no private address, whatever a name stands for."""

    def ask(self, address: str) -> Answer:
        """Return what the site answers; raise ``UnreachableError``."""


@dataclass(frozen=True, slots=True)
class LinkCheck:
    """A link, and what was found there."""

    address: str
    state: LinkState


def check_links(
    fetcher: Fetcher, addresses: Sequence[str], monotonic: Callable[[], float] = time.monotonic
) -> tuple[LinkCheck, ...]:
    """Return what is found at each address, a few at a time; nobody is asked after ``LONGEST``."""
    until = monotonic() + LONGEST
    with ThreadPoolExecutor(AT_ONCE) as pool:
        asked = addresses[:MOST_LINKS]
        states = pool.map(partial(_state, fetcher, lambda: monotonic() < until), asked)
        return tuple(map(LinkCheck, asked, states))


def _state(fetcher: Fetcher, has_time: Callable[[], bool], address: str) -> LinkState:
    try:
        for _ in range(MOST_STEPS + 1):
            if not has_time():
                return LinkState.UNASKED
            answer = fetcher.ask(address)
            if answer.status not in _MOVED or not answer.location:
                return _judged(answer.status)
            address = answer.location
    except UnreachableError as error:
        return LinkState.PRIVATE if error.private else LinkState.SILENT
    return LinkState.LOOPING


def _judged(status: int) -> LinkState:
    if status < _GONE:
        return LinkState.FINE
    if status in _SHY:
        return LinkState.UNSURE
    return LinkState.SILENT if status >= _FAILED else LinkState.GONE
