"""When and where somebody wants to meet: "14 mars kl 9–12 i Borås, värd: Borås"."""

import re
from dataclasses import dataclass
from datetime import date, time

from handlers.asking.day_words import FoundDay, find_day
from handlers.errors import Refusal

_HOST = re.compile(r"[,;.]? ?\bvärd(?:kommun)?(?: är|:) ?(?P<host>[^,;]+)", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<![\w.:])(?:(?:kl\.?|klockan) ?(?P<hour>\d{1,2})(?:[.:](?P<minute>\d\d))?"
    r"|(?P<bare>\d{1,2})[.:](?P<bare_minute>\d\d))"
    r"(?: ?(?:[-–]|till) ?(?:kl\.? ?)?(?P<end>\d{1,2})(?:[.:](?P<end_minute>\d\d))?)?(?![\w:])",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?:plats(?: är|:)?|i|på|hos|vid) (?P<place>\S.*)", re.IGNORECASE)
_INNER_PLACE = re.compile(r",? (?:plats:|i|på|hos|vid) ", re.IGNORECASE)
_LONGEST_REST = 60


@dataclass(frozen=True, slots=True)
class BookingWords:
    """What somebody wants to meet for, in their words, and when and where as far as it is said."""

    what: str
    days: FoundDay | None = None
    starts: time | None = None
    ends: time | None = None
    place: str = ""
    host: str = ""


def booking_words(text: str, today: date) -> BookingWords:
    """Read when and where to meet; refuse what cannot be understood to the end."""
    host = _HOST.search(text)
    if host is not None:
        text = f"{text[: host.start()]}{text[host.end() :]}"
    days = find_day(text, today)
    before, after = (days.before, days.after) if days else (text, "")
    clock = _CLOCK.search(after) or _CLOCK.search(before)
    if clock is not None:
        before, after = (_without(clock, part) for part in (before, after))
    if days is None:
        before, after = _placed(before)
    return BookingWords(
        what=before,
        days=days,
        starts=_time(clock, clock["hour"] or clock["bare"], _minute(clock)) if clock else None,
        ends=_time(clock, clock["end"], clock["end_minute"]) if clock and clock["end"] else None,
        place=_place(after),
        host=host["host"].strip() if host else "",
    )


def inner_places(what: str) -> list[tuple[str, str]]:
    """Return how ``what`` may end in a place: what stands before it, and the place."""
    return [(what[: one.start()], what[one.end() :]) for one in _INNER_PLACE.finditer(what)][:4]


def _placed(text: str) -> tuple[str, str]:
    """Return what stands before a place that says itself that it is one, and that place."""
    head, found, place = text.partition("plats:")
    return (head.strip(" ,;"), f"plats: {place.strip()}") if found else (text, "")


def _without(clock: re.Match[str], part: str) -> str:
    if clock.string != part:
        return part
    rest = part[: clock.start()].strip(" ,;.") + " " + part[clock.end() :].strip(" ,;.")
    return rest.strip()


def _minute(clock: re.Match[str]) -> str | None:
    return clock["minute"] or clock["bare_minute"]


def _time(clock: re.Match[str], hour: str, minute: str | None) -> time:
    try:
        return time(int(hour), int(minute or "0"))
    except ValueError as error:
        raise Refusal("bad_clock", time=clock[0]) from error


def _place(rest: str) -> str:
    said = rest.strip(" ,;.")
    if not said:
        return ""
    found = _PLACE.fullmatch(said)
    if found is None:
        raise Refusal("booking_unread", rest=said[:_LONGEST_REST])
    return found["place"]
