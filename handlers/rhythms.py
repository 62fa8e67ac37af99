"""The truly regular things that can be chosen in words: so often, on a day of the week."""

from dataclasses import dataclass

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# What comes before the day of the week, and what stands close to it.
_PACES = {
    "every_week": ("FREQ=WEEKLY", ""),
    "second_week": ("FREQ=WEEKLY;INTERVAL=2", ""),
    "third_week": ("FREQ=WEEKLY;INTERVAL=3", ""),
    "fourth_week": ("FREQ=WEEKLY;INTERVAL=4", ""),
    "first_in_month": ("FREQ=MONTHLY", "1"),
    "second_in_month": ("FREQ=MONTHLY", "2"),
    "third_in_month": ("FREQ=MONTHLY", "3"),
    "fourth_in_month": ("FREQ=MONTHLY", "4"),
    "last_in_month": ("FREQ=MONTHLY", "-1"),
}
PACES = tuple(_PACES)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often, and on which day of the week."""

    pace: str
    weekday: str

    @property
    def rrule(self) -> str:
        """Return the rhythm as a recurrence rule."""
        often, place = _PACES[self.pace]
        return f"{often};BYDAY={place}{self.weekday}"


def rhythm_of(rrule: str) -> Rhythm | None:
    """Return the rhythm of a recurrence rule, or None for one that cannot be chosen in words."""
    return _KNOWN.get(_parts(rrule))


def _parts(rrule: str) -> frozenset[str]:
    parts = rrule.upper().removeprefix("RRULE:").split(";")
    return frozenset(part for part in parts if part not in {"", "INTERVAL=1"})


_KNOWN = {
    _parts(rhythm.rrule): rhythm
    for rhythm in (Rhythm(pace, day) for pace in PACES for day in WEEKDAYS)
}
