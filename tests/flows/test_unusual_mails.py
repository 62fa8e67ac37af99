"""Mails as few programs write them: what goes back keeps the rules, or fails where it is seen."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.app.receiving import build_incoming
from bot.app.sending import build_outgoing
from bot.app.services import build_services
from bot.config import Settings, load_settings
from handlers.incoming import Origin
from handlers.outbox import outbox_lines
from handlers.ports import Services
from storage.models import IncomingMail, Notice
from tests.bot.mail.stand_ins import parsed
from tests.fakes import FixedClock
from tests.letters import faults
from tests.sample import NOW

ASA, SAFE = "åsa@växjö.example", "asa@vaxjo.example"
IDS = [f"<{number:040d}@vaxjo.example>" for number in range(30)]


def settings_of(url: str, folder: Path) -> Settings:
    return load_settings(
        {
            "DATABASE_URL": url,
            "MAIL_FROM": "Samverkansboten på väg <boten@växjö.example>",
            "SMTP_URL": f"file:{folder / 'mail'}",
            "PUBLIC_URL": "https://bot.example",
            "SECRET_KEY": "k" * 32,
        }
    )


@pytest.fixture
def both_settings(sample_url: str, tmp_path: Path) -> Settings:
    """Lend the settings of a bot with mail, once on each kind of database."""
    return settings_of(sample_url, tmp_path)


@pytest.fixture
def mail_settings(sqlite_path: Path, tmp_path: Path) -> Settings:
    """Lend them on SQLite, where the kind of database makes no difference."""
    return settings_of(f"sqlite:///{sqlite_path}", tmp_path)


@contextmanager
def opened(settings: Settings) -> Iterator[Services]:
    services = build_services(settings, FixedClock(NOW))
    yield services
    services.database.dispose()


@pytest.fixture
def services(mail_settings: Settings) -> Iterator[Services]:
    with opened(mail_settings) as services:
        yield services


def written(sender: str = SAFE, subject: str = "projekt släckvatten", **fields: str) -> bytes:
    given = {"Message_ID": "<1@vaxjo.example>", **fields}
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in given.items())
    return f"From: {sender}\r\nSubject: {subject}\r\n{head}\r\n\r\n".encode()


def sent(settings: Settings, services: Services, raw: bytes) -> list[bytes]:
    """Take a mail in, answer it, and return all that was sent."""
    assert build_incoming(settings, services).keep(Origin("test"), raw)
    outgoing = build_outgoing(settings, services)
    for _ in range(3):
        outgoing.work()
    folder = Path(settings.needed("SMTP_URL").removeprefix("file:"))
    return [file.read_bytes() for file in sorted(folder.glob("*.eml"))]


def fates(services: Services) -> list[tuple[str, str, str, int]]:
    """Return what became of each mail, and of its answer with how often that was tried."""
    with services.database.session() as session:
        found = session.execute(
            select(IncomingMail.state, Notice.state, Notice.error, Notice.attempts).join(
                Notice, Notice.incoming_id == IncomingMail.id
            )
        )
        return [(mail, answer, error, tries) for mail, answer, error, tries in found]


# What a mail may say of its thread, and what an answer may repeat of it (RFC 5322, section 3.6.4).
LONG = f"<{'a' * 880}@vaxjo.example>"
REPEATED = {
    "as it should be": (" ".join(IDS), IDS[-19:]),
    "a line of 2 000 octets": (" ".join([*IDS, LONG]), [*IDS[-18:], LONG]),
    "no at sign": (f"{IDS[0]} <abc> {IDS[1]}", IDS[:2]),
    "two at signs": (f"{IDS[0]} <a@b@c.example>", IDS[:1]),
    "dots side by side": (f"{IDS[0]} <a..b@c.example> <a@c.example.>", IDS[:1]),
    "signs of no id": (f"{IDS[0]} <a(b)@c.example> <a,b@c.example> <a:b@c>", IDS[:1]),
    "quotation marks": (f'{IDS[0]} <"a"@c.example>', IDS[:1]),
    "a literal address": (f"{IDS[0]} <a@[192.0.2.1]>", [IDS[0], "<a@[192.0.2.1]>"]),
    "encoded words": (f"{IDS[0]} <=?utf-8?q?=C3=A5?=@c.example>", IDS[:1]),
    "other letters": (f"{IDS[0]} <å@växjö.example>", IDS[:1]),
    "an id of 990 octets": (f"{IDS[0]} <{'a' * 976}@vaxjo.example>", IDS[:1]),
    "commas between": (", ".join(IDS[:2]), IDS[:2]),
    "nothing": ("", []),
}


@pytest.mark.parametrize(("references", "repeated"), REPEATED.values(), ids=REPEATED)
def test_answer_repeats_of_a_thread_what_may_be_written(
    mail_settings: Settings, services: Services, references: str, repeated: list[str]
) -> None:
    (answer,) = sent(mail_settings, services, written(References=references))

    assert faults(answer) == []
    assert parsed(answer)["In-Reply-To"].split() == ["<1@vaxjo.example>"]
    assert parsed(answer)["References"].split() == [*repeated, "<1@vaxjo.example>"]


@pytest.mark.parametrize(
    "named", ["<abc>", "abc", "<a@b@c.example>", "<a..b@c.example>", "<=?utf-8?q?a?=@c.example>"]
)
def test_mail_whose_own_id_is_none_is_answered_outside_its_thread(
    mail_settings: Settings, services: Services, named: str
) -> None:
    (answer,) = sent(mail_settings, services, written(Message_ID=named))

    assert faults(answer) == []
    assert (parsed(answer)["In-Reply-To"], parsed(answer)["References"]) == (None, None)


@pytest.mark.parametrize(
    "subject",
    [
        "projekt släckvatten " + "och mycket annat " * 100,
        "projekt släckvatten " + "å" * 1_500,
        "=?utf-8?q?projekt_sl=C3=A4ckvatten=0D=0ABcc:_alla=40kommun.example?=",
        "projekt släckvatten\x00\x1b\x7f",
    ],
    ids=["words", "a word", "a field", "control characters"],
)
def test_answer_to_a_subject_that_is_none_keeps_the_rules(
    mail_settings: Settings, services: Services, subject: str
) -> None:
    (answer,) = sent(mail_settings, services, written(subject=subject, X_Odd="x" * 2_000))

    assert faults(answer) == []
    assert str(parsed(answer)["Subject"]).startswith("SV: projekt släckvatten")
    assert "Bcc" not in parsed(answer)


def test_sender_with_a_domain_of_other_letters_is_answered_in_ascii(
    mail_settings: Settings, services: Services
) -> None:
    (answer,) = sent(mail_settings, services, written("Åsa <asa@växjö.example>"))

    assert faults(answer) == []
    assert str(parsed(answer)["To"]) == "asa@xn--vxj-qla6g.example"
    assert fates(services) == [("answered", "sent", "", 1)]


# Without SMTPUTF8 there is no way to write such an address (RFC 6531).
@pytest.mark.parametrize(
    ("asked", "state"), [("projekt släckvatten", "answered"), ("avsluta brevet", "quarantined")]
)
def test_answer_to_who_cannot_be_written_to_fails_once_and_says_why(
    both_settings: Settings, asked: str, state: str
) -> None:
    hard = written(ASA, asked, References=" ".join([*IDS, LONG]), X_Odd="x" * 2_000)

    with opened(both_settings) as services:
        mails = sent(both_settings, services, hard)

        assert mails == []
        assert fates(services) == [(state, "failed", "mail_bad_address", 1)]
        assert [(one.state, one.error) for one in outbox_lines(services, limit=9)] == [
            ("failed", "mail_bad_address")
        ]


def test_sender_who_cannot_be_written_to_keeps_nobody_else_waiting(
    mail_settings: Settings, services: Services
) -> None:
    sent(mail_settings, services, written(ASA, Message_ID="<2@vaxjo.example>"))

    (answer,) = sent(mail_settings, services, written())

    assert str(parsed(answer)["To"]) == SAFE
