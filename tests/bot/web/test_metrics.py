"""The figures, as the program that collects them reads them."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.app.serving import figures_of
from bot.web.metrics import Figures, Metrics, metrics_route
from handlers.delivery import Report
from handlers.incoming import MailCounts
from handlers.notices import State
from handlers.outbox import OutboxState
from handlers.ports import Services

CALM = OutboxState(0, 0, 0, 0, 0.0, hold=False)


def figures(outbox: OutboxState = CALM, waiting: int = 0, quarantined: int = 0) -> Figures:
    return {**asdict(outbox), **asdict(MailCounts(waiting, quarantined))}


@contextmanager
def open_client(metrics: Metrics, read: Callable[[], Figures]) -> Iterator[TestClient]:
    with ThreadPoolExecutor(1) as executor:
        site = Starlette(routes=[metrics_route(metrics, read, executor)])
        with TestClient(site) as client:
            yield client


def scraped(metrics: Metrics, read: Callable[[], Figures] = figures) -> dict[str, float]:
    with open_client(metrics, read) as client:
        page = client.get("/metrics").text
    return {
        sample.name + "".join(f"/{label}" for label in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
        if not sample.name.endswith("_created")
    }


def test_figures_are_there_before_anything_has_happened() -> None:
    found = scraped(Metrics())

    counted = [f"samverkansbot_notices_total/{state}" for state in ("planned", *State)]
    gauges = [
        "samverkansbot_outbox_waiting",
        "samverkansbot_outbox_unsure",
        "samverkansbot_outbox_failed",
        "samverkansbot_outbox_stale",
        "samverkansbot_outbox_oldest_waiting_seconds",
        "samverkansbot_hold",
        "samverkansbot_incoming_waiting",
        "samverkansbot_incoming_quarantined",
    ]
    late = "samverkansbot_late_acknowledgements_total"
    assert found == dict.fromkeys([*counted, late, *gauges], 0.0)


def test_what_is_planned_and_delivered_is_counted_up() -> None:
    metrics = Metrics()
    report = Report()
    report.count(State.SENT, 3, of=4)
    report.count(State.RETRY, 1)

    for _ in range(2):
        metrics.count_planned(5)
        metrics.count(report.states, report.late)

    found = {name.removeprefix("samverkansbot_"): value for name, value in scraped(metrics).items()}
    assert {name: value for name, value in found.items() if value} == {
        "notices_total/planned": 10.0,
        "notices_total/sent": 6.0,
        "notices_total/retry": 2.0,
        "late_acknowledgements_total": 2.0,
    }


def test_outbox_is_read_at_each_scrape() -> None:
    metrics = Metrics()
    states = [figures(OutboxState(7, 2, 1, 4, 90.5, hold=True), 3, 2), figures()]

    first = scraped(metrics, lambda: states[0])
    second = scraped(metrics, lambda: states[1])

    gauges = [name for name in first if "outbox" in name or "hold" in name or "incoming" in name]
    assert [first[name] for name in gauges] == [7.0, 2.0, 1.0, 4.0, 90.5, 1.0, 3.0, 2.0]
    assert [second[name] for name in gauges] == [0.0] * len(gauges)


def test_two_sets_of_figures_do_not_mix() -> None:
    one, other = Metrics(), Metrics()

    one.count_planned(3)

    assert scraped(other)["samverkansbot_notices_total/planned"] == 0.0


def test_figures_of_a_real_outbox_are_read(sample_services: Services) -> None:
    found = scraped(Metrics(), lambda: figures_of(sample_services))

    assert found["samverkansbot_outbox_waiting"] == 0.0


def test_figures_are_in_the_text_format_and_kept_nowhere() -> None:
    with open_client(Metrics(), figures) as client:
        answered = client.get("/metrics")

    assert answered.status_code == 200
    assert answered.headers["content-type"].startswith("text/plain; version=")
    assert answered.headers["cache-control"] == "no-store"


def test_without_a_database_there_are_no_figures(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> Figures:
        raise OSError("lösenordet är hemligt")

    caplog.set_level(logging.INFO)
    with open_client(Metrics(), broken) as client:
        answered = client.get("/metrics")

    assert (answered.status_code, answered.text) == (503, "Jag når inte databasen.")
    assert "OSError" in caplog.text
    assert "hemligt" not in caplog.text + answered.text
