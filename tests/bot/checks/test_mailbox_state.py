from collections.abc import Iterator
from urllib.parse import quote

import pytest

from bot.app.checks import Ground
from bot.app.checks.mailbox_state import check_mailbox
from tests.bot.checks.ground import ground, said
from tests.dovecot import PASSWORD, USER, Dovecot, dovecot, lent

SENDER = "boten@vast.example"
FOUND = ("ok", "Brevlådan hos 127.0.0.1 går att läsa (INBOX). Mejl som väntar: {}.")
CLOSED = "Brevlådan hos 127.0.0.1 går inte att läsa: {}."
SERVER, OTHER = "mx.vast.example", "mx.far.example"

WRONG_NAME = f"Mejlservern skriver sina kontroller under {OTHER}, men boten tror bara på {SERVER}."


@pytest.fixture(scope="module")
def imap() -> Iterator[Dovecot]:
    with lent(dovecot()) as server:
        yield server


@pytest.fixture
def mailbox(imap: Dovecot) -> Dovecot:
    imap.empty()
    return imap


def looking(port: int, password: str = PASSWORD, folder: str = "", **more: str) -> Ground:
    account = f"{quote(USER)}:{quote(password)}"
    url = f"imap://{account}@127.0.0.1:{port}/{quote(folder)}"
    return ground(IMAP_URL=url, **{"MAIL_FROM": SENDER, **more})


def checked_by(server: str) -> bytes:
    return f"Authentication-Results: {server}; dmarc=pass\r\nSubject: a\r\n\r\nb\r\n".encode()


def test_no_mailbox_is_left_out() -> None:
    assert said(check_mailbox(ground())) == [
        ("skipped", "Inget att kontrollera: IMAP_URL är inte satt.")
    ]


def test_mailbox_is_opened_and_what_waits_is_counted(mailbox: Dovecot) -> None:
    mailbox.deliver(checked_by(SERVER))

    assert said(check_mailbox(looking(mailbox.plain))) == [(FOUND[0], FOUND[1].format(1))]
    assert mailbox.marks() == [set()]


@pytest.mark.parametrize(
    ("password", "folder", "why", "todo"),
    [
        ("fel", "", "kontot eller lösenordet godtas inte", "Kontrollera konto och lösenord"),
        (PASSWORD, "Finns inte", "mappen finns inte", "Kontrollera mappens namn"),
    ],
)
def test_mailbox_that_is_closed_says_why_and_what_to_do(
    mailbox: Dovecot, password: str, folder: str, why: str, todo: str
) -> None:
    (found,) = check_mailbox(looking(mailbox.plain, password, folder))

    assert (found.state, found.said) == ("fault", CLOSED.format(why))
    assert found.todo.startswith(todo)
    assert password not in found.said + found.todo


def test_server_that_is_away_is_told_apart() -> None:
    (found,) = check_mailbox(looking(1))

    assert (found.state, found.said) == ("fault", CLOSED.format("servern svarar inte"))


def test_password_or_token_must_be_set() -> None:
    (found,) = check_mailbox(ground(IMAP_URL="imaps://boten@mejl.example", MAIL_FROM=SENDER))

    assert found.said.startswith("IMAP_URL: ska innehålla lösenordet")


def test_mailbox_without_a_sender_cannot_answer(mailbox: Dovecot) -> None:
    first, _ = said(check_mailbox(looking(mailbox.plain, MAIL_FROM="")))

    assert first == (
        "fault",
        "Boten kan läsa brevlådan men inte svara, för MAIL_FROM är inte satt.",
    )


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (
            checked_by(SERVER),
            ("ok", f"Mejlservern skriver sina kontroller under {SERVER}, som boten tror på."),
        ),
        (
            checked_by(OTHER) + checked_by(SERVER),
            (
                "warning",
                WRONG_NAME,
            ),
        ),
        (
            b"Subject: a\r\n\r\nb\r\n",
            (
                "warning",
                f"De senaste mejlen har inget fält Authentication-Results från {SERVER}.",
            ),
        ),
    ],
)
def test_name_that_the_mail_server_writes_under_is_compared(
    mailbox: Dovecot, written: bytes, found: tuple[str, str]
) -> None:
    mailbox.deliver(written)

    _, second = said(check_mailbox(looking(mailbox.plain, MAIL_AUTHSERV_ID=SERVER)))

    assert second == found
