"""An office's reminder that is put off comes on that day, however often it was asked for."""

from datetime import date

import pytest

from handlers.occurrences import put_off
from tests.handlers.calendars import Desk

FIGURES = {"shape": "deadline", "date": "02-last", "roll": "before", "per_office": True}
EARLY, LATE = date(2027, 2, 2), date(2027, 2, 4)


@pytest.mark.parametrize(
    ("asked", "reminded"),
    [
        ([EARLY], [EARLY]),
        ([EARLY, EARLY], [EARLY]),
        ([EARLY, LATE], [LATE]),
        ([EARLY, LATE, EARLY], [EARLY]),
    ],
    ids=["once", "pressed twice", "later still", "changed one's mind"],
)
def test_office_is_reminded_on_the_day_it_asked_for_last(
    desk: Desk, asked: list[date], reminded: list[date]
) -> None:
    desk.add_rule("figures", FIGURES)
    desk.to(date(2027, 2, 1))
    desk.tick()
    number = desk.number("figures")

    for day in asked:
        put_off(desk.services, desk.contact, number, day)
    desk.live_until(date(2027, 2, 5))

    told = [day for day, _ in desk.told(desk.contact_id) if day > date(2027, 2, 1)]
    assert told == reminded
