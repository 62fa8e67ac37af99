import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bot.mail.relay import Relay
from bot.mail.smtp import IDLE, SmtpLine
from bot.mail.throttle import Monotonic, Throttle
from handlers.errors import DeliveryError
from handlers.ports import Trace
from tests.bot.mail.servers import DROP, HANG, Script, mail_server, raw_server, saying
from tests.bot.mail.stand_ins import Alarms, ToldTime, envelope


@contextmanager
def line_to(
    port: int,
    *,
    per_minute: int | None = None,
    monotonic: Monotonic | None = None,
    alarms: Alarms | None = None,
    **options: Any,
) -> Iterator[SmtpLine]:
    clock = monotonic or ToldTime()
    sleep = clock.sleep if isinstance(clock, ToldTime) else time.sleep
    throttle = Throttle(per_minute, clock, sleep)
    line = SmtpLine(
        Relay("127.0.0.1", port), None, throttle, clock, later=alarms or Alarms(), **options
    )
    try:
        yield line
    finally:
        line.close()


@contextmanager
def line_and_script(
    answers: dict[str, list[str]] | None = None, **options: Any
) -> Iterator[tuple[SmtpLine, Script]]:
    script = Script(answers or {})
    with mail_server(script) as port, line_to(port, **options) as line:
        yield line, script


def failure(line: SmtpLine, content: bytes = b"Subject: x\r\n\r\nHej\r\n") -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        line.carry(envelope(content=content))
    return caught.value


def test_letter_arrives_as_it_was_written() -> None:
    content = b"Subject: x\r\n\r\n.\r\n..\r\n.x\r\nHej\r\n"
    with line_and_script() as (line, script):
        line.carry(envelope(content=content))

    (taken,) = script.taken
    assert taken.sender == "bot@miljo.example"
    assert taken.recipients == ("anna@kommun.example",)
    assert taken.content == content


def test_letter_without_a_last_line_break_is_ended() -> None:
    with line_and_script() as (line, script):
        line.carry(envelope(content=b"Subject: x\r\n\r\nHej"))

    assert script.taken[0].content == b"Subject: x\r\n\r\nHej\r\n"


def test_line_introduces_itself_by_its_address() -> None:
    with line_and_script() as (line, script):
        line.carry(envelope())

    assert script.hellos == ["[127.0.0.1]"]


def test_one_connection_carries_several_letters() -> None:
    with line_and_script() as (line, script):
        for number in range(5):
            line.carry(envelope(recipient=f"{number}@kommun.example"))

    assert [taken.connection for taken in script.taken] == [0] * 5
    assert script.steps.count("QUIT") == 1


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "DOT"])
@pytest.mark.parametrize("answer", ["450 4.2.1 Later", "421 4.3.2 Closing"])
def test_not_now_is_another_try_and_the_next_letter_goes_out(step: str, answer: str) -> None:
    with line_and_script({step: [answer]}) as (line, script):
        error = failure(line)
        line.carry(envelope(recipient="bo@kommun.example"))

    assert (error.code, error.permanent, error.in_doubt) == ("mail_deferred", False, False)
    assert [taken.recipients for taken in script.taken] == [("bo@kommun.example",)]


@pytest.mark.parametrize(
    ("step", "answer", "code", "permanent"),
    [
        ("EHLO", "550 5.7.1 Not you", "mail_misconfigured", False),
        ("MAIL", "550 5.7.1 Not you", "mail_misconfigured", False),
        ("RCPT", "550 5.1.1 Nobody here", "mail_recipient_refused", True),
        ("RCPT", "554 5.7.1 Relay access denied", "mail_misconfigured", False),
        ("DATA", "554 5.5.1 No valid recipients", "mail_refused", True),
        ("DOT", "554 5.6.0 Not like this", "mail_refused", True),
    ],
)
def test_no_is_final_only_where_the_letter_is_at_fault(
    step: str, answer: str, code: str, permanent: bool
) -> None:
    with line_and_script({step: [answer], "HELO": [answer]}) as (line, script):
        error = failure(line)

    assert (error.code, error.permanent, error.in_doubt) == (code, permanent, False)
    assert script.taken == []


def test_refused_recipient_does_not_cost_the_connection() -> None:
    with line_and_script({"RCPT": ["550 5.1.1 Nobody here"]}) as (line, script):
        failure(line)
        line.carry(envelope())

    assert script.steps == ["EHLO", "MAIL", "RCPT", "RSET", "MAIL", "RCPT", "DATA", "DOT", "QUIT"]


