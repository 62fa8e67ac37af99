"""The page of an inquiry in a real browser: nobody is shut out."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from handlers.inquiries import close_inquiry, draft_inquiry
from handlers.inquiries.planning import LONGEST_OPTION
from handlers.inquiry_views import Asked, InquiryPlan, InquiryQuestion, QuestionKind, Unit
from handlers.voting import send_inquiry
from storage.models import Collaboration, EnvironmentalOffice
from tests.bot.web.browsing import BAD, LONG, Served, Visit, look_closely, opened, send
from tests.factories import add_person
from tests.handlers.calendars import Desk

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

QUESTIONS = (
    InquiryQuestion(text=f"Har ni egna provtagare? {LONG}", kind=QuestionKind.YES_NO),
    InquiryQuestion(text="Hur många?", kind=QuestionKind.NUMBER, unit="st", required=False),
    InquiryQuestion(
        text="Vilka ämnen?",
        kind=QuestionKind.SEVERAL,
        options=("PFAS", LONG[:LONGEST_OPTION]),
        required=False,
    ),
    InquiryQuestion(text="Varför?", required=False),
)


@pytest.fixture
def served(desk: Desk) -> Iterator[Served]:
    with opened(desk) as served:
        yield served


def asked(served: Served, unit: Unit = Unit.OFFICE) -> int:
    desk = served.desk
    plan = InquiryPlan(
        title="Provtagning 2027",
        questions=QUESTIONS,
        about=f"Vi planerar nästa år.\n{LONG}",
        unit=unit,
        asked=Asked(everybody=True),
        answer_by=date(2027, 1, 29),
    )
    number = draft_inquiry(desk.services, desk.coordinator, plan)
    send_inquiry(desk.services, desk.coordinator, number)
    return number


def asking(page: Page, served: Served) -> None:
    page.goto(served.links.inquiry(served.desk.contact_id, asked(served)))


def answered(page: Page, served: Served) -> None:
    asking(page, served)
    page.get_by_label("ja", exact=True).check()
    page.get_by_label("Varför?").fill(LONG)
    send(page)
    expect(page.get_by_role("status")).to_contain_text("Tack, svaret är sparat")


def answered_of_visits(page: Page, served: Served) -> None:
    page.goto(served.links.inquiry(served.desk.contact_id, asked(served, Unit.VISIT)))
    page.get_by_label("Besök").fill("Macken")
    page.get_by_label("nej", exact=True).check()
    send(page)
    expect(page.get_by_role("link", name="Macken")).to_be_visible()


def replacing(page: Page, served: Served) -> None:
    """Come to what a colleague has answered."""
    answered(page, served)
    desk = served.desk
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        habo = session.get_one(EnvironmentalOffice, desk.offices["Habo"])
        other = add_person(session, owner, "Mia Mil", roles=("manager",), office=habo).id
    page.goto(served.links.inquiry(other, 1))
    expect(page.get_by_label("Ersätt det svaret med mitt")).to_be_visible()


def over(page: Page, served: Served) -> None:
    answered(page, served)
    close_inquiry(served.desk.services, served.desk.coordinator, 1)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rundfrågan är stängd")


def nothing_answered(page: Page, served: Served) -> None:
    asking(page, served)
    page.get_by_label("Hur många?").fill("många")
    send(page)
    expect(page.locator(".fault")).to_have_count(2)


SOUND_VISITS: list[Visit] = [asking, answered, answered_of_visits, replacing, over]
FAULTY_VISITS: list[Visit] = [nothing_answered]
VISITS = [*((visit, ()) for visit in SOUND_VISITS), *((visit, (BAD,)) for visit in FAULTY_VISITS)]


@pytest.mark.parametrize(
    ("visit", "complaints"), VISITS, ids=[visit.__name__ for visit, _ in VISITS]
)
def test_page_shuts_nobody_out(
    browser: Browser, served: Served, visit: Visit, complaints: tuple[str, ...]
) -> None:
    look_closely(browser, served, visit, complaints)
