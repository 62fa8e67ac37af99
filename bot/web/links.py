"""The addresses in mails: each is one person's, for one thing, and signed so that none is made up.

What is written in an address: who, which duty, what to do, and the day it was written. Nothing
that names anybody. Whoever has the address may use it, so pages and logs never repeat it.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta
from typing import TypeAlias
from urllib.parse import urlsplit

from bot.web.feed_links import FeedLink, FeedLinks
from bot.web.signing import BadLink, digits, signed, signer
from handlers.contents import Act
from handlers.ports import Clock

ACT_PATH, SETTINGS_PATH, CONFIRM_PATH = "/gor", "/installningar", "/bekrafta"
VALID = timedelta(days=90)
SHORTEST_KEY = 32

_EPOCH = date(2020, 1, 1)
# Written into addresses that have been sent: a letter never changes its meaning.
_LETTERS = {
    Act.DONE: "d",
    Act.BOOK: "b",
    Act.OFFICES: "o",
    Act.REMIND: "r",
    Act.MOVE: "m",
    Act.LATER: "l",
    Act.SKIP: "s",
    Act.REOPEN: "u",
}
_ACTS = {letter: act for act, letter in _LETTERS.items()}
_OFFICES_PART = "k"
_PAYLOAD = re.compile(r"([0-9a-z]{1,7})-([0-9a-z]{1,7})-([a-z])(k?)-([0-9a-z]{1,3})")
_NUMBERED = re.compile(r"([0-9a-z]{1,7})-([0-9a-z]{1,3})")
_BETWEEN_KEYS = re.compile(r"[\s,]+")


@dataclass(frozen=True, slots=True)
class ActLink:
    """Who does what about which duty; ``own_part``: their own office's part of it alone."""

    person_id: int
    number: int
    act: Act
    own_part: bool
    written: date


@dataclass(frozen=True, slots=True)
class SettingsLink:
    """Whose settings it is about."""

    person_id: int
    written: date


@dataclass(frozen=True, slots=True)
class ConfirmLink:
    """Which mail is confirmed by whoever got the address."""

    number: int
    written: date


Link: TypeAlias = ActLink | SettingsLink | ConfirmLink


_PATHS = {ActLink: ACT_PATH, SettingsLink: SETTINGS_PATH, ConfirmLink: CONFIRM_PATH}


class SignedLinks:
    """Write addresses, and read those that were written.

    ``secret`` holds one key, or several with commas or line breaks between them: the first one
    signs and all of them are believed, so that a key can be replaced while its mails are read.
    """

    def __init__(self, public_url: str, secret: str, clock: Clock) -> None:
        keys = [key for key in _BETWEEN_KEYS.split(secret) if key]
        if not keys or min(map(len, keys)) < SHORTEST_KEY:
            raise ValueError("each key must have at least 32 characters")
        self.public_url = public_url.rstrip("/")
        self._clock = clock
        self._acts, self._settings = signer(keys, ACT_PATH), signer(keys, SETTINGS_PATH)
        self._confirms = signer(keys, CONFIRM_PATH)
        self.feeds = FeedLinks(self.public_url, keys)

    @property
    def prefix(self) -> str:
        """Return what stands before every path, where the site is not at the top of its host."""
        return urlsplit(self.public_url).path

    def act(self, person_id: int, number: int, act: Act, office: str = "") -> str:
        """Return where a person does this about a duty; with ``office``, about their own part."""
        link = ActLink(person_id, number, act, bool(office), self._today())
        return f"{self.public_url}{ACT_PATH}/{self.token(link)}"

    def settings(self, person_id: int) -> str:
        """Return where a person says how and when to be reminded."""
        token = self.token(SettingsLink(person_id, self._today()))
        return f"{self.public_url}{SETTINGS_PATH}/{token}"

    def confirm(self, number: int) -> str:
        """Return where whoever gets it says that the mail with this number is theirs."""
        token = self.token(ConfirmLink(number, self._today()))
        return f"{self.public_url}{CONFIRM_PATH}/{token}"

    def calendar(self, number: int, generation: int) -> str:
        """Return where somebody gets to know how to subscribe to a feed."""
        return self.feeds.page(FeedLink(number, generation))

    def token(self, link: Link) -> str:
        """Return what stands last in the address of a link."""
        if isinstance(link, SettingsLink):
            return self._settings.sign(f"{digits(link.person_id)}-{_age(link)}").decode()
        if isinstance(link, ConfirmLink):
            return self._confirms.sign(f"{digits(link.number)}-{_age(link)}").decode()
        letters = _LETTERS[link.act] + (_OFFICES_PART if link.own_part else "")
        parts = (digits(link.person_id), digits(link.number), letters, _age(link))
        return self._acts.sign("-".join(parts)).decode()

    def path(self, link: Link) -> str:
        """Return the path of a link, as it stands in a page of ours."""
        return f"{self.prefix}{_PATHS[type(link)]}/{self.token(link)}"

    def beside(self, link: ActLink, act: Act) -> str:
        """Return the path to another act of the same duty: valid for as long as ``link`` is."""
        return self.path(replace(link, act=act))

    def settings_beside(self, link: ActLink) -> str:
        """Return the path to the settings of whose link it is: valid for as long as it is."""
        return self.path(SettingsLink(link.person_id, link.written))

    def read(self, token: str) -> ActLink:
        """Return what a token for an act says; raise ``BadLink``."""
        person, number, letter, own_part, day = signed(self._acts, _PAYLOAD, token)
        if letter not in _ACTS:
            raise BadLink("link_broken")
        acting = _ACTS[letter], bool(own_part)
        return ActLink(int(person, 36), int(number, 36), *acting, self._valid(day))

    def read_settings(self, token: str) -> SettingsLink:
        """Return whose settings a token opens; raise ``BadLink``."""
        person, day = signed(self._settings, _NUMBERED, token)
        return SettingsLink(int(person, 36), self._valid(day))

    def read_confirm(self, token: str) -> ConfirmLink:
        """Return which mail a token confirms; raise ``BadLink``."""
        number, day = signed(self._confirms, _NUMBERED, token)
        return ConfirmLink(int(number, 36), self._valid(day))

    def _today(self) -> date:
        return self._clock().astimezone(UTC).date()

    def _valid(self, day: str) -> date:
        written = _EPOCH + timedelta(days=int(day, 36))
        if self._today() - written > VALID:
            raise BadLink("link_old")
        return written


def _age(link: Link) -> str:
    return digits((link.written - _EPOCH).days)
