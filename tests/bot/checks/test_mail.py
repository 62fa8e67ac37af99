from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.app.checks import Finding, Ground, trial_of
from bot.app.checks.mail import check_mail
from tests.bot.checks.ground import ground, said
from tests.bot.mail.conftest import Certificate
from tests.bot.mail.servers import DROP, Script, mail_server, token_endpoint
from tests.bot.mail.stand_ins import parsed

SENDER = "bot@kommun.example"
ACCOUNTS = {SENDER: "hemligt"}
SENT = (
    "Mejlservern tog emot ett provmejl till anna@kommun.example, med Message-ID {}. Det betyder "
    "inte att det har kommit fram: titta i brevlådan, också i skräpposten."
)
TAKES = ("ok", f"Mejlservern 127.0.0.1 släpper in boten och tar emot mejl från {SENDER}.")


def to_server(port: int, account: str = "", host: str = "127.0.0.1", **more: str) -> Ground:
    return ground(SMTP_URL=f"smtp://{account}{host}:{port}", MAIL_FROM=f"Boten <{SENDER}>", **more)


@contextmanager
def server(answers: dict[str, list[str]] | None = None, **options: Any) -> Iterator[Any]:
    script = Script(answers or {}, accounts=ACCOUNTS)
    with mail_server(script, auth_require_tls=False, **options) as port:
        yield script, port


def checked(where: Ground) -> list[Finding]:
    return list(check_mail(where))


def refused(answers: dict[str, list[str]]) -> Finding:
    with server(answers) as (_, port):
        (found,) = checked(to_server(port))
    return found


def test_mail_server_that_takes_our_mail_is_fine_and_gets_none() -> None:
    with server() as (script, port):
        found = checked(to_server(port, "bot%40kommun.example:hemligt@"))

    assert said(found) == [TAKES]
    assert (script.logins, script.taken) == ([("PLAIN", "hemligt")], [])


def test_encryption_is_told(certificate: Certificate) -> None:
    with server(tls_context=certificate.server_side()) as (_, port):
        found = checked(to_server(port))

    assert said(found) == [TAKES, ("ok", "Förbindelsen till mejlservern är krypterad.")]


@pytest.mark.usefixtures("far_away")
def test_mail_that_anybody_on_the_way_can_read_is_a_warning() -> None:
    with server() as (_, port):
        found = checked(to_server(port, host="mail.example"))

    assert said(found[1:]) == [("warning", "Mejlen går okrypterade till mejlservern.")]


def test_wrong_password_is_a_fault_and_is_told_to_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with server() as (_, port):
        (found,) = checked(to_server(port, "bot%40kommun.example:felaktigt@"))

    assert said([found]) == [
        ("fault", "Mejlservern godtar inte kontot och lösenordet, eller nyckeln.")
    ]
    assert "%40" in found.todo
    assert "felaktigt" not in caplog.text + repr(found)


@pytest.mark.usefixtures("far_away")
def test_certificate_that_is_not_trusted_is_a_fault_and_gets_no_password(
    certificate: Certificate,
) -> None:
    with server(tls_context=certificate.server_side()) as (script, port):
        (found,) = checked(to_server(port, "bot%40kommun.example:hemligt@", "mail.example"))

    assert said([found]) == [
        (
            "fault",
            "Mejlserverns certifikat går inte att lita på. Inget lösenord har skickats.",
        )
    ]
    assert "SSL_CERT_FILE" in found.todo
    assert script.logins == []


@pytest.mark.usefixtures("far_away")
def test_server_that_cannot_encrypt_gets_no_password() -> None:
    with server() as (script, port):
        found = checked(to_server(port, "bot%40kommun.example:hemligt@", "mail.example"))

    assert said(found) == [
        ("fault", "Mejlservern kan inte kryptera, så boten skickar inte sitt lösenord.")
    ]
    assert script.logins == []


def test_refused_sender_is_a_fault() -> None:
    found = refused({"MAIL": ["550 5.7.60 Client does not have permissions to send as this"]})

    assert said([found]) == [("fault", "Mejlservern tar inte emot mejl från adressen i MAIL_FROM.")]
    assert found.todo.startswith("Ge kontot i SMTP_URL rätt att skicka")


def test_relaying_that_is_denied_is_a_fault() -> None:
    found = refused({"RCPT": ["554 5.7.1 Relay access denied"]})

    assert said([found]) == [("fault", "Mejlservern förmedlar inte mejl från boten.")]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("450 4.7.1 Greylisted", "Mejlservern ber boten komma tillbaka senare."),
        ("550 5.1.1 No such mailbox", "Mejlservern tar inte emot mejl till adressen."),
    ],
)
def test_what_may_be_right_all_the_same_is_a_warning(answer: str, words: str) -> None:
    assert said([refused({"RCPT": [answer]})]) == [("warning", words)]