def test_server_that_does_not_go_along_after_a_refusal_is_left() -> None:
    answers = {"RCPT": ["550 5.1.1 Nobody here"], "RSET": ["500 What?"]}
    with line_and_script(answers) as (line, script):
        failure(line)
        line.carry(envelope())

    assert [taken.connection for taken in script.taken] == [1]


@pytest.mark.parametrize("step", ["EHLO", "MAIL", "RCPT", "DATA"])
def test_server_that_hangs_up_before_the_content_has_taken_nothing(step: str) -> None:
    with line_and_script({step: [DROP]}) as (line, script):
        error = failure(line)
        line.carry(envelope())

    assert (error.code, error.permanent, error.in_doubt) == ("mail_unreachable", False, False)
    assert len(script.taken) == 1


def test_server_that_hangs_up_in_the_middle_of_the_content_has_taken_nothing() -> None:
    def hang_up_soon(connection: socket.socket) -> None:
        saying("220 hi", "250 hi", "250 ok", "250 ok", "354 go on")(connection)
        connection.recv(1000)

    with raw_server(hang_up_soon) as port, line_to(port) as line:
        # More than fits into what the machine keeps for a connection.
        error = failure(line, b"Subject: x\r\n\r\n" + (b"x" * 70 + b"\r\n") * 300_000)

    assert (error.code, error.in_doubt) == ("mail_unreachable", False)


def test_server_that_nobody_listens_at_is_worth_another_try() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    with line_to(port) as line:
        error = failure(line)

    assert (error.code, error.permanent, error.in_doubt) == ("mail_unreachable", False, False)


