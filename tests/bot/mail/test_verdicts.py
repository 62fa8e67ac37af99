import logging

import pytest

from bot.mail.verdicts import Stage, verdict

RETRY = (False, False)
FINAL = (True, True)


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("answer", [(421, b"4.3.2 closing"), (450, b""), (451, b"5.1.1 mixed up")])
def test_not_now_is_another_try_wherever_it_is_said(
    stage: Stage, answer: tuple[int, bytes]
) -> None:
    error = verdict(stage, *answer)

    assert (error.code, error.permanent, error.in_doubt) == ("mail_deferred", False, False)


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("code", [-1, 0, 99, 150, 699])
def test_nonsense_is_another_try(stage: Stage, code: int) -> None:
    error = verdict(stage, code, b"what?")

    assert (error.code, error.permanent, error.in_doubt) == ("mail_unreachable", False, False)


@pytest.mark.parametrize(
    ("stage", "code", "said", "expected"),
    [
        (Stage.CONNECT, 554, b"5.7.1 You are blocked", ("mail_misconfigured", *RETRY)),
        (Stage.CONNECT, 552, b"odd", ("mail_misconfigured", *RETRY)),
        (Stage.LOGIN, 535, b"5.7.3 Authentication unsuccessful", ("mail_misconfigured", *RETRY)),
        (Stage.SENDER, 550, b"5.1.8 Sender unknown", ("mail_misconfigured", *RETRY)),
        (Stage.SENDER, 530, b"5.7.0 Must issue STARTTLS", ("mail_misconfigured", *RETRY)),
        (Stage.SENDER, 552, b"5.3.4 Too big", ("mail_refused", *FINAL)),
        (Stage.RECIPIENT, 550, b"5.1.1 <x@y.example>: unknown", ("mail_recipient_refused", *FINAL)),
        (Stage.RECIPIENT, 550, b"No such user", ("mail_recipient_refused", *FINAL)),
        (Stage.RECIPIENT, 552, b"5.2.2 Mailbox full", ("mail_recipient_refused", *FINAL)),
        (Stage.RECIPIENT, 550, b"5.5.0 Mailbox unavailable", ("mail_recipient_refused", *FINAL)),
        (Stage.RECIPIENT, 554, b"5.7.1 Relay access denied", ("mail_misconfigured", *RETRY)),
        (Stage.RECIPIENT, 530, b"Authentication required", ("mail_misconfigured", *RETRY)),
        (Stage.RECIPIENT, 550, b"5.1.8 Sender unknown", ("mail_misconfigured", *RETRY)),
        (Stage.RECIPIENT, 503, b"5.5.1 MAIL first", ("mail_misconfigured", *RETRY)),
        (Stage.CONTENT, 550, b"5.7.1 Looks like spam", ("mail_misconfigured", *RETRY)),
        (Stage.CONTENT, 550, b"5.1.8 Bad outbound sender", ("mail_misconfigured", *RETRY)),
        (Stage.CONTENT, 550, b"5.1.1 Unknown after all", ("mail_recipient_refused", *FINAL)),
        (Stage.CONTENT, 552, b"5.3.4 Too big", ("mail_refused", *FINAL)),
        (Stage.CONTENT, 552, b"5.2.3 Too big for it", ("mail_recipient_refused", *FINAL)),
        (Stage.CONTENT, 552, b"5.2.2 Mailbox full", ("mail_recipient_refused", *FINAL)),
        (Stage.CONTENT, 552, b"Message too long", ("mail_refused", *FINAL)),
        (Stage.CONTENT, 554, b"Transaction failed", ("mail_refused", *FINAL)),
        (Stage.CONTENT, 554, b"5.6.0 Cannot read it", ("mail_refused", *FINAL)),
    ],
)
def test_refusal_counts_against_whoever_is_at_fault(
    stage: Stage, code: int, said: bytes, expected: tuple[str, bool, bool]
) -> None:
    error = verdict(stage, code, said)

    assert (error.code, error.permanent, error.elsewhere) == expected
    assert not error.in_doubt


def test_what_the_server_has_against_us_is_logged_without_addresses(
    caplog: pytest.LogCaptureFixture,
) -> None:
    verdict(Stage.RECIPIENT, 554, b"5.7.1 <anna@kommun.example>: Relay\naccess denied" + b"!" * 300)

    first, second = caplog.messages
    assert first == "The mail server answered 554 5.7.1 (recipient)"
    assert second.startswith(
        "The mail server does not take mail from us: 5.7.1 … Relay access denied!"
    )
    assert len(second) < 260
    assert caplog.records[1].levelno == logging.ERROR


def test_what_the_server_has_against_a_recipient_is_logged_as_a_number(
    caplog: pytest.LogCaptureFixture,
) -> None:
    verdict(Stage.RECIPIENT, 550, b"5.1.1 User anna.ek unknown")
    verdict(Stage.RECIPIENT, 550, b"User anna.ek unknown")

    assert caplog.messages == [
        "The mail server answered 550 5.1.1 (recipient)",
        "The mail server answered 550 - (recipient)",
    ]