def test_token_that_is_not_handed_out_is_a_fault() -> None:
    with (
        token_endpoint((401, {"error": "invalid_client"})) as endpoint,
        server(auth_exclude_mechanism=["PLAIN", "LOGIN"]) as (_, port),
    ):
        oauth = {
            "SMTP_TOKEN_URL": endpoint.url,
            "SMTP_CLIENT_ID": "boten",
            "SMTP_CLIENT_SECRET": "hemligt",
        }
        found = checked(to_server(port, "bot%40kommun.example@", **oauth))

    assert said(found) == [("fault", "Den som delar ut nycklar (OAuth 2.0) ger inte boten någon.")]


def test_server_that_is_away_is_a_fault() -> None:
    found = checked(to_server(9))

    assert said(found) == [("fault", "Mejlservern går inte att nå.")]


def test_half_set_mail_is_a_fault_with_the_variable_named() -> None:
    nobody = checked(ground(SMTP_URL="smtp://mail.example"))
    no_password = checked(to_server(25, "konto@"))

    assert said([*nobody, *no_password]) == [
        ("fault", "MAIL_FROM saknas: ska vara en e-postadress, eller Namn <adress>."),
        ("fault", "SMTP_URL: ska innehålla både konto och lösenord, eller inget av dem."),
    ]


def test_folder_is_looked_at_in_place_of_a_server(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("i vägen")
    sender = {"MAIL_FROM": SENDER}

    right = checked(ground(SMTP_URL=f"file:{tmp_path / 'mejl'}", **sender))
    wrong = checked(ground(SMTP_URL=f"file:{tmp_path / 'fil'}", **sender))

    assert said([*right, *wrong]) == [
        ("ok", "Mejlen blir filer i en katalog som går att skriva i. Inget skickas."),
        ("fault", "Det går inte att skriva i katalogen för mejl."),
    ]


def test_no_mail_at_all_is_skipped_with_a_word() -> None:
    assert said(checked(ground())) == [("skipped", "Inget att kontrollera: SMTP_URL är inte satt.")]


def trial(where: Ground, address: str = "anna@kommun.example") -> list[Finding]:
    return list(trial_of(address).look(where))


def test_trial_mail_is_sent_and_told_by_its_name() -> None:
    with server() as (script, port):
        (found,) = trial(to_server(port))

    (taken,) = script.taken
    mail = parsed(taken.content)
    assert (taken.sender, taken.recipients) == (SENDER, ("anna@kommun.example",))
    assert mail["Subject"] == "Provmejl från Samverkansboten"
    assert said([found]) == [("ok", SENT.format(mail["Message-ID"]))]


def test_trial_mail_in_a_folder_is_a_file(tmp_path: Path) -> None:
    (found,) = trial(ground(SMTP_URL=f"file:{tmp_path}", MAIL_FROM=SENDER))

    (file,) = tmp_path.glob("*.eml")
    name = parsed(file.read_bytes())["Message-ID"]
    assert said([found]) == [
        ("ok", f"Provmejlet blev en fil i katalogen, med Message-ID {name}. Inget skickades.")
    ]


@pytest.mark.parametrize("address", ["anna", "åsa@kommun.example", "a@b.example\nBcc: c@d.example"])
def test_trial_mail_to_a_bad_address_gets_a_plain_word(address: str) -> None:
    with server() as (script, port):
        found = trial(to_server(port), address)

    assert said(found) == [("fault", "Till den adressen går det inte att skicka mejl.")]
    assert script.taken == []


@pytest.mark.parametrize(
    ("step", "answer", "finding"),
    [
        ("RCPT", "550 5.1.1 No", ("warning", "Mejlservern tar inte emot mejl till adressen.")),
        ("DOT", "554 5.6.0 No", ("fault", "Mejlservern tar inte emot mejlet.")),
        (
            "DOT",
            DROP,
            ("fault", "Mejlservern svarade inte efter hela mejlet. Det kan ha gått fram."),
        ),
    ],
)
def test_trial_mail_that_is_not_taken_says_why(
    step: str, answer: str, finding: tuple[str, str]
) -> None:
    with server({step: [answer]}) as (script, port):
        found = trial(to_server(port))

    assert said(found) == [finding]
    assert script.taken == []


def test_trial_mail_without_a_way_out_says_what_to_set() -> None:
    (found,) = trial(ground(MAIL_FROM=SENDER))

    assert (found.state, found.said.partition(":")[0]) == ("fault", "SMTP_URL saknas")
