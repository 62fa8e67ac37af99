"""A meeting in the demo as those invited see it in their calendars, from invited to cancelled."""

from collections.abc import Iterator
from datetime import date

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Locator, Page, expect

from tests.bot.workspace.browser import open_page
from tests.bot.workspace.test_axe import LOOKS, faults
from tests.calendars import codes
from tests.flows.demo_meetings import DemoMeetings, demo_meetings

MANAGER, MANAGERS = "miljochef.nassjo@jonkoping.example", "/som/UJ03/kalender"
CONTACT, CONTACTS = "kontaktperson.habo@jonkoping.example", "/som/UJ02/kalender"
# Has no account in the workspace.
OUTSIDER = "miljochef.aneby@jonkoping.example"
OUTSIDERS = f"/adress/{OUTSIDER.replace('@', '%40')}/kalender"
FROM = "Flyttat från ons 10 feb 2027 9.00–12.00."
WEEK_LATER = date(2027, 2, 17)


@pytest.fixture
def meetings() -> Iterator[DemoMeetings]:
    with demo_meetings() as opened:
        yield opened


def test_meeting_is_accepted_and_declined_moves_and_is_cancelled_before_everybody_s_eyes(
    browser: Browser, meetings: DemoMeetings
) -> None:
    with open_page(browser) as manager, open_page(browser) as contact:
        for page, path in ((manager, MANAGERS), (contact, CONTACTS)):
            page.goto(meetings.workspace.base_url + path)
            expect(page.get_by_text("Hit kommer möten")).to_be_visible()

        meetings.invite(MANAGER, CONTACT)
        answer(manager, "Acceptera")
        expect(meeting(manager)).to_contain_text("Du har accepterat.")
        answer(contact, "Avböj", "Jag är på kurs")
        expect(meeting(contact)).to_contain_text("Du har avböjt. Du skrev: ”Jag är på kurs”")
        meetings.until(MANAGER, "accepted")
        meetings.until(CONTACT, "declined")
        expect(meeting(manager)).to_contain_text("Boten har skrivit upp det")
        assert [one.comment for one in meetings.attendance().people] == ["Jag är på kurs", ""]

        meetings.move(WEEK_LATER)
        for page, before in ((manager, "Du accepterade förut."), (contact, "Du avböjde förut.")):
            expect(day(page)).to_have_text("Ons 17 feb 2027")
            expect(meeting(page)).to_contain_text(FROM)
            expect(meeting(page)).to_contain_text(before)
            expect(page.get_by_role("status")).to_contain_text(FROM)
        answer(contact, "Acceptera")
        meetings.until(CONTACT, "accepted")
        assert meetings.said() == {MANAGER: "", CONTACT: "accepted"}

        meetings.cancel()
        for page in (manager, contact):
            expect(meeting(page).locator("h3 s")).to_be_visible()
            expect(meeting(page)).to_contain_text("Inställt")
            expect(meeting(page).get_by_role("button")).to_have_count(0)
    assert meetings.workspace.refusals == []


def test_new_place_is_told_and_nobody_has_to_answer_again(
    browser: Browser, meetings: DemoMeetings
) -> None:
    with open_page(browser) as page:
        page.goto(meetings.workspace.base_url + MANAGERS)
        meetings.invite(MANAGER)
        answer(page, "Preliminärt")
        meetings.until(MANAGER, "tentative")

        meetings.move(place="Rådhuset i Nässjö")

        expect(meeting(page)).to_contain_text("Ny plats, förut Stadshuset i Habo.")
        expect(meeting(page)).to_contain_text("Du har svarat preliminärt.")
        assert meetings.said() == {MANAGER: "tentative"}
        answer(page, "Acceptera")
        meetings.until(MANAGER, "accepted")


