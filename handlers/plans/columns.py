"""The columns of a plan's line, how long each may be, and reading what somebody has written."""

from collections.abc import Mapping

from handlers.answers import PlanLine
from handlers.errors import Refusal
from storage.models import PlanEntry

# In the order of the plans.
COLUMNS = (
    "heading", "title", "goal", "doing", "time", "responsible", "parties", "effects", "follow_up",
    "focus_area", "national",
)  # fmt: skip
LONGEST: Mapping[str, int] = {
    name: getattr(PlanEntry.__table__.c[name].type, "length", 0) for name in COLUMNS
}
LONGEST_REASON = 1000
LONGEST_NOTE = 1000
LONGEST_MINUTES = 300


def checked(written: Mapping[str, str]) -> dict[str, str]:
    """Return what is written in the columns, trimmed; refuse what is too long and no title."""
    found = {name: value.strip() for name, value in written.items() if name in LONGEST}
    for name, value in found.items():
        if len(value) > LONGEST[name]:
            raise Refusal("plan_words_too_long", field=name, most=LONGEST[name], length=len(value))
    if "title" in found and not found["title"]:
        raise Refusal("plan_title_missing")
    return found


def short_enough(value: str, field: str, most: int) -> str:
    """Return words that stand beside a plan, trimmed; refuse what is too long."""
    said = value.strip()
    if len(said) > most:
        raise Refusal("plan_words_too_long", field=field, most=most, length=len(said))
    return said


def words_of(line: PlanLine) -> dict[str, str]:
    """Return what the columns of a line say, cut to what they hold."""
    return {name: getattr(line, name)[: LONGEST[name]] for name in COLUMNS}
