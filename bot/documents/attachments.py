"""Files that go with an answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file: its name, its media type without a name of its own, and what is in it."""

    name: str
    kind: str
    content: bytes
