"""Asking other sites: never within somebody's own network, whatever a name stands for."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bot.web.fetching import WebFetcher, is_public
from handlers.newsletters import Answer, UnreachableError


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "0.0.0.0",  # noqa: S104 - nothing is bound
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "ff02::1",
        "64:ff9b::7f00:1", "::7f00:1", "fec0::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_everybodys(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_that_are_everybodys(address: str) -> None:
    assert is_public(address)


class Site(BaseHTTPRequestHandler):
    """A site that does not like to be asked for heads alone, and one that sends on."""

    def do_HEAD(self) -> None:
        self._answer(302 if self.path == "/vidare" else 405)

    def do_GET(self) -> None:
        self._answer(200 if self.path == "/sida?a=1" else 404)

    def _answer(self, status: int) -> None:
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/dit")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@contextmanager
def site() -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def test_page_is_asked_for_where_its_head_is_not_given() -> None:
    with site() as port:
        fetcher = WebFetcher(lambda _host: ["127.0.0.1"], lambda _ip: True)
        below = f"http://sida.example:{port}"

        assert fetcher.ask(f"{below}/sida?a=1") == Answer(200)
        assert fetcher.ask(f"{below}/borta") == Answer(404)
        assert fetcher.ask(f"{below}/vidare") == Answer(302, f"{below}/dit")


def test_nobody_is_asked_at_a_private_address() -> None:
    with site() as port, pytest.raises(UnreachableError) as caught:
        WebFetcher().ask(f"http://127.0.0.1:{port}/sida?a=1")

    assert caught.value.private


def test_one_private_address_among_several_is_enough() -> None:
    fetcher = WebFetcher(lambda _host: ["93.184.216.34", "10.0.0.1"])

    with pytest.raises(UnreachableError) as caught:
        fetcher.ask("http://rebinding.example/")

    assert caught.value.private


def test_name_is_looked_up_once_for_each_question() -> None:
    asked: list[str] = []

    def resolve(host: str) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    with site() as port:
        WebFetcher(resolve, lambda _ip: True).ask(f"http://sida.example:{port}/vidare")

    assert asked == ["sida.example"]


@pytest.mark.parametrize(
    "address", ["ftp://a.example/", "http://", "http://a.example:99999/", "http://[::1"]
)
def test_what_is_no_address_is_not_asked(address: str) -> None:
    with pytest.raises(UnreachableError):
        WebFetcher(lambda _host: []).ask(address)
