"""A mailbox on a real server, empty for each test."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from bot.mail.imap import Account
from bot.mail.relay import Relay
from tests.bot.mail.conftest import Certificate
from tests.dovecot import PASSWORD, USER, Dovecot, dovecot, lent

GOOD_TOKEN = "godkand"


@pytest.fixture(scope="session")
def server(certificate: Certificate) -> Iterator[Dovecot]:
    with _tokens() as address, lent(dovecot((certificate.file, certificate.key), address)) as one:
        yield one


@pytest.fixture
def open_mail() -> Iterator[Dovecot]:
    """Lend a server that cannot encrypt, so that what it says can be changed on its way."""
    with lent(dovecot()) as one:
        yield one


@pytest.fixture
def mailbox(server: Dovecot) -> Dovecot:
    server.empty()
    return server


@pytest.fixture
def account(mailbox: Dovecot) -> Account:
    return account_at(mailbox.plain)


def account_at(port: int, password: str = PASSWORD, *, tls: bool = False) -> Account:
    return Account(Relay("127.0.0.1", port, implicit_tls=tls, user=USER, password=password))


@contextmanager
def _tokens() -> Iterator[str]:
    """Tell a mail server whether a token is good, and whose it is."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            good = self.path.endswith(f"={GOOD_TOKEN}")
            self.send_response(200 if good else 400)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(f'{{"email": "{USER}"}}'.encode() if good else b"{}")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/?token="
        server.shutdown()
        thread.join()
