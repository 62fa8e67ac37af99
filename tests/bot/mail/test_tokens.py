import socket
from typing import Any

import pytest

from bot.mail.tokens import Endpoint, Tokens
from handlers.errors import DeliveryError
from tests.bot.mail.servers import token_endpoint
from tests.bot.mail.stand_ins import ToldTime

HOUR = 3600


def tokens_of(url: str, clock: ToldTime | None = None, scope: str = "mail") -> Tokens:
    return Tokens(Endpoint(url, "bot", "hemligt&hållet", scope), clock or ToldTime())


def failure(tokens: Tokens) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        tokens.token(5)
    return caught.value


def given(name: str, **more: Any) -> tuple[int, Any]:
    return 200, {"token_type": "Bearer", "access_token": name, **more}


def test_token_is_asked_for_as_the_standard_says() -> None:
    with token_endpoint(given("t1")) as endpoint:
        token = tokens_of(endpoint.url).token(5)

    assert token == "t1"
    assert endpoint.asked == [
        {
            "grant_type": "client_credentials",
            "client_id": "bot",
            "client_secret": "hemligt&hållet",
            "scope": "mail",
        }
    ]


def test_scope_is_left_out_where_none_is_set() -> None:
    with token_endpoint(given("t1")) as endpoint:
        tokens_of(endpoint.url, scope="").token(5)

    assert "scope" not in endpoint.asked[0]


@pytest.mark.parametrize(
    ("lifetime", "seconds", "token"),
    [
        (HOUR, HOUR - 61, "t1"),
        (HOUR, HOUR - 60, "t2"),
        (str(HOUR), HOUR - 61, "t1"),
        (None, 239, "t1"),
        (None, 240, "t2"),
    ],
)
def test_token_is_kept_until_shortly_before_it_expires(
    lifetime: int | str | None, seconds: int, token: str
) -> None:
    clock = ToldTime()
    with token_endpoint(given("t1", expires_in=lifetime), given("t2")) as endpoint:
        tokens = tokens_of(endpoint.url, clock)
        tokens.token(5)
        clock.now += seconds

        assert tokens.token(5) == token


def test_refused_token_is_worth_renewing_unless_it_is_new() -> None:
    with token_endpoint(given("t1", expires_in=HOUR), given("t2", expires_in=HOUR)) as endpoint:
        tokens = tokens_of(endpoint.url)
        tokens.token(5)
        tokens.token(5)

        kept = tokens.renew()
        renewed = tokens.token(5)
        new = tokens.renew()

    assert (kept, renewed, new) == (True, "t2", False)


@pytest.mark.parametrize(
    ("status", "said", "code"),
    [
        (400, {"error": "invalid_scope"}, "mail_misconfigured"),
        (401, {"error": "invalid_client"}, "mail_misconfigured"),
        (429, {}, "mail_unreachable"),
        (500, {}, "mail_unreachable"),
        (200, {}, "mail_misconfigured"),
        (200, [], "mail_misconfigured"),
        (200, {"access_token": "a\r\nb"}, "mail_misconfigured"),
        (200, {"access_token": 1}, "mail_misconfigured"),
        (200, b"<html>", "mail_misconfigured"),
        (200, b"\xff", "mail_misconfigured"),
    ],
)
def test_answer_without_a_token_is_worth_another_try(status: int, said: Any, code: str) -> None:
    with token_endpoint((status, said)) as endpoint:
        error = failure(tokens_of(endpoint.url))

    assert (error.code, error.permanent, error.in_doubt) == (code, False, False)


def test_endpoint_that_nobody_listens_at_is_worth_another_try() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    error = failure(tokens_of(f"http://127.0.0.1:{port}/token"))

    assert (error.code, error.permanent) == ("mail_unreachable", False)


def test_secret_is_not_shown() -> None:
    assert "hemligt" not in repr(Endpoint("https://login.example/token", "bot", "hemligt"))


def test_secret_and_token_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with token_endpoint((401, {"error": "hemligt"}), given("t1hemligt\n")) as endpoint:
        tokens = tokens_of(endpoint.url)
        failure(tokens)
        failure(tokens)

    assert caplog.messages == [
        "The token endpoint answered 401",
        "The token endpoint handed out no token",
    ]
