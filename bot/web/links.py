"""The addresses in mails: each is one person's, for one thing, and signed so that none is made up.

What is written in an address: who, which duty, what to do, and the day it was written. Nothing
that names anybody. Whoever has the address may use it, so pages and logs never repeat it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta
from typing import TypeAlias
from urllib.parse import urlsplit

from bot.texts.newsletters import issue_path
from bot.web.attendance_links import AttendanceLinks
from bot.web.edit_links import EditLinks
from bot.web.feed_links import FeedLink, FeedLinks
from bot.web.join_links import JoinLinks
from bot.web.leave_links import LeaveLinks
from bot.web.newsletter_paths import archive_path, joining_path
from bot.web.plan_paths import plan_path
from bot.web.signing import (
    BadLink,
    as_day,
    as_number,
    signed,
    signer,
    signing_keys,
    unsigned,
)
from handlers.contents import Act
from handlers.ports import Clock

ACT_PATH, SETTINGS_PATH, CONFIRM_PATH = "/gor", "/installningar", "/bekrafta"
REPLY_PATH, REGISTRATION_PATH, INQUIRY_PATH = "/svar", "/anmalan", "/svara-fraga"
VALID = timedelta(days=90)

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
_MEETING = re.compile(r"([0-9a-z]{1,7})-([0-9a-z]{1,7})-([0-9a-z]{1,7})")
_PAIR = re.compile(r"([0-9a-z]{1,7})-([0-9a-z]{1,7})")


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


@dataclass(frozen=True, slots=True)
class ReplyLink:
    """Who answers whether they come to which meeting, and how far it had changed when written.

    It works for as long as one can answer.
    """

    person_id: int
    number: int
    revision: int


@dataclass(frozen=True, slots=True)
class RegistrationLink:
    """For which meeting one registers; ``registration`` tells a link from those made void."""

    number: int
    registration: int


@dataclass(frozen=True, slots=True)
class InquiryLink:
    """Who answers which inquiry. It works for as long as one can answer."""

    person_id: int
    number: int


Dated: TypeAlias = ActLink | SettingsLink | ConfirmLink
Link: TypeAlias = Dated | ReplyLink | RegistrationLink | InquiryLink


_PATHS: Mapping[type[Link], str] = {
    ActLink: ACT_PATH,
    SettingsLink: SETTINGS_PATH,
    ConfirmLink: CONFIRM_PATH,
    ReplyLink: REPLY_PATH,
    RegistrationLink: REGISTRATION_PATH,
    InquiryLink: INQUIRY_PATH,
}
PATHS = tuple(_PATHS.values())


class SignedLinks:
    """Write addresses, and read those that were written.

    ``secret`` holds one key, or several: see ``bot.web.signing.signing_keys``.
    """

    def __init__(self, public_url: str, secret: str, clock: Clock) -> None:
        keys = signing_keys(secret)
        self.public_url = public_url.rstrip("/")
        self._clock = clock
        self._signers = {kind: signer(keys, path) for kind, path in _PATHS.items()}
        self.feeds = FeedLinks(self.public_url, keys)
        self.edits = EditLinks(self.public_url, keys, clock)
        self.attendances = AttendanceLinks(self.public_url, keys, clock)
        self.leaves = LeaveLinks(self.public_url, keys)
        self.joins = JoinLinks(self.public_url, keys, clock)

    @property
    def prefix(self) -> str:
        """Return what stands before every path, where the site is not at the top of its host."""
        return urlsplit(self.public_url).path

    def act(self, person_id: int, number: int, act: Act, office: str = "") -> str:
        """Return where a person does this about a duty; with ``office``, about their own part."""
        return self._address(ActLink(person_id, number, act, bool(office), self._today()))

    def settings(self, person_id: int) -> str:
        """Return where a person says how and when to be reminded."""
        return self._address(SettingsLink(person_id, self._today()))

    def confirm(self, number: int) -> str:
        """Return where whoever gets it says that the mail with this number is theirs."""
        return self._address(ConfirmLink(number, self._today()))

    def reply(self, person_id: int, number: int, revision: int) -> str:
        """Return where a person says whether they come to a meeting, as it is in this revision."""
        return self._address(ReplyLink(person_id, number, revision))

    def inquiry(self, person_id: int, number: int) -> str:
        """Return where a person answers an inquiry."""
        return self._address(InquiryLink(person_id, number))

    def registration(self, number: int, registration: int) -> str:
        """Return where whoever has the address registers for a meeting."""
        return self._address(RegistrationLink(number, registration))

    def calendar(self, number: int, generation: int) -> str:
        """Return where somebody gets to know how to subscribe to a feed."""
        return self.feeds.page(FeedLink(number, generation))

    def plan(self, collaboration: str, year: int, sort: str) -> str:
        """Return where everybody reads a plan: it is nobody's own page, and needs no signature."""
        return f"{self.public_url}{plan_path(collaboration, year, sort)}"

    def leave(self, person_id: int, issue_id: int) -> str:
        """Return where whoever has got an issue of a newsletter leaves it."""
        return self.leaves.address(person_id, issue_id)

    def join(self, person_id: int, collaboration_id: int) -> str:
        """Return where somebody confirms that they want a newsletter."""
        return self.joins.address(person_id, collaboration_id)

    def archive(self, collaboration: str) -> str:
        """Return where everybody reads the issues of a newsletter."""
        return f"{self.public_url}{archive_path(collaboration)}"

    def joining(self, collaboration: str) -> str:
        """Return where anybody asks for a newsletter."""
        return f"{self.public_url}{joining_path(collaboration)}"

    def issue(self, collaboration: str, year: int, number: int) -> str:
        """Return where everybody reads an issue of the newsletter."""
        return f"{self.public_url}{issue_path(collaboration, year, number)}"

    def edit(self, person_id: int, issue_id: int) -> str:
        """Return where a person edits an issue of the newsletter, for a day."""
        return self.edits.page(self.edits.link(person_id, issue_id))

    def attendance(self, person_id: int, number: int) -> str:
        """Return where a person sees who comes to a meeting."""
        return self.attendances.page(self.attendances.link(person_id, number))

    def token(self, link: Link) -> str:
        """Return what stands last in the address of a link."""
        return signed(self._signers[type(link)], *_parts(link))

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
        person, number, letter, own_part, day = self._read(ActLink, _PAYLOAD, token)
        if letter not in _ACTS:
            raise BadLink("link_broken")
        acting = _ACTS[letter], bool(own_part)
        return ActLink(int(person, 36), int(number, 36), *acting, self._valid(day))

    def read_settings(self, token: str) -> SettingsLink:
        """Return whose settings a token opens; raise ``BadLink``."""
        person, day = self._read(SettingsLink, _NUMBERED, token)
        return SettingsLink(int(person, 36), self._valid(day))

    def read_confirm(self, token: str) -> ConfirmLink:
        """Return which mail a token confirms; raise ``BadLink``."""
        number, day = self._read(ConfirmLink, _NUMBERED, token)
        return ConfirmLink(int(number, 36), self._valid(day))

    def read_reply(self, token: str) -> ReplyLink:
        """Return who answers for which meeting by a token; raise ``BadLink``."""
        parts = self._read(ReplyLink, _MEETING, token)
        person, number, revision = (int(one, 36) for one in parts)
        return ReplyLink(person, number, revision)

    def read_registration(self, token: str) -> RegistrationLink:
        """Return for which meeting one registers by a token; raise ``BadLink``."""
        number, registration = self._read(RegistrationLink, _PAIR, token)
        return RegistrationLink(int(number, 36), int(registration, 36))

    def read_inquiry(self, token: str) -> InquiryLink:
        """Return who answers which inquiry by a token; raise ``BadLink``."""
        person, number = self._read(InquiryLink, _PAIR, token)
        return InquiryLink(int(person, 36), int(number, 36))

    def _address(self, link: Link) -> str:
        return f"{self.public_url}{_PATHS[type(link)]}/{self.token(link)}"

    def _read(self, kind: type[Link], form: re.Pattern[str], token: str) -> tuple[str, ...]:
        return unsigned(self._signers[kind], form, token)

    def _today(self) -> date:
        return self._clock().astimezone(UTC).date()

    def _valid(self, day: str) -> date:
        written = as_day(day)
        if self._today() - written > VALID:
            raise BadLink("link_old")
        return written


def _parts(link: Link) -> tuple[int | str, ...]:
    match link:
        case ActLink():
            letters = _LETTERS[link.act] + (_OFFICES_PART if link.own_part else "")
            return link.person_id, link.number, letters, as_number(link.written)
        case SettingsLink():
            return link.person_id, as_number(link.written)
        case ConfirmLink():
            return link.number, as_number(link.written)
        case ReplyLink():
            return link.person_id, link.number, link.revision
        case InquiryLink():
            return link.person_id, link.number
        case RegistrationLink():
            return link.number, link.registration
