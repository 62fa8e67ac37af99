"""A question by mail: handed over by a mail server, answered once, in its thread."""

import email
import email.policy
import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

import pytest
from icalendar import Calendar
from starlette.applications import Starlette
from starlette.testclient import TestClient
from typer.testing import CliRunner, Result

from bot.app.sending import signed_links
from bot.app.services import build_services
from bot.cli import app
from bot.config import load_settings
from bot.web.pages import web_pages
from storage.models import CoordinatorTask, EventLog, IncomingMail
from storage.session import Database
from tests.fakes import FixedClock
from tests.sample import NOW

BOT = "assistent@vast.example"
INA = "avlopp.lerum@vast.example"
REPLIED = "auto-replied"
VERIFIED = "mx.vast.example; dmarc=pass header.from=vast.example"
LATER, NO_INPUT = 75, 66
Post = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "mail"


@pytest.fixture
def post(sample_url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Post:
    """Lend a way to hand over a mail as a mail server does, and to let the clock tick after it."""
    monkeypatch.setenv("DATABASE_URL", sample_url)
    monkeypatch.setenv("SMTP_URL", f"file:{folder}")
    monkeypatch.setenv("MAIL_FROM", f"Samverkansboten <{BOT}>")
    monkeypatch.setenv("MAIL_AUTHSERV_ID", "mx.vast.example")
    monkeypatch.setenv("PUBLIC_URL", "https://bot.example")
    monkeypatch.setenv("SECRET_KEY", "k" * 32)
    monkeypatch.setattr("bot.app.services.system_clock", FixedClock(NOW))
    runner = CliRunner()

    def hand_over(raw: bytes) -> Result:
        taken = runner.invoke(app, ["receive"], input=raw)
        runner.invoke(app, ["tick"])
        return taken

    return hand_over


def written(subject: str, text: str = "", *, sender: str = INA, **fields: str) -> bytes:
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, BOT, subject
    named = {"Message_ID": "<fraga@vast.example>", **fields}
    for name, value in named.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes()


def answers(folder: Path, to: str = INA) -> list[EmailMessage]:
    """Return the answers to somebody, the oldest first."""
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    mails = [
        email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files
    ]
    return [mail for mail in mails if to in str(mail["To"]) and mail["Auto-Submitted"] == REPLIED]


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def changes(url: str) -> tuple[int, int]:
    """Count what is to do for the coordinator, and what has been logged."""
    database = Database(url)
    with database.session() as session:
        counted = session.query(CoordinatorTask).count(), session.query(EventLog).count()
    database.dispose()
    return counted


def fates(url: str) -> list[tuple[str, str]]:
    database = Database(url)
    with database.session() as session:
        found = [
            (one.state, one.reason) for one in session.query(IncomingMail).order_by(IncomingMail.id)
        ]
    database.dispose()
    return found


def test_question_is_answered_once_in_its_thread(post: Post, folder: Path) -> None:
    raw = written("projekt släckvatten", References="<forsta@vast.example>")

    done = [post(raw).exit_code for _ in range(2)]

    (answer,) = answers(folder)
    assert done == [0, 0]
    assert answer["Subject"] == "SV: projekt släckvatten"
    assert text_of(answer).startswith("Tillsynsprojekt släckvatten\n")
    assert answer["In-Reply-To"] == "<fraga@vast.example>"
    assert answer["References"] == "<forsta@vast.example> <fraga@vast.example>"
    assert answer["From"] == f"Samverkansboten <{BOT}>"
    assert answer.get_body(("html",)) is not None


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("", "projekt släckvatten"),
        ("Hej", "Hej!\n\nprojekt släckvatten\n\nMvh\nIna"),
        ("Sv: Fråga", "projekt släckvatten\n\n> Den 3 mars skrev Boten:\n> projekt avfall"),
    ],
)
def test_question_is_found_in_the_subject_or_the_first_lines(
    post: Post, folder: Path, subject: str, text: str
) -> None:
    post(written(subject, text))

    (answer,) = answers(folder)
    assert text_of(answer).startswith("Tillsynsprojekt släckvatten\n")


