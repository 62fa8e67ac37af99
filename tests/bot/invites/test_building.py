from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.invites import Days, Happening, Moved, Party, Series, Timed, cancel, decline, request
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
from tests.calendars import Line, faults, read_lines

SENT: Mapping[str, bytes] = {
    "request": request(MEETING, BOT, ASA, NOW),
    "whole days": request(TWO_DAYS, BOT, ASA, NOW),
    "series": request(MONTHLY, BOT, ASA, NOW),
    "cancellation": cancel(MEETING, BOT, ASA, NOW, why="För få;\nanmälda"),
    "cancelled days": cancel(TWO_DAYS, BOT, ASA, NOW),
    "cancelled series": cancel(MONTHLY, BOT, ASA, NOW),
    "cancelled time": cancel(MONTHLY, BOT, ASA, NOW, slot=local(2027, 5, 4, 9)),
    "declined proposal": decline(MEETING, BOT, ASA, NOW),
    "feed": published("Miljösamverkan", MEETING, TWO_DAYS, MONTHLY),
    "empty feed": published("Miljösamverkan"),
}
RUDE = 'a"b\x00;c\r\nATTENDEE:mailto:evil@evil.example\u2028d\u202e, e\\n'


def lines_of(raw: bytes, name: str) -> list[Line]:
    return [line for line in read_lines(raw) if line.name == name]


def written(raw: bytes, name: str) -> list[str]:
    return [line.value for line in lines_of(raw, name)]


@pytest.mark.parametrize("name", SENT)
def test_everything_that_is_sent_follows_the_rules(name: str) -> None:
    assert faults(SENT[name]) == []


@pytest.mark.parametrize("name", ["cancellation", "feed", "series"])
def test_what_people_write_stays_words(name: str) -> None:
    rude = replace(MONTHLY if name == "series" else MEETING, title=RUDE, about=RUDE, place=RUDE)
    person = replace(ASA, name=RUDE)
    raw = {
        "cancellation": lambda: cancel(rude, BOT, person, NOW, why=RUDE),
        "feed": lambda: published(RUDE, rude),
        "series": lambda: request(rude, replace(BOT, name=RUDE), person, NOW),
    }[name]()

    assert faults(raw) == []
    assert "mailto:evil@evil.example" not in written(raw, "ATTENDEE")


def test_request_says_who_invites_whom_and_asks_for_an_answer() -> None:
    raw = SENT["request"]

    assert written(raw, "METHOD") == ["REQUEST"]
    assert lines_of(raw, "ORGANIZER") == [
        Line("ORGANIZER", f"mailto:{BOT.address}", {"CN": f'"{BOT.name}"'})
    ]
    (attendee,) = lines_of(raw, "ATTENDEE")
    assert attendee.value == "mailto:asa.oberg@kommun.example"
    assert {name: value.strip('"') for name, value in attendee.params.items()} == {
        "CN": "Åsa Öberg",
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE",
    }


def test_time_is_told_in_the_zone_it_is_meant_in() -> None:
    starts, ends = lines_of(SENT["request"], "DTSTART")[-1], lines_of(SENT["request"], "DTEND")[-1]

    assert starts == Line("DTSTART", "20270701T090000", {"TZID": "Europe/Stockholm"})
    assert ends == Line("DTEND", "20270701T120000", {"TZID": "Europe/Stockholm"})


def test_place_and_link_stand_where_clients_look() -> None:
    raw = SENT["request"]

    (where,) = written(raw, "LOCATION")
    assert where.startswith(
        "Länsstyrelsen\\, sal Ekoxen\\; Östgötagatan 3\\, Linköping\\, https://"
    )
    (link,) = lines_of(raw, "CONFERENCE")
    assert link.value == MEETING.link
    assert link.params["VALUE"] == "URI"


def test_whole_days_end_on_the_day_after_and_are_no_hours_in_outlook() -> None:
    raw = SENT["whole days"]

    assert lines_of(raw, "DTSTART") == [Line("DTSTART", "20270915", {"VALUE": "DATE"})]
    assert lines_of(raw, "DTEND") == [Line("DTEND", "20270917", {"VALUE": "DATE"})]
    assert written(raw, "X-MICROSOFT-CDO-ALLDAYEVENT") == ["TRUE"]


