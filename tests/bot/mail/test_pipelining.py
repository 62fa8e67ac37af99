"""A mail said in one go where the server takes that, and every answer to it heard."""

import socket
from collections.abc import Callable, Sequence
from threading import Event
from typing import Any

import pytest

from handlers.errors import DeliveryError
from tests.bot.mail.servers import Script, mail_server, raw_server, saying
from tests.bot.mail.stand_ins import envelope
from tests.bot.mail.test_smtp import failure, line_to

HELLO = "250-mail.example\r\n250 PIPELINING"
OK, MORE, TAKEN = "250 2.1.0 OK", "354 go on", "250 2.0.0 queued"


class Talk:
    """A server that hears three commands at once, and answers each of them as told."""

    def __init__(self, *mails: Sequence[str]) -> None:
        self._mails = mails
        self.heard: list[bytes] = []
        # What was said after each time that we fell silent.
        self.bursts: list[bytes] = []

    def __call__(self, connection: socket.socket) -> None:
        connection.sendall(b"220 mail.example\r\n")
        self._hear(connection, b"\r\n")
        connection.sendall(f"{HELLO}\r\n".encode())
        for answers in self._mails:
            self._hear(connection, b"DATA\r\n")
            connection.sendall("".join(f"{one}\r\n" for one in answers[:3]).encode())
            for answer in answers[3:]:
                self._hear(connection, b"\r\n")
                if answer:
                    connection.sendall(f"{answer}\r\n".encode())

    def _hear(self, connection: socket.socket, end: bytes) -> None:
        said = b""
        while not said.endswith(end):
            more = connection.recv(65536)
            if not more:
                return
            said += more
        self.bursts.append(said)


def refused(talk: Talk) -> DeliveryError:
    with raw_server(talk) as port, line_to(port) as line:
        return failure(line)


def test_mail_is_said_in_one_go() -> None:
    talk = Talk([OK, OK, MORE, TAKEN])

    with raw_server(talk) as port, line_to(port) as line:
        line.carry(envelope())

    assert talk.bursts[1:] == [
        b"MAIL FROM:<bot@miljo.example>\r\nRCPT TO:<anna@kommun.example>\r\nDATA\r\n",
        b"Subject: x\r\n\r\nHej\r\n.\r\n",
    ]


def test_other_things_are_done_while_the_server_looks_at_a_mail() -> None:
    done = Event()

    def slow(connection: socket.socket) -> None:
        saying("220 mail.example", HELLO)(connection)
        connection.recv(65536)
        connection.sendall(f"{OK}\r\n{OK}\r\n{MORE}\r\n".encode())
        connection.recv(65536)
        # It would not answer before that.
        assert done.wait(20)
        connection.sendall(f"{TAKEN}\r\n".encode())

    with raw_server(slow) as port, line_to(port) as line:
        line.carry(envelope(), done.set)


def test_server_that_does_not_offer_it_is_told_step_by_step() -> None:
    script = Script()

    with mail_server(script) as port, line_to(port) as line:
        line.carry(envelope())

    assert len(script.taken) == 1


def test_address_that_would_need_quoting_is_said_step_by_step() -> None:
    talk = saying("220 mail.example", HELLO, OK, OK, MORE, TAKEN)

    with raw_server(talk) as port, line_to(port) as line:
        # The server would answer too little to what is said in one go.
        line.carry(envelope(recipient='"a b"@kommun.example'))


@pytest.mark.parametrize(
    ("answers", "code", "permanent", "shared"),
    [
        (["550 5.1.8 no", "503 no", "503 no"], "mail_misconfigured", False, True),
        ([OK, "550 5.1.1 nobody", "554 none"], "mail_recipient_refused", True, False),
        ([OK, "451 4.7.1 later", "503 no"], "mail_deferred", False, False),
        ([OK, OK, "451 later"], "mail_deferred", False, False),
        ([OK, "550 5.7.1 you", "554 none"], "mail_misconfigured", False, True),
        (["451 4.3.0 full", "503 no", "503 no"], "mail_deferred", False, True),
    ],
    ids=["sender", "recipient", "greylisted", "content", "policy", "full"],
)
def test_first_refusal_counts_and_the_connection_is_kept(
    answers: list[str], code: str, permanent: bool, shared: bool
) -> None:
    talk = Talk([*answers, "250 reset"], [OK, OK, MORE, TAKEN])

    with raw_server(talk) as port, line_to(port) as line:
        error = failure(line)
        line.carry(envelope())

    assert (error.code, error.permanent, error.shared) == (code, permanent, shared)
    assert talk.bursts[2] == b"RSET\r\n" or talk.bursts[2] == b"rset\r\n"
    assert talk.bursts[-1].endswith(b"Hej\r\n.\r\n")


def test_server_that_wants_the_content_of_a_refused_mail_is_given_none() -> None:
    talk = Talk([OK, "550 5.1.1 nobody", MORE, "554 no valid recipients", "250 reset"])

    error = refused(talk)

    assert error.code == "mail_recipient_refused"
    assert talk.bursts[2] == b".\r\n"


@pytest.mark.parametrize(
    "answers",
    [["421 bye"], [OK, "421 bye"], [OK, OK, "421 bye"]],
    ids=["mail", "rcpt", "data"],
)
def test_server_that_closes_is_no_fault_of_the_recipient(answers: list[str]) -> None:
    error = refused(Talk(answers))

    assert (error.code, error.shared, error.in_doubt) == ("mail_deferred", True, False)


def test_server_that_hangs_up_in_the_middle_has_taken_nothing() -> None:
    error = refused(Talk([OK]))

    assert (error.code, error.shared, error.in_doubt) == ("mail_unreachable", True, False)


def test_server_that_hangs_up_after_the_dot_leaves_a_doubt() -> None:
    error = refused(Talk([OK, OK, MORE, ""]))

    assert (error.code, error.in_doubt) == ("mail_unanswered", True)


def test_relay_that_closes_after_some_mails_gets_a_new_connection() -> None:
    some: list[Callable[[socket.socket], Any]] = [
        Talk([OK, OK, MORE, TAKEN], ["421 4.7.0 enough for one connection"]),
        Talk([OK, OK, MORE, TAKEN], [OK, OK, MORE, TAKEN]),
    ]

    with raw_server(*some) as port, line_to(port) as line:
        for _ in range(3):
            line.carry(envelope())
