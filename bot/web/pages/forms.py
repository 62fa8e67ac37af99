"""What stands in a form that was sent: fields as they were filled in, and faults beside them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import TypeAlias
from urllib.parse import parse_qs

from bot.texts import text
from bot.texts.safe import clean

# The editor of a newsletter sends five for each of a hundred items.
MOST_FIELDS = 600
_NUMBER = re.compile(r"[0-9]{1,9}")
_NO_HOUR = 24
_TIME = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?")

Form: TypeAlias = Mapping[str, Sequence[str]]


class FormError(Exception):
    """A form that cannot be read; ``status`` is what HTTP calls it."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class FaultsError(Exception):
    """What has to be filled in differently: a sentence for each field."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


@dataclass(slots=True)
class Fields:
    """Read the fields one by one, and gather what is wrong with them."""

    form: Form
    faults: dict[str, str] = field(default_factory=dict)

    def text(self, name: str, longest: int) -> str:
        """Return what was written, on one line."""
        written = clean(first(self.form, name))
        if len(written) > longest:
            self.faults[name] = text("pages.too_long", count=len(written), longest=longest)
        return written

    def day(self, name: str) -> date:
        """Return a day; where none can be read ``check`` raises, and nobody uses this one."""
        if not first(self.form, name).strip():
            self.faults[name] = text("pages.day_missing")
        return self.day_or_none(name) or date.min

    def day_or_none(self, name: str) -> date | None:
        """Return a day, or None where none is filled in."""
        written = first(self.form, name).strip()
        try:
            return date.fromisoformat(written) if written else None
        except ValueError:
            self.faults[name] = text("pages.bad_day")
            return None

    def time(self, name: str) -> time | None:
        """Return a time of the day, or None where there is none."""
        written = first(self.form, name).strip()
        if not written:
            return None
        parts = _TIME.fullmatch(written)
        hour, minute = (int(parts[1]), int(parts[2] or 0)) if parts else (_NO_HOUR, 0)
        try:
            return time(hour, minute)
        except ValueError:
            self.faults[name] = text("pages.bad_time")
            return None

    def numbers(self, name: str) -> frozenset[int]:
        """Return the numbers of what was ticked; what is no number was not ticked here."""
        values = self.form.get(name, ())
        return frozenset(int(one) for one in values if _NUMBER.fullmatch(one))

    def check(self) -> None:
        """Raise ``FaultsError`` where anything is wrong."""
        if self.faults:
            raise FaultsError(self.faults)


def parsed(body: bytes) -> Form:
    """Read a form with every value of every field; raise ``ValueError`` for what is none."""
    return parse_qs(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)


def first(form: Form, name: str) -> str:
    """Return the first value of a field, or nothing."""
    values = form.get(name, ())
    return values[0] if values else ""
