"""The addresses by which somebody outside the register confirms that they want a newsletter."""

import re
from dataclasses import dataclass
from datetime import UTC, date
from urllib.parse import urlsplit

from bot.web.signing import BadLink, as_day, as_number, signed, signer, unsigned
from handlers.newsletters import VALID_FOR
from handlers.ports import Clock

JOIN_PATH = "/bestall"
_FORM = re.compile(r"([0-9a-z]{1,7})-([0-9a-z]{1,7})-([0-9a-z]{1,3})")


@dataclass(frozen=True, slots=True)
class JoinLink:
    """Who wants the newsletter of which family of collaborations."""

    person_id: int
    collaboration_id: int
    written: date


class JoinLinks:
    """Write the addresses, and read those that were written."""

    def __init__(self, public_url: str, keys: list[str], clock: Clock) -> None:
        self._below = f"{public_url}{JOIN_PATH}"
        self._signer = signer(keys, JOIN_PATH)
        self._clock = clock

    def address(self, person_id: int, collaboration_id: int) -> str:
        """Return where somebody confirms that they want a newsletter."""
        return self._page(JoinLink(person_id, collaboration_id, self._today()))

    def path(self, link: JoinLink) -> str:
        """Return the path of the page, as it stands in a page of ours."""
        return urlsplit(self._page(link)).path

    def read(self, token: str) -> JoinLink:
        """Return who wants what by a token; raise ``BadLink``."""
        person, collaboration, day = unsigned(self._signer, _FORM, token)
        written = as_day(day)
        if self._today() - written > VALID_FOR:
            raise BadLink("newsletter_join_old")
        return JoinLink(int(person, 36), int(collaboration, 36), written)

    def _page(self, link: JoinLink) -> str:
        parts = link.person_id, link.collaboration_id, as_number(link.written)
        return f"{self._below}/{signed(self._signer, *parts)}"

    def _today(self) -> date:
        return self._clock().astimezone(UTC).date()
