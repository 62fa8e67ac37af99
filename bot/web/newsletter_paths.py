"""The addresses of the newsletters' public pages: to be typed, linked to and found."""

import re
from dataclasses import dataclass

from bot.texts.newsletters import NEWSLETTER_PATH

JOINING, FEED = "prenumerera", "flode.xml"
_FORM = re.compile(r"(?P<key>[a-z0-9-]{1,60})(?:/(?P<year>20\d\d)-(?P<number>[1-9]\d{0,2}))?/?")


@dataclass(frozen=True, slots=True)
class ArchivePath:
    """Whose newsletters an address is of, by key, and which issue; ``year`` is 0 for all."""

    collaboration: str
    year: int = 0
    number: int = 0


def archive_path(collaboration: str) -> str:
    """Return the path of the list of issues."""
    return f"{NEWSLETTER_PATH}/{collaboration}"


def joining_path(collaboration: str) -> str:
    """Return the path of the page on which anybody asks for a newsletter."""
    return f"{archive_path(collaboration)}/{JOINING}"


def feed_path(collaboration: str) -> str:
    """Return the path at which programs fetch the latest issues."""
    return f"{archive_path(collaboration)}/{FEED}"


def read_archive_path(written: str) -> ArchivePath | None:
    """Return what a path is of; None for what no path of ours is."""
    found = _FORM.fullmatch(written)
    if found is None:
        return None
    return ArchivePath(found["key"], int(found["year"] or 0), int(found["number"] or 0))
