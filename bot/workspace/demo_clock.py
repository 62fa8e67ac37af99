"""The demo's clock: the real time and a lead over it, which only grows."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Lock

from bot.workspace.state import Clock

logger = logging.getLogger(__name__)

# One step for an event that has happened and is still said to come.
STEP = timedelta(minutes=1)
# Two years have some 500 working mornings.
MOST_STEPS = 5_000


@dataclass(frozen=True, slots=True)
class Happenings:
    """Tell when something happens next, and let happen what is due."""

    next_event: Callable[[], datetime | None]
    tick: Callable[[], object]


QUIET = Happenings(lambda: None, lambda: None)


class DemoClock:
    """Go with the real clock, and ahead of it when somebody moves it; nothing on the way is missed.

    What happens usually needs the clock itself, so it is told afterwards, with ``follow``.
    """

    def __init__(self, real: Clock, happenings: Happenings = QUIET) -> None:
        self._real = real
        self._happenings = happenings
        self._lead = timedelta()
        self._setting, self._turn = Lock(), Lock()
        self._stopped = Event()

    def __call__(self) -> datetime:
        """Return the demo's present."""
        return self._real() + self._lead

    def follow(self, happenings: Happenings) -> None:
        """Let these happen from now on."""
        self._happenings = happenings

    def next_event(self) -> datetime | None:
        """Tell when something happens next; it may be due already."""
        return self._happenings.next_event()

    def move_to(self, moment: datetime) -> None:
        """Move on and let everything on the way happen at its time; a second mover waits."""
        with self._turn:
            self._pass_events(moment)
            if not self._stopped.is_set():
                self._arrive(moment)

    def stop(self) -> None:
        """End a move after the step that it is at; none begins any more."""
        self._stopped.set()

    def _pass_events(self, target: datetime) -> None:
        before: datetime | None = None
        was_due = False
        for _ in range(MOST_STEPS):
            event, now = self.next_event(), self()
            if event is None or event > target or self._stopped.is_set():
                return
            # What stands still although it has had its turn must not keep time from going on.
            stuck = event == before or (was_due and event <= now)
            if stuck and now >= target:
                return
            before, was_due = event, event <= now
            self._arrive(min(now + STEP, target) if stuck else event)
        logger.warning("More than %s events on the way; the rest are left out", MOST_STEPS)

    def _arrive(self, moment: datetime) -> None:
        with self._setting:
            self._lead = max(self._lead, moment - self._real())
        self._happenings.tick()
