"""The page of who comes, in words: its filters, its offices, and each person's row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.texts.booked import BETWEEN
from bot.texts.planned import attending_words
from bot.texts.safe import clean, sentence_case
from bot.texts.wording import text, word
from handlers.invitations import EVERYBODY, FILTERS, Attending, OfficePeople, by_office
from handlers.meeting_views import COMES, QUEUED, REMOTE

# These are asked for also where they keep nobody.
_ALWAYS = frozenset({EVERYBODY, "coming", "silent", "declined"})
_COUNTED = (COMES, REMOTE, "tentative", "declined", "silent", QUEUED)


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to look at the list."""

    code: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One who is invited, what they have answered, and what they have written to it."""

    name: str
    answer: str
    besides: str


@dataclass(frozen=True, slots=True)
class Block:
    """Those of an office who are shown together; ``told`` counts what they have answered."""

    office: str
    told: str
    rows: tuple[Row, ...]


def filters(people: Sequence[Attending], chosen: str) -> tuple[Filter, ...]:
    """Return the ways to look at the list, each with how many it shows."""
    counts = {code: sum(map(keeps, people)) for code, keeps in FILTERS.items()}
    return tuple(
        Filter(code, f"{word('attendance_filter', code)} {count}", code == chosen)
        for code, count in counts.items()
        if count or code in _ALWAYS or code == chosen
    )


def blocks(people: Sequence[Attending], chosen: str) -> tuple[Block, ...]:
    """Return whom a filter shows: by their offices, but the queue in the order of turn."""
    kept = list(filter(FILTERS[chosen], people))
    if chosen == QUEUED:
        kept.sort(key=lambda one: one.turn)
        return tuple(_block(OfficePeople(one.office, (one,))) for one in kept)
    return tuple(map(_block, by_office(kept)))


def answered_words(people: Iterable[Attending]) -> tuple[str, str]:
    """Say how many offices have answered, and then which have not; nothing of no offices.

    Where nobody has, which they are says no more than the list does.
    """
    offices = [one for one in by_office(people) if one.office]
    silent = [clean(one.office) for one in offices if one.silent]
    if not offices:
        return "", ""
    answered = len(offices) - len(silent)
    said = text("attending.offices", answered=answered, invited=len(offices))
    missing = text("attending.silent", offices=", ".join(silent)) if silent and answered else ""
    return said, missing


def _block(group: OfficePeople) -> Block:
    office = clean(group.office) or text("attending.no_office")
    # Of one alone their own row says it.
    told = _counted(group.people) if len(group.people) > 1 else ""
    return Block(office, told, tuple(map(_row, group.people)))


def _row(one: Attending) -> Row:
    answer = text("attending.turn", turn=one.turn) if one.queued else attending_words(one)
    origin = word("origin", one.origin, "") if one.origin else ""
    besides = BETWEEN.join(part for part in (origin, clean(one.comment)) if part)
    return Row(clean(one.name), sentence_case(answer), besides)


def _counted(people: Sequence[Attending]) -> str:
    codes = [_code(one) for one in people]
    return BETWEEN.join(
        text("common.count_of", label=word("attendance_count", code), count=codes.count(code))
        for code in _COUNTED
        if code in codes
    )


def _code(one: Attending) -> str:
    return REMOTE if one.now == COMES and one.attends == REMOTE else one.now or "silent"
