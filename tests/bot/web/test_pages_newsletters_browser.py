"""The newsletters' pages in a real browser: nobody is shut out, whatever they use and however."""

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import asdict, replace

import pytest
from playwright.sync_api import Browser, Page, expect

from handlers.contents import Edition, EditionItem, EditionSection, Section
from storage.models import NewsletterIssue, SlackIdentity
from tests.bot.mail.issues import ISSUE, PICTURE
from tests.bot.web.browsing import BAD, LONG, Served, Visit, look_closely, opened
from tests.bot.workspace.browser import Scheme, open_page
from tests.bot.workspace.test_axe import Look, faults
from tests.handlers.calendars import Desk
from tests.handlers.newsletters.archived import OUT, add_issue, add_picture

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

LIST = "/nyhetsbrev/jonkoping"
SIZES = (360, 700)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# A square of one pixel.
PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGPgjvUGAAEqALRc1f5DAAAAAElFTkSuQmCC"
)
WIDE = EditionSection(
    Section.NATIONAL,
    (EditionItem(LONG, f"{LONG}\n\n[{LONG}](https://a.example/{LONG})\n\n`{LONG}`"),),
)


def publish(desk: Desk, edition: Edition = ISSUE) -> int:
    """Let an issue stand in the archive as it was approved."""
    number = add_issue(desk, edition.number, subject=edition.subject)
    with desk.services.database.write() as session:
        issue = session.get_one(NewsletterIssue, number)
        issue.published_at = OUT
        issue.edition = {
            "sections": [asdict(one) for one in edition.sections],
            "pictures": [asdict(one) for one in edition.pictures],
        }
    assert add_picture(desk, number, PNG) == PICTURE.code
    return number


@pytest.fixture
def served(desk: Desk) -> Iterator[Served]:
    with opened(desk) as served:
        yield served


def archive(page: Page, served: Served) -> None:
    for number, year in ((3, 2026), (2, 2027), (3, 2027)):
        add_issue(served.desk, number, year=year, subject=LONG)
    page.goto(f"{served.links.public_url}{LIST}")
    expect(page.get_by_role("heading", level=2)).to_have_count(2)


def empty(page: Page, served: Served) -> None:
    page.goto(f"{served.links.public_url}{LIST}")
    expect(page.get_by_text("Inget nummer har kommit ut än.")).to_be_visible()


def issue(page: Page, served: Served) -> None:
    publish(served.desk, replace(ISSUE, sections=(*ISSUE.sections, WIDE)))
    page.goto(f"{served.links.public_url}{LIST}/2027-1")
    expect(page.get_by_role("heading", level=1)).to_have_text(ISSUE.subject)
    expect(page.get_by_role("img", name=PICTURE.alt)).to_be_visible()


def leaving(page: Page, served: Served) -> None:
    desk = served.desk
    with desk.services.database.write() as session:
        account = {"team": "T1", "slack_user": "U1", "person_id": desk.contact_id}
        session.add(SlackIdentity(**account, verified_at=desk.clock.now))
    page.goto(served.links.leave(desk.contact_id, publish(desk)))
    expect(page.get_by_role("button")).to_have_count(2)


def left(page: Page, served: Served) -> None:
    leaving(page, served)
    page.get_by_role("button", name="Avsluta nyhetsbrevet").click()
    expect(page.get_by_role("status")).to_contain_text("Du får inte längre nyhetsbrevet")


def joining(page: Page, served: Served) -> None:
    page.goto(f"{served.links.public_url}{LIST}/prenumerera")
    expect(page.get_by_label("Din mejladress")).to_be_visible()


def mistaken(page: Page, served: Served) -> None:
    joining(page, served)
    page.get_by_label("Din mejladress").fill(LONG)
    page.get_by_role("button").click()
    expect(page.locator("[aria-invalid=true]")).to_have_count(1)


def sent(page: Page, served: Served) -> None:
    joining(page, served)
    page.get_by_label("Din mejladress").fill("eva@hemma.example")
    page.get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text("Ett mejl är på väg")


def confirming(page: Page, served: Served) -> None:
    desk = served.desk
    page.goto(served.links.join(desk.contact_id, desk.collaboration_id))
    expect(page.get_by_role("button")).to_have_text("Ja, jag vill ha nyhetsbrevet")


def confirmed(page: Page, served: Served) -> None:
    confirming(page, served)
    page.get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text("Tack, du får nyhetsbrevet")


PAGES = (archive, empty, issue, leaving, left, joining, sent, confirming, confirmed)
VISITS = [*((one, ()) for one in PAGES), (mistaken, (BAD,))]


@pytest.mark.parametrize(("visit", "complaints"), VISITS)
def test_page_shuts_nobody_out(
    browser: Browser, served: Served, visit: Visit, complaints: tuple[str, ...]
) -> None:
    look_closely(browser, served, visit, complaints)


@pytest.mark.parametrize("visit", [archive, issue, left])
def test_axe_finds_nothing_on_a_phone_or_beside_something_else(
    browser: Browser, served: Served, visit: Visit
) -> None:
    looks: list[Look] = [(scheme, width) for scheme in SCHEMES for width in SIZES]

    with open_page(browser) as page:
        visit(page, served)
        found = faults(page, looks)

    assert found == dict.fromkeys(looks, ())


def test_axe_sees_what_would_be_wrong_with_an_issue(browser: Browser, served: Served) -> None:
    defects = {
        "image-alt": "document.querySelector('.issue img').removeAttribute('alt')",
        "color-contrast": "document.querySelector('.issue .owner').style.color = '#777777'",
        "heading-order": "document.querySelector('.issue h2').outerHTML = '<h5>Annat</h5>'",
    }

    with open_page(browser) as page:
        issue(page, served)
        for defect in defects.values():
            page.evaluate(defect)
        found = faults(page)

    for faulty in found.values():
        assert set(defects) <= {fault.split(":")[0] for fault in faulty}


def test_somebody_leaves_and_has_it_again_without_javascript(
    browser: Browser, served: Served
) -> None:
    with open_page(browser, java_script_enabled=False) as page:
        left(page, served)
        page.get_by_role("button", name="Jag vill ha det igen").click()
        expect(page.get_by_role("status")).to_contain_text("Du får nyhetsbrevet med mejl")


def test_issue_is_found_from_the_list_and_can_be_printed(browser: Browser, served: Served) -> None:
    publish(served.desk)

    with open_page(browser) as page:
        page.goto(f"{served.links.public_url}{LIST}")
        page.get_by_role("link", name="Nr 1:").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(ISSUE.subject)
        page.emulate_media(media="print", color_scheme="dark")
        # The heading stands there before the style sheet has come.
        expect(page.locator("html")).to_have_css("background-color", "rgb(255, 255, 255)")
        expect(page.get_by_role("link", name="Alla nummer av nyhetsbrevet")).to_be_hidden()
        expect(page.get_by_role("heading", name="Ventilation pågår")).to_be_visible()
