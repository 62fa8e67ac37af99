import logging
from datetime import date
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.slack.listeners.year_wheel import send
from handlers.contents import Year

YEAR = Year("Miljösamverkan Väst", 2027, date(2026, 11, 20), (), ())


class Odd(WebClient):
    """A client that Slack answers with nothing."""

    def conversations_open(self, **_kwargs: Any) -> Any:
        """Return an answer without a channel."""
        return {}


def test_fault_of_ours_is_told_with_the_reference_that_stands_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        told = send(Odd(), "U1", YEAR)

    (logged,) = caplog.records
    assert told == (
        "Något gick fel hos mig, inte hos dig. Inget har ändrats. "
        f"Försök igen, eller mejla samordnaren och ange {logged.getMessage()}."
    )
    assert logged.exc_info is not None
    assert logged.exc_info[0] is KeyError
