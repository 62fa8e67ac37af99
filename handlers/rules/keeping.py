"""What is remembered of a rule's times stays with them when the rule calls them something else."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from handlers.errors import Refusal
from handlers.planning import almanacs, effective
from handlers.rules.book import Book
from storage.models import CadenceRule, Occurrence

_YEAR = slice(4)


def keep_slots(book: Book, rule: CadenceRule) -> None:
    """Let a year's one time keep what is known of it: "2027" that has become "2027-höst".

    Where a year has several, nobody can tell which is which.
    """
    rows = _rows(book, rule)
    if effective(rule).get("shape") != "quota" or not rows:
        return
    slots = _by_year(_slots(book, rule, rows))
    for year, mine in _by_year(row.slot for row in rows).items():
        left = [slot for slot in mine if slot not in slots[year]]
        free = [slot for slot in slots[year] if slot not in mine]
        if len(left) == len(free) == 1:
            next(row for row in rows if row.slot == left[0]).slot = free[0]


def _rows(book: Book, rule: CadenceRule) -> list[Occurrence]:
    return list(
        book.session.scalars(
            select(Occurrence).where(
                Occurrence.collaboration_id == rule.collaboration_id,
                Occurrence.rule_key == rule.key,
                Occurrence.part == "",
            )
        )
    )


def _slots(book: Book, rule: CadenceRule, rows: Iterable[Occurrence]) -> list[str]:
    years = {int(row.slot[_YEAR]) for row in rows if row.slot[_YEAR].isdecimal()}
    try:
        every = almanacs(book.session, book.family)
    except Refusal:
        # Another rule cannot be kept: nothing is planned before that is mended.
        return []
    almanac = next(one for one in every if one.collaboration_id == rule.collaboration_id)
    first, last = date(min(years), 1, 1), date(max(years), 12, 31)
    return [
        one.slot
        for one in almanac.between(first, last)
        if one.rule.key == rule.key and not one.rule.part
    ]


def _by_year(slots: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for slot in slots:
        found[slot[_YEAR]].append(slot)
    return found
