"""What every presenter needs: fitting into six lines, whom to ask, notes, choices."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.texts.cards.model import Action, Card, Choice, Line
from bot.texts.proposals import state_words
from bot.texts.safe import clean, sentence_case, shortened
from bot.texts.sources import source_words
from bot.texts.wording import has_word, text, word
from handlers.answers import Item, RoleContact

# A person in the middle of something else reads six lines, not a page.
MOST_LINES = 6
MOST_CHOICES = 5
# Where each of several is to be picked, as many as stand in a row of buttons.
MOST_OPTIONS = 20
LONGEST_CHOICE = 75
BETWEEN = " · "
# What the data files give as the source of a number that was worked out from others.
COMPUTED = "beräknat"
_SENTENCE_END = re.compile(r"(?<=[.?])\s+(?=[A-ZÅÄÖ])")
_DEFINITE = (("arna", ""), ("are", "n"), ("ör", "en"), ("chef", "en"))


def make(
    kind: str,
    lead: str,
    *,
    heading: str = "",
    lines: Iterable[Line] = (),
    more: Iterable[Line] = (),
    footer: str = "",
    choices: Iterable[Choice] = (),
    actions: Iterable[Action] = (),
    record: tuple[str, str] = ("", ""),
    owner: str = "",
    summary: str = "",
    columns: Sequence[str] = (),
    whole: str = "",
) -> Card:
    """Build a card: what does not fit within six lines moves to ``more``, nothing is left out."""
    room = MOST_LINES - 1 - bool(footer)
    every = [_cleaned(line) for line in lines if line.text]
    rest = (*every[room:], *(_cleaned(line) for line in more if line.text))
    return Card(
        kind=kind,
        heading=sentence_case(clean(heading)),
        lead=clean(lead),
        lines=tuple(every[:room]),
        more=rest,
        footer=clean(footer),
        choices=tuple(choices),
        actions=(*((Action.MORE,) if rest else ()), *actions),
        record_kind=record[0],
        record_key=record[1],
        record_owner=owner,
        summary=clean(summary or summed_up(heading, lead)),
        columns=tuple(columns),
        whole=clean(whole),
    )


def summed_up(heading: str, lead: str) -> str:
    """Say an answer in one plain sentence, for notifications and screen readers."""
    first = _SENTENCE_END.split(lead, maxsplit=1)[0]
    first = first.replace(BETWEEN, ", ")
    said = text("common.part_of", label=sentence_case(heading), value=first) if heading else first
    return said if said.endswith((".", "?", "…")) or not said else f"{said}."


def labelled(label: str, value: str | None) -> Line:
    """Return a labelled line; without a value it says that the fact is missing."""
    if not value or value.strip().casefold() == text("common.missing"):
        return Line(text("common.missing"), label, missing=True)
    return Line(value, label)


def pieces(*parts: str) -> str:
    """Join what stands beside each other in a line."""
    return BETWEEN.join(part for part in parts if part)


def who(contact: RoleContact) -> str:
    """Say whom to ask: "utvecklingsledaren, utvecklingsledare@…"."""
    title = _definite(contact.title)
    return text("common.role", who=title, email=contact.email) if contact.email else title


def asking(contact: RoleContact | None, label: str | None = None) -> tuple[Line, ...]:
    """Return the line that says whom to ask, if there is anybody."""
    if contact is None:
        return ()
    return (Line(who(contact), text("label.first_ask") if label is None else label),)


def noted(notes: Iterable[str]) -> tuple[Line, ...]:
    """Return the sources' own notes, each on a line."""
    return tuple(Line(note, text("label.note")) for note in notes)


def with_notes(
    facts: Sequence[Line], notes: Sequence[Line], *, footer: bool
) -> tuple[list[Line], list[Line]]:
    """Fit facts and notes that change how they read: one note always shows, the rest follow."""
    room = MOST_LINES - 1 - footer
    shown = min(len(notes), max(1, room - len(facts)))
    kept = room - shown
    return [*facts[:kept], *notes[:shown]], [*facts[kept:], *notes[shown:]]


def from_source(source: str) -> str:
    """Say how old the information is by naming its source."""
    if source == COMPUTED:
        return text("age.computed")
    return text("age.from_source", source=source_words(source)) if source else text("age.unknown")


def on_the_list(number: int) -> Line:
    """Say that a wish stands on the coordinator's list."""
    return Line(text("wish.desk", number=number))


def choice_of(item: Item) -> Choice:
    """Return an item as something to pick: "Titel (år)"."""
    title, year = clean(item.title), year_of(item)
    if not year or year in title:
        label = shortened(title, LONGEST_CHOICE)
    else:
        room = LONGEST_CHOICE - len(text("choice.titled", title="", year=year))
        label = text("choice.titled", title=shortened(title, room), year=year)
    return Choice(label, command_of(item), item.key, item.owner, _cells(item))


def command_of(item: Item) -> str:
    """Return what picking the item is the same as typing."""
    if not has_word("command", item.record_kind):
        return clean(item.title)
    return f"{word('command', item.record_kind)} {item.key}"


def year_of(item: Item) -> str:
    """Return the year that tells the item from its namesakes."""
    return str(item.year) if item.year else ""


def item_line(item: Item) -> Line:
    """Return a list's line: title, state, time."""
    state, time = _state(item), _time(item)
    said = pieces(state, time, item.note, item.collaboration)
    line = Line(said, item.title) if said else Line(item.title)
    return replace(line, cells=_cells(item), pick=command_of(item))


def item_columns() -> tuple[str, ...]:
    """Return the headings of a list of items."""
    return text("table.what"), text("table.state"), text("table.when"), text("table.besides")


def _cells(item: Item) -> tuple[str, ...]:
    title, year, time = clean(item.title), year_of(item), _time(item)
    # The year tells it from its namesakes, where nothing else in the row does.
    if year and year not in title and year not in time:
        title = text("choice.titled", title=title, year=year)
    besides = pieces(clean(item.note), clean(item.collaboration))
    return title, _state(item), clean(time), besides


def _state(item: Item) -> str:
    is_proposal = item.record_kind == "proposal"
    return state_words(item.state) if is_proposal else word("state", item.state)


def _time(item: Item) -> str:
    time = item.time
    if item.record_kind == "proposal" and time.isdigit():
        return text("list.received", year=time)
    if item.record_kind == "proposal" and item.state and not time:
        return text("list.year_missing")
    return time[:1].lower() + time[1:] if time[1:2].islower() else time


def _definite(title: str) -> str:
    for ending, added in _DEFINITE:
        if title.endswith(ending):
            return title + added
    return title


def _cleaned(line: Line) -> Line:
    said, label, cells = clean(line.text), clean(line.label), tuple(map(clean, line.cells))
    if (said, label, cells) == (line.text, line.label, line.cells):
        return line
    return replace(line, text=said, label=label, cells=cells)
