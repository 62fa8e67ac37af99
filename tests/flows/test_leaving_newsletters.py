"""Having the newsletter and leaving it: by mail, by what a mail program sends, and in chat."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from typer.testing import CliRunner

from bot.app.addresses import signed_links
from bot.cli import app
from bot.config import load_settings
from storage.models import Collaboration, EventLog, NewsletterChoice, NewsletterIssue, Person
from storage.session import Database
from tests.factories import add_person
from tests.fakes import FixedClock
from tests.flows.house import INA as INA_IN_CHAT
from tests.flows.house import House, lines
from tests.flows.letters import (
    INA,
    STRANGER,
    VERIFIED,
    Post,
    answers,
    fates,
    link_in,
    mails_to,
    site,
    text_of,
    written,
)
from tests.sample import NOW

LETTER = "nyhetsbrevet från Miljösamverkan Väst"
GUEST = "eva@habo.example"
FROM_GUEST = VERIFIED.replace("=vast", "=habo")
ID = {"Message_ID": "<onskan@hemma.example>"}
MACHINE = {**ID, "Auto_Submitted": "auto-generated"}


@contextmanager
def opened(url: str) -> Iterator[Session]:
    """Lend a session that may write."""
    database = Database(url)
    with database.write() as session:
        yield session
    database.dispose()


def kept(url: str) -> list[tuple[str, str]]:
    with opened(url) as session:
        rows = session.execute(select(NewsletterChoice.choice, NewsletterChoice.door))
        return [(choice, door) for choice, door in rows]


def events(url: str) -> int:
    with opened(url) as session:
        verbs = select(EventLog.id).where(EventLog.verb == "newsletter_chosen")
        return len(session.scalars(verbs).all())


@pytest.fixture
def token(post: Post, sample_url: str) -> str:
    """Lend what stands in the head of an inspector's copy of an issue."""
    del post
    with opened(sample_url) as session:
        owner = session.scalars(select(Collaboration).filter_by(key="vast")).one()
        ina = session.scalars(select(Person.id).filter_by(email=INA)).one()
        issue = NewsletterIssue(
            collaboration_id=owner.id, year=2026, number=1, subject="Nytt", created_at=NOW
        )
        session.add(issue)
        session.flush()
        numbers = ina, issue.id
    links = signed_links(load_settings(os.environ), FixedClock(NOW))
    assert links is not None
    return links.leaves.token(*numbers)


def test_verified_sender_leaves_and_has_it_again(post: Post, folder: Path, sample_url: str) -> None:
    post(written("avsluta nyhetsbrev", Authentication_Results=VERIFIED))
    left = kept(sample_url)
    wish = {"Message_ID": "<igen@vast.example>", "Authentication_Results": VERIFIED}
    post(written("vill ha nyhetsbrevet", **wish))

    ended, again = (text_of(one) for one in answers(folder))
    assert left == [("none", "mail")]
    assert ended.startswith("Du får inte längre nyhetsbrevet från Miljösamverkan Väst.")
    assert again.startswith("Du får nyhetsbrevet från Miljösamverkan Väst med mejl.")
    assert kept(sample_url) == [("mail", "mail")]


def test_unverified_sender_in_the_register_is_asked_first(
    post: Post, folder: Path, sample_url: str
) -> None:
    post(written("avsluta nyhetsbrev"))

    (asked,) = answers(folder)
    assert str(asked["Subject"]).startswith("Är det här mejlet från dig?")
    assert fates(sample_url) == [("quarantined", "unconfirmed")]
    assert kept(sample_url) == []


@pytest.mark.parametrize("sender", [INA, STRANGER])
def test_token_is_the_proof_whoever_sends_it(
    post: Post, folder: Path, sample_url: str, token: str, sender: str
) -> None:
    raw = written(f"avsluta nyhetsbrev {token}", sender=sender, **ID)

    for _ in range(2):
        post(raw)

    (told,) = answers(folder, sender)
    assert text_of(told).startswith("Du får inte längre nyhetsbrevet från Miljösamverkan Väst.")
    assert INA not in text_of(told)
    assert (kept(sample_url), events(sample_url)) == ([("none", "mail")], 1)


def test_machine_that_leaves_for_its_user_is_heard_and_never_answered(
    post: Post, folder: Path, sample_url: str, token: str
) -> None:
    post(written(f"avsluta nyhetsbrev {token}", sender=STRANGER, **MACHINE))

    assert answers(folder, STRANGER) == []
    assert fates(sample_url) == [("silent", "automatic")]
    assert kept(sample_url) == [("none", "mail")]


def test_mail_that_has_come_back_leaves_nothing(
    post: Post, folder: Path, sample_url: str, token: str
) -> None:
    post(written(f"avsluta nyhetsbrev {token}", sender=STRANGER, Return_Path="<>", **ID))

    assert (answers(folder, STRANGER), kept(sample_url)) == ([], [])