def test_choice_is_made_by_answering_with_its_number(post: Post, folder: Path) -> None:
    post(written("projekt ventilation"))
    (offered,) = answers(folder)
    number = {"In_Reply_To": str(offered["Message-ID"]), "Message_ID": "<tva@vast.example>"}

    post(written("SV: projekt ventilation", "2", **number))

    chosen = answers(folder)[-1]
    lines = [line for line in text_of(offered).splitlines() if line.startswith("2. ")]
    choices = [line.partition(" ·")[0] for line in lines]
    assert "Svara med numret på det du menar." in text_of(offered)
    assert choices == [f"2. {text_of(chosen).splitlines()[0]}"[: len(choices[0])]]


def test_verified_sender_sees_what_a_stranger_does_not(post: Post, folder: Path) -> None:
    question = "vem är kontaktperson i Lerum?"
    post(written(question, sender=STRANGER, Message_ID="<annan@hemma.example>"))
    post(written(question, Message_ID="<kand@vast.example>", Authentication_Results=VERIFIED))

    (hidden,), (shown,) = answers(folder, STRANGER), answers(folder)

    assert "kontaktperson.lerum@vast.example" not in text_of(hidden)
    assert "kontaktperson.lerum@vast.example" in text_of(shown)


STRANGER = "granne@hemma.example"
COORDINATOR = "utvecklingsledare@jonkoping.example"
TRUSTED = VERIFIED.replace("=vast", "=jonkoping")
TICKED = "klart verksamhetsberättelsen"


@pytest.fixture
def coordinator(post: Post) -> Post:
    """Lend the way in where there is a coordinator, and something to tick off."""
    runner = CliRunner()
    runner.invoke(
        app, ["person", "role", COORDINATOR, "coordinator", "--collaboration", "jonkoping"]
    )
    runner.invoke(app, ["tick"])
    return post


def order(asked: str, number: int = 1, **fields: str) -> bytes:
    message_id = f"<order-{number}@jonkoping.example>"
    return written(asked, sender=COORDINATOR, Message_ID=message_id, **fields)


def verbs(url: str) -> list[str]:
    database = Database(url)
    with database.session() as session:
        found = [one.verb for one in session.query(EventLog).filter_by(door="mail")]
    database.dispose()
    return found


def link_in(mail: EmailMessage) -> str:
    (found,) = re.findall(r"https://bot\.example(/bekrafta/\S+)", text_of(mail))
    return str(found)


@contextmanager
def site() -> Iterator[TestClient]:
    """Open the pages that mails lead to."""
    settings = load_settings(os.environ)
    services = build_services(settings, FixedClock(NOW))
    links = signed_links(settings, services.clock)
    assert links is not None
    with ThreadPoolExecutor(1) as executor:
        pages = web_pages(services, links, executor, lambda _error: "")
        with TestClient(Starlette(routes=pages), base_url="https://bot.example") as client:
            yield client
    services.database.dispose()


def files_of(mail: EmailMessage) -> dict[str | None, bytes]:
    found = {}
    for one in mail.iter_attachments():
        content = one.get_payload(decode=True)
        assert isinstance(content, bytes)
        found[one.get_filename()] = content
    return found


def test_row_of_a_long_list_is_chosen_by_its_number(coordinator: Post, folder: Path) -> None:
    coordinator(order("förslag"))
    (listed,) = answers(folder, COORDINATOR)
    (line,) = [one for one in text_of(listed).splitlines() if one.startswith("12. ")]

    answered = {"In_Reply_To": str(listed["Message-ID"])}
    raw = written(
        "SV: förslag", "12", sender=COORDINATOR, Message_ID="<tolv@x.example>", **answered
    )
    coordinator(raw)

    title = line.removeprefix("12. ").partition(" ·")[0]
    assert text_of(answers(folder, COORDINATOR)[-1]).startswith(title)
    assert list(files_of(listed)) == ["lista.xlsx"]


def test_calendar_comes_with_an_answer_about_dates(coordinator: Post, folder: Path) -> None:
    coordinator(order("kalender februari 2027", Authentication_Results=TRUSTED))

    (answer,) = answers(folder, COORDINATOR)
    files = files_of(answer)
    calendar = Calendar.from_ical(files["kalender.ics"])
    assert isinstance(calendar, Calendar)
    assert list(files) == ["kalender.ics", "lista.xlsx"]
    assert "Verksamhetsberättelse med bokslut" in [str(one["SUMMARY"]) for one in calendar.events]
    assert "Datumen finns i filen kalender.ics, som du kan öppna i din kalender." in text_of(answer)


