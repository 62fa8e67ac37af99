"""The channels of docs/access.md, each tried by who really asks there: does the role count?"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from starlette.applications import Starlette
from starlette.testclient import TestClient
from typer.testing import CliRunner

from bot.app.receiving import build_incoming
from bot.cli import app
from bot.config import load_settings
from bot.web.links import SignedLinks
from bot.web.pages import web_pages
from handlers.contents import Act
from handlers.incoming import Origin
from handlers.ports import Services
from handlers.reminders import plan_due
from storage.models import (
    EventLog,
    IncomingMail,
    Invitee,
    Meeting,
    Occurrence,
    Person,
    Project,
)
from tests.flows.house import KIM, OPEN, SAM, STRANGER, STRANGERS_ADDRESS, House
from tests.handlers.documents import Row, table

CHANNELS = table("access.md", "Kanal")
COORDINATOR = "projektledare@vast.example"
# What the register alone may tell: an address of Lerum's, and the name of a project's leader.
LERUM, LEADER = "avlopp.lerum@vast.example", "Anna Qvist"
OFFICE = "små avlopp lerum i Väst"
PROJECT = "släckvatten i Väst"
OPENED = 200
ADDRESSES = {SAM: COORDINATOR, STRANGER: STRANGERS_ADDRESS}


@pytest.fixture
def told(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """Lend a house where a project's leader is named, and a terminal on its database."""
    monkeypatch.setenv("DATABASE_URL", house.settings.database_url)
    with house.services.database.write() as session:
        session.execute(
            update(Project)
            .where(Project.key == "vast-2024-slackvatten")
            .values(responsible=f"{LEADER}, 0700-123 45")
        )
    return house


def in_slack(house: House, user: str) -> Iterator[bool]:
    """Ask in each of the ways there are; tell for each whether the register was opened."""
    yield LERUM in house.ask(user, "/kontakt", OFFICE).plain
    house.ask(user, "/samverkan", PROJECT)
    yield LEADER in house.press(user, "Visa mer").plain
    house.workspace.mention(user, OPEN, f"kontakt {OFFICE}")
    yield LERUM in house.last(user).plain
    house.workspace.say(user, house.workspace.direct(user), f"kontakt {OFFICE}")
    yield LERUM in house.direct(user)[-1].plain


def shared(house: House, user: str) -> Iterator[bool]:
    """Share a project from where its sharer sees it all; tell what the channel gets."""
    house.ask(user, "/samverkan", PROJECT)
    house.press(user, "Visa mer")
    house.press(user, "Dela i kanalen")
    posted = house.workspace.messages(OPEN, seen_by=KIM)[-1]
    yield LEADER in posted.plain
    yield LEADER in house.press(STRANGER, "Visa mer", posted).plain


def in_the_terminal(channel: str) -> Callable[[House, str], Iterator[bool]]:
    """Return asking as somebody through a channel that the terminal stands in for."""

    def asked(_house: House, user: str) -> Iterator[bool]:
        words = ["ask", f"kontakt {OFFICE}", "--as", ADDRESSES[user], "--channel", channel]
        yield LERUM in CliRunner().invoke(app, words).stdout

    return asked


def by_mail(findings: str) -> Callable[[House, str], Iterator[bool]]:
    """Return asking by mail, with what the mail server has found out about the sender."""

    def asked(house: House, user: str) -> Iterator[bool]:
        domain = ADDRESSES[user].partition("@")[2]
        raw = (
            f"Authentication-Results: mx.vast.example; {findings.format(domain=domain)}\r\n"
            f"From: {ADDRESSES[user]}\r\nMessage-ID: <a@{domain}>\r\n"
            f"Subject: kontakt {OFFICE}\r\n\r\n"
        )
        given = {"MAIL_FROM": "boten@bot.example", "MAIL_AUTHSERV_ID": "mx.vast.example"}
        incoming = build_incoming(load_settings(given), house.services)
        incoming.keep(Origin("test"), raw.encode())
        assert incoming.work() == 1
        with house.services.database.session() as session:
            mail = session.scalars(select(IncomingMail).order_by(IncomingMail.id.desc())).first()
        assert mail is not None
        assert mail.answer["to"] == ADDRESSES[user]
        yield LERUM in mail.answer["reply"]["text"]

    return asked


