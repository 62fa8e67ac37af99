"""The addresses of the pages that say who comes to a meeting, and of the same as a file.

An address is for one person and one meeting. What it shows is people's names, so it is short-lived,
and whether its person may still see them is asked anew each time.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from urllib.parse import urlsplit

from bot.web.signing import BadLink, as_day, as_number, signed, signer, unsigned
from handlers.ports import Clock

ATTENDANCE_PATH = "/deltagare"
FILE_SUFFIX = ".xlsx"
# Who needs it for longer asks for a new one, in chat or by mail.
SHOWN_FOR = timedelta(days=30)
_FORM = re.compile(r"([0-9a-z]{1,7})-([0-9a-z]{1,7})-([0-9a-z]{1,3})")


@dataclass(frozen=True, slots=True)
class AttendanceLink:
    """Who sees who comes to which meeting."""

    person_id: int
    number: int
    written: date


class AttendanceLinks:
    """Write the addresses, and read those that were written."""

    def __init__(self, public_url: str, keys: list[str], clock: Clock) -> None:
        self._below = f"{public_url}{ATTENDANCE_PATH}"
        self._signer = signer(keys, ATTENDANCE_PATH)
        self._clock = clock

    def link(self, person_id: int, number: int) -> AttendanceLink:
        """Return what an address says that is written today."""
        return AttendanceLink(person_id, number, self._today())

    def page(self, link: AttendanceLink) -> str:
        """Return where the person sees who comes."""
        parts = link.person_id, link.number, as_number(link.written)
        return f"{self._below}/{signed(self._signer, *parts)}"

    def path(self, link: AttendanceLink) -> str:
        """Return the path of the page, as it stands in a page of ours."""
        return urlsplit(self.page(link)).path

    def file_path(self, link: AttendanceLink) -> str:
        """Return the path of the same as a file."""
        return f"{self.path(link)}{FILE_SUFFIX}"

    def read(self, token: str) -> AttendanceLink:
        """Return who may see what by a token; raise ``BadLink``."""
        person, number, day = unsigned(self._signer, _FORM, token)
        written = as_day(day)
        if self._today() - written > SHOWN_FOR:
            raise BadLink("attendance_old")
        return AttendanceLink(int(person, 36), int(number, 36), written)

    def _today(self) -> date:
        return self._clock().astimezone(UTC).date()
