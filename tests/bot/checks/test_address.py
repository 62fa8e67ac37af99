from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from bot.app.checks import Finding
from bot.app.checks.address import check_address, check_key
from bot.web.endpoints import Check, Line, build_site
from tests.bot.checks.ground import NOWHERE, ground, page, said
from tests.bot.mail.conftest import Certificate
from tests.bot.mail.servers import Script, mail_server
from tests.servers import servers

STRONG = "9f86d081884c7d659a2feaa0c55ad015"
WEAK = (
    "SECRET_KEY är så enformig att den går att gissa. Den som gissar den kan svara i andras namn."
)
PLAIN = ("warning", "PUBLIC_URL börjar med http://. Länkarna i mejlen kan läsas på vägen.")


@contextmanager
def site(check: Check = lambda: None, line: Line | None = None) -> Iterator[str]:
    with (
        ThreadPoolExecutor(1) as executor,
        servers.lend(build_site(check, executor, line=line)) as url,
    ):
        yield url


def reached(url: str) -> list[Finding]:
    return list(check_address(ground(PUBLIC_URL=url)))


def key(**environ: str) -> list[tuple[str, str]]:
    return said(check_key(ground(**environ)))


def failing() -> None:
    raise OSError("no database")


def test_bot_that_answers_at_its_address_is_fine() -> None:
    with site() as url:
        found = reached(url)

    assert said(found) == [("ok", f"Boten svarar på {url}/healthz.")]


@pytest.mark.parametrize(
    ("check", "line", "words"),
    [
        (failing, None, "Jag når inte databasen."),
        (lambda: None, lambda: False, "Jag når inte Slack."),
    ],
)
def test_bot_that_is_not_well_says_what_it_lacks(
    check: Check, line: Line | None, words: str
) -> None:
    with site(check, line) as url:
        found = reached(url)

    assert said(found) == [("fault", f"Boten svarar på PUBLIC_URL, men mår inte bra: {words}")]


@pytest.mark.parametrize(("body", "status"), [("Välkommen", 200), ("Allt fungerar.", 404)])
def test_something_else_that_answers_is_not_taken_for_the_bot(body: str, status: int) -> None:
    with page(body, status) as url:
        found = reached(url)

    assert said(found) == [
        ("fault", f"Något annat än boten svarar på {url}/healthz (status {status}).")
    ]
    assert found[0].todo.startswith("Starta boten")


def test_address_where_nobody_answers_is_a_fault() -> None:
    # The second one is not even to be asked for: a label has at most 63 characters.
    nowhere = (NOWHERE, f"http://{'å' * 64}.localhost")

    found = [reached(url)[-1] for url in nowhere]

    assert said(found) == [("fault", f"Ingen svarar på {url}/healthz.") for url in nowhere]


def test_certificate_that_is_not_trusted_is_said_plainly(certificate: Certificate) -> None:
    # Whatever is served behind it, the certificate comes first.
    with mail_server(Script(), implicit_tls=certificate.server_side()) as port:
        found = reached(f"https://127.0.0.1:{port}")

    assert said(found) == [
        ("fault", f"Certifikatet på https://127.0.0.1:{port}/healthz går inte att lita på.")
    ]


def test_address_that_anybody_can_listen_to_is_a_warning_elsewhere_than_here() -> None:
    # A name that the domain system has promised never to know (RFC 6761).
    elsewhere = reached("http://bot.invalid")
    here = reached("http://localhost:9")

    assert said(elsewhere)[0] == PLAIN
    assert said(here) == [("fault", "Ingen svarar på http://localhost:9/healthz.")]


def test_without_an_address_there_is_nothing_to_look_at() -> None:
    unset = ground(SECRET_KEY=STRONG)

    assert said([*check_address(unset), *check_key(unset)]) == [
        ("skipped", "Inget att kontrollera: PUBLIC_URL är inte satt.")
    ]


@pytest.mark.parametrize(
    ("value", "finding"),
    [
        (
            {},
            (
                "warning",
                "SECRET_KEY är inte satt. Mejlen går ut utan knappar, fast PUBLIC_URL är satt.",
            ),
        ),
        ({"SECRET_KEY": STRONG}, ("ok", "SECRET_KEY är satt och ser slumpad ut.")),
        (
            {"SECRET_KEY": "abcabc" * 6},
            ("warning", WEAK),
        ),
        (
            {"SECRET_KEY": f"{STRONG},kort"},
            ("fault", "SECRET_KEY: var och en av nycklarna ska ha minst 32 tecken."),
        ),
    ],
)
def test_key_is_judged_by_how_easily_it_is_guessed(
    value: dict[str, str], finding: tuple[str, str]
) -> None:
    assert key(PUBLIC_URL="https://bot.kommun.example", **value) == [finding]