def test_token_that_nobody_wrote_leaves_nothing(
    post: Post, folder: Path, sample_url: str, token: str
) -> None:
    broken = f"{token[:-3]}abc"

    post(written(f"avsluta nyhetsbrev {broken}", sender=STRANGER, **ID))

    (told,) = answers(folder, STRANGER)
    assert text_of(told).startswith("Jag känner inte igen dig, så inget har ändrats.")
    assert kept(sample_url) == []


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("avsluta nyhetsbrevet", "länken längst ner"),
        ("jag vill ha nyhetsbrevet", "https://bot.example/nyhetsbrev/"),
    ],
)
def test_stranger_is_told_how_at_once(
    post: Post, folder: Path, sample_url: str, said: str, how: str
) -> None:
    post(written(said, sender=STRANGER, **ID))

    (told,) = answers(folder, STRANGER)
    assert how in " ".join(text_of(told).split())
    assert fates(sample_url) == [("answered", "")]
    assert kept(sample_url) == []


def test_guest_leaves_by_a_verified_mail_and_is_forgotten(
    post: Post, folder: Path, sample_url: str
) -> None:
    with opened(sample_url) as session:
        owner = session.scalars(select(Collaboration).filter_by(key="jonkoping")).one()
        guest = add_person(session, owner, "Eva Ek", kind="guest", key="guest-1", email=GUEST).id
    wish = {"Message_ID": "<1@habo.example>", "Authentication_Results": FROM_GUEST}
    post(written("vill ha nyhetsbrevet", sender=GUEST, **wish))
    wanted = kept(sample_url)
    post(written("avsluta nyhetsbrev", sender=GUEST, **{**wish, "Message_ID": "<2@habo.example>"}))

    assert wanted == [("mail", "mail")]
    assert kept(sample_url) == [("none", "mail")]
    assert text_of(answers(folder, GUEST)[-1]).startswith(
        "Du får inte längre nyhetsbrevet från Miljösamverkan Jönköping"
    )
    with opened(sample_url) as session:
        assert session.get_one(Person, guest).email is None


def test_guest_who_is_not_verified_changes_nothing(
    post: Post, folder: Path, sample_url: str
) -> None:
    with opened(sample_url) as session:
        owner = session.scalars(select(Collaboration).filter_by(key="jonkoping")).one()
        add_person(session, owner, "Eva Ek", kind="guest", key="guest-1", email=GUEST)

    post(written("vill ha nyhetsbrevet", sender=GUEST, **ID))

    assert "inget har ändrats" in text_of(answers(folder, GUEST)[0])
    assert kept(sample_url) == []


def test_in_chat_it_is_done_at_once(house: House) -> None:
    ended = house.ask(INA_IN_CHAT, "/samverkan", "avsluta nyhetsbrev")
    summary = house.ask(INA_IN_CHAT, "/samverkan", "jag vill ha nyhetsbrevet i chatten")
    again = house.ask(INA_IN_CHAT, "/samverkan", "börja få nyhetsbrevet")

    assert [lines(one)[0] for one in (ended, summary, again)] == [
        f"Du får inte längre {LETTER}.",
        f"Du får en sammanfattning av {LETTER} i chatten, när ett nummer kommer ut.",
        f"Du får {LETTER} med mejl.",
    ]


def test_terminal_has_no_asker_and_says_how(post: Post) -> None:
    del post

    told = CliRunner().invoke(app, ["ask", "avsluta nyhetsbrevet", "--collaboration", "vast"])

    assert "Jag känner inte igen dig" in told.output


def test_stranger_joins_on_a_page_confirms_in_a_mail_and_leaves(
    post: Post, folder: Path, sample_url: str
) -> None:
    del post
    ours = {"Sec-Fetch-Site": "same-origin"}
    with site() as browser:
        asked = browser.post("/nyhetsbrev/vast/prenumerera", data={"email": STRANGER}, headers=ours)
        CliRunner().invoke(app, ["tick"])
        (mail,) = mails_to(folder, STRANGER)
        before = kept(sample_url)
        joined = browser.post(link_in(mail), headers=ours)
        wanted = kept(sample_url)
    links = signed_links(load_settings(os.environ), FixedClock(NOW))
    assert links is not None
    with opened(sample_url) as session:
        guest = session.scalars(select(Person.id).filter_by(email=STRANGER)).one()
    with site() as browser:
        left = browser.post(
            f"/av/{links.leaves.token(guest, 0)}", data={"List-Unsubscribe": "One-Click"}
        )

    assert "Ett mejl är på väg" in asked.text
    assert mail["Subject"] == "Vill du få nyhetsbrevet från Miljösamverkan Väst?"
    assert "Tack, du får nyhetsbrevet" in joined.text
    assert (before, wanted) == ([], [("mail", "page")])
    assert (left.status_code, kept(sample_url)) == (200, [("none", "one_click")])
    with opened(sample_url) as session:
        assert session.get_one(Person, guest).email is None
