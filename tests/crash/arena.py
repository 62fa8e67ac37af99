"""Where it happens: workers that are kept alive, and killed and paused from outside."""

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.context import ForkServerProcess

from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from handlers.notices import Draft
from storage.models import Notice
from storage.session import Database
from tests.crash.faults import NO_ODDS, PAUSE_SECONDS, Event, Journal, Reader, What
from tests.crash.worker import Orders, plan, work

WORKERS = 3
PLANNERS = 2
TICK_SECONDS = 0.005
LOOK_SECONDS = 0.1
DITHER_SECONDS = 0.01
WAITING = ("queued", "retry", "sending")

_processes = multiprocessing.get_context("forkserver")
# Each worker is a fork of a process that has everything imported: a life costs milliseconds.
_processes.set_forkserver_preload(["tests.crash.worker"])


@dataclass(frozen=True, slots=True)
class Fire:
    """How many workers are to be killed, how often somebody tries, and how long it may take."""

    kills: int
    # In steps of the workers, or a slow machine would see them killed before they do anything.
    steps_per_kill: float
    steps_per_pause: float
    patience: float


@dataclass
class _Worker:
    life: int
    process: ForkServerProcess
    resumes: float | None = None


class Arena:
    """Keep the workers alive until every notice has ended, and take their lives."""

    def __init__(
        self, database: Database, orders: Orders, fire: Fire, batches: Sequence[Sequence[Draft]]
    ) -> None:
        self._database = database
        self._orders = orders
        self._fire = fire
        self._batches = batches
        self._journal = Journal(orders.journal, 0)
        self._reader = Reader(orders.journal)
        self._events: list[Event] = []
        self._chance = random.Random(orders.seed)  # noqa: S311 - to be repeated
        self._lives = 0
        self._deaths = 0
        self._workers: list[_Worker] = []

    def fight(self) -> list[Event]:
        """Run until enough have been killed and everything is delivered; return what happened."""
        planners = [self._planner(number) for number in range(PLANNERS)]
        self._workers = [self._born() for _ in range(WORKERS)]
        try:
            self._until_delivered(planners)
        finally:
            for process in (*planners, *(one.process for one in self._workers)):
                # Whose number is whose is known of those who live.
                if process.is_alive():
                    process.kill()
                process.join()
        self._read()
        self._reader.close()
        return self._events

    def _until_delivered(self, planners: Sequence[ForkServerProcess]) -> None:
        began = looked = time.monotonic()
        hits = (
            _Sometimes(self._chance, self._fire.steps_per_kill, self._kill),
            _Sometimes(self._chance, self._fire.steps_per_pause, self._pause),
        )
        while (now := time.monotonic()) - began < self._fire.patience:
            self._read()
            self._keep_alive(now)
            if self._is_fierce:
                for hit in hits:
                    hit.perhaps(len(self._events))
            elif now - looked > LOOK_SECONDS:
                looked = now
                if not any(one.is_alive() for one in planners) and self._delivered():
                    return
            time.sleep(TICK_SECONDS)
        raise TimeoutError(f"seed {self._orders.seed}: not done in {self._fire.patience} s")

    @property
    def _is_fierce(self) -> bool:
        return self._deaths < self._fire.kills

    def _delivered(self) -> bool:
        waiting = select(func.count()).select_from(Notice).where(Notice.state.in_(WAITING))
        try:
            with self._database.rows() as rows:
                return rows.execute(waiting).scalar_one() == 0
        except OperationalError:  # locked, like for anybody else
            return False

    def _planner(self, number: int) -> ForkServerProcess:
        orders = replace(self._orders, life=-1 - number)
        process = _processes.Process(target=plan, args=(orders, self._batches))
        process.start()
        return process

    def _born(self) -> _Worker:
        self._lives += 1
        odds = self._orders.odds if self._is_fierce else NO_ODDS
        orders = replace(self._orders, life=self._lives, odds=odds)
        process = _processes.Process(target=work, args=(orders,))
        process.start()
        return _Worker(self._lives, process)

    def _read(self) -> None:
        """Read what is new, and note who is paused and until when."""
        for event in self._reader.news():
            self._events.append(event)
            for worker in self._workers:
                if (event.what, event.life) == (What.PAUSED, worker.life):
                    worker.resumes = event.at + PAUSE_SECONDS

    def _keep_alive(self, now: float) -> None:
        for place, worker in enumerate(self._workers):
            if not worker.process.is_alive():
                if worker.process.exitcode != -signal.SIGKILL:
                    raise RuntimeError(f"a worker ended with {worker.process.exitcode}")
                self._deaths += 1
                self._workers[place] = self._born()
            elif worker.resumes is not None and now >= worker.resumes:
                _signal(worker, signal.SIGCONT)
                self._journal.write(What.RESUMED, life=worker.life)
                worker.resumes = None

    def _kill(self) -> None:
        if worker := self._somebody():
            self._journal.write(What.KILLED, life=worker.life)
            _signal(worker, signal.SIGKILL)
            worker.process.join()

    def _pause(self) -> None:
        if worker := self._somebody():
            self._journal.write(What.PAUSED, life=worker.life)
            _signal(worker, signal.SIGSTOP)
            self._read()

    def _somebody(self) -> _Worker | None:
        running = [one for one in self._workers if one.resumes is None and one.process.is_alive()]
        return self._chance.choice(running) if running else None


class _Sometimes:
    """Do something at random moments, so many steps apart on average."""

    def __init__(self, chance: random.Random, steps: float, do: Callable[[], None]) -> None:
        self._chance = chance
        self._steps = steps
        self._do = do
        self._next = self._wait()

    def perhaps(self, step: float) -> None:
        """Do it if its moment has come, or in a moment: nobody is to be hit on a step exactly."""
        if step >= self._next:
            time.sleep(self._chance.random() * DITHER_SECONDS)
            self._do()
            self._next = step + self._wait()

    def _wait(self) -> float:
        return self._chance.expovariate(1 / self._steps)


def _signal(worker: _Worker, number: signal.Signals) -> None:
    assert worker.process.pid is not None
    # It may have killed itself at this very moment.
    with suppress(ProcessLookupError):
        os.kill(worker.process.pid, number)
