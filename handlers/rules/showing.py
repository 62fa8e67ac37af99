"""The rules as a list, and one rule with all that can be set of it."""

from collections.abc import Mapping
from dataclasses import replace

from handlers.answers import Asker
from handlers.duties import wording_of
from handlers.errors import Refusal
from handlers.planning import (
    Almanac,
    Almanacs,
    CalendarLine,
    Known,
    almanacs,
    effective,
    is_paused,
    line_of,
    lines_of,
)
from handlers.ports import Services
from handlers.rule_sheets import Choice, Preview, RuleLine, RuleSheet
from handlers.rules.book import AHEAD, Book, reading
from handlers.rules.hosts import unknown_hosts
from handlers.rules.trying import fault_of
from handlers.shapes import shape_of
from schedules.cadence import State
from storage.models import CadenceRule

# Marks in ``own`` a rule that a coordinator has made: it has no source.
MADE = "made"
_SHOWN = 3
_MOST_ANCHORS = 100
# What nothing can hang on, as it never falls on a day of its own.
_DAYLESS = frozenset({"ongoing", "threshold"})
_Slot = tuple[int, str]


def list_rules(services: Services, asker: Asker) -> tuple[RuleLine, ...]:
    """Return the rules of the asker's family by title, those that rest last."""
    with reading(services, asker) as book:
        upcoming = _upcoming(book)
        lines = [_line(book, rule, upcoming.get(_slot(rule))) for rule in book.rules]
        return tuple(sorted(lines, key=lambda line: line.paused))


def show_rule(services: Services, asker: Asker, key: str, owner: str = "") -> RuleSheet:
    """Return all that can be seen and set of one rule."""
    with reading(services, asker) as book:
        return sheet_of(book, book.find(key, owner))


def sheet_of(book: Book, rule: CadenceRule) -> RuleSheet:
    """Return a rule of the book as a sheet."""
    own, titles = rule.own, book.titles(rule)
    wording = wording_of(rule)
    fault = fault_of(rule, book.seen_by(rule))
    owner = book.owner(rule)
    return RuleSheet(
        key=rule.key,
        owner=owner.key,
        collaboration=owner.name,
        title=rule.title,
        shape=shape_of(effective(rule), titles),
        source=shape_of(rule.rule, titles),
        paused=is_paused(rule),
        source_paused=rule.paused,
        changed=_is_changed(rule),
        made=bool(own.get(MADE)),
        wording=wording.by_year or ((("", wording.newest),) if wording.newest else ()),
        notes=tuple(rule.notes),
        rotation=str(rule.rule.get("rotation", "")),
        hosts=tuple(own.get("hosts", ())),
        candidates=book.candidates(rule),
        remind=tuple(own.get("remind", ())),
        audience=str(own.get("audience", "")),
        anchors=_anchors(book, rule),
        preview=None if fault else previewed(book, rule),
        fault=fault.code if fault else "",
    )


def previewed(book: Book, trial: CadenceRule) -> Preview | None:
    """Return what a rule would bring, as planning works it out; None where planning cannot.

    Planning cannot where another rule of the family cannot be kept.
    """
    shape = shape_of(effective(trial), book.titles(trial))
    unknown = unknown_hosts(trial.own.get("hosts", ()), book.candidates(trial))
    try:
        lines = _next_lines(book, trial)
    except Refusal:
        return None
    return Preview(shape, lines, is_paused(trial), unknown)


def _next_lines(book: Book, trial: CadenceRule) -> tuple[CalendarLine, ...]:
    with book.session.no_autoflush:
        every = almanacs(book.session, book.family, trial)
    almanac = next(one for one in every if one.collaboration_id == trial.collaboration_id)
    found = lines_of(almanac, book.today, book.today, book.today + AHEAD)
    mine = [line for line in found if _is_main(line, trial.key)][:_SHOWN]
    # Without an order that is set, the source only says among whom they take turns.
    return tuple(mine if trial.own.get("hosts") else (replace(line, host="") for line in mine))


def _is_main(line: CalendarLine, key: str) -> bool:
    return line.rule == key and not line.part


def _line(book: Book, rule: CadenceRule, upcoming: CalendarLine | None) -> RuleLine:
    fault = fault_of(rule, book.seen_by(rule))
    owner = book.owner(rule)
    return RuleLine(
        key=rule.key,
        owner=owner.key,
        collaboration=owner.name,
        title=rule.title,
        shape=shape_of(effective(rule), book.titles(rule)),
        upcoming=upcoming,
        paused=is_paused(rule),
        changed=_is_changed(rule),
        made=bool(rule.own.get(MADE)),
        fault=fault.code if fault else "",
    )


def _is_changed(rule: CadenceRule) -> bool:
    return bool(rule.own) and not rule.own.get(MADE)


def _upcoming(book: Book) -> Mapping[_Slot, CalendarLine]:
    """Return what is to be done next by each rule; nothing where one cannot be kept."""
    try:
        every = Almanacs(book.session, book.family, book.today)
    except Refusal:
        return {}
    found: dict[_Slot, CalendarLine] = {}
    for known in every.between(book.today, book.today + AHEAD):
        if _is_next(known):
            slot = known.almanac.collaboration_id, known.occurrence.rule.key
            found.setdefault(slot, _known_line(known.almanac, known))
    return found


def _is_next(known: Known) -> bool:
    return not known.occurrence.rule.part and (
        not known.settled or known.state in {State.WAITS, State.PAUSED}
    )


def _known_line(almanac: Almanac, known: Known) -> CalendarLine:
    one = known.occurrence
    line = line_of(one, almanac.own[one.rule.key].title, known.host or one.rule.rotation)
    moved = known.row.moved_to if known.row else None
    return replace(line, first=moved, last=moved, said="") if moved else line


def _anchors(book: Book, rule: CadenceRule) -> tuple[Choice, ...]:
    if rule.rule.get("shape") != "relative":
        return ()
    return tuple(
        Choice(one.key, one.title)
        for one in book.seen_by(rule)
        if one.key != rule.key and effective(one).get("shape") not in _DAYLESS
    )[:_MOST_ANCHORS]


def _slot(rule: CadenceRule) -> _Slot:
    return rule.collaboration_id, rule.key
