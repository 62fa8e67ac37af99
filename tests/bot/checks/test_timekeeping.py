from datetime import timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from bot.app.checks.timekeeping import check_clock, check_zone
from tests.bot.checks.ground import NOWHERE, ground, page, said
from tests.fakes import FixedClock
from tests.sample import NOW


@pytest.mark.parametrize(
    ("ahead", "finding"),
    [
        (0, ("ok", "Serverns klocka går rätt.")),
        (-30, ("ok", "Serverns klocka går rätt.")),
        (31, ("warning", "Serverns klocka går 31 sekunder före.")),
        (-300, ("warning", "Serverns klocka går 300 sekunder efter.")),
        (301, ("fault", "Serverns klocka går 301 sekunder före.")),
        (-7200, ("fault", "Serverns klocka går 7200 sekunder efter.")),
    ],
)
def test_clock_is_compared_with_slacks(ahead: int, finding: tuple[str, str]) -> None:
    clock = FixedClock(NOW + timedelta(seconds=ahead))
    with page('{"ok": true}') as url:
        found = check_clock(ground(clock, SLACK_BOT_TOKEN="xoxb-1", SLACK_API_URL=url))

        assert said(found) == [finding]


def test_clock_is_compared_with_the_public_address_where_there_is_no_slack() -> None:
    with page("Något gick fel.", 502) as url:
        found = list(check_clock(ground(FixedClock(NOW + timedelta(minutes=1)), PUBLIC_URL=url)))

    assert said(found) == [("warning", "Serverns klocka går 60 sekunder före.")]


def test_slack_is_not_asked_where_it_is_not_set() -> None:
    with page("", date="Fri, 20 Nov 2026 09:00:00 GMT") as slack, page("") as public:
        found = list(check_clock(ground(SLACK_API_URL=slack, PUBLIC_URL=public)))

    assert said(found) == [("ok", "Serverns klocka går rätt.")]


@pytest.mark.parametrize("date", ["", "i går"])
def test_answer_without_a_time_is_skipped_with_a_word(date: str) -> None:
    with page("", date=date) as url:
        found = list(check_clock(ground(PUBLIC_URL=url)))

    assert said(found) == [
        ("skipped", "Klockan går inte att jämföra: den andra sidan svarade inte med någon tid.")
    ]


def test_nobody_to_compare_with_is_skipped_with_a_word() -> None:
    found = [*check_clock(ground(PUBLIC_URL=NOWHERE)), *check_clock(ground())]

    assert said(found) == [
        ("skipped", "Klockan går inte att jämföra: den andra sidan svarade inte med någon tid."),
        (
            "skipped",
            "Klockan jämförs med Slack eller med PUBLIC_URL, och ingen av dem är inställd.",
        ),
    ]


def test_swedish_time_is_known() -> None:
    assert said(check_zone(ground())) == [("ok", "Tidszonen Europe/Stockholm finns.")]


def test_swedish_time_that_is_missing_or_wrong_is_a_fault() -> None:
    def missing(name: str) -> ZoneInfo:
        raise ZoneInfoNotFoundError(name)

    found = [
        *check_zone(ground(), missing),
        *check_zone(ground(), lambda _: ZoneInfo("Africa/Lagos")),
    ]

    assert said(found) == [("fault", "Tidszonen Europe/Stockholm saknas eller är fel.")] * 2
