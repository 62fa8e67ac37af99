"""Dates as a file for calendars, read back and as it stands (RFC 5545)."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from icalendar import Calendar, Event

from bot.documents.attachments import Attachment
from bot.documents.calendars import calendar_file
from handlers.contents import Duty, MeetingLine, OfficeCount
from tests.bot.texts.agenda_samples import BOARD, DUE_IN_FEBRUARY

NOW = datetime(2027, 2, 1, 8, 30, tzinfo=UTC)
SUMMER = replace(BOARD, number=2, first=date(2027, 6, 9), last=date(2027, 6, 9))
TWO_DAYS = replace(BOARD, number=3, first=date(2027, 5, 12), last=date(2027, 5, 13))
WHOLE_DAY = replace(BOARD, number=4, starts=None)
NASTY = 'Möte; "stort", a\\b\r\nATTENDEE:mailto:x@y.example\nBEGIN:VEVENT'


def made(*given: Duty | MeetingLine, now: datetime = NOW) -> Attachment | None:
    duties = [one for one in given if isinstance(one, Duty)]
    meetings = [one for one in given if isinstance(one, MeetingLine)]
    return calendar_file("kalender.ics", duties, meetings, now, "bot.example")


def source(*given: Duty | MeetingLine, **values: Any) -> str:
    file = made(*given, **values)
    assert file is not None
    return file.content.decode()


def events(*given: Duty | MeetingLine) -> list[Event]:
    calendar = Calendar.from_ical(source(*given))
    assert isinstance(calendar, Calendar)
    return list(calendar.events)


def span(event: Event) -> tuple[date | None, date | None]:
    return event.DTSTART, event.DTEND


def lines(*given: Duty | MeetingLine, **values: Any) -> list[str]:
    return source(*given, **values).replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize(
    ("meeting", "utc"),
    [
        (BOARD, datetime(2027, 2, 10, 8, tzinfo=UTC)),
        (SUMMER, datetime(2027, 6, 9, 7, tzinfo=UTC)),
    ],
)
def test_meeting_is_at_its_hour_in_summer_and_in_winter(
    meeting: MeetingLine, utc: datetime
) -> None:
    (event,) = events(meeting)

    assert span(event)[0] == utc
    assert f"DTSTART;TZID=Europe/Stockholm:{meeting.first:%Y%m%d}T090000" in lines(meeting)


def test_time_zone_is_told_by_rules_and_not_by_dates() -> None:
    told = lines(BOARD)

    zone = told[told.index("BEGIN:VTIMEZONE") : told.index("END:VTIMEZONE")]
    assert [line for line in zone if line.startswith(("DTSTART", "TZOFFSETTO", "RRULE"))] == [
        "DTSTART:19701025T030000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZOFFSETTO:+0100",
        "DTSTART:19700329T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZOFFSETTO:+0200",
    ]
    assert "BEGIN:VTIMEZONE" not in lines(TWO_DAYS, DUE_IN_FEBRUARY)


def test_meeting_says_what_and_where_and_that_its_end_is_not_known() -> None:
    (event,) = events(BOARD)

    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == (
        "Styrgruppsmöten",
        "Stadshuset, Eksjö",
    )
    assert str(event["DESCRIPTION"]) == (
        "ons 10 feb 2027 kl. 9.00 · Styrgruppsmöten · Stadshuset, Eksjö · värd: Eksjö\n"
        "Sluttiden är inte angiven."
    )
    assert "DTEND" not in event


def test_meeting_lasts_until_its_end_where_that_is_known() -> None:
    (event,) = events(replace(SUMMER, ends=time(15, 30)))

    assert span(event)[1] == datetime(2027, 6, 9, 13, 30, tzinfo=UTC)
    assert "–15.30" in str(event["description"])
    assert "Sluttiden" not in str(event["description"])


@pytest.mark.parametrize(
    ("meeting", "days"),
    [
        (WHOLE_DAY, (date(2027, 2, 10), date(2027, 2, 11))),
        (TWO_DAYS, (date(2027, 5, 12), date(2027, 5, 14))),
    ],
)
def test_whole_days_end_on_the_day_after(meeting: MeetingLine, days: tuple[date, date]) -> None:
    (event,) = events(meeting)

    assert span(event) == days
    assert f"DTSTART;VALUE=DATE:{days[0]:%Y%m%d}" in lines(meeting)
    assert str(event["X-MICROSOFT-CDO-ALLDAYEVENT"]) == "TRUE"


def test_duty_is_a_whole_day_on_which_nobody_is_busy() -> None:
    (event,) = events(DUE_IN_FEBRUARY)

    assert span(event) == (date(2027, 2, 26), date(2027, 2, 27))
    assert str(event["TRANSP"]) == "TRANSPARENT"
    assert str(event["SUMMARY"]) == "Verksamhetsberättelse med bokslut"
    assert str(event["DESCRIPTION"]) == "Verksamhetsberättelse med bokslut, senast fre 26 feb"


@pytest.mark.parametrize("changes", [{"due": None}, {"state": "done"}, {"state": "waits"}])
def test_duty_without_a_day_of_its_own_to_be_done_by_is_no_event(changes: dict[str, Any]) -> None:
    assert made(replace(DUE_IN_FEBRUARY, **changes)) is None


def test_nothing_is_no_file() -> None:
    assert made() is None


def test_cancelled_meeting_is_told_as_cancelled() -> None:
    found = events(BOARD, replace(SUMMER, state="cancelled"))

    assert [str(event["STATUS"]) for event in found] == ["CONFIRMED", "CANCELLED"]


def test_ids_are_the_same_every_time_and_no_two_events_share_one() -> None:
    office = replace(DUE_IN_FEBRUARY, office="Habo", offices=OfficeCount(0, 1))
    given = (
        BOARD,
        SUMMER,
        DUE_IN_FEBRUARY,
        replace(DUE_IN_FEBRUARY, slot="2028"),
        replace(DUE_IN_FEBRUARY, part="kallelse"),
        office,
    )
    moved = (
        replace(BOARD, first=date(2027, 3, 1), last=date(2027, 3, 2), title="Nytt"),
        *given[1:],
    )

    first, later = events(*given), events(*moved)

    ids = [str(event["UID"]) for event in first]
    assert [str(event["UID"]) for event in later] == ids
    assert len(set(ids)) == len(given)
    assert all(re.fullmatch(r"[0-9a-f]{40}@bot\.example", one) for one in ids)


def test_file_says_when_it_was_made_and_asks_nobody_to_come() -> None:
    told = lines(BOARD, DUE_IN_FEBRUARY, now=NOW.astimezone(timezone(timedelta(hours=2))))

    assert told[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert told.count("DTSTAMP:20270201T083000Z") == 2
    assert "PRODID:-//Samverkansboten//Kalender//SV" in told
    assert [line for line in told if line.startswith(("METHOD", "ATTENDEE", "ORGANIZER"))] == []


def test_what_people_wrote_adds_no_line() -> None:
    nasty = replace(BOARD, title=NASTY, place=NASTY, host=NASTY, part=NASTY)

    (event,) = events(nasty)
    told = lines(nasty)

    assert [line for line in told if line.startswith("ATTENDEE")] == []
    assert told.count("BEGIN:VEVENT") == 1
    assert str(event["LOCATION"]) == " ".join(NASTY.split())


def test_lines_are_folded_and_end_as_they_should() -> None:
    content = source(replace(BOARD, title="Å" * 200))

    assert content.replace("\r\n", "").count("\n") == 0
    assert max(len(line.encode()) for line in content.split("\r\n")) <= 75


def test_hour_of_a_meeting_over_two_days_is_told_in_words() -> None:
    (event,) = events(replace(TWO_DAYS, starts=time(13, 30)))

    assert "kl. 13.30" in str(event["DESCRIPTION"])