def test_verified_sender_changes_something_once(
    coordinator: Post, folder: Path, sample_url: str
) -> None:
    raw = order(TICKED, Authentication_Results=TRUSTED)

    for _ in range(2):
        coordinator(raw)
    coordinator(order("ångra verksamhetsberättelsen", 2, Authentication_Results=TRUSTED))

    done, undone = (text_of(one) for one in answers(folder, COORDINATOR))
    assert "Klart" in done.splitlines()[0]
    assert undone.startswith("Öppnat igen\n\nVerksamhetsberättelse med bokslut")
    assert verbs(sample_url) == ["duty_done", "duty_reopened"]


def test_thanks_for_what_was_done_does_not_do_it_again(
    coordinator: Post, folder: Path, sample_url: str
) -> None:
    coordinator(order(TICKED, Authentication_Results=TRUSTED))
    (done,) = answers(folder, COORDINATOR)
    before = changes(sample_url)

    thread = {"In_Reply_To": str(done["Message-ID"]), "References": "<order-1@jonkoping.example>"}
    coordinator(
        written(
            "Sv: " + TICKED,
            "Tack!",
            sender=COORDINATOR,
            Message_ID="<tack@jonkoping.example>",
            Authentication_Results=TRUSTED,
            **thread,
        )
    )

    assert len(answers(folder, COORDINATOR)) == 2
    assert changes(sample_url) == before


def test_unverified_sender_is_asked_at_their_own_address_before_anything_is_done(
    coordinator: Post, folder: Path, sample_url: str
) -> None:
    before = changes(sample_url)

    coordinator(order(TICKED))

    (asked,) = answers(folder, COORDINATOR)
    assert asked["Subject"] == f"Är det här mejlet från dig? {TICKED}"
    assert asked["In-Reply-To"] == "<order-1@jonkoping.example>"
    assert TICKED in text_of(asked)
    assert fates(sample_url) == [("quarantined", "unconfirmed")]
    assert changes(sample_url) == before


def test_mail_is_acted_on_once_when_its_sender_has_confirmed_it(
    coordinator: Post, folder: Path, sample_url: str
) -> None:
    coordinator(order(TICKED))
    (asked,) = answers(folder, COORDINATOR)

    with site() as browser:
        path = link_in(asked)
        shown = browser.get(path)
        looked = fates(sample_url)
        told = [browser.post(path, headers={"Sec-Fetch-Site": "same-origin"}) for _ in range(2)]
        CliRunner().invoke(app, ["tick"])
        again = browser.post(path, headers={"Sec-Fetch-Site": "same-origin"})

    assert TICKED in shown.text
    assert looked == [("quarantined", "unconfirmed")]
    assert {one.status_code for one in (*told, again)} == {200}
    assert "Tack, mejlet är bekräftat" in told[1].text
    assert verbs(sample_url) == ["duty_done"]
    assert fates(sample_url) == [("answered", "")]
    assert "Klart" in text_of(answers(folder, COORDINATOR)[-1]).splitlines()[0]
    assert len(answers(folder, COORDINATOR)) == 2


def test_contact_details_are_shown_to_who_confirms_and_to_nobody_else(
    post: Post, folder: Path
) -> None:
    post(written("vem är kontaktperson i Lerum?"))
    (asked,) = answers(folder)

    with site() as browser:
        browser.post(link_in(asked), headers={"Sec-Fetch-Site": "same-origin"})
    CliRunner().invoke(app, ["tick"])

    assert "kontaktperson.lerum@vast.example" not in text_of(asked)
    assert "kontaktperson.lerum@vast.example" in text_of(answers(folder)[-1])


@pytest.mark.parametrize(
    ("said", "fate"),
    [
        ("släpp mejl {number}", ("answered", "", 1)),
        ("släng mejl {number}", ("discarded", "unknown_sender", 0)),
    ],
)
def test_stranger_changes_nothing_before_the_coordinator_lets_it_through(
    coordinator: Post, folder: Path, sample_url: str, said: str, fate: tuple[str, str, int]
) -> None:
    before, _ = changes(sample_url)
    wish = {"Message_ID": "<onskan@hemma.example>"}
    coordinator(written("avsluta nyhetsbrevet", sender=STRANGER, **wish))
    (told,) = answers(folder, STRANGER)
    waiting, _ = changes(sample_url)
    coordinator(order("karantän", Authentication_Results=TRUSTED))
    (shown,) = answers(folder, COORDINATOR)
    (number,) = re.findall(r"släpp mejl (\d+),", text_of(shown))

    coordinator(order(said.format(number=number), 2, Authentication_Results=TRUSTED))

    assert text_of(told).startswith("Jag känner inte igen din adress")
    assert "avsluta nyhetsbrevet · från granne@hemma.example" in " ".join(text_of(shown).split())
    assert waiting == before
    assert (*fates(sample_url)[0], changes(sample_url)[0] - before) == fate


