"""Calendars that programs fetch: the bytes, and that they are sent only where they are news."""

import logging
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from httpx2 import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.app.services import database_trouble
from bot.web import feeds
from bot.web.pages import web_pages
from bot.web.serving import listening, serving
from handlers.feeds import FeedScope, revoke_feed
from handlers.ports import Services
from storage.session import Database
from tests.bot.web.feeding import DAY, add_meeting, change, feed_of, file_of, invite
from tests.bot.web.visiting import Site
from tests.calendars import faults, read_lines
from tests.icaljs import expand

# The handlers are tried on both kinds of database; what is served is the same.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def values(raw: bytes, name: str) -> list[str]:
    return [line.value for line in read_lines(raw) if line.name == name]


def fetched(site: Site, address: str, known: str = "") -> Response:
    return site.client.get(address, headers={"If-None-Match": known} if known else {})


@pytest.fixture
def address(site: Site) -> str:
    """Lend the address of a calendar of all the collaboration's meetings."""
    return file_of(site, feed_of(site))


def test_calendar_is_served_as_one_and_for_its_owner_alone(site: Site, address: str) -> None:
    add_meeting(site)

    answered = fetched(site, address)

    assert answered.status_code == 200
    assert answered.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answered.headers["cache-control"] == "private, max-age=300"
    assert answered.headers["x-robots-tag"] == "noindex, nofollow"
    assert re.fullmatch(r'"[0-9a-f]{32}"', answered.headers["etag"])
    assert faults(answered.content) == []


def test_meeting_stands_there_as_it_is_booked(site: Site, address: str) -> None:
    add_meeting(
        site, "Chefsmöte; höst", uid="u-1", part="hösten", place="Habo, salen", host="Habo",
        sequence=2, revision=3,
    )  # fmt: skip

    raw = fetched(site, address).content

    assert values(raw, "METHOD") == ["PUBLISH"]
    assert values(raw, "NAME") == ["Möten i Miljösamverkan Jonkoping"]
    assert values(raw, "SUMMARY") == ["Chefsmöte\\; höst: hösten"]
    assert values(raw, "LOCATION") == ["Habo\\, salen"]
    assert values(raw, "DESCRIPTION") == ["Värd: Habo"]
    assert (values(raw, "UID"), values(raw, "SEQUENCE")) == (["u-1"], ["2"])
    assert values(raw, "DTSTAMP") == ["20270104T090005Z"]
    assert values(raw, "ATTENDEE") == values(raw, "ORGANIZER") == []
    assert expand([raw]) == [[["2027-07-01T07:00:00Z", "2027-07-01T10:00:00Z"]]]


def test_every_kind_of_time_is_read_as_it_is_meant(site: Site, address: str) -> None:
    add_meeting(site, first=date(2027, 1, 14))
    add_meeting(site, first=date(2027, 2, 1), last=date(2027, 2, 2), starts_at=None, ends_at=None)
    add_meeting(site, first=date(2027, 3, 1), ends_at=None)
    overnight = datetime(2027, 3, 27, 21, tzinfo=UTC)
    end = overnight + timedelta(hours=9)
    add_meeting(
        site, first=date(2027, 3, 27), last=date(2027, 3, 28), starts_at=overnight, ends_at=end
    )

    raw = fetched(site, address).content

    assert expand([raw]) == [
        [
            ["2027-01-14T07:00:00Z", "2027-01-14T10:00:00Z"],
            ["2027-02-01", "2027-02-03"],
            ["2027-03-01T07:00:00Z", "2027-03-01T07:00:00Z"],
            ["2027-03-27T21:00:00Z", "2027-03-28T06:00:00Z"],
        ]
    ]
    assert values(raw, "DESCRIPTION") == ["Sluttiden är inte angiven."]
    assert faults(raw) == []


def test_end_before_the_beginning_breaks_no_calendar(site: Site, address: str) -> None:
    add_meeting(site, ends_at=datetime(2027, 7, 1, 6, tzinfo=UTC))

    assert expand([fetched(site, address).content]) == [[["2027-07-01T07:00:00Z"] * 2]]


def test_cancelled_meeting_stays_and_says_so(site: Site, address: str) -> None:
    add_meeting(site, state="cancelled")
    add_meeting(site, state="held", first=DAY + timedelta(1))

    raw = fetched(site, address).content

    assert values(raw, "STATUS") == ["CANCELLED", "CONFIRMED"]
    assert values(raw, "SUMMARY") == ["Inställt: Chefsmöte", "Chefsmöte"]


def test_whoever_has_the_newest_is_sent_nothing(site: Site, address: str) -> None:
    add_meeting(site)
    first = fetched(site, address)

    again = fetched(site, address, first.headers["etag"])

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["cache-control"] == first.headers["cache-control"]


@pytest.mark.parametrize(
    ("known", "status"),
    [("{}", 304), ("W/{}", 304), ('"x", {}', 304), ("*", 304), ('"x"', 200), ("", 200)],
)
def test_if_none_match_is_read_as_it_may_be_written(
    site: Site, address: str, known: str, status: int
) -> None:
    tag = fetched(site, address).headers["etag"]

    assert fetched(site, address, known.format(tag)).status_code == status


