"""What a parcel says, as a mail: a subject, and the same text twice."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rendered:
    """A mail's subject, its text, and the same as HTML."""

    subject: str
    text: str
    html: str
