from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.app.services import database_trouble
from bot.mail.rendering import printed
from bot.web.links import SignedLinks
from bot.web.pages import web_pages
from handlers.ports import Services
from storage.session import Database
from tests.bot.web.visiting import BOARD, FIGURES, PUBLIC, REPORT, SECRET, Site
from tests.fakes import FixedClock
from tests.handlers.calendars import START, Desk, open_desk


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    """Lend a collaboration with a coordinator, two offices, and something of every kind to do."""
    services = Services(Database(database_url), FixedClock(START))
    desk = open_desk(services)
    for key, shape in (("report", REPORT), ("figures", FIGURES), ("board", BOARD)):
        desk.add_rule(key, shape)
    desk.tick()
    yield desk
    services.database.dispose()


@pytest.fixture
def site(desk: Desk) -> Iterator[Site]:
    """Lend the pages of that collaboration."""
    links = SignedLinks(PUBLIC, SECRET, desk.clock)
    with ThreadPoolExecutor(4) as executor:

        def open_client(links: SignedLinks) -> TestClient:
            pages = web_pages(desk.services, links, executor, database_trouble, printed)
            return TestClient(Starlette(routes=pages), PUBLIC, follow_redirects=False)

        yield Site(desk, links, open_client(links), open_client)
