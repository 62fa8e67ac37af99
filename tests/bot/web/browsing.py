"""The pages in a real browser, and all that shuts somebody out there."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page
from starlette.applications import Starlette

from bot.app.services import database_trouble
from bot.mail.rendering import printed
from bot.web.links import SignedLinks
from bot.web.pages import web_pages
from bot.web.serving import listening, serving
from handlers.contents import Act
from tests.bot.web.visiting import SECRET
from tests.bot.workspace.browser import Scheme, open_page
from tests.bot.workspace.test_accessibility import CONTRAST, SOUND, STRUCTURE, WIDER
from tests.bot.workspace.test_axe import LOOKS, faults
from tests.handlers.calendars import Desk

STATUS = "Failed to load resource: the server responded with a status of "
BAD = f"{STATUS}400 (Bad Request)"
# A phone, a window of 1 100 pixels at 200 percent, and at 400.
SIZES = [(320, 640), (550, 380), (275, 190)]
LONG = "Tillsynsvägledningsöverenskommelse" * 3
# What is pressed must be large enough to be hit: a choice is pressed on its label too.
SMALL = """() => [...document.querySelectorAll("a, button, select, textarea, input")]
  .filter((e) => e.type !== "hidden").map((e) => e.closest(".choice") ?? e)
  .map((e) => [e.getBoundingClientRect(), e.outerHTML])
  .filter(([box]) => box.height < 24 || box.width < 24).map(([, written]) => written)"""


@dataclass(frozen=True, slots=True)
class Served:
    """The pages on an address of their own, and the calendar that they are about."""

    desk: Desk
    links: SignedLinks

    def open(self, page: Page, rule: str, act: Act) -> None:
        """Follow the link in a coordinator's mail."""
        page.goto(self.links.act(self.desk.coordinator_id, self.desk.number(rule), act))

    def open_part(self, page: Page, act: Act) -> None:
        """Follow the link in a contact person's mail."""
        number = self.desk.number("figures")
        page.goto(self.links.act(self.desk.contact_id, number, act, "Habo"))


Visit = Callable[[Page, Served], None]


@contextmanager
def opened(desk: Desk) -> Iterator[Served]:
    """Serve the pages of a calendar."""
    with ThreadPoolExecutor(4) as executor, listening("127.0.0.1", 0) as listener:
        links = SignedLinks(f"http://127.0.0.1:{listener.getsockname()[1]}", SECRET, desk.clock)
        pages = web_pages(desk.services, links, executor, database_trouble, printed)
        with serving(Starlette(routes=pages), listener):
            yield Served(desk, links)


def arrive(page: Page, served: Served, visit: Visit) -> None:
    """Come to a page, and let its style sheet come too."""
    visit(page, served)
    page.wait_for_load_state()


def send(page: Page) -> None:
    """Press the one button of the form."""
    page.locator("main form .button").click()


def look_closely(browser: Browser, served: Served, visit: Visit, complaints: Sequence[str]) -> None:
    """See that a page shuts nobody out, whatever they use and however."""
    with open_page(browser, complaints=complaints) as page:
        arrive(page, served, visit)
        structure, small = page.evaluate(STRUCTURE), page.evaluate(SMALL)
        wider = [is_wider(page, *size) for size in SIZES]
        pale = [pale_words(page, scheme) for scheme in ("light", "dark")]
        found = faults(page)

    assert structure == SOUND
    assert (small, wider, pale) == ([], [False] * len(SIZES), [[], []])
    assert found == dict.fromkeys(LOOKS, ())


def is_wider(page: Page, width: int, height: int) -> Any:
    page.set_viewport_size({"width": width, "height": height})
    return page.evaluate(WIDER)


def pale_words(page: Page, scheme: Scheme) -> Any:
    page.emulate_media(color_scheme=scheme)
    return page.evaluate(CONTRAST)
