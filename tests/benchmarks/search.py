"""Search at 100, 10 000 and 1 000 000 names."""

import time
from collections.abc import Callable
from functools import partial

from rapidfuzz import fuzz, process

from storage.search import Name, SearchIndex
from storage.words import fold
from tests.benchmarks.names import names, queries
from tests.benchmarks.timing import heading, line, spread

QUERIES = 300
# The plain way is to compare the query with every name; at a million nobody would.
PLAIN_UP_TO = 10_000


def run() -> None:
    """Print the figures."""
    heading("Sök bland namn (skrivfel, tappade prickar, delar av namn)")
    for count in (100, 10_000, 1_000_000):
        known = names(count)
        begun = time.perf_counter()
        index = SearchIndex(Name(number, name) for number, name in enumerate(known))
        built = time.perf_counter() - begun
        asked = queries(known, QUERIES)
        line(
            f"{count:>9,} namn, {index.distinct_words:,} ord, byggt på {built:.2f} s".replace(
                ",", " "
            ),
            spread([_timed(partial(index.search, one)) for one in asked]),
        )
        if count <= PLAIN_UP_TO:
            folded = [fold(name) for name in known]
            plain = [
                _timed(partial(process.extract, fold(one), folded, scorer=fuzz.WRatio))
                for one in asked
            ]
            line("          jämfört med rapidfuzz WRatio över alla namn", spread(plain))


def _timed(run: Callable[[], object]) -> float:
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun
