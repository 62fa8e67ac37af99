"""A calendar to subscribe to: asked for in chat, opened in the browser, fetched by a program."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from typer.testing import CliRunner

from bot.app.addresses import PageAddresses, signed_links
from bot.app.sending import Outgoing
from bot.app.serving import build_slack_app, build_web
from bot.cli import app
from bot.config import EVENTS_PATH
from bot.web.serving import listening, serving
from bot.workspace import Message
from handlers.answers import Asker
from handlers.coming import agenda
from handlers.errors import Refusal
from handlers.invitations import Whom, invite, uninvite
from handlers.meetings import Booking, book, cancel_meeting, move_meeting
from handlers.people import set_role
from handlers.reminders import plan_due
from storage.models import Person
from tests.bot.workspace.browser import open_page
from tests.calendars import faults, read_lines
from tests.flows.house import (
    EVA,
    INA,
    OPEN,
    STRANGER,
    House,
    bot_settings,
    built_house,
    labels,
    lines,
)
from tests.flows.letters import COORDINATOR, TRUSTED, Post, answers, fates, order, text_of
from tests.icaljs import expand

EVAS = "avlopp.vetlanda@jonkoping.example"
DAY, WEEK_AFTER = date(2027, 2, 10), date(2027, 2, 17)
GONE = "Failed to load resource: the server responded with a status of 410 (Gone)"
PAGE = re.compile(r"https?://\S+/kalender/\S+")


@dataclass
class Subscribed:
    """The house with its pages, a meeting that Eva is invited to, and a program that fetches."""

    house: House
    coordinator: Asker
    meeting: int
    eva: int

    def page_of(self, user: str, asked: str = "kalenderlänk") -> str:
        """Ask for the link in chat, and return where it leads."""
        return address_in(self.house.ask(user, "/samverkan", asked))

    def move(self, day: date) -> None:
        wanted = Booking(first=day, starts=time(9), ends=time(12), place="Habo")
        move_meeting(self.house.services, self.coordinator, self.meeting, wanted)

    def cancel(self) -> None:
        cancel_meeting(self.house.services, self.coordinator, self.meeting)

    def uninvite(self) -> None:
        uninvite(self.house.services, self.coordinator, self.meeting, self.eva)


@pytest.fixture
def subscribed(sample_url: str) -> Iterator[Subscribed]:
    with (
        built_house(sample_url) as built,
        listening("127.0.0.1", 0) as listener,
        ThreadPoolExecutor(4) as executor,
    ):
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        settings = bot_settings(sample_url, built.workspace, PUBLIC_URL=url)
        links = signed_links(settings, built.clock)
        services = replace(built.services, addresses=PageAddresses(settings, built.clock))
        house = replace(built, services=services, settings=settings, url=url)
        site = build_web(
            services,
            executor,
            build_slack_app(settings, services),
            outgoing=Outgoing(services, {}, links),
        )
        with serving(site, listener):
            built.workspace.events_url = url + EVENTS_PATH
            yield prepared(house)


def prepared(house: House) -> Subscribed:
    services = house.services
    set_role(services, COORDINATOR, "coordinator", "jonkoping")
    plan_due(services)
    with services.database.session() as session:
        found = session.execute(select(Person.email, Person.id)).all()
    people = {address: number for address, number in found if address}
    coordinator = Asker("jonkoping", people[COORDINATOR], frozenset({"coordinator"}), "slack")
    duties = agenda(services, coordinator, date(2027, 1, 1), date(2027, 12, 31)).duties
    number = next(one.number for one in duties if one.rule == "jkp-styrgrupp" and not one.part)
    assert number is not None
    wanted = Booking(first=DAY, starts=time(9), ends=time(12), place="Stadshuset i Habo")
    meeting = book(services, coordinator, number, wanted).number
    invite(services, coordinator, meeting, Whom(people=(people[EVAS],)))
    return Subscribed(house, coordinator, meeting, people[EVAS])


def address_in(shown: Message) -> str:
    (found,) = PAGE.findall("\n".join(lines(shown)))
    return str(found)


def file_on(page: Page, address: str) -> str:
    """Open the page about a calendar, and return the address that is to be copied there."""
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Prenumerera på kalendern")
    return page.get_by_label("Kalenderns adress").input_value()


def fetched(address: str, known: str = "") -> httpx2.Response:
    return httpx2.get(address, headers={"If-None-Match": known} if known else {})


def shown(raw: bytes) -> tuple[list[str], list[str], list[str]]:
    """Return what stands in a calendar: what, how it stands, and when, as ical.js reads it."""
    assert faults(raw) == []
    (times,) = expand([raw])
    titles, states = (
        [line.value for line in read_lines(raw) if line.name == name]
        for name in ("SUMMARY", "STATUS")
    )
    return titles, states, [begins for begins, _ in times]


def test_meeting_is_followed_from_the_chat_into_a_program(
    browser: Browser, subscribed: Subscribed
) -> None:
    address = subscribed.page_of(EVA)
    with open_page(browser, java_script_enabled=False) as page:
        file = file_on(page, address)
    booked = fetched(file)
    subscribed.move(WEEK_AFTER)
    moved = fetched(file, booked.headers["etag"])
    unchanged = fetched(file, moved.headers["etag"])
    subscribed.cancel()
    cancelled = fetched(file, moved.headers["etag"])

    assert shown(booked.content) == (
        ["Styrgruppsmöten"], ["CONFIRMED"], ["2027-02-10T08:00:00Z"],
    )  # fmt: skip
    assert moved.status_code == 200
    assert shown(moved.content)[2] == ["2027-02-17T08:00:00Z"]
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert shown(cancelled.content) == (
        ["Inställt: Styrgruppsmöten"], ["CANCELLED"], ["2027-02-17T08:00:00Z"],
    )  # fmt: skip
    assert EVAS.encode() not in cancelled.content


def test_new_address_is_made_on_the_page_and_the_old_one_is_void(
    browser: Browser, subscribed: Subscribed
) -> None:
    address = subscribed.page_of(EVA)
    with open_page(browser, java_script_enabled=False, complaints=[GONE]) as page:
        old = file_on(page, address)
        page.get_by_text("Byt till en ny adress").click()
        page.get_by_role("button", name="Byt adress nu").click()
        expect(page.get_by_role("status")).to_contain_text("Nu gäller en ny adress")
        new = page.get_by_label("Kalenderns adress").input_value()
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("Länken gäller inte längre")

    void = fetched(old)
    assert void.status_code == 410
    assert void.text.startswith("Länken till kalendern gäller inte längre.")
    assert shown(fetched(new).content)[0] == ["Styrgruppsmöten"]
    assert subscribed.page_of(EVA) != address


def test_new_address_is_made_in_words_too(subscribed: Subscribed, browser: Browser) -> None:
    old = subscribed.page_of(EVA)

    new = subscribed.page_of(EVA, "ny kalenderlänk")

    assert new != old
    assert subscribed.page_of(EVA) == new
    assert fetched(old).status_code == 410
    with open_page(browser) as page:
        assert shown(fetched(file_on(page, new)).content)[0] == ["Styrgruppsmöten"]


def test_another_persons_calendar_shows_nothing_of_it(
    browser: Browser, subscribed: Subscribed
) -> None:
    inas, evas, everybodys = (
        subscribed.page_of(INA),
        subscribed.page_of(EVA),
        subscribed.page_of(EVA, "kalenderlänk samverkan"),
    )
    with open_page(browser) as page:
        files = [file_on(page, one) for one in (inas, evas, everybodys)]

    seen = [shown(fetched(one).content)[0] for one in files]

    assert len(set(files)) == 3
    assert seen == [[], ["Styrgruppsmöten"], ["Styrgruppsmöten"]]


def test_meeting_vanishes_for_whoever_is_taken_off_the_list(
    browser: Browser, subscribed: Subscribed
) -> None:
    with open_page(browser) as page:
        mine = file_on(page, subscribed.page_of(EVA))
        every = file_on(page, subscribed.page_of(EVA, "kalenderlänk samverkan"))

    subscribed.uninvite()

    assert [shown(fetched(one).content)[0] for one in (mine, every)] == [[], ["Styrgruppsmöten"]]


def test_link_is_shown_to_the_asker_alone_and_cannot_be_shared(subscribed: Subscribed) -> None:
    workspace = subscribed.house.workspace
    expected = subscribed.page_of(EVA)
    asked = subscribed.house.last(EVA)

    workspace.mention(EVA, OPEN, "kalenderlänk")
    mentioned = subscribed.house.last(EVA)
    workspace.say(EVA, workspace.direct(EVA), "kalenderlänk")
    direct = subscribed.house.direct(EVA)[-1]

    assert {address_in(one) for one in (asked, mentioned, direct)} == {expected}
    for one in (asked, mentioned, direct):
        assert "Dela i kanalen" not in labels(one)
    assert not any("/kalender/" in str(one.blocks) for one in workspace.messages(OPEN))
    assert workspace.refusals == []


def test_stranger_is_told_how_to_be_let_in(subscribed: Subscribed) -> None:
    told = lines(subscribed.house.ask(STRANGER, "/samverkan", "kalenderlänk"))

    assert told[0].startswith("Jag känner inte igen dig än")
    assert not PAGE.search("\n".join(told))


def test_where_there_are_no_pages_it_is_said_in_plain_words(quick_house: House) -> None:
    told = lines(quick_house.ask(EVA, "/samverkan", "kalenderlänk"))

    assert told[0].startswith("Jag har ingen sida att länka till, för PUBLIC_URL")


def test_mail_answers_with_the_link_to_whoever_it_knows(coordinator: Post, folder: Path) -> None:
    for number, asked in enumerate(["kalenderlänk", "kalenderlänk", "ny kalenderlänk"]):
        coordinator(order(asked, number, Authentication_Results=TRUSTED))

    first, again, new = (PAGE.findall(text_of(one)) for one in answers(folder, COORDINATOR))
    assert first == again
    assert len(first) == len(new) == 1
    assert new != first


def test_mail_that_may_be_anybodys_is_asked_about_first(
    coordinator: Post, folder: Path, sample_url: str
) -> None:
    coordinator(order("kalenderlänk"))

    (told,) = answers(folder, COORDINATOR)
    assert not PAGE.search(text_of(told))
    assert fates(sample_url)[-1][0] == "quarantined"


def test_terminal_answers_with_the_link(sample_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", sample_url)
    asked = ["ask", "kalenderlänk", "--as", EVAS]
    without = CliRunner().invoke(app, asked)
    monkeypatch.setenv("PUBLIC_URL", "https://bot.example")
    monkeypatch.setenv("SECRET_KEY", "k" * 32)

    answered = CliRunner().invoke(app, asked)

    assert isinstance(without.exception, Refusal)
    assert without.exception.code == "no_feed_address"
    assert [one[:29] for one in PAGE.findall(answered.stdout)] == ["https://bot.example/kalender/"]