def test_series_leaves_out_what_is_not_held_and_moves_what_is_moved() -> None:
    raw = SENT["series"]

    assert written(raw, "RRULE")[-1] == "FREQ=MONTHLY;UNTIL=20271207T080000Z;BYDAY=1TU"
    assert written(raw, "EXDATE") == ["20270706T090000", "20271102T090000"]
    assert written(raw, "RECURRENCE-ID") == ["20271005T090000"]
    assert written(raw, "DTSTART")[-1] == "20271012T130000"
    assert written(raw, "LOCATION")[-1].startswith("Habo")
    assert len(written(raw, "ATTENDEE")) == 2


def test_cancellation_keeps_the_id_and_says_which_time_is_meant() -> None:
    whole, one = SENT["cancelled series"], SENT["cancelled time"]

    assert written(whole, "UID") == written(one, "UID") == [MONTHLY.uid]
    assert written(whole, "RECURRENCE-ID") == []
    assert written(one, "RECURRENCE-ID") == ["20270504T090000"]
    assert [line.value for line in lines_of(one, "DTSTART")][-1] == "20270504T090000"
    assert written(one, "RRULE")[2:] == written(whole, "RRULE")[2:] == []


def test_feed_tells_nobody_who_takes_part_and_keeps_what_is_cancelled() -> None:
    raw = published("Möten", replace(MEETING, cancelled=True), MONTHLY)

    assert lines_of(raw, "ATTENDEE") == lines_of(raw, "ORGANIZER") == []
    assert written(raw, "STATUS") == ["CANCELLED", "CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert written(raw, "EXDATE") == ["20270706T090000"]
    assert lines_of(raw, "REFRESH-INTERVAL") == [
        Line("REFRESH-INTERVAL", "PT6H", {"VALUE": "DURATION"})
    ]
    assert written(raw, "NAME") == written(raw, "X-WR-CALNAME") == ["Möten"]


def test_stamp_is_the_moment_it_is_made_in_utc() -> None:
    raw = request(MEETING, BOT, ASA, local(2027, 7, 1, 9))

    assert written(raw, "DTSTAMP") == ["20270701T070000Z"]


@pytest.mark.parametrize(
    ("slot", "ends"),
    [
        # The hour that is left out, and the one that comes twice, are between some of them.
        (local(2027, 3, 27, 23), datetime(2027, 3, 28, 2, tzinfo=UTC)),
        (local(2027, 10, 30, 23), datetime(2027, 10, 31, 1, tzinfo=UTC)),
    ],
)
def test_one_time_of_a_series_is_as_long_as_the_others(slot: datetime, ends: datetime) -> None:
    night = Timed(local(2027, 1, 1, 22), local(2027, 1, 2, 2))

    assert night.at(slot).ends == slot.astimezone(UTC) + timedelta(hours=4)
    assert night.at(slot).ends == ends


def _naive() -> Happening:
    start = datetime(2027, 7, 1, 9)  # noqa: DTZ001 - what must be refused
    return replace(MEETING, when=Timed(start, start + timedelta(hours=1)))


def _with(series: Series) -> Happening:
    return replace(MONTHLY, series=series)


@pytest.mark.parametrize(
    "made",
    [
        _naive,
        lambda: on(2027, 7, 1, 9, 9),
        lambda: Days(date(2027, 7, 2), date(2027, 7, 1)),
        lambda: _with(Series("FREQ=WEEKLY", date(2027, 12, 1))),
        lambda: _with(Series("FREQ=WEEKLY", local(2027, 12, 1, 9), (date(2027, 6, 1),))),
        lambda: _with(
            Series("FREQ=WEEKLY", local(2027, 12, 1, 9), (), (Moved(date(2027, 6, 1), None),))
        ),
        lambda: replace(TWO_DAYS, series=Series("FREQ=YEARLY", local(2030, 9, 15, 9))),
    ],
)
def test_what_would_come_out_wrong_cannot_be_made(made: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        made()  # type: ignore[operator]  # each makes another thing


def test_weekly_series_keeps_its_hour_when_the_clocks_change() -> None:
    raw = request(WEEKLY, BOT, Party("", "a@b.example"), NOW)

    assert written(raw, "RRULE")[-1] == "FREQ=WEEKLY;UNTIL=20270414T070000Z"
    assert faults(raw) == []
