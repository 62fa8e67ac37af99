"""The mailbox on a real server: signing in, finding what is new, marking and setting aside."""

import time
from dataclasses import replace
from threading import Thread

import pytest
from imapclient import IMAPClient

from bot.mail.imap import Account, MailboxError, open_mailbox
from bot.mail.imap.session import HANDLED, KEYWORD, QUARANTINE
from bot.mail.tokens import Endpoint, Tokens
from tests.bot.mail.imap.conftest import GOOD_TOKEN, account_at
from tests.bot.mail.servers import token_endpoint
from tests.dovecot import Dovecot, in_between

MAIL = b"From: ina@vast.example\r\nSubject: projekt\r\n\r\nsl\xe4ckvatten\r\n"
NO_KEYWORDS = {rb"\*)]": rb"  )]"}
NO_IDLE = {b" IDLE ": b" XDLE "}
# In one packet, as when a mail comes just before.
NEWS_AT_ONCE = {b"+ idling\r\n": b"+ idling\r\n* 1 EXISTS\r\n"}
NO_MOVE = {b" MOVE ": b" XOVE "}


@pytest.mark.parametrize("tls", [False, True])
def test_mailbox_is_opened_with_a_password_of_any_letters(mailbox: Dovecot, tls: bool) -> None:
    opened = open_mailbox(account_at(mailbox.tls if tls else mailbox.plain, tls=tls))

    assert opened.unhandled() == []
    opened.close()


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ([GOOD_TOKEN], 1),
        # Withdrawn before its time: another is asked for, once.
        (["gammal", GOOD_TOKEN], 2),
    ],
)
def test_mailbox_is_opened_with_a_token(account: Account, answers: list[str], asked: int) -> None:
    told = [(200, {"access_token": token, "expires_in": 3600}) for token in answers]
    with token_endpoint(*told) as endpoint:
        tokens = Tokens(Endpoint(endpoint.url, "bot", "hemligt"), time.monotonic)
        if asked > 1:
            tokens.token(5)
            tokens.token(5)
        opened = open_mailbox(replace(account, tokens=tokens))

    assert opened.unhandled() == []
    assert len(endpoint.asked) == asked
    opened.close()


def test_mailbox_that_cannot_be_opened_says_why(mailbox: Dovecot, account: Account) -> None:
    closed = account_at(1)
    wrong = account_at(mailbox.plain, "fel")
    elsewhere = replace(account, folder="Finns inte")
    plain_where_tls_is_spoken = account_at(mailbox.plain, tls=True)

    reasons = []
    for one in (closed, wrong, elsewhere, plain_where_tls_is_spoken):
        with pytest.raises(MailboxError) as refused:
            open_mailbox(one)
        reasons.append(refused.value.reason)

    assert reasons == ["away", "login", "folder", "tls"]


def test_mails_are_fetched_as_they_came_and_stay_unread(mailbox: Dovecot, account: Account) -> None:
    mailbox.deliver(MAIL)

    opened = open_mailbox(account)
    (uid,) = opened.unhandled()
    size = opened.sizes([uid, 4711])
    whole, head = list(opened.fetch([uid])), list(opened.fetch([uid], whole=False))
    opened.close()

    assert size == {uid: len(MAIL)}
    assert whole == [(uid, MAIL)]
    assert head == [(uid, MAIL.partition(b"\r\n\r\n")[0] + b"\r\n\r\n")]
    with mailbox.client() as client:
        client.select_folder("INBOX", readonly=True)
        assert client.search("UNSEEN") == [uid]


def test_what_is_marked_is_found_no_more(mailbox: Dovecot, account: Account) -> None:
    for _ in range(2):
        mailbox.deliver(MAIL)

    opened = open_mailbox(account)
    first, second = opened.unhandled()
    opened.mark([first])
    left = opened.unhandled()
    opened.quarantine([second])
    nothing = opened.unhandled()
    opened.close()

    assert (left, nothing) == ([second], [])
    assert mailbox.marks() == [{KEYWORD}]
    assert mailbox.count(QUARANTINE) == 1


@pytest.mark.parametrize("changed", [NO_KEYWORDS, NO_KEYWORDS | NO_MOVE])
def test_server_that_keeps_no_keywords_has_a_folder_for_what_is_handled(
    open_mail: Dovecot, changed: dict[bytes, bytes]
) -> None:
    for _ in range(2):
        open_mail.deliver(MAIL)

    with in_between(open_mail.plain, changed) as port:
        opened = open_mailbox(account_at(port))
        first, second = opened.unhandled()
        opened.mark([first])
        opened.quarantine([second])
        left = opened.unhandled()
        opened.close()

    assert left == []
    counts = [open_mail.count(name) for name in ("INBOX", HANDLED, QUARANTINE)]
    assert counts == [0, 1, 1]


@pytest.mark.parametrize("tls", [False, True])
def test_waiting_ends_when_a_mail_comes(mailbox: Dovecot, tls: bool) -> None:
    opened = open_mailbox(account_at(mailbox.tls if tls else mailbox.plain, tls=tls))
    delivering = Thread(target=mailbox.deliver, args=(MAIL,))

    delivering.start()
    waited = opened.wait(60)
    delivering.join()

    assert waited
    assert len(opened.unhandled()) == 1
    opened.close()


def test_mail_that_the_server_tells_of_in_passing_is_not_waited_for(
    mailbox: Dovecot, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox.deliver(MAIL)
    opened = open_mailbox(account)
    first = opened.unhandled()
    mailbox.deliver(MAIL)
    # The server's answer to this tells of the second one, and it will not do so again.
    opened.mark(first)

    with monkeypatch.context() as nothing_else:
        nothing_else.setattr(IMAPClient, "idle", lambda _client: pytest.fail("it waited"))
        told = opened.wait(0.0)
    second = opened.unhandled()
    opened.mark(second)

    assert told
    assert (len(first), len(second)) == (1, 1)
    # Now there is nothing to be told of: this waits, and hears nothing.
    assert opened.wait(0.0)
    assert opened.unhandled() == []
    opened.close()


def test_mail_that_the_server_tells_of_as_waiting_begins_is_not_waited_for(
    open_mail: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_between(open_mail.plain, NEWS_AT_ONCE) as port:
        opened = open_mailbox(account_at(port))
        opened.unhandled()

        with monkeypatch.context() as nothing_else:
            nothing_else.setattr(
                IMAPClient, "idle_check", lambda *_, **__: pytest.fail("it waited")
            )
            told = opened.wait(0.0)
        opened.close()

    assert told


def test_waiting_ends_at_once_when_somebody_cuts_the_line(account: Account) -> None:
    opened = open_mailbox(account)
    cutting = Thread(target=opened.cut)

    cutting.start()
    with pytest.raises(MailboxError) as lost:
        opened.wait(60)
    cutting.join()
    opened.close()

    assert lost.value.reason == "broken"


def test_server_without_idle_is_asked_again_by_the_clock(open_mail: Dovecot) -> None:
    with in_between(open_mail.plain, NO_IDLE) as port:
        opened = open_mailbox(account_at(port))
        waited = opened.wait(60)
        opened.close()

    assert not waited
