"""A series of meetings that changes under way: ended, put off, and people coming late."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from handlers.invitations import (
    CalendarReply,
    Response,
    record_reply,
    respond,
    send_again,
    uninvite,
)
from handlers.meetings import (
    Plan,
    cancel_meeting,
    cancel_series,
    change_meeting,
    mark_held,
    plan_meeting,
    show_planned,
)
from tests.handlers.calendars import Desk
from tests.handlers.invitations.series import APRIL, FEBRUARY, JANUARY, JUNE, MARCH, PLAN, Series


@pytest.fixture
def series(desk: Desk) -> Series:
    return Series(desk)


@pytest.fixture
def invited(series: Series) -> Series:
    series.invite(series.ann, series.bo)
    series.deliver()
    return series


def test_who_came_late_is_told_of_the_end_as_well(invited: Series) -> None:
    services, coordinator = invited.desk.services, invited.desk.coordinator
    uninvite(services, coordinator, JANUARY, invited.bo)
    invited.deliver()
    invited.desk.clock.now = datetime(2027, 1, 14, 9, tzinfo=UTC)
    invited.invite_to(FEBRUARY, invited.bo)
    invited.deliver()

    cancel_series(services, coordinator, APRIL)
    told = invited.deliver()

    # For one of them nothing has been: their calendar forgets it all.
    assert {who: (one.cancelled, one.ended) for who, one in told.items()} == {
        invited.ann: (False, True),
        invited.bo: (True, True),
    }


def test_who_is_taken_off_after_a_time_was_cancelled_forgets_the_whole(invited: Series) -> None:
    services, coordinator = invited.desk.services, invited.desk.coordinator
    cancel_meeting(services, coordinator, FEBRUARY)
    invited.deliver()

    uninvite(services, coordinator, MARCH, invited.ann)
    uninvite(services, coordinator, MARCH, invited.ann)
    told = invited.deliver()

    assert [(one.cancelled, one.removed) for one in told.values()] == [(True, True)]


def test_who_is_taken_off_when_it_has_begun_keeps_what_has_been(invited: Series) -> None:
    invited.desk.clock.now = datetime(2027, 1, 14, 9, tzinfo=UTC)

    uninvite(invited.desk.services, invited.desk.coordinator, MARCH, invited.ann)
    told = invited.deliver()[invited.ann]

    assert (told.cancelled, told.removed, told.ended) == (False, True, True)
    assert told.series is not None
    assert told.series.until == datetime(2027, 1, 13, 8, tzinfo=UTC)


def test_whole_is_told_in_its_own_words_whatever_the_next_time_is_called(invited: Series) -> None:
    services, coordinator = invited.desk.services, invited.desk.coordinator
    booking = replace(PLAN.booking, place="Rum 9", link="https://mote.example/annan")
    plan = Plan(title="Stort möte", booking=booking, about="Annat")
    change_meeting(services, coordinator, JANUARY, plan)
    invited.deliver()

    send_again(services, coordinator, MARCH, invited.ann)
    told = invited.deliver()[invited.ann]

    assert (told.meeting.title, told.meeting.place) == ("Kort avstämning", "")
    assert told.meeting.link == "https://mote.example/k"
    assert told.series is not None
    (other,) = told.series.others
    assert (other.title, other.place, other.about) == ("Stort möte", "Rum 9", "Annat")


def test_last_time_that_was_put_off_is_still_to_be_cancelled(invited: Series) -> None:
    invited.move(JUNE, date(2027, 6, 16))
    invited.deliver()
    invited.desk.clock.now = datetime(2027, 6, 10, 9, tzinfo=UTC)

    cancel_series(invited.desk.services, invited.desk.coordinator, JUNE)

    assert set(invited.deliver()) == {invited.ann, invited.bo}


def test_who_is_invited_after_a_time_has_moved_is_asked_about_it_as_it_is(series: Series) -> None:
    series.invite(series.ann)
    series.deliver()
    series.move(MARCH, date(2027, 3, 17))
    series.deliver()

    series.invite(series.bo)
    told = series.deliver()[series.bo]
    reply = CalendarReply(
        uid=told.uid,
        attendee="bo-bark@jonkoping.example",
        status="accepted",
        sequence=told.sequence,
    )
    record_reply(series.desk.services, reply)

    found = [series.statuses(number)[series.bo] for number in range(JANUARY, JUNE + 1)]
    assert found == ["accepted"] * 5


def test_what_is_put_right_of_a_time_that_was_says_nothing_of_those_to_come(
    invited: Series,
) -> None:
    services, coordinator = invited.desk.services, invited.desk.coordinator
    invited.desk.clock.now = datetime(2027, 1, 14, 9, tzinfo=UTC)
    mark_held(services, coordinator, JANUARY)

    respond(services, coordinator, JANUARY, invited.ann, Response(status="accepted"))

    found = [invited.statuses(number)[invited.ann] for number in range(JANUARY, JUNE + 1)]
    assert found == ["accepted", "", "", "", ""]


def reminded(series: Series) -> set[int | None]:
    found = series.desk.notices()
    return {one.meeting_id for one in found if one.kind == "rsvp" and one.state == "queued"}


def test_another_time_reminds_where_the_first_is_off(invited: Series) -> None:
    assert reminded(invited) == {JANUARY}

    cancel_meeting(invited.desk.services, invited.desk.coordinator, JANUARY)

    assert reminded(invited) == {FEBRUARY}


def test_series_that_begins_at_once_reminds_of_its_second_time(series: Series) -> None:
    series.desk.clock.now = datetime(2027, 1, 11, 9, tzinfo=UTC)

    series.invite(series.ann)

    assert reminded(series) == {FEBRUARY}


def test_last_day_to_answer_is_that_of_the_first_time(desk: Desk) -> None:
    desk.clock.now = datetime(2026, 12, 1, 9, tzinfo=UTC)
    plan_meeting(desk.services, desk.coordinator, replace(PLAN, answer_by=date(2026, 12, 20)))

    days = [
        show_planned(desk.services, desk.coordinator, number).answer_by
        for number in (JANUARY, FEBRUARY)
    ]

    assert days == [date(2026, 12, 20), None]
