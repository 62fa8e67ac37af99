"""The addresses by which somebody leaves a newsletter, one for each copy of an issue.

They lie in mailboxes for years, and there is no day in them. One is short, since it stands in a
line of the mail's head that is not to be folded.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.web.signing import signed, signer, unsigned

LEAVE_PATH = "/av"
_FORM = re.compile(r"([0-9a-z]{1,7})-([0-9a-z]{1,7})")


@dataclass(frozen=True, slots=True)
class LeaveLink:
    """Who leaves, by which issue they got."""

    person_id: int
    issue_id: int


class LeaveLinks:
    """Write the addresses, and read those that were written."""

    def __init__(self, public_url: str, keys: list[str]) -> None:
        self._below = f"{public_url}{LEAVE_PATH}"
        self._signer = signer(keys, LEAVE_PATH)

    def address(self, person_id: int, issue_id: int) -> str:
        """Return where somebody leaves who has got an issue."""
        return f"{self._below}/{self.token(person_id, issue_id)}"

    def token(self, person_id: int, issue_id: int) -> str:
        """Return what proves the same in a mail's subject."""
        return signed(self._signer, person_id, issue_id)

    def path(self, link: LeaveLink) -> str:
        """Return the path of the page, as it stands in a page of ours."""
        return urlsplit(self.address(link.person_id, link.issue_id)).path

    def read(self, token: str) -> LeaveLink:
        """Return who leaves by a token; raise ``BadLink``."""
        person, issue = unsigned(self._signer, _FORM, token)
        return LeaveLink(int(person, 36), int(issue, 36))
