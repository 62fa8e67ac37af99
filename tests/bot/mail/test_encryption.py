from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bot.mail.logins import Password
from bot.mail.relay import Relay
from bot.mail.smtp import SmtpLine
from bot.mail.throttle import Throttle
from handlers.errors import DeliveryError
from tests.bot.mail.conftest import Certificate
from tests.bot.mail.servers import Script, mail_server, raw_server, saying
from tests.bot.mail.stand_ins import Alarms, ToldTime, envelope

ACCOUNT = {"bot@kommun.example": "hemligt"}


@contextmanager
def line_to(relay: Relay, *, signs_in: bool = False) -> Iterator[SmtpLine]:
    clock = ToldTime()
    login = Password(*next(iter(ACCOUNT.items()))) if signs_in else None
    throttle = Throttle(None, clock, clock.sleep)
    line = SmtpLine(relay, login, throttle, clock, later=Alarms())
    yield line
    line.close()


def failure(line: SmtpLine) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        line.carry(envelope())
    return caught.value


def test_letter_is_encrypted_where_the_server_can(certificate: Certificate) -> None:
    script = Script()
    with (
        mail_server(script, tls_context=certificate.server_side()) as port,
        line_to(Relay("127.0.0.1", port)) as line,
    ):
        line.carry(envelope())

    assert [taken.encrypted for taken in script.taken] == [True]
    assert len(script.hellos) == 2


def test_letter_is_encrypted_from_the_first_byte_where_it_is_wanted(
    certificate: Certificate,
) -> None:
    script = Script()
    with (
        mail_server(script, implicit_tls=certificate.server_side()) as port,
        line_to(Relay("127.0.0.1", port, implicit_tls=True)) as line,
    ):
        line.carry(envelope())
        line.carry(envelope())

    assert [taken.connection for taken in script.taken] == [0, 0]
    assert len(script.hellos) == 1


@pytest.mark.usefixtures("far_away")
@pytest.mark.parametrize("implicit_tls", [False, True])
def test_server_with_a_certificate_that_counts_gets_the_password(
    certificate: Certificate, monkeypatch: pytest.MonkeyPatch, implicit_tls: bool
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.file))
    script, context = Script(accounts=ACCOUNT), certificate.server_side()
    server: dict[str, Any] = (
        {"implicit_tls": context, "auth_require_tls": False}
        if implicit_tls
        else {"tls_context": context}
    )
    with (
        mail_server(script, **server) as port,
        line_to(Relay("mail.example", port, implicit_tls), signs_in=True) as line,
    ):
        line.carry(envelope())

    assert [taken.user for taken in script.taken] == ["bot@kommun.example"]


@pytest.mark.usefixtures("far_away")
@pytest.mark.parametrize("implicit_tls", [False, True])
@pytest.mark.parametrize(("host", "known"), [("mail.example", False), ("annan.example", True)])
def test_server_with_a_certificate_that_does_not_count_gets_nothing(
    certificate: Certificate,
    monkeypatch: pytest.MonkeyPatch,
    host: str,
    known: bool,
    implicit_tls: bool,
) -> None:
    if known:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate.file))
    script, context = Script(accounts=ACCOUNT), certificate.server_side()
    with (
        mail_server(script, **{"implicit_tls" if implicit_tls else "tls_context": context}) as port,
        line_to(Relay(host, port, implicit_tls), signs_in=True) as line,
    ):
        error = failure(line)

    assert (error.code, error.permanent) == ("mail_misconfigured", False)
    assert (script.logins, script.taken) == ([], [])


@pytest.mark.usefixtures("far_away")
def test_password_is_not_sent_where_anybody_can_listen() -> None:
    script = Script(accounts=ACCOUNT)
    with (
        mail_server(script, auth_require_tls=False) as port,
        line_to(Relay("mail.example", port), signs_in=True) as line,
    ):
        error = failure(line)

    assert (error.code, error.permanent) == ("mail_misconfigured", False)
    assert (script.logins, script.taken) == ([], [])


@pytest.mark.usefixtures("far_away")
def test_letter_without_a_password_goes_to_a_server_that_cannot_encrypt() -> None:
    script = Script()
    with mail_server(script) as port, line_to(Relay("mail.example", port)) as line:
        line.carry(envelope())

    assert [taken.encrypted for taken in script.taken] == [False]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("454 4.7.0 Not at the moment", "mail_deferred"),
        ("501 5.5.4 No", "mail_misconfigured"),
        ("220 go on\r\nthen nothing that makes sense", "mail_unreachable"),
    ],
)
def test_server_that_fails_to_encrypt_gets_nothing_unencrypted(answer: str, code: str) -> None:
    talk = saying("220 hi", "250-hi\r\n250 STARTTLS", answer)
    with raw_server(talk) as port, line_to(Relay("127.0.0.1", port)) as line:
        error = failure(line)

    assert (error.code, error.permanent, error.in_doubt) == (code, False, False)


def test_server_that_does_not_know_encryption_where_it_is_wanted_is_tried_again() -> None:
    script = Script()
    with mail_server(script) as port, line_to(Relay("127.0.0.1", port, implicit_tls=True)) as line:
        error = failure(line)

    assert (error.code, error.permanent) == ("mail_unreachable", False)
