"""What is known of a recurring duty's rule, and what a coordinator wants of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from handlers.contents import CalendarLine
from handlers.shapes import Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """One rule in a list.

    ``upcoming`` is what falls due next, None where nothing does. ``fault`` says why a rule cannot
    be kept, in the cadence's code. ``made`` is one that a coordinator has made.
    """

    key: str
    owner: str
    collaboration: str
    title: str
    shape: Shape
    upcoming: CalendarLine | None = None
    paused: bool = False
    changed: bool = False
    made: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A rule that another one can hang on."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class UnknownHost:
    """A host that is not in the register, and the name there that is most like it."""

    name: str
    near: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a rule would bring: the next times, also of one that rests."""

    shape: Shape
    lines: tuple[CalendarLine, ...]
    paused: bool = False
    unknown_hosts: tuple[UnknownHost, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSheet:
    """All that can be seen and set of one rule.

    ``source`` is its shape in the source, ``source_paused`` whether it rests there. ``wording`` is
    the source's own words by year, the newest first; a year may be nothing. ``hosts`` are in their
    order, ``remind`` working days before, ``audience`` empty or ``channel``. ``preview`` is None
    where the rule cannot be kept, and ``fault`` says why.
    """

    key: str
    owner: str
    collaboration: str
    title: str
    shape: Shape
    source: Shape
    paused: bool
    source_paused: bool
    changed: bool
    made: bool
    wording: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    rotation: str = ""
    hosts: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    remind: tuple[int, ...] = ()
    audience: str = ""
    anchors: tuple[Choice, ...] = ()
    preview: Preview | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChange:
    """What a coordinator wants of a rule; None, and a field that is not named, stay as they are.

    ``fields`` are in the form of ``handlers.rules.forms``. Only a rule that a coordinator has made
    can have another ``title``.
    """

    fields: Mapping[str, Any] = field(default_factory=dict)
    paused: bool | None = None
    hosts: tuple[str, ...] | None = None
    remind: tuple[int, ...] | None = None
    audience: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRule:
    """A rule of a coordinator's own: a deadline, a quota, once, or an rrule."""

    title: str
    shape: str
    change: RuleChange = field(default_factory=RuleChange)
