"""Going as far as a letter goes, without sending one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.mail.addresses import Sender
from bot.mail.folder import FolderLine
from bot.mail.logins import Login, Password, Token
from bot.mail.relay import Relay
from bot.mail.smtp import SmtpLine
from bot.mail.throttle import Throttle
from bot.mail.tokens import Endpoint, Tokens
from bot.mail.trial import trial_envelope
from handlers.errors import DeliveryError
from tests.bot.mail.conftest import Certificate
from tests.bot.mail.servers import Script, mail_server, raw_server, saying, token_endpoint
from tests.bot.mail.stand_ins import Alarms, ToldTime, envelope, parsed
from tests.fakes import FixedClock

SENDER = "bot@miljo.example"
NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


@contextmanager
def line_to(relay: Relay, login: Login | None = None) -> Iterator[SmtpLine]:
    clock = ToldTime()
    line = SmtpLine(relay, login, Throttle(None, clock, clock.sleep), clock, later=Alarms())
    yield line
    line.close()


def failure(act: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(DeliveryError) as caught:
        act()
    return caught.value.code, caught.value.reason


def refused(answers: dict[str, list[str]], login: Login | None = None) -> tuple[str, str]:
    script = Script(answers, accounts={SENDER: "rätt"})
    with (
        mail_server(script, auth_require_tls=False) as port,
        line_to(Relay("127.0.0.1", port), login) as line,
    ):
        failed = failure(lambda: line.try_out(SENDER))
    assert script.taken == []
    return failed


def test_trying_out_names_the_sender_and_takes_it_back() -> None:
    script = Script()
    with mail_server(script) as port, line_to(Relay("127.0.0.1", port)) as line:
        encrypted = line.try_out(SENDER)

    assert script.steps == ["EHLO", "MAIL", "RCPT", "RSET", "QUIT"]
    assert (script.taken, encrypted) == ([], False)


def test_trying_out_tells_that_nobody_can_listen(certificate: Certificate) -> None:
    script = Script()
    with (
        mail_server(script, tls_context=certificate.server_side()) as port,
        line_to(Relay("127.0.0.1", port)) as line,
    ):
        encrypted = line.try_out(SENDER)

    assert encrypted


def test_line_carries_a_letter_after_it_was_tried_out() -> None:
    script = Script()
    with mail_server(script) as port, line_to(Relay("127.0.0.1", port)) as line:
        line.try_out(SENDER)
        line.carry(envelope())

    assert [taken.recipients for taken in script.taken] == [("anna@kommun.example",)]


@pytest.mark.parametrize(
    ("answers", "failed"),
    [
        ({"EHLO": ["550 5.7.1 No"], "HELO": ["550 5.7.1 No"]}, ("mail_misconfigured", "connect")),
        ({"MAIL": ["550 5.7.1 Not as this one"]}, ("mail_misconfigured", "sender")),
        ({"RCPT": ["554 5.7.1 Relay access denied"]}, ("mail_misconfigured", "recipient")),
        ({"RCPT": ["550 5.1.1 Nobody here"]}, ("mail_recipient_refused", "")),
        ({"RCPT": ["450 4.7.1 Greylisted"]}, ("mail_deferred", "")),
    ],
)
def test_refusal_says_how_far_it_came(
    answers: dict[str, list[str]], failed: tuple[str, str]
) -> None:
    assert refused(answers) == failed


def test_wrong_password_is_told_from_a_refused_sender() -> None:
    assert refused({}, Password(SENDER, "fel")) == ("mail_misconfigured", "login")


def test_server_without_the_login_that_is_wanted_says_so() -> None:
    talk = saying("220 hi", "250 hi")
    with (
        raw_server(talk) as port,
        line_to(Relay("127.0.0.1", port), Password(SENDER, "x")) as line,
    ):
        failed = failure(lambda: line.try_out(SENDER))

    assert failed == ("mail_misconfigured", "no_login_way")


@pytest.mark.parametrize(
    ("status", "said", "failed"),
    [
        (400, {"error": "invalid_client"}, ("mail_misconfigured", "token")),
        (200, {"expires_in": 3600}, ("mail_misconfigured", "token")),
        (503, {}, ("mail_unreachable", "token_away")),
    ],
)
def test_token_that_is_not_handed_out_is_the_reason(
    status: int, said: dict[str, object], failed: tuple[str, str]
) -> None:
    talk = saying("220 hi", "250-hi\r\n250 AUTH XOAUTH2")
    with token_endpoint((status, said)) as endpoint, raw_server(talk) as port:
        tokens = Tokens(Endpoint(endpoint.url, "id", "hemligt"), ToldTime())
        with line_to(Relay("127.0.0.1", port), Token(SENDER, tokens)) as line:
            told = failure(lambda: line.try_out(SENDER))

    assert told == failed


def test_server_that_is_not_there_and_one_without_tls_are_told_apart() -> None:
    script = Script()
    with (
        mail_server(script) as port,
        line_to(Relay("127.0.0.1", port, implicit_tls=True)) as encrypted,
    ):
        without_tls = failure(lambda: encrypted.try_out(SENDER))
    with line_to(Relay("127.0.0.1", port)) as line:
        away = failure(lambda: line.try_out(SENDER))

    assert (without_tls, away) == (("mail_unreachable", "no_tls"), ("mail_unreachable", ""))


def test_name_that_nobody_has_is_told_from_a_server_that_is_away() -> None:
    # Not even to be asked for: a label has at most 63 characters.
    with line_to(Relay("x" * 64 + ".example", 25)) as line:
        failed = failure(lambda: line.try_out(SENDER))

    assert failed == ("mail_unreachable", "unknown_host")


def test_folder_that_is_to_be_made_can_be_written_and_is_not_made(tmp_path: Path) -> None:
    folder = tmp_path / "var" / "mejl"

    FolderLine(folder, FixedClock(NOW)).try_out()

    assert list(tmp_path.iterdir()) == []


def test_folder_whose_place_is_taken_by_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "mejl").write_text("i vägen")
    line = FolderLine(tmp_path / "mejl" / "ut", FixedClock(NOW))

    assert failure(line.try_out) == ("mail_unwritable", "")


def test_trial_mail_says_the_same_in_text_and_html() -> None:
    made = trial_envelope("anna@kommun.example", Sender("Boten", SENDER), NOW)

    mail = parsed(made.content)
    html = mail.get_body(("html",))
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert html is not None
    lead = "Kan du läsa det här når Samverkansbotens mejl fram till dig."
    assert (mail["Subject"], mail["To"]) == (
        "Provmejl från Samverkansboten",
        "anna@kommun.example",
    )
    assert plain.get_content().splitlines()[:3] == ["Det här är ett provmejl", "", lead]
    assert f"<p>{lead}</p>" in html.get_content()
    assert (made.sender, made.recipient, mail["Message-ID"]) == (
        SENDER,
        "anna@kommun.example",
        made.message_id,
    )


def test_trial_mails_have_names_of_their_own() -> None:
    sender = Sender("", SENDER)
    later = NOW.replace(second=1)

    names = {
        trial_envelope(to, sender, moment).message_id
        for to in ("anna@kommun.example", "bo@kommun.example")
        for moment in (NOW, later)
    }

    assert len(names) == 4


def test_trial_mail_to_what_is_no_address_is_refused() -> None:
    failed = failure(lambda: trial_envelope("anna", Sender("", SENDER), NOW))

    assert failed == ("mail_bad_address", "")
