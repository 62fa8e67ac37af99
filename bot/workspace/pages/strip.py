"""The strip with the clock: where it stands, where it is going, and what came of the last move."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.workspace.pages.moments import (
    a_week_after,
    first_day,
    last_day,
    noon_of,
    told_day,
    told_whole,
)
from bot.workspace.travel import Arrival, Count, Travel

BUSY = "Klockan flyttas redan. Vänta tills den är framme."
ONLY_FORWARD = (
    "Klockan i demon går bara framåt, för det som har hänt och skickats kan inte göras ogjort. "
    "Välj en senare dag."
)
TOO_FAR = "Klockan kan flyttas högst två år åt gången, till och med {last}."
NO_DAY = "Välj först vilken dag klockan ska flyttas till."
NO_EVENT = "Inget är planerat just nu. Flytta klockan en vecka, eller välj en dag."
ARRIVED = "Klockan är nu {now}. {came}"
BROKE = "Något gick fel på vägen och klockan stannade. Felet står där demon startades."
NOTHING_CAME, CAME = "Inget kom på vägen.", "{what} kom på vägen."
MOVING = "Klockan flyttas till {target}."


class Declined(Exception):  # noqa: N818 - a no to a person is not an error of the program
    """Say why the clock stays where it is, and whether another day would do."""

    def __init__(self, sentence: str, *, at_day: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.at_day = at_day


@dataclass(frozen=True, slots=True)
class Strip:
    """Show the clock on one page."""

    now: str
    iso: str
    moving: str
    percent: int
    fault: str
    fault_at_day: bool
    came: str
    aloud: str
    earliest: str
    latest: str


class Strips:
    """Show the clock on every page, and decide where it may be moved."""

    def __init__(self, travel: Travel) -> None:
        self._travel = travel
        self._faults: dict[str, Declined] = {}

    def shown(self, path: str, *, again: bool) -> Strip:
        """Show the clock; a fault stands until the page is opened anew, not only fetched again."""
        now, move, arrival = self._travel.time(), self._travel.moving, self._travel.arrival
        fault = self._faults.get(path) if again else self._faults.pop(path, None)
        return Strip(
            now=told_whole(now),
            iso=now.isoformat(timespec="minutes"),
            moving=MOVING.format(target=told_whole(move.target)) if move else "",
            percent=_percent(move.start, now, move.target) if move else 0,
            fault=fault.sentence if fault else "",
            fault_at_day=fault is not None and fault.at_day,
            came=_came(arrival) if arrival and not move else "",
            aloud=_aloud(arrival) if arrival and not move else "",
            earliest=first_day(now).isoformat(),
            latest=last_day(now).isoformat(),
        )

    def move(self, step: str, day: str) -> None:
        """Begin to move the clock as somebody wishes; `Declined` says why not."""
        if self._travel.moving is not None:
            raise Declined(BUSY)
        now = self._travel.time()
        target = self._target(step, day, now)
        if target < now:
            raise Declined(ONLY_FORWARD, at_day=True)
        if target > noon_of(last_day(now)):
            last = told_day(last_day(now))
            raise Declined(TOO_FAR.format(last=last), at_day=step == "day")
        if not self._travel.start(target):
            raise Declined(BUSY)
        self._faults.clear()

    def complain(self, path: str, declined: Declined) -> None:
        """Let a page say why the clock was not moved from there."""
        self._faults[path] = declined

    def _target(self, step: str, day: str, now: datetime) -> datetime:
        if step == "week":
            return a_week_after(now)
        if step == "event":
            event = self._travel.time.next_event()
            if event is None:
                raise Declined(NO_EVENT)
            # What is overdue happens now.
            return max(event, now)
        try:
            return noon_of(date.fromisoformat(day))
        except ValueError:
            raise Declined(NO_DAY, at_day=True) from None


def _percent(start: datetime, now: datetime, target: datetime) -> int:
    whole = (target - start).total_seconds()
    part = (now - start).total_seconds()
    return min(100, int(100 * part / whole)) if whole > 0 else 100


def _aloud(arrival: Arrival) -> str:
    return ARRIVED.format(now=told_whole(arrival.moment), came=_came(arrival))


def _came(arrival: Arrival) -> str:
    what = " och ".join(_counted(arrival.came))
    came = CAME.format(what=what) if what else NOTHING_CAME
    return f"{BROKE} {came}" if arrival.failed else came


def _counted(came: Count) -> Iterable[str]:
    if came.posts:
        yield f"{came.posts} {'meddelande' if came.posts == 1 else 'meddelanden'}"
    if came.letters:
        yield f"{came.letters} mejl"
