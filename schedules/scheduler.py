"""The clock that ticks. All state is in our own tables, so every replica may tick."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from schedules.timetable import TIMETABLE

Job = Callable[[], None]

logger = logging.getLogger(__name__)


@contextmanager
def ticking(jobs: Mapping[str, Job]) -> Iterator[None]:
    """Run the timetable's jobs, by name, in a thread of their own while the context lasts.

    The job store is in memory: APScheduler's persistent store fires everything twice when two
    processes share it, and forgets what came due while it was down.
    """
    scheduler = BackgroundScheduler(timezone="UTC")
    for tick in TIMETABLE:
        scheduler.add_job(
            jobs[tick.name],
            IntervalTrigger(seconds=int(tick.every.total_seconds()), timezone="UTC"),
            name=tick.name,
            coalesce=True,
            misfire_grace_time=None,
            max_instances=1,
        )
    scheduler.start()
    logger.info("the clock ticks: %s", ", ".join(tick.name for tick in TIMETABLE))
    try:
        yield
    finally:
        scheduler.shutdown(wait=True)
