"""A calendar of a thousand meetings, fetched after a change, once more, and when nothing is new."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from functools import partial
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from icalendar import Calendar
from sqlalchemy import update
from starlette.applications import Starlette

from bot.app.services import database_trouble
from bot.web.feed_links import FeedLink
from bot.web.links import SignedLinks
from bot.web.pages import web_pages
from bot.web.serving import listening, serving
from handlers.answers import Asker
from handlers.feeds import FeedScope, my_feed
from handlers.ports import Services
from storage.models import Meeting
from storage.session import Database
from tests.benchmarks.empty import empty_databases
from tests.benchmarks.timing import Spread, heading, line, spread
from tests.factories import add_collaboration, add_person
from tests.fakes import FixedClock

MEETINGS, ROUNDS = 1000, 40
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
_OK, _UNCHANGED = 200, 304


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a program got: the status, the tag and the bytes."""

    status: int
    tag: str
    body: bytes


def run() -> None:
    """Print the figures."""
    heading(f"Hämta en kalender med {MEETINGS} möten")
    for kind, url in empty_databases():
        with _site(url) as (services, fetch):
            _measure(kind, services, fetch)


Fetch = Callable[[str], Fetched]


def _measure(kind: str, services: Services, fetch: Fetch) -> None:
    bare = Calendar.from_ical(fetch("").body)
    took: dict[str, list[float]] = {name: [] for name in ("bare", "cold", "warm", "same")}
    # Turn by turn, so that whatever disturbs the machine disturbs all of them.
    for round_ in range(ROUNDS):
        _time(took["bare"], bare.to_ical)
        _change(services, round_)
        cold = _time(took["cold"], partial(fetch, ""))
        warm = _time(took["warm"], partial(fetch, ""))
        same = _time(took["same"], partial(fetch, cold.tag))
        assert (cold.status, warm.body, same.status) == (_OK, cold.body, _UNCHANGED)
        assert same.body == b""
    figures = {name: spread(times) for name, times in took.items()}
    _print(kind, figures, len(bare.to_ical()))


def _print(kind: str, figures: dict[str, Spread], size: int) -> None:
    written = figures["bare"].p50
    line(f"{kind}: samma kalender, bara skriven (to_ical)", figures["bare"])
    for name, label in (
        ("cold", "första hämtningen efter en ändring"),
        ("warm", "samma en gång till"),
        ("same", "inget nytt (304)"),
    ):
        ratio = figures[name].p50 / written
        line(f"{kind}: {label}", f"{figures[name]}   kvot {ratio:.3f}")
    line(f"{kind}: kalenderns storlek", f"{size / 1000:.0f} kB")


def _time(times: list[float], act: Callable[[], Any]) -> Any:
    begun = time.perf_counter()
    done = act()
    times.append(time.perf_counter() - begun)
    return done


def _change(services: Services, round_: int) -> None:
    """Move one meeting to another place, as a coordinator does."""
    with services.database.write() as session:
        one = update(Meeting).where(Meeting.title == "Möte 500")
        session.execute(one.values(place=f"Sal {round_}", revision=round_ + 1))


@contextmanager
def _site(url: str) -> Iterator[tuple[Services, Fetch]]:
    """Serve the pages on a full calendar; lend what fetches it, on a line that stays open."""
    clock = FixedClock(NOW)
    links = SignedLinks("https://bot.example", "k" * 32, clock)
    services = Services(Database(url), clock, addresses=links)
    feed = my_feed(services, _fill(services), FeedScope.COLLABORATION)
    path = urlsplit(links.feeds.file(FeedLink(feed.number, feed.generation))).path
    with ThreadPoolExecutor(4) as executor, listening("127.0.0.1", 0) as listener:
        app = Starlette(routes=web_pages(services, links, executor, database_trouble))
        with serving(app, listener):
            line_open = HTTPConnection("127.0.0.1", listener.getsockname()[1], timeout=60)
            yield services, partial(_fetched, line_open, path)
            line_open.close()
    services.database.dispose()


def _fetched(line_open: HTTPConnection, path: str, known: str) -> Fetched:
    line_open.request("GET", path, headers={"If-None-Match": known} if known else {})
    answered = line_open.getresponse()
    return Fetched(answered.status, answered.headers["ETag"], answered.read())


def _fill(services: Services) -> Asker:
    with services.database.write() as session:
        owner = add_collaboration(session, "vast")
        person = add_person(session, owner, "Sam Ordnare", roles=("coordinator",))
        for number in range(MEETINGS):
            day = date(2027, 3, 2) + timedelta(days=number)
            session.add(_meeting(owner.id, number, day))
        return Asker("vast", person.id, frozenset({"coordinator"}), "slack")


def _meeting(owner: int, number: int, day: date) -> Meeting:
    begins = datetime.combine(day, clock_time(7), UTC)
    return Meeting(
        collaboration_id=owner,
        title=f"Möte {number}",
        part="våren",
        first=day,
        last=day,
        starts_at=begins,
        ends_at=begins + timedelta(hours=3),
        place="Länsstyrelsen, sal Ekoxen; Östgötagatan 3, Linköping",
        host="Habo kommun",
        created_at=NOW,
    )
