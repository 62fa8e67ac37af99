"""A year as the alternative text of its picture: everything, or as much as there is room for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.texts.safe import clean, sentence_case, shortened
from bot.texts.wording import text, word
from bot.texts.year_wheel.entries import Entry, Kind, entries
from bot.texts.year_wheel.notes import entry_note, meeting_days
from handlers.contents import Year

# What Slack takes.
LONGEST_ALT = 1000
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class _Group:
    """Things of one kind, with what they have in common."""

    head: str
    items: tuple[str, ...]


def wheel_title(year: Year) -> str:
    """Say what the picture and the list are of."""
    name = shortened(clean(year.collaboration), _LONGEST_NAME)
    return text("year_wheel.title", year=year.year, collaboration=name)


def wheel_alt(year: Year) -> str:
    """Say what the picture shows and what it leaves out, in at most 1000 characters."""
    groups = tuple(_groups(year))
    if not groups:
        return f"{wheel_title(year)}. {text('year_wheel.nothing')}"
    count = sum(len(group.items) for group in groups)
    for kept in range(count, 0, -1):
        said = f"{wheel_title(year)}. {_said(groups, kept, count - kept)}"
        if len(said) <= LONGEST_ALT:
            return said
    return f"{wheel_title(year)}. {text('year_wheel.rest', count=count)}"


def _said(groups: Iterable[_Group], kept: int, left: int) -> str:
    sentences = []
    for group in groups:
        items = group.items[: max(kept, 0)]
        kept -= len(group.items)
        if items:
            sentences.append(text("year_wheel.group", head=group.head, items="; ".join(items)))
    return " ".join([*sentences, *([text("year_wheel.rest", count=left)] if left else [])])


def _groups(year: Year) -> Iterator[_Group]:
    found = entries(year)
    groups = (
        _Group(text("year_wheel.on_a_day"), tuple(_items(found, Kind.DAY, year.year))),
        _Group(text("year_wheel.meetings"), tuple(_meetings(found))),
        _Group(text("year_wheel.period"), tuple(_items(found, Kind.PERIOD, year.year))),
        _Group(text("year_wheel.any_time"), tuple(_items(found, Kind.ANY_TIME, year.year))),
        _Group(text("year_wheel.often"), tuple(_items(found, Kind.REPEATED, year.year))),
        _Group(sentence_case(word("calendar_state", "skipped")), _names(found, Kind.SKIPPED)),
        _Group(text("year_wheel.rests"), _names(found, Kind.PAUSED)),
    )
    yield from (group for group in groups if group.items)


def _names(found: Iterable[Entry], kind: Kind) -> tuple[str, ...]:
    return tuple(one.name for one in found if one.kind is kind)


def _items(found: Iterable[Entry], kind: Kind, year: int) -> Iterator[str]:
    for entry in found:
        if entry.kind is kind:
            note = entry_note(entry, year)
            yield text("common.bracketed", value=entry.name, more=note) if note else entry.name


def _meetings(found: Iterable[Entry]) -> Iterator[str]:
    for entry in found:
        if days := meeting_days(entry):
            yield f"{entry.name} {days}"
