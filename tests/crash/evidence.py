"""Finding out from the journal and from the sink what was lost, what came twice, and why."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from tests.crash.faults import SEND_SECONDS, Event, Point, What
from tests.crash.sink import Taken

# What rounding may do to a moment.
_TICK = 0.001


class Cause(StrEnum):
    """Why a parcel came twice.

    The first two are about the time from the last look at the lease to the acceptance, and can
    happen however well the receiver can be asked. The others are about the time from there to
    the acknowledgement: whoever can ask finds the parcel there.
    """

    PAUSED_BEFORE = "paused between check and send"
    STOOD_STILL = "stood still between check and send, without a fault of ours"
    KILLED = "killed between acceptance and acknowledgement"
    PAUSED_AFTER = "paused between acceptance and acknowledgement"
    GAVE_UP = "answer did not come in time"
    WAITED = "acknowledgement waited for the database"


@dataclass(frozen=True, slots=True)
class Send:
    """A send that was accepted: when its worker looked at the lease, and when it went on to else.

    ``over`` is None where the worker came no further.
    """

    life: int
    looked: float
    accepted: float
    over: Event | None
    gave_up: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of the notices at the receiver. A duplicate is a copy more than the first."""

    lost: tuple[str, ...]
    # Notices that came in parcels of different keys, and parcels whose copies differ.
    torn: tuple[str, ...]
    causes: Counter[Cause] = field(default_factory=Counter)
    unexplained: tuple[tuple[Taken, Taken], ...] = ()

    @property
    def duplicates(self) -> int:
        """Return how many parcels came once too often, counted each time."""
        return self.causes.total() + len(self.unexplained)


def judge(
    notices: Collection[str], taken: Sequence[Taken], events: Iterable[Event], *, can_ask: bool
) -> Verdict:
    """Compare what was to be told with what has come, and explain each duplicate."""
    history = _History(events)
    parcels: dict[str, list[Taken]] = defaultdict(list)
    for one in taken:
        parcels[one.key].append(one)
    causes: Counter[Cause] = Counter()
    unexplained = []
    for copies in parcels.values():
        for earlier, later in pairwise(copies):
            cause = history.cause(earlier, later, can_ask=can_ask)
            if cause is None:
                unexplained.append((earlier, later))
            else:
                causes[cause] += 1
    told = {notice for one in taken for notice in one.says}
    lost = tuple(sorted(set(notices) - told))
    return Verdict(lost, tuple(_torn(parcels)), causes, tuple(unexplained))


def _torn(parcels: Mapping[str, Sequence[Taken]]) -> Iterable[str]:
    homes: dict[str, set[str]] = defaultdict(set)
    for key, copies in parcels.items():
        if len({one.says for one in copies}) > 1:
            yield f"{key} says different things"
        for notice in copies[0].says:
            homes[notice].add(key)
    yield from (f"{notice} is in {sorted(keys)}" for notice, keys in homes.items() if len(keys) > 1)


class _History:
    """The journal, worker by worker."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._lives: dict[int, list[Event]] = defaultdict(list)
        # Two who write at once may do so in the other order.
        for event in sorted(events, key=lambda one: one.at):
            self._lives[event.life].append(event)

    def cause(self, earlier: Taken, later: Taken, *, can_ask: bool) -> Cause | None:
        """Return why there are two, or None where nothing in the journal explains it."""
        first, second = self._send(earlier), self._send(later)
        both = (first, second)
        if abs(second.looked - first.looked) < SEND_SECONDS - _TICK:
            # So much of the lease was left at the first look: nobody else could come so soon.
            return None
        if any(self._paused(one.life, one.looked, one.accepted) for one in both):
            return Cause.PAUSED_BEFORE
        if not can_ask and (cause := self._cut(first)):
            return cause
        if any(one.accepted - one.looked >= SEND_SECONDS for one in both):
            return Cause.STOOD_STILL
        return None

    def _cut(self, send: Send) -> Cause | None:
        """Return why the acknowledgement of an accepted send came to nothing."""
        over = send.over
        if send.gave_up:
            return Cause.GAVE_UP
        if self._paused(send.life, send.accepted, over.at if over else math.inf):
            return Cause.PAUSED_AFTER
        if over is None:
            return Cause.KILLED if self._died(send.life) else None
        if over.what == What.BUSY or over.at - send.accepted >= SEND_SECONDS:
            return Cause.WAITED
        return None

    def _send(self, taken: Taken) -> Send:
        own = self._lives[taken.life]
        begun = next(one for one in own if (one.what, one.send) == (Point.BEFORE, taken.send))
        later = [one for one in own if one.at > begun.at]
        over = (one for one in later if one.what in {Point.LOADED, What.RESTS, What.BUSY})
        gave_up = any((one.what, one.send) == (What.GAVE_UP, taken.send) for one in later)
        return Send(begun.life, begun.looked, taken.at, next(over, None), gave_up)

    def _died(self, life: int) -> bool:
        return any(one.what in {What.KILLS_ITSELF, What.KILLED} for one in self._lives[life])

    def _paused(self, life: int, since: float, until: float) -> bool:
        """Tell whether a worker was paused for so long, between two moments, as is dangerous.

        A send is begun while a fifth of the lease is left: a shorter pause harms nobody.
        """
        return any(
            min(until, end) - max(since, start) >= SEND_SECONDS for start, end in self._pauses(life)
        )

    def _pauses(self, life: int) -> Iterable[tuple[float, float]]:
        """Return from when to when a worker was paused, by itself, from outside, or both."""
        start, depth = 0.0, 0
        for one in self._lives[life]:
            if one.what == What.PAUSED:
                start, depth = (start if depth else one.at), depth + 1
            elif one.what == What.RESUMED:
                depth -= 1
                if not depth:
                    yield start, one.at
        if depth:
            # Killed meanwhile, or not needed any more.
            yield start, math.inf
