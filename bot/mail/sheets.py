"""What stands in a mail, in the order of its reading, before it is set as text or as HTML."""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Link:
    """A way to a page: a label, and the label that says it all where it stands alone."""

    label: str
    whole: str
    address: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A duty: its line, and what can be done about it, the most obvious first.

    The line begins with ``lead``, which says what the duty is.
    """

    line: str
    lead: str = ""
    links: tuple[Link, ...] = ()

    @property
    def further(self) -> str:
        """Return what the line says besides which duty it is."""
        return self.line.removeprefix(self.lead)


@dataclass(frozen=True, slots=True)
class Group:
    """Duties that belong together; without a heading where there is nothing to tell apart."""

    heading: str
    entries: tuple[Entry, ...]
    late: bool = False

    @property
    def is_list(self) -> bool:
        """Tell whether there are several things to read, and nothing that can be done by a link."""
        alone = len(self.entries) == 1 and not self.heading
        return not alone and not any(entry.links for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Footing:
    """Who sends it, why one gets it, and how to change that: on a page, or else in words."""

    sender: str
    why: str
    change: str
    settings: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A mail's words; ``notes`` are what is left to say after the duties."""

    subject: str
    preview: str
    title: str
    lead: str
    groups: tuple[Group, ...]
    notes: tuple[str, ...]
    footing: Footing


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that an answer says, perhaps labelled; ``leads``: it is an address of ours."""

    text: str
    label: str = ""
    leads: bool = False

    @property
    def said(self) -> str:
        """Return the row in one line."""
        return f"{self.label}: {self.text}" if self.label else self.text


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: the first of its cells says what it is about.

    ``line`` says the same in one, after its ``mark``. ``number`` is its own, or the one to answer
    with.
    """

    cells: tuple[str, ...]
    line: str
    number: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A list with headings; ``caption`` says what it is a list of where no heading does.

    ``number`` is the heading of the rows' numbers, empty where they have none. ``broken`` are the
    columns whose words have no room beside the others, and must break anywhere.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    number: str = ""
    broken: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSheet:
    """An answer's words; each of the choices is answered with its number.

    ``rows`` stand above the table, ``further`` ones below it. ``quote`` is what somebody has
    written, line by line.
    """

    subject: str
    preview: str
    title: str
    lead: str
    rows: tuple[Row, ...]
    choices: tuple[str, ...]
    notes: tuple[str, ...]
    footing: Footing
    table: Table | None = None
    further: tuple[Row, ...] = ()
    quote: tuple[str, ...] = ()


def first_of(groups: Sequence[Group], count: int) -> list[Group]:
    """Return the groups with their first ``count`` entries, leaving out those that get none."""
    kept = []
    for group in groups:
        if taken := group.entries[:count]:
            kept.append(replace(group, entries=taken))
        count -= len(taken)
    return kept
