"""The addresses of the page on which an issue of the newsletter is edited.

An address is for one person and one issue, and for a day: it gives whoever has it the right to
change what hundreds will read. Whether its person still may is asked anew each time.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from bot.web.signing import BadLink, signed, signer, unsigned
from handlers.ports import Clock

EDIT_PATH = "/redigera"
# Who needs it for longer asks for a new one, in chat or by mail.
EDITED_FOR = timedelta(hours=24)
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)
_FORM = re.compile(r"([0-9a-z]{1,7})-([0-9a-z]{1,7})-([0-9a-z]{1,6})")


@dataclass(frozen=True, slots=True)
class EditLink:
    """Who edits which issue; ``written`` is the minute at which the address was written."""

    person_id: int
    issue_id: int
    written: datetime

    @property
    def until(self) -> datetime:
        """Return until when it is good."""
        return self.written + EDITED_FOR


class EditLinks:
    """Write the addresses, and read those that were written."""

    def __init__(self, public_url: str, keys: list[str], clock: Clock) -> None:
        self._below = f"{public_url}{EDIT_PATH}"
        self._signer = signer(keys, EDIT_PATH)
        self._clock = clock

    def link(self, person_id: int, issue_id: int) -> EditLink:
        """Return what an address says that is written now."""
        minutes = (self._clock() - _EPOCH) // _MINUTE
        return EditLink(person_id, issue_id, _EPOCH + minutes * _MINUTE)

    def page(self, link: EditLink) -> str:
        """Return where the person edits the issue."""
        minutes = (link.written - _EPOCH) // _MINUTE
        return f"{self._below}/{signed(self._signer, link.person_id, link.issue_id, minutes)}"

    def path(self, link: EditLink) -> str:
        """Return the path of the page, as it stands in a page of ours."""
        return urlsplit(self.page(link)).path

    def read(self, token: str) -> EditLink:
        """Return who may edit what by a token; raise ``BadLink``."""
        person, issue, minutes = unsigned(self._signer, _FORM, token)
        link = EditLink(int(person, 36), int(issue, 36), _EPOCH + int(minutes, 36) * _MINUTE)
        if self._clock() > link.until:
            raise BadLink("edit_old")
        return link
