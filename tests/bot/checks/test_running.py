import logging
import re
from collections.abc import Iterator
from threading import Event

import pytest

from bot.app.checks import CHECKS, Check, Finding, Ground, State, check_all
from bot.texts import word
from tests.bot.checks.ground import ground, said

FINE = Finding("clock", State.OK, "Bra.")


def fine(_ground: Ground) -> Iterator[Finding]:
    yield FINE


def broken(_ground: Ground) -> Iterator[Finding]:
    yield FINE
    raise ZeroDivisionError("oväntat")


def test_findings_come_in_the_order_of_the_checks() -> None:
    first, last = Finding("mail", State.OK, "1"), Finding("mail", State.OK, "2")

    found = check_all(ground(), (Check("mail", lambda _: [first]), Check("mail", lambda _: [last])))

    assert found == [first, last]


def test_check_that_breaks_is_a_fault_and_stops_no_other(
    caplog: pytest.LogCaptureFixture,
) -> None:
    found = check_all(ground(), (Check("mail", broken), Check("clock", fine)))

    reference = re.findall(r"F-\w{4}", caplog.text)[0]
    assert said(found) == [
        ("fault", f"Kontrollen gick sönder. Felet har nummer {reference}."),
        ("ok", "Bra."),
    ]
    assert [(one.levelno, one.exc_info is not None) for one in caplog.records] == [
        (logging.ERROR, True)
    ]
    assert "ZeroDivisionError: oväntat" in caplog.text


def test_check_that_never_ends_is_a_fault_and_delays_no_other() -> None:
    release = Event()

    def endless(_ground: Ground) -> Iterator[Finding]:
        release.wait()
        yield FINE

    try:
        found = check_all(ground(), (Check("mail", endless), Check("clock", fine)), longest=0.5)
    finally:
        release.set()

    assert said(found) == [("fault", "Inget svar inom 0.5 sekunder."), ("ok", "Bra.")]


def test_check_waits_for_a_variable_that_is_wrong_and_the_others_are_made() -> None:
    wrong = ground(SLACK_BOT_TOKEN="fel", SMTP_URL="fel")

    found = check_all(
        wrong,
        (
            Check("slack", broken, ("SLACK_API_URL", "SLACK_BOT_TOKEN", "SMTP_URL")),
            Check("clock", fine, ("SLACK_API_URL",)),
        ),
    )

    assert said(found) == [
        ("skipped", "Går inte att kontrollera förrän SLACK_BOT_TOKEN, SMTP_URL är rätt."),
        ("ok", "Bra."),
    ]


@pytest.mark.parametrize("subject", [*(check.subject for check in CHECKS), "trial"])
def test_every_subject_has_a_name(subject: str) -> None:
    assert word("check_subject", subject, "") != ""
