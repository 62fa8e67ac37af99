from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.mail.logins import Login, Password, Token
from bot.mail.relay import Relay
from bot.mail.smtp import SmtpLine
from bot.mail.throttle import Throttle
from bot.mail.tokens import Endpoint, Tokens
from handlers.errors import DeliveryError
from tests.bot.mail.servers import Script, mail_server, token_endpoint
from tests.bot.mail.stand_ins import Alarms, ToldTime, envelope

BOT = "bot@kommun.example"


@contextmanager
def line_with(login: Login, script: Script, *without: str) -> Iterator[SmtpLine]:
    clock = ToldTime()
    server = mail_server(script, auth_require_tls=False, auth_exclude_mechanism=without)
    with server as port:
        throttle = Throttle(None, clock, clock.sleep)
        line = SmtpLine(Relay("127.0.0.1", port), login, throttle, clock, later=Alarms())
        yield line
        line.close()


def failure(line: SmtpLine) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        line.carry(envelope())
    return caught.value


def token_login(url: str) -> Token:
    return Token(BOT, Tokens(Endpoint(url, "id", "secret", "mail"), ToldTime()))


@pytest.mark.parametrize(("without", "way"), [((), "PLAIN"), (("PLAIN",), "LOGIN")])
@pytest.mark.parametrize("password", ["hemligt", "hemlighåll det: 100 %"])
def test_password_is_given_in_the_way_that_the_server_knows(
    password: str, without: tuple[str, ...], way: str
) -> None:
    script = Script(accounts={BOT: password})
    with line_with(Password(BOT, password), script, *without) as line:
        line.carry(envelope())
        line.carry(envelope())

    assert [taken.user for taken in script.taken] == [BOT, BOT]
    assert script.logins == [(way, password)]


def test_wrong_password_is_our_fault_and_is_tried_only_once() -> None:
    script = Script(accounts={BOT: "hemligt"})
    with line_with(Password(BOT, "fel"), script) as line:
        error = failure(line)

    assert (error.code, error.permanent, error.in_doubt) == ("mail_misconfigured", False, False)
    assert script.logins == [("PLAIN", "fel")]
    assert script.taken == []


def test_password_that_has_been_mended_lets_the_next_letter_out() -> None:
    script = Script(accounts={BOT: "annat"})
    with line_with(Password(BOT, "hemligt"), script) as line:
        failure(line)
        script.accounts[BOT] = "hemligt"
        line.carry(envelope())

    assert [taken.user for taken in script.taken] == [BOT]


def test_server_without_a_way_that_we_know_gets_no_password() -> None:
    script = Script(accounts={BOT: "hemligt"})
    with line_with(Password(BOT, "hemligt"), script, "PLAIN", "LOGIN") as line:
        error = failure(line)

    assert (error.code, error.permanent) == ("mail_misconfigured", False)
    assert script.logins == []


def test_token_is_fetched_and_given_to_the_server() -> None:
    script = Script(accounts={BOT: "t1"})
    with (
        token_endpoint((200, {"access_token": "t1", "expires_in": 3600})) as endpoint,
        line_with(token_login(endpoint.url), script) as line,
    ):
        line.carry(envelope())

    assert [taken.user for taken in script.taken] == [BOT]
    assert script.logins == [("XOAUTH2", "t1")]


def test_token_is_used_for_the_next_connection_too() -> None:
    script = Script(accounts={BOT: "t1"})
    with (
        token_endpoint((200, {"access_token": "t1", "expires_in": 3600})) as endpoint,
        line_with(token_login(endpoint.url), script) as line,
    ):
        line.carry(envelope())
        line.close()
        line.carry(envelope())

    assert [taken.connection for taken in script.taken] == [0, 1]
    assert len(endpoint.asked) == 1


def test_token_that_is_refused_before_its_time_is_fetched_anew() -> None:
    script = Script(accounts={BOT: "t1"})
    tokens = [(200, {"access_token": name, "expires_in": 3600}) for name in ("t1", "t2")]
    with (
        token_endpoint(*tokens) as endpoint,
        line_with(token_login(endpoint.url), script) as line,
    ):
        line.carry(envelope())
        line.close()
        script.accounts[BOT] = "t2"
        line.carry(envelope())

    assert script.logins == [("XOAUTH2", "t1"), ("XOAUTH2", "t1"), ("XOAUTH2", "t2")]
    assert len(script.taken) == 2


def test_new_token_that_is_refused_is_our_fault_and_not_fetched_again() -> None:
    script = Script(accounts={BOT: "annat"})
    with (
        token_endpoint((200, {"access_token": "t1", "expires_in": 3600})) as endpoint,
        line_with(token_login(endpoint.url), script) as line,
    ):
        error = failure(line)

    assert (error.code, error.permanent) == ("mail_misconfigured", False)
    assert len(endpoint.asked) == 1
    assert len(script.logins) == 1


def test_token_that_cannot_be_had_leaves_the_letter_for_later() -> None:
    script = Script(accounts={BOT: "t1"})
    with (
        token_endpoint((503, {})) as endpoint,
        line_with(token_login(endpoint.url), script) as line,
    ):
        error = failure(line)

    assert (error.code, error.permanent) == ("mail_unreachable", False)
    assert script.logins == []