def test_mails_of_a_calendar_are_sound_and_come_from_whoever_answers(
    browser: Browser, meetings: DemoMeetings
) -> None:
    with open_page(browser) as manager, open_page(browser) as contact:
        for page, path in ((manager, MANAGERS), (contact, CONTACTS)):
            page.goto(meetings.workspace.base_url + path)
        meetings.invite(MANAGER, CONTACT)
        for page in (manager, contact):
            answer(page, "Acceptera")
        for address in (MANAGER, CONTACT):
            meetings.until(address, "accepted")

    outbox = meetings.workspace.outbox
    assert outbox is not None
    sent = {address: outbox.letters(address) for address in (MANAGER, CONTACT)}
    (outlook,), (thunderbird,) = sent[MANAGER], sent[CONTACT]
    assert (outlook.subject, thunderbird.subject) == (
        "Accepterat: Styrgruppsmöten",
        "Accepterad: Styrgruppsmöten",
    )
    assert (b"ORGANIZER" in outlook.calendar, b"ORGANIZER" in thunderbird.calendar) == (False, True)
    # Outlook writes MAILTO: in capitals.
    assert (codes(outlook.calendar), codes(thunderbird.calendar)) == (["attendee"], [])
    assert all("dmarc=pass" in dict(one.headers)["Authentication-Results"] for one in sent[MANAGER])


def test_somebody_without_account_and_javascript_answers_and_proposes_another_time(
    browser: Browser, meetings: DemoMeetings
) -> None:
    meetings.invite(OUTSIDER)
    workspace = meetings.workspace
    meetings.arrived(OUTSIDER)
    with open_page(browser, java_script_enabled=False) as page:
        page.goto(workspace.base_url + OUTSIDERS)
        answer(page, "Acceptera", "Vi är två")
        expect(meeting(page)).to_contain_text("Du har accepterat. Du skrev: ”Vi är två”")
        meetings.until(OUTSIDER, "accepted")

        page.get_by_role("link", name="Föreslå en annan tid").click()
        page.get_by_label("Dag").fill("2027-02-11")
        page.get_by_label("Börjar klockan").fill("13:00")
        page.get_by_role("button", name="Skicka förslaget").click()

        expect(meeting(page)).to_contain_text("Du har föreslagit tors 11 feb 2027 13.00–16.00.")
        assert meetings.said() == {OUTSIDER: "accepted"}


def test_calendar_is_used_by_keyboard_and_shuts_nobody_out(
    browser: Browser, meetings: DemoMeetings
) -> None:
    with open_page(browser, reduced_motion="reduce") as page:
        page.goto(meetings.workspace.base_url + CONTACTS)
        meetings.invite(CONTACT)
        expect(page.get_by_role("status")).to_contain_text("Styrgruppsmöten: Obesvarat")
        meeting(page).get_by_text("Visa mejlet").press("Enter")
        looks = page.frame_locator("iframe[title='Mejlet om Styrgruppsmöten']")
        expect(looks.get_by_role("heading").first).to_contain_text("Kallelse")
        accept = meeting(page).get_by_role("button", name="Acceptera")
        accept.focus()
        page.keyboard.press("Enter")
        expect(meeting(page)).to_contain_text("Boten har skrivit upp det")
        expect(page.get_by_role("status")).to_contain_text("Styrgruppsmöten: Accepterat")
        expect(accept).to_be_focused()
        page.evaluate(AXE_SCRIPT)

        found = faults(page)

        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(meeting(page)).to_contain_text("Du har avböjt.")
        meetings.until(CONTACT, "declined")
    assert found == dict.fromkeys(LOOKS, ())


def meeting(page: Page) -> Locator:
    return page.get_by_role("article", name="Styrgruppsmöten")


def day(page: Page) -> Locator:
    """Give the heading of the day after today."""
    return page.locator("h2.day:not(.today)")


def answer(page: Page, name: str, comment: str = "") -> None:
    if comment:
        meeting(page).get_by_text("Skriv något till svaret").click()
        meeting(page).get_by_label("Kommentar").fill(comment)
    meeting(page).get_by_role("button", name=name).click()