def test_nobody_else_sees_the_quarantine(coordinator: Post, folder: Path) -> None:
    coordinator(written("avsluta nyhetsbrevet", sender=STRANGER, Message_ID="<a@hemma.example>"))

    coordinator(written("karantän", Authentication_Results=VERIFIED))

    (told,) = answers(folder)
    assert text_of(told).startswith("Det här är bara öppet för en annan roll.")


def test_choice_is_what_stood_in_the_answer_and_only_for_who_got_it(
    post: Post, folder: Path
) -> None:
    post(written("projekt ventilation"))
    (offered,) = answers(folder)
    other = "miljochef.boras@vast.example"

    post(
        written(
            "SV: projekt",
            "1",
            sender=other,
            In_Reply_To=str(offered["Message-ID"]),
            Message_ID="<annan@vast.example>",
        )
    )

    (told,) = answers(folder, other)
    assert text_of(told).splitlines()[0] not in text_of(offered)


def test_message_id_that_is_none_does_not_stop_the_answer(post: Post, folder: Path) -> None:
    raw = written("projekt släckvatten").replace(
        b"<fraga@vast.example>", "<fr\u00e5ga @x>".encode()
    )

    post(raw)

    (answer,) = answers(folder)
    assert answer["In-Reply-To"] is None


def test_stranger_gets_a_few_answers_a_day(post: Post, folder: Path) -> None:
    for number in range(7):
        post(written("projekt släckvatten", Message_ID=f"<{number}@vast.example>"))

    assert len(answers(folder)) == 5


@pytest.mark.usefixtures("post")
def test_mail_whose_taking_in_was_cut_off_is_answered_when_the_clock_ticks(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as cut:
        cut.setattr("bot.app.receiving.take", lambda _services: None)
        CliRunner().invoke(app, ["receive"], input=written("projekt släckvatten"))
    before = answers(folder)

    CliRunner().invoke(app, ["tick"])

    assert before == []
    assert len(answers(folder)) == 1


def test_automatic_reply_is_kept_and_never_answered(
    post: Post, folder: Path, sample_url: str
) -> None:
    post(written("Autosvar: projekt släckvatten", "Jag är borta.", Auto_Submitted="auto-replied"))

    assert answers(folder) == []
    assert fates(sample_url) == [("silent", "automatic")]


def test_mail_that_only_its_words_give_away_is_not_answered_with_nothing(
    post: Post, folder: Path, sample_url: str
) -> None:
    post(written("", "Autosvar: Jag är på semester till den 1 december."))

    assert answers(folder) == []
    assert fates(sample_url) == [("silent", "automatic")]


def test_two_assistants_stop_at_one_mail(post: Post, folder: Path) -> None:
    post(written("projekt släckvatten"))
    (answer,) = answers(folder)

    post(answer.as_bytes())

    assert len(list(folder.glob("*.eml"))) == 1


def test_poisoned_mail_stops_nobody(post: Post, folder: Path) -> None:
    poison = b"From: =?utf-8?q?a=0D=0ABcc=3A_evil=40x.example?= <a@b.example>\r\n\r\nx"

    codes = [post(poison).exit_code, post(written("projekt släckvatten")).exit_code]

    assert codes == [0, 0]
    assert len(answers(folder)) == 1


def test_mail_server_is_told_to_come_back_while_the_database_is_away(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://bot@127.0.0.1:1/nothing")

    assert post(written("projekt släckvatten")).exit_code == LATER


def test_mail_server_is_told_what_is_not_set(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAIL_FROM")

    done = post(written("projekt släckvatten"))

    assert done.exit_code == LATER
    assert "MAIL_FROM" in done.stderr


def test_nothing_is_no_mail(post: Post) -> None:
    assert post(b"\n").exit_code == NO_INPUT