@pytest.mark.parametrize("host", ["mail..example", "finns-inte.invalid"])
def test_server_that_cannot_be_found_is_worth_another_try(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_up = socket.getaddrinfo

    def find(name: str, *rest: Any, **more: Any) -> Any:
        if name.endswith(".invalid"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return look_up(name, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", find)
    clock = ToldTime()
    throttle = Throttle(None, clock, clock.sleep)

    error = failure(SmtpLine(Relay(host, 25), None, throttle, clock, later=Alarms()))

    assert (error.code, error.permanent, error.in_doubt) == ("mail_unreachable", False, False)


def test_server_that_hangs_up_after_the_final_dot_leaves_doubt() -> None:
    with line_and_script({"DOT": [DROP]}) as (line, script):
        error = failure(line)

    assert (error.code, error.permanent, error.in_doubt) == ("mail_unanswered", False, True)
    assert script.steps.count("DOT") == 1


def test_server_that_says_nothing_after_the_final_dot_leaves_doubt() -> None:
    # Enough to come so far on a busy machine.
    options: dict[str, Any] = {"monotonic": time.monotonic, "patience": 1.5}
    with line_and_script({"DOT": [HANG]}, **options) as (line, _):
        error = failure(line)

    assert (error.code, error.in_doubt) == ("mail_unanswered", True)


@pytest.mark.parametrize("answer", ["what?", "199 hm", "250-half an answer"])
def test_server_that_talks_nonsense_after_the_final_dot_leaves_doubt(answer: str) -> None:
    def talk(connection: socket.socket) -> None:
        saying("220 hi", "250 hi", "250 ok", "250 ok", "354 go on")(connection)
        while not connection.recv(1000).endswith(b"\r\n.\r\n"):
            pass
        connection.sendall(f"{answer}\r\n".encode())

    with raw_server(talk) as port, line_to(port) as line:
        error = failure(line)

    assert (error.code, error.in_doubt) == ("mail_unanswered", True)


def test_doubt_over_a_kept_connection_is_not_sent_again() -> None:
    with line_and_script() as (line, script):
        line.carry(envelope())
        script.answers["DOT"] = [DROP]

        error = failure(line)

    assert error.in_doubt
    assert script.steps.count("DOT") == 2


@pytest.mark.parametrize("step", ["EHLO", "MAIL", "RCPT", "DATA"])
def test_server_that_says_nothing_is_given_up(step: str) -> None:
    options: dict[str, Any] = {"monotonic": time.monotonic, "patience": 0.3}
    with line_and_script({step: [HANG]}, **options) as (line, _):
        error = failure(line)

    assert (error.code, error.in_doubt) == ("mail_unreachable", False)


def test_server_that_dawdles_is_given_no_more_time_than_one_that_is_silent() -> None:
    def dawdle(connection: socket.socket) -> None:
        try:
            while True:
                connection.sendall(b"220-one moment\r\n")
                time.sleep(0.05)
        except OSError:
            return

    options: dict[str, Any] = {"monotonic": time.monotonic, "patience": 0.4}
    with raw_server(dawdle) as port, line_to(port, **options) as line:
        begun = time.monotonic()
        error = failure(line)
        took = time.monotonic() - begun
        line.close()

    assert (error.code, error.in_doubt) == ("mail_unreachable", False)
    assert took < 5


@pytest.mark.parametrize(
    ("greeting", "code"),
    [
        ("421 4.3.2 Busy", "mail_deferred"),
        ("554 5.7.1 Blocked", "mail_misconfigured"),
        ("SSH-2.0-OpenSSH", "mail_unreachable"),
    ],
)
def test_server_that_does_not_greet_is_tried_again(greeting: str, code: str) -> None:
    with raw_server(saying(greeting)) as port, line_to(port) as line:
        error = failure(line)

    assert (error.code, error.permanent, error.in_doubt) == (code, False, False)


def test_server_of_an_older_kind_is_greeted_as_it_wants() -> None:
    heard: list[bytes] = []

    def old(connection: socket.socket) -> None:
        answers = ("220 hi", "500 What?", "250 hi", "250 ok", "250 ok", "354 go on")
        with connection.makefile("rb") as lines:
            for number, answer in enumerate(answers):
                if number:
                    heard.append(lines.readline())
                connection.sendall(f"{answer}\r\n".encode())
            while lines.readline() != b".\r\n":
                pass
            connection.sendall(b"250 ok\r\n")
            heard.append(lines.readline())

    with raw_server(old) as port, line_to(port) as line:
        line.carry(envelope())

    assert [line.lower() for line in heard[:3]] == [
        b"ehlo [127.0.0.1]\r\n", b"helo [127.0.0.1]\r\n", b"mail from:<bot@miljo.example>\r\n",
    ]  # fmt: skip


@pytest.mark.parametrize("answer", [DROP, "421 4.4.2 Timeout"])
def test_connection_that_was_lost_meanwhile_is_renewed_at_once(answer: str) -> None:
    with line_and_script() as (line, script):
        line.carry(envelope())
        script.answers["MAIL"] = [answer]

        line.carry(envelope())

    assert [taken.connection for taken in script.taken] == [0, 1]


def test_connection_is_renewed_only_once() -> None:
    with line_and_script() as (line, script):
        line.carry(envelope())
        script.answers["MAIL"] = [DROP, DROP]

        error = failure(line)

    assert error.code == "mail_unreachable"
    assert script.connections == 2


def test_connection_is_closed_when_nothing_has_been_sent_for_long() -> None:
    clock, alarms = ToldTime(), Alarms()
    with line_and_script(monotonic=clock, alarms=alarms) as (line, script):
        line.carry(envelope())
        clock.now += IDLE

        alarms.ring()

        assert script.steps[-1] == "QUIT"
        assert alarms.waiting == []
        line.carry(envelope())

    assert [taken.connection for taken in script.taken] == [0, 1]


def test_connection_is_kept_as_long_as_something_is_sent_now_and_then() -> None:
    clock, alarms = ToldTime(), Alarms()
    with line_and_script(monotonic=clock, alarms=alarms) as (line, script):
        line.carry(envelope())
        clock.now += IDLE - 10
        line.carry(envelope())
        clock.now += 10

        alarms.ring()

        assert [seconds for seconds, _ in alarms.waiting] == [IDLE - 10]
        line.carry(envelope())

    assert [taken.connection for taken in script.taken] == [0, 0, 0]


def test_server_that_is_gone_at_parting_does_no_harm() -> None:
    with line_and_script({"QUIT": [DROP]}) as (line, script):
        line.carry(envelope())

        line.close()
        line.close()

    assert script.steps.count("QUIT") == 1


def test_letters_are_kept_apart_as_the_server_wants() -> None:
    clock = ToldTime()
    with line_and_script(monotonic=clock, per_minute=20) as (line, script):
        for _ in range(3):
            line.carry(envelope())

    assert clock.slept == [3.0, 3.0]
    assert len(script.taken) == 3


def test_nobody_can_be_asked_what_a_mail_server_has_taken() -> None:
    with line_and_script() as (line, _):
        line.carry(envelope())

        assert line.trace(envelope().message_id) is Trace.UNKNOWN


def test_size_is_told_first_so_that_too_much_need_not_be_sent() -> None:
    script = Script()
    with mail_server(script, data_size_limit=1000) as port, line_to(port) as line:
        error = failure(line, b"Subject: x\r\n\r\n" + b"x" * 1000 + b"\r\n")

    assert (error.code, error.permanent) == ("mail_refused", True)
    assert "DATA" not in script.steps