def test_change_is_news_and_then_no_news_any_more(site: Site, address: str) -> None:
    meeting = add_meeting(site)
    first = fetched(site, address)

    change(site, meeting, title="Presidieträff")
    second = fetched(site, address, first.headers["etag"])
    third = fetched(site, address, second.headers["etag"])

    assert second.status_code == 200
    assert values(second.content, "SUMMARY") == ["Presidieträff"]
    assert third.status_code == 304


def test_another_way_of_writing_is_news(
    site: Site, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_meeting(site)
    first = fetched(site, address)
    monkeypatch.setattr(feeds, "feed_title", lambda one: f"Möte: {one.title}")
    feeds._way_of_writing.cache_clear()  # noqa: SLF001 - as after a start of a newer program

    second = fetched(site, address, first.headers["etag"])
    feeds._way_of_writing.cache_clear()  # noqa: SLF001 - for the tests that follow

    assert second.status_code == 200
    assert values(second.content, "SUMMARY") == ["Möte: Chefsmöte"]


def test_same_state_is_the_same_bytes_for_any_server(site: Site, address: str) -> None:
    add_meeting(site)
    first = fetched(site, address)
    site.desk.clock.move(timedelta(hours=5))

    other = site.open_client(site.links).get(address)

    assert other.content == first.content
    assert other.headers["etag"] == first.headers["etag"]


def test_own_calendar_has_the_link_and_the_agenda(site: Site) -> None:
    meeting = add_meeting(
        site, link="https://mote.example/1", about="1. Förra mötet\n2. Släckvatten"
    )
    invite(site, meeting, site.desk.contact_id)
    mine, everybodys = feed_of(site, FeedScope.MINE), feed_of(site)

    own, public = (fetched(site, file_of(site, one)).content for one in (mine, everybodys))

    assert values(own, "DESCRIPTION") == [
        "Anslut till mötet: https://mote.example/1\\n1. Förra mötet\\n2. Släckvatten"
    ]
    assert values(own, "LOCATION") == values(own, "CONFERENCE") == ["https://mote.example/1"]
    assert b"mote.example" not in public
    assert b"cktvatten" not in public


def test_head_tells_the_same_without_a_body(site: Site, address: str) -> None:
    add_meeting(site)
    full = fetched(site, address)

    with listening("127.0.0.1", 0) as listener, serving(site.client.app, listener):
        connection = HTTPConnection("127.0.0.1", listener.getsockname()[1], timeout=10)
        connection.request("HEAD", urlsplit(address).path)
        answered = connection.getresponse()
        body = answered.read()
        connection.close()

    assert (answered.status, body) == (200, b"")
    assert answered.headers["etag"] == full.headers["etag"]
    assert int(answered.headers["content-length"]) == len(full.content)


@pytest.mark.parametrize("said", ["x", "1-1.x", "å"])
def test_address_that_nobody_has_been_given_is_refused_in_words(site: Site, said: str) -> None:
    answered = site.client.get(f"/kalender/{said}.ics")

    assert answered.status_code == 404
    assert answered.headers["content-type"] == "text/plain; charset=utf-8"
    assert answered.text.startswith("Adressen är inte hel")


def test_void_address_is_refused_in_words(site: Site, address: str) -> None:
    add_meeting(site)
    feed = feed_of(site)
    first = fetched(site, address)

    new = revoke_feed(site.desk.services, site.desk.contact, feed.number, feed.generation)
    old, other = fetched(site, address, first.headers["etag"]), fetched(site, file_of(site, new))

    assert old.status_code == 410
    assert old.headers["cache-control"] == "no-store"
    assert old.text.startswith("Länken till kalendern gäller inte längre.")
    assert other.content == first.content


def test_calendar_is_only_fetched(site: Site, address: str) -> None:
    # As a page, which alone takes forms, it is none.
    assert site.client.post(address).status_code == 404
    assert site.client.put(address).status_code == 405


def test_database_that_is_away_is_said_to_be(site: Site, address: str) -> None:
    services = Services(Database(f"sqlite:///{__file__}"), site.desk.clock)
    with ThreadPoolExecutor(1) as executor:
        pages = web_pages(services, site.links, executor, database_trouble)
        answered = TestClient(Starlette(routes=pages)).get(address)
    services.database.dispose()

    assert answered.status_code == 503
    assert answered.headers["retry-after"] == "60"
    assert answered.text.startswith("Jag når inte databasen")


def test_nothing_is_noted_of_who_fetches(
    site: Site, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    add_meeting(site)
    before = site.log()

    with caplog.at_level(logging.INFO, logger="bot"), caplog.at_level(logging.INFO, "handlers"):
        fetched(site, fetched(site, address).headers["etag"])
        fetched(site, "/kalender/x.ics")

    assert site.log() == before
    assert caplog.records == []
