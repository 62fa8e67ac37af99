"""Measuring the same way everywhere."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took, in milliseconds."""

    p50: float
    p95: float
    most: float

    def __str__(self) -> str:
        return f"p50 {self.p50:7.2f} ms   p95 {self.p95:7.2f} ms   max {self.most:7.2f} ms"


def spread(seconds: Sequence[float]) -> Spread:
    """Summarise durations given in seconds."""
    cuts = statistics.quantiles(seconds, n=20)
    return Spread(statistics.median(seconds) * 1000, cuts[18] * 1000, max(seconds) * 1000)


def alternating(
    first: Callable[[], object], second: Callable[[], object], rounds: int
) -> tuple[Spread, Spread]:
    """Time two things turn by turn, so that whatever disturbs the machine disturbs both."""
    times: tuple[list[float], list[float]] = ([], [])
    for run in (first, second):
        for _ in range(20):
            run()
    for _ in range(rounds):
        for run, kept in zip((first, second), times, strict=True):
            begun = time.perf_counter()
            run()
            kept.append(time.perf_counter() - begun)
    return spread(times[0]), spread(times[1])


def line(label: str, value: object) -> None:
    """Print one figure."""
    print(f"  {label:<58} {value}")  # noqa: T201 - the figures are the point


def heading(title: str) -> None:
    """Print what comes next."""
    print(f"\n{title}")  # noqa: T201 - the figures are the point
