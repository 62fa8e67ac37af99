"""What is written line by line is what the library writes, whatever people have written in it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.invites import Begun, Days, Entry, Happening, Timed, When, feed
from bot.invites.building import published as by_the_library
from tests.bot.invites.made import MEETING, MONTHLY, NOW, TWO_DAYS, local, published
from tests.calendars import faults, read_lines
from tests.icaljs import expand

_moments = st.datetimes(
    datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)  # noqa: DTZ001 - its timezones are beside it
)  # fmt: skip
_lengths = st.timedeltas(timedelta(minutes=1), timedelta(days=9))
# The library takes "\N" for a line break, which here it is not.
_written = st.text(st.characters(exclude_categories=["Cs"]), max_size=300).filter(
    lambda one: "\\N" not in one
)
_line = st.one_of(_written, st.text("å,;\\\"' \n", max_size=200))
_links = st.sampled_from(["", "https://mote.example/rum/1?x=a,b;c", f"https://{'å' * 90}"])


@st.composite
def _whens(draw: st.DrawFn) -> When:
    starts = draw(_moments)
    length = draw(_lengths)
    day = starts.date()
    every: list[When] = [
        Timed(starts, starts + length),
        Begun(starts),
        Days(day, day + timedelta(length.days)),
    ]
    return draw(st.sampled_from(every))


_happenings = st.builds(
    Happening,
    uid=st.uuids().map(str),
    sequence=st.integers(0, 1000),
    title=_line,
    when=_whens(),
    about=_line,
    place=_line,
    link=_links,
    cancelled=st.booleans(),
)


@given(_happenings, _moments)
def test_lines_are_those_of_the_library(happening: Happening, stamp: datetime) -> None:
    ours = feed("Möten", [Entry(happening, stamp)])

    (event,) = by_the_library(happening, stamp)
    assert event.to_ical() in ours
    assert faults(ours) == []


@given(st.lists(_happenings, max_size=4), _line)
def test_library_reads_and_writes_the_whole_as_it_is(
    happenings: list[Happening], name: str
) -> None:
    ours = published(name, *happenings)

    assert Calendar.from_ical(ours).to_ical() == ours


def test_series_stand_among_single_meetings() -> None:
    raw = published("Möten", MEETING, MONTHLY, TWO_DAYS)

    assert [line.value for line in read_lines(raw) if line.name == "RRULE"][2:] == [
        "FREQ=MONTHLY;UNTIL=20271207T080000Z;BYDAY=1TU"
    ]
    assert raw.count(b"BEGIN:VTIMEZONE") == 1
    assert faults(raw) == []


def test_zone_is_there_only_where_something_has_an_hour() -> None:
    assert b"VTIMEZONE" not in published("Möten", TWO_DAYS)


def test_same_meetings_are_the_same_bytes() -> None:
    assert published("Möten", MEETING, TWO_DAYS) == published("Möten", MEETING, TWO_DAYS)


def test_what_has_no_end_begins_and_no_more() -> None:
    open_ended = replace(MEETING, when=Begun(local(2027, 7, 1, 9)))

    raw = published("Möten", open_ended)
    (told,) = expand([raw])

    assert [line.name for line in read_lines(raw) if line.name == "DTEND"] == []
    assert told == [["2027-07-01T07:00:00Z", "2027-07-01T07:00:00Z"]]


@pytest.mark.parametrize(("cancelled", "keeps"), [(True, "TRANSPARENT"), (False, "OPAQUE")])
def test_what_is_off_keeps_nobody_busy(*, cancelled: bool, keeps: str) -> None:
    raw = published("Möten", replace(MEETING, cancelled=cancelled))

    assert [line.value for line in read_lines(raw) if line.name == "TRANSP"] == [keeps]


def test_moment_without_a_zone_cannot_be_where_something_begins() -> None:
    with pytest.raises(ValueError, match="zone"):
        Begun(datetime(2027, 7, 1, 9))  # noqa: DTZ001 - what must be refused
    with pytest.raises(TypeError):
        Begun(NOW).at(date(2027, 7, 1))
