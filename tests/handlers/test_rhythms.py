import pytest

from handlers.rhythms import PACES, WEEKDAYS, Rhythm, rhythm_of
from schedules.cadence import Written, read_rules


@pytest.mark.parametrize("pace", PACES)
def test_every_rhythm_is_a_rule_and_is_read_back(pace: str) -> None:
    for weekday in WEEKDAYS:
        rhythm = Rhythm(pace, weekday)
        rule = {"shape": "rrule", "from": "2027-01-11", "rrule": rhythm.rrule}

        read_rules([Written("regular", rule)])

        assert rhythm_of(rhythm.rrule) == rhythm


@pytest.mark.parametrize(
    ("written", "rhythm"),
    [
        ("RRULE:BYDAY=MO;FREQ=WEEKLY;INTERVAL=1", Rhythm("every_week", "MO")),
        ("freq=monthly;byday=-1fr", Rhythm("last_in_month", "FR")),
        ("FREQ=WEEKLY;BYDAY=MO,TH", None),
        ("FREQ=WEEKLY;BYDAY=MO;COUNT=4", None),
        ("FREQ=DAILY", None),
    ],
)
def test_rule_that_was_written_by_hand_is_a_rhythm_or_none(
    written: str, rhythm: Rhythm | None
) -> None:
    assert rhythm_of(written) == rhythm
