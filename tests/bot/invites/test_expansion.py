"""When others read that a meeting is: icalendar with its expander, and ical.js, must agree."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import recurring_ical_events
from icalendar import Calendar

from bot.invites import Days, Happening, Moved, Series, Timed, request
from bot.invites.zones import STOCKHOLM
from tests.bot.invites.made import (
    ASA,
    BOT,
    MEETING,
    MONTHLY,
    NOW,
    TWO_DAYS,
    WEEKLY,
    local,
    on,
    published,
)
from tests.icaljs import Times, expand

FROM, TO = datetime(2026, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)
WINTER, SUMMER = replace(MEETING, when=on(2027, 1, 14)), replace(MEETING, when=on(2027, 7, 15))
# The evening before the clocks change, and the day on which they do.
SPRING = replace(MEETING, when=Timed(local(2027, 3, 27, 22), local(2027, 3, 28, 4)))
AUTUMN = replace(MEETING, when=Timed(local(2027, 10, 30, 22), local(2027, 10, 31, 4)))
SUNDAY = replace(MEETING, when=on(2027, 10, 31))
OVER_AUTUMN = replace(
    MEETING,
    when=on(2027, 10, 13, 9, 10),
    series=Series(
        "FREQ=WEEKLY", local(2027, 11, 10, 9), (), (Moved(local(2027, 11, 3, 9), on(2027, 11, 4)),)
    ),
)
YEARLY_DAYS = replace(
    MEETING,
    when=Days(date(2026, 9, 15), date(2026, 9, 16)),
    series=Series("FREQ=YEARLY", date(2028, 9, 15)),
)
MEANT: Mapping[str, tuple[Happening, Times]] = {
    "winter": (WINTER, [["2027-01-14T08:00:00Z", "2027-01-14T11:00:00Z"]]),
    "summer": (SUMMER, [["2027-07-15T07:00:00Z", "2027-07-15T10:00:00Z"]]),
    "spring": (SPRING, [["2027-03-27T21:00:00Z", "2027-03-28T02:00:00Z"]]),
    "autumn": (AUTUMN, [["2027-10-30T20:00:00Z", "2027-10-31T03:00:00Z"]]),
    "sunday": (SUNDAY, [["2027-10-31T08:00:00Z", "2027-10-31T11:00:00Z"]]),
    "two days": (TWO_DAYS, [["2027-09-15", "2027-09-17"]]),
    "over spring": (
        WEEKLY,
        [
            ["2027-03-17T08:00:00Z", "2027-03-17T09:00:00Z"],
            ["2027-03-24T08:00:00Z", "2027-03-24T09:00:00Z"],
            ["2027-03-31T07:00:00Z", "2027-03-31T08:00:00Z"],
            ["2027-04-07T07:00:00Z", "2027-04-07T08:00:00Z"],
            ["2027-04-14T07:00:00Z", "2027-04-14T08:00:00Z"],
        ],
    ),
    "over autumn": (
        OVER_AUTUMN,
        [
            ["2027-10-13T07:00:00Z", "2027-10-13T08:00:00Z"],
            ["2027-10-20T07:00:00Z", "2027-10-20T08:00:00Z"],
            ["2027-10-27T07:00:00Z", "2027-10-27T08:00:00Z"],
            ["2027-11-04T08:00:00Z", "2027-11-04T11:00:00Z"],
            ["2027-11-10T08:00:00Z", "2027-11-10T09:00:00Z"],
        ],
    ),
    "days each year": (
        YEARLY_DAYS,
        [["2026-09-15", "2026-09-17"], ["2027-09-15", "2027-09-17"], ["2028-09-15", "2028-09-17"]],
    ),
    "all months but July": (
        MONTHLY,
        [
            ["2027-01-05T08:00:00Z", "2027-01-05T09:00:00Z"],
            ["2027-02-02T08:00:00Z", "2027-02-02T09:00:00Z"],
            ["2027-03-02T08:00:00Z", "2027-03-02T09:00:00Z"],
            ["2027-04-06T07:00:00Z", "2027-04-06T08:00:00Z"],
            ["2027-05-04T07:00:00Z", "2027-05-04T08:00:00Z"],
            ["2027-06-01T07:00:00Z", "2027-06-01T08:00:00Z"],
            ["2027-08-03T07:00:00Z", "2027-08-03T08:00:00Z"],
            ["2027-09-07T07:00:00Z", "2027-09-07T08:00:00Z"],
            ["2027-10-12T11:00:00Z", "2027-10-12T12:00:00Z"],
            ["2027-12-07T08:00:00Z", "2027-12-07T09:00:00Z"],
        ],
    ),
}
SENT = {name: request(one, BOT, ASA, NOW) for name, (one, _) in MEANT.items()}


def expanded(raw: bytes) -> Times:
    """Return what icalendar and its expander read, from the zone that the calendar carries."""
    calendar = Calendar.from_ical(raw)
    found = recurring_ical_events.of(calendar).between(FROM, TO)
    return sorted([[_said(one.start), _said(one.end)] for one in found])


def _said(moment: datetime | date) -> str:
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


@pytest.mark.parametrize("name", MEANT)
def test_expander_reads_what_is_meant(name: str) -> None:
    assert expanded(SENT[name]) == MEANT[name][1]


def test_icaljs_reads_what_is_meant() -> None:
    told = dict(zip(SENT, expand(list(SENT.values())), strict=True))

    assert told == {name: times for name, (_, times) in MEANT.items()}


def test_icaljs_reads_a_feed_as_it_does_the_invitations() -> None:
    (told,) = expand([published("Möten", WINTER, SUMMER, TWO_DAYS)])

    assert told == sorted(MEANT["winter"][1] + MEANT["summer"][1] + MEANT["two days"][1])


def test_icaljs_sees_a_planted_zone_of_dates() -> None:
    """The library's own zone, which is what makes summer meetings an hour late."""
    calendar = Calendar.from_ical(SENT["summer"])
    calendar.subcomponents = [one for one in calendar.subcomponents if one.name != "VTIMEZONE"]
    calendar.add_missing_timezones()

    (told,) = expand([calendar.to_ical()])

    assert b"RDATE" in calendar.to_ical()
    assert told == [["2027-07-15T08:00:00Z", "2027-07-15T11:00:00Z"]]


def test_zone_is_not_taken_from_the_machine() -> None:
    planted = SENT["summer"].replace(b"TZOFFSETTO:+0200", b"TZOFFSETTO:+0300")

    (told,) = expand([planted])

    assert told != MEANT["summer"][1]
    assert STOCKHOLM.key == "Europe/Stockholm"
