"""The timetable: which work is due when, by name."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Tick:
    """Something that is done again and again, ``every`` so often."""

    name: str
    every: timedelta


# Slack repeats an event within the hour; what is older is forgotten once an hour.
FORGET_REPLAYS = Tick("forget_replays", timedelta(hours=1))
# What is due goes out within half a minute, also where another replica has put it in.
SEND = Tick("send", timedelta(seconds=30))
TIMETABLE = (FORGET_REPLAYS, SEND)
