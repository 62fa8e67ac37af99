import ssl

import pytest

from bot.mail.relay import Relay, parse_relay


@pytest.mark.parametrize(
    ("url", "relay"),
    [
        ("smtp://mail.example", Relay("mail.example", 587)),
        ("smtp://mail.example:25/", Relay("mail.example", 25)),
        ("smtps://mail.example", Relay("mail.example", 465, implicit_tls=True)),
        ("smtp://[::1]:2525", Relay("::1", 2525)),
        (
            "smtp://bot%40kommun.example:l%2F%C3%B6sen@mail.example:587",
            Relay("mail.example", 587, user="bot@kommun.example", password="l/ösen"),
        ),
        (
            "smtp://bot@kommun.example:l%2Fsen@mail.example",
            Relay("mail.example", 587, user="bot@kommun.example", password="l/sen"),
        ),
        ("smtp://bot@mail.example", Relay("mail.example", 587, user="bot")),
    ],
)
def test_relay_is_read_from_its_address(url: str, relay: Relay) -> None:
    assert parse_relay(url) == relay


def test_password_is_not_shown() -> None:
    assert "hemligt" not in repr(parse_relay("smtp://bot:hemligt@mail.example"))


@pytest.mark.parametrize(
    ("host", "is_loopback"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.1.2.3", True),
        ("::1", True),
        ("mail.example", False),
        ("10.0.0.1", False),
        ("localhost.example", False),
    ],
)
def test_certificate_counts_unless_the_server_is_on_this_machine(
    host: str, is_loopback: bool
) -> None:
    relay = Relay(host, 587)

    tls = relay.tls()

    assert relay.is_loopback is is_loopback
    assert tls.check_hostname is not is_loopback
    assert tls.verify_mode == (ssl.CERT_NONE if is_loopback else ssl.CERT_REQUIRED)
