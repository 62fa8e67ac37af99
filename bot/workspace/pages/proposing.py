"""The form where somebody asks for another time, read and looked through."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from bot.workspace.agenda import Moment, When
from bot.workspace.agenda.moments import STOCKHOLM, day_of
from bot.workspace.pages.posting import Form, first

MOST_COMMENT = 1000
NO_DAY = "Välj vilken dag du föreslår."
PAST = "Den dagen har varit. Välj en senare dag."
NO_HOUR = "Skriv när mötet skulle börja, till exempel 13:00."
SAME = "Då är mötet redan. Välj en annan dag eller en annan tid."
TOO_LONG = "Kommentaren är för lång: högst {most} tecken. Korta ner och skicka igen."


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what somebody has typed."""

    day: str = ""
    hour: str = ""
    comment: str = ""


def blank(when: When) -> Asked:
    """Give a form that nobody has typed in: the time that the meeting has."""
    starts = when.starts
    return Asked(day_of(starts).isoformat(), f"{starts:%H:%M}" if _has_hour(when) else "")


def read(form: Form) -> Asked:
    """Read what was typed, as it was typed."""
    return Asked(first(form, "day"), first(form, "hour"), comment_of(form))


def comment_of(form: Form) -> str:
    """Read a comment."""
    return first(form, "comment").replace("\r\n", "\n").strip()


def comment_fault(comment: str) -> str:
    """Say what is to be mended in a comment; nothing where it can be sent."""
    return TOO_LONG.format(most=MOST_COMMENT) if len(comment) > MOST_COMMENT else ""


def look_through(asked: Asked, when: When, now: datetime) -> tuple[dict[str, str], When | None]:
    """Say what is to be mended in which field, or give the time that is asked for."""
    found: dict[str, str] = {}
    day, hour = _day(asked.day), _hour(asked.hour)
    if day is None:
        found["day"] = NO_DAY
    elif day < day_of(now):
        found["day"] = PAST
    if _has_hour(when) and hour is None:
        found["hour"] = NO_HOUR
    if fault := comment_fault(asked.comment):
        found["comment"] = fault
    if found or day is None:
        return found, None
    wanted = when.at(_starts(day, hour) if _has_hour(when) and hour is not None else day)
    return ({"day": SAME}, None) if wanted == when else ({}, wanted)


def _starts(day: date, hour: time) -> Moment:
    # There and back: an hour that the clocks skip becomes the one after it.
    return datetime.combine(day, hour, STOCKHOLM).astimezone(UTC).astimezone(STOCKHOLM)


def _has_hour(when: When) -> bool:
    return not when.is_whole_days


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        return None


def _hour(written: str) -> time | None:
    try:
        return time.fromisoformat(written.strip().replace(".", ":")).replace(tzinfo=None)
    except ValueError:
        return None
