from datetime import timedelta
from threading import Event

import pytest

from schedules import scheduler
from schedules.scheduler import ticking
from schedules.timetable import TIMETABLE, Tick

SOON = Tick("soon", timedelta(seconds=1))


def test_ticking_runs_a_job_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "TIMETABLE", (SOON,))
    ran = [Event(), Event()]

    def job() -> None:
        next(event for event in ran if not event.is_set()).set()

    with ticking({"soon": job}):
        assert ran[1].wait(timeout=10)


def test_ticking_goes_on_after_a_job_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "TIMETABLE", (SOON,))
    failed, ran = Event(), Event()

    def job() -> None:
        if not failed.is_set():
            failed.set()
            raise RuntimeError("once")
        ran.set()

    with ticking({"soon": job}):
        assert ran.wait(timeout=10)


def test_ticking_wants_a_job_for_every_line_of_the_timetable() -> None:
    assert TIMETABLE
    with pytest.raises(KeyError), ticking({}):
        pass
