"""Files and links, as they are handed in and as they are passed on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file that somebody has sent: its name, its media type and what is in it."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A document that goes with what somebody is told: a link, or a file.

    ``content`` is None for a file that is too large to go along.
    """

    title: str
    link: str = ""
    name: str = ""
    kind: str = ""
    content: bytes | None = None
