"""A record as a source describes it, ready to be compared with the archive."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the sources something stands."""

    file: str
    row: int | None = None
    column: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A key that must exist within a family of collaborations, here or in the archive."""

    kind: str
    key: str
    family: str
    place: Place


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes a record that record; ``collaboration`` is "" where there is none."""

    kind: str
    collaboration: str
    key: str


@dataclass(frozen=True, slots=True)
class Record:
    """The given values of one record; what is not given is left as it is.

    ``additive`` records only contribute to one that may be described elsewhere too.
    """

    identity: Identity
    values: dict[str, object]
    place: Place
    references: tuple[Reference, ...] = ()
    additive: bool = False
    # What a table calls the fields, for faults found later.
    headings: Mapping[str, str] = field(default_factory=dict)
