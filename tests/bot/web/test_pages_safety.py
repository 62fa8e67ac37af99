"""What a page carries, what it takes, and what it never tells."""

import asyncio
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.types import Message

from bot.web.links import SignedLinks
from bot.web.pages import web_pages
from bot.web.pages.forms import MOST_FIELDS
from bot.web.pages.safety import MOST_BYTES
from handlers.contents import Act
from handlers.ports import Services
from storage.session import Database
from tests.bot.web.reading import Page
from tests.bot.web.visiting import PUBLIC, SECRET, Site

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "x-robots-tag": "noindex, nofollow",
    "x-content-type-options": "nosniff",
}
FORM = "application/x-www-form-urlencoded"


def test_every_answer_carries_what_keeps_its_address_secret(site: Site) -> None:
    address = site.link("report", Act.MOVE)
    settings = site.links.settings(site.desk.contact_id)

    answers = [
        site.get(address),
        site.post(address),
        site.post(address, {"date": "2027-03-12"}),
        site.get("/gor/x"),
        site.get("/gor"),
        site.get(settings),
        site.client.post(address, headers={"Sec-Fetch-Site": "cross-site"}),
        site.client.post(address, content=b"x" * (MOST_BYTES + 1)),
    ]

    assert [one.status_code for one in answers] == [200, 400, 303, 404, 404, 200, 403, 413]
    carried = [{name: one.headers.get(name) for name in HEADERS} for one in answers]
    assert carried == [HEADERS] * len(answers)


def test_page_holds_no_script_and_nothing_from_elsewhere(site: Site) -> None:
    written = site.get(site.link("board", Act.BOOK)).text

    assert "<script" not in written
    assert " on" not in written.partition("<body>")[0]
    assert "http" not in written
    assert "style=" not in written


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Origin": PUBLIC}, 303),
        # What older browsers say of a page that sends no referrer.
        ({"Origin": "null"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": PUBLIC}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "http://bot.example"}, 403),
        ({"Origin": "https://bot.example:8443"}, 403),
        ({"Origin": "https://bot.example.elsewhere.example"}, 403),
    ],
)
def test_form_is_taken_from_our_own_pages_alone(
    site: Site, headers: dict[str, str], status: int
) -> None:
    site.headers |= headers

    answered = site.post(site.link("report", Act.DONE))

    assert answered.status_code == status
    assert site.duty("report").state == ("done" if status == 303 else "open")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"x" * (MOST_BYTES + 1), 413),
        (b"\xff\xfe", 400),
        (b"&".join(b"a=1" for _ in range(MOST_FIELDS + 1)), 400),
    ],
)
def test_form_that_cannot_be_read_changes_nothing(site: Site, body: bytes, status: int) -> None:
    answered = site.client.post(
        site.link("report", Act.DONE), content=body, headers={"Content-Type": FORM}
    )

    page = Page(answered.text)
    assert (answered.status_code, answered.headers["connection"]) == (status, "close")
    assert page.text.endswith("Öppna länken i mejlet och försök igen därifrån.")
    assert site.duty("report").state == "open"


def test_body_without_end_is_not_read_to_it(site: Site) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(1000):
            sent += 1
            yield b"x" * 10_000

    answered = site.client.post(site.link("report", Act.DONE), content=endless())

    assert answered.status_code == 413


def test_body_that_does_not_come_is_not_waited_for(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.pages.safety.SECONDS_TO_READ", 0.05)

    sent = asyncio.run(answer_to(site, forever=True))

    assert sent[0]["status"] == 408


def test_body_that_breaks_off_is_a_bad_request(site: Site) -> None:
    sent = asyncio.run(answer_to(site, forever=False))

    assert sent[0]["status"] == 400
    assert site.duty("report").state == "open"


async def answer_to(site: Site, *, forever: bool) -> list[Message]:
    """Send the beginning of a form, and then nothing more or the end of the connection."""
    path = site.link("report", Act.DONE).removeprefix(PUBLIC)
    began: list[Message] = [{"type": "http.request", "body": b"a", "more_body": True}]
    sent: list[Message] = []

    async def receive() -> Message:
        if began:
            return began.pop()
        if forever:
            await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "POST", "path": path, "raw_path": path.encode(),
        "query_string": b"", "headers": [],
    }  # fmt: skip
    await site.client.app(scope, receive, send)
    return sent


@pytest.fixture
def broken(site: Site) -> Iterator[TestClient]:
    """Lend pages on a database that is none, of which nobody knows what it is."""
    services = Services(Database(f"sqlite:///{__file__}"), site.desk.clock)
    with ThreadPoolExecutor(1) as executor:
        pages = web_pages(services, site.links, executor, lambda _error: "")
        yield TestClient(Starlette(routes=pages), PUBLIC)
    services.database.dispose()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_error_gives_a_reference_and_keeps_the_address_out_of_the_log(
    site: Site, broken: TestClient, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    # What the library of the test itself logs is its own affair.
    logging.getLogger("httpx2").setLevel(logging.WARNING)
    address = site.link("report", Act.DONE)

    answered = broken.request(method, address)

    page = Page(answered.text)
    reference = page.text.rpartition("ange ")[2].rstrip(".")
    assert (answered.status_code, page.h1) == (500, "Det gick inte")
    assert reference in caplog.text
    assert address.rpartition("/")[2] not in caplog.text


def test_database_that_is_away_is_said_to_be(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    services = Services(Database(f"sqlite:///{__file__}"), site.desk.clock)
    links = SignedLinks(PUBLIC, SECRET, site.desk.clock)
    with ThreadPoolExecutor(1) as executor:
        pages = web_pages(services, links, executor, lambda _error: "database_down")
        answered = TestClient(Starlette(routes=pages)).get(site.link("report", Act.DONE))
    services.database.dispose()

    assert answered.status_code == 503
    assert "Jag når inte databasen just nu. Inget har ändrats" in answered.text
    assert caplog.records == [one for one in caplog.records if one.name.startswith("httpx")]


def test_waiting_for_the_database_keeps_nobody_else_waiting(site: Site) -> None:
    together = Barrier(4, timeout=30)

    def wait_for_each_other() -> datetime:
        together.wait()
        return site.desk.clock()

    with ThreadPoolExecutor(4) as executor:
        links = SignedLinks(PUBLIC, SECRET, wait_for_each_other)
        pages = web_pages(site.desk.services, links, executor, lambda _error: "")
        client = TestClient(Starlette(routes=pages), PUBLIC)
        addresses = [site.link("report", Act.DONE)] * 4
        with client, ThreadPoolExecutor(4) as visitors:
            answers = [one.status_code for one in visitors.map(client.get, addresses)]

    assert answers == [200] * 4


def test_style_sheet_is_ours_and_looked_after_anew(site: Site) -> None:
    answers = [site.get(f"/static/{name}") for name in ("pages.css", "icon.svg", "../links.py")]

    assert [one.status_code for one in answers] == [200, 200, 404]
    assert answers[0].headers["content-type"].startswith("text/css")
    assert answers[0].headers["cache-control"] == "no-cache"