def by_a_link(house: House, user: str) -> Iterator[bool]:
    """Follow a coordinator's link that names whoever has the address; tell whether it opens."""
    services = house.services
    plan_due(services)
    with services.database.session() as session:
        address = select(Person.id).where(Person.email == ADDRESSES[user])
        person = session.scalars(address).one_or_none() or 0
        in_vast = Occurrence.rule_key.startswith("vast-")
        number = session.scalars(select(Occurrence.id).where(in_vast).limit(1)).one()
    links = SignedLinks("https://bot.example", "k" * 32, services.clock)
    with ThreadPoolExecutor(1) as executor:
        pages = web_pages(services, links, executor, lambda _error: "")
        browser = TestClient(Starlette(routes=pages))
        yield browser.get(links.act(person, number, Act.LATER)).status_code == OPENED
        lerum, meeting = with_lerum(services)
        page = browser.get(links.attendance(person, meeting))
        assert (page.status_code == OPENED) is (lerum in page.text)
        yield lerum in page.text


def with_lerum(services: Services) -> tuple[str, int]:
    """Plan a meeting that somebody from Lerum is invited to; return their office and its number."""
    day = services.today() + timedelta(days=30)
    with services.database.write() as session:
        lerum = session.scalars(select(Person).filter_by(email=LERUM)).one()
        owner = {"collaboration_id": lerum.collaboration_id}
        meeting = Meeting(**owner, title="Kurs", first=day, last=day, created_at=services.clock())
        session.add(meeting)
        session.flush()
        row = {"meeting_id": meeting.id, "person_id": lerum.id, "invited_at": services.clock()}
        session.add(Invitee(**owner, **row))
        assert lerum.office
        return lerum.office.name, meeting.id


def by_a_meetings_link(house: House, user: str) -> Iterator[bool]:
    """Follow an invitation's link, and the one for registering; tell what of the register shows.

    Somebody from Lerum is invited too, and whoever sees the list sees them.
    """
    services, day = house.services, house.services.today() + timedelta(days=30)
    with services.database.write() as session:
        people = {one.email: one for one in session.scalars(select(Person))}
        lerum, known = people[LERUM], people.get(ADDRESSES[user])
        shared = {"collaboration_id": lerum.collaboration_id}
        meeting = Meeting(
            **shared, title="Kurs", first=day, last=day, registers=True, created_at=services.clock()
        )
        session.add(meeting)
        session.flush()
        number, person = meeting.id, known.id if known else 0
        for one in {lerum.id, person} - {0}:
            row = {"meeting_id": number, "person_id": one, "invited_at": services.clock()}
            session.add(Invitee(**shared, **row))
    links = SignedLinks("https://bot.example", "k" * 32, services.clock)
    with ThreadPoolExecutor(1) as executor:
        pages = web_pages(services, links, executor, lambda _error: "")
        browser = TestClient(Starlette(routes=pages), "https://bot.example")
        reply = browser.get(links.reply(person, number, 0))
        assert (reply.status_code == OPENED) is bool(known)
        yield LERUM in reply.text or lerum.name in reply.text
        form = {"name": "Eva Ek", "email": LERUM, "office": "0"}
        told = browser.post(links.registration(number, 0), data=form)
        assert told.status_code == OPENED
        yield LERUM in told.text or lerum.name in told.text


def changing_the_register(house: House, _user: str) -> Iterator[bool]:
    """Give a role without saying who one is; tell whether anybody's role was asked for."""
    words = ["person", "role", LERUM, "manager", "--collaboration", "vast"]
    assert CliRunner().invoke(app, words).exit_code == 0
    with house.services.database.session() as session:
        last = session.scalars(select(EventLog).order_by(EventLog.id.desc()).limit(1)).one()
    assert (last.verb, last.door) == ("role_given", "terminal")
    yield last.actor_id is not None


DOORS = (
    in_slack,
    shared,
    in_the_terminal("chat"),
    in_the_terminal("mail"),
    by_mail("dmarc=pass header.from={domain}"),
    by_mail("dmarc=fail header.from={domain}"),
    by_a_link,
    by_a_meetings_link,
    changing_the_register,
)


def test_channels_are_those_of_the_table() -> None:
    codes = ["slack", "slack", "chat", "mail", "mail", "mail", "link", "page", "terminal"]

    assert [row["Kod"] for row in CHANNELS] == codes
    assert len(DOORS) == len(codes)


@pytest.mark.parametrize(
    ("row", "ways"), list(zip(CHANNELS, DOORS, strict=True)), ids=[row["Kanal"] for row in CHANNELS]
)
def test_role_counts_where_the_table_says(
    told: House, row: Row, ways: Callable[[House, str], Iterator[bool]]
) -> None:
    counted = set(ways(told, SAM))

    assert counted == {row["Rollen räknas"] == "ja"}


@pytest.mark.parametrize("ways", DOORS[:-1], ids=[row["Kanal"] for row in CHANNELS[:-1]])
def test_no_channel_opens_the_register_to_a_stranger(
    told: House, ways: Callable[[House, str], Iterator[bool]]
) -> None:
    assert set(ways(told, STRANGER)) == {False}
