"""A series of meetings: planned at once, answered at once, changed time by time."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from handlers.invitations import (
    CalendarReply,
    ReplyFate,
    Response,
    Whom,
    coming_meetings,
    my_meetings,
    open_registration,
    preview,
    record_reply,
    remind_silent,
    respond,
    send_again,
    send_invitation,
    uninvite,
)
from handlers.meetings import (
    Plan,
    Planned,
    Repeat,
    cancel_meeting,
    cancel_series,
    change_meeting,
    mark_held,
    plan_meeting,
    show_planned,
)
from storage.models import Meeting
from tests.handlers.calendars import Desk
from tests.handlers.invitations.conftest import refused
from tests.handlers.invitations.series import APRIL, JANUARY, JUNE, MARCH, PLAN, Series


@pytest.fixture
def series(desk: Desk) -> Series:
    return Series(desk)


@pytest.fixture
def invited(series: Series) -> Series:
    series.invite(series.ann, series.bo)
    series.deliver()
    return series


def test_each_time_is_a_meeting_of_its_own_at_the_same_hour_on_the_clock(series: Series) -> None:
    with series.desk.services.database.session() as session:
        times = session.query(Meeting).order_by(Meeting.first).all()

    assert [(one.first.isoformat(), one.starts_at) for one in times] == [
        ("2027-01-13", datetime(2027, 1, 13, 8, tzinfo=UTC)),
        ("2027-02-10", datetime(2027, 2, 10, 8, tzinfo=UTC)),
        ("2027-03-10", datetime(2027, 3, 10, 8, tzinfo=UTC)),
        ("2027-04-14", datetime(2027, 4, 14, 7, tzinfo=UTC)),
        ("2027-06-09", datetime(2027, 6, 9, 7, tzinfo=UTC)),
    ]
    rhythm = series.planned.rhythm
    assert rhythm is not None
    assert (rhythm.count, rhythm.turn, rhythm.until) == (5, 2, date(2027, 6, 9))
    # July is not reached.
    assert rhythm.without == (5,)


def test_everybody_gets_one_invitation_to_all_times(series: Series) -> None:
    series.invite(series.ann, series.bo)

    told = series.deliver()

    assert set(told) == {series.ann, series.bo}
    recurring = told[series.ann].series
    assert recurring is not None
    assert recurring.rule == "FREQ=MONTHLY;BYDAY=2WE"
    assert recurring.left_out == (datetime(2027, 5, 12, 7, tzinfo=UTC),)
    assert len(recurring.days) == 5
    assert (told[series.ann].slot, told[series.ann].sequence) == (None, 0)


def test_preview_is_what_everybody_gets(series: Series) -> None:
    whom = Whom(people=(series.ann,))
    plan = replace(PLAN, whom=whom)
    change_meeting(series.desk.services, series.desk.coordinator, JANUARY, plan)
    shown = preview(series.desk.services, series.desk.coordinator, MARCH)

    send_invitation(series.desk.services, series.desk.coordinator, MARCH)
    told = series.deliver()

    assert list(told) == [series.ann]
    assert shown.invitation.series == told[series.ann].series
    assert shown.names == ("Ann Ask (Miljökontoret i Habo)",)


def test_an_answer_counts_for_every_time_that_was_not_answered_yet(invited: Series) -> None:
    services, ann = invited.desk.services, invited.person(invited.ann)

    respond(services, ann, MARCH, invited.ann, Response(status="declined"))
    respond(services, ann, JANUARY, invited.ann, Response(status="accepted"))
    respond(services, ann, JUNE, invited.ann, Response(status="accepted"))

    found = [invited.statuses(number)[invited.ann] for number in range(JANUARY, JUNE + 1)]
    # The first answer was to all; what was said of single times afterwards is of these alone.
    assert found == ["accepted", "declined", "declined", "declined", "accepted"]


def test_calendar_s_answer_to_the_whole_counts_for_times_to_come_alone(invited: Series) -> None:
    services = invited.desk.services
    invited.desk.clock.now = datetime(2027, 2, 20, 9, tzinfo=UTC)
    with services.database.session() as session:
        meeting = session.get_one(Meeting, JANUARY)
        uid = meeting.series.uid if meeting.series else ""
    reply = CalendarReply(uid=uid, attendee="ann-ask@jonkoping.example", status="accepted")

    assert record_reply(services, reply) is ReplyFate.TAKEN

    found = [invited.statuses(number)[invited.ann] for number in range(JANUARY, JUNE + 1)]
    assert found == ["", "", "accepted", "accepted", "accepted"]


def test_a_time_that_is_no_such_time_is_unknown(invited: Series) -> None:
    services = invited.desk.services
    with services.database.session() as session:
        meeting = session.get_one(Meeting, JANUARY)
        uid = meeting.series.uid if meeting.series else ""
    elsewhere = datetime(2027, 5, 12, 7, tzinfo=UTC)
    reply = CalendarReply(
        uid=uid, attendee="ann-ask@jonkoping.example", status="accepted", slot=elsewhere
    )

    assert record_reply(services, reply) is ReplyFate.UNKNOWN
    assert invited.statuses(JANUARY)[invited.ann] == ""


def test_one_time_is_moved_and_asked_about_alone(invited: Series) -> None:
    respond(
        invited.desk.services,
        invited.person(invited.ann),
        JANUARY,
        invited.ann,
        Response(status="accepted"),
    )

    invited.move(MARCH, date(2027, 3, 17))
    told = invited.deliver()[invited.ann]

    assert (told.series, told.sequence) == (None, 1)
    assert told.slot == datetime(2027, 3, 10, 8, tzinfo=UTC)
    assert invited.statuses(MARCH)[invited.ann] == ""
    assert invited.statuses(APRIL)[invited.ann] == "accepted"
    mine = my_meetings(invited.desk.services, invited.person(invited.ann))
    # The next time, and the one that waits for an answer of its own.
    assert [(one.meeting.number, one.left) for one in mine] == [(JANUARY, 5), (MARCH, 5)]


def test_what_changes_while_the_invitation_waits_is_told_by_it_and_once(series: Series) -> None:
    series.desk.clock.now = datetime(2026, 12, 5, 9, tzinfo=UTC)  # a Saturday
    series.invite(series.ann)
    series.move(MARCH, date(2027, 3, 17))
    assert series.deliver() == {}

    series.desk.clock.now = datetime(2026, 12, 7, 9, tzinfo=UTC)
    told = series.deliver()[series.ann]

    assert told.series is not None
    (moved,) = told.series.others
    assert moved.slot == datetime(2027, 3, 10, 8, tzinfo=UTC)
    assert moved.starts == datetime(2027, 3, 17, 12, tzinfo=UTC)


def test_who_is_taken_off_is_told_once_and_can_come_back(invited: Series) -> None:
    services, coordinator = invited.desk.services, invited.desk.coordinator

    uninvite(services, coordinator, MARCH, invited.ann)
    gone = invited.deliver()
    invited.invite(invited.ann)
    back = invited.deliver()

    assert set(gone) == {invited.ann}
    assert (gone[invited.ann].cancelled, gone[invited.ann].removed) == (True, True)
    assert gone[invited.ann].sequence == 1
    assert (back[invited.ann].cancelled, back[invited.ann].sequence) == (False, 2)
    assert set(invited.statuses(JUNE)) == {invited.ann, invited.bo}


def test_who_never_got_the_invitation_is_not_told_that_they_are_off(series: Series) -> None:
    series.desk.clock.now = datetime(2026, 12, 5, 9, tzinfo=UTC)  # a Saturday
    series.invite(series.ann)

    uninvite(series.desk.services, series.desk.coordinator, JANUARY, series.ann)
    series.desk.clock.now = datetime(2026, 12, 7, 9, tzinfo=UTC)

    assert series.deliver() == {}


def test_rest_is_cancelled_for_all_and_what_was_held_stays(invited: Series) -> None:
    services, coordinator = invited.desk.services, invited.desk.coordinator
    invited.desk.clock.now = datetime(2027, 1, 14, 9, tzinfo=UTC)
    mark_held(services, coordinator, JANUARY)

    cancel_series(services, coordinator, APRIL)
    told = invited.deliver()

    assert set(told) == {invited.ann, invited.bo}
    ended = told[invited.ann]
    assert (ended.cancelled, ended.removed, ended.ended, ended.asks) == (False, False, True, False)
    assert ended.series is not None
    assert (ended.series.days, ended.series.others) == ((), ())
    assert ended.series.until == datetime(2027, 1, 13, 8, tzinfo=UTC)
    states = [_state(invited, number) for number in range(JANUARY, JUNE + 1)]
    assert states == ["held", *["cancelled"] * 4]
    assert refused(cancel_series, services, coordinator, APRIL) == "meeting_over"


def test_all_is_cancelled_before_it_has_begun(invited: Series) -> None:
    cancel_series(invited.desk.services, invited.desk.coordinator, JUNE)

    told = invited.deliver()

    assert {(one.cancelled, one.removed, one.sequence) for one in told.values()} == {
        (True, False, 1)
    }


def test_meeting_that_stands_alone_is_no_series(series: Series) -> None:
    services, coordinator = series.desk.services, series.desk.coordinator
    alone = plan_meeting(services, coordinator, Plan(title="Möte", booking=PLAN.booking))
    number = alone.meeting.number

    assert alone.rhythm is None
    assert refused(cancel_series, services, coordinator, number) == "no_series"


def test_invitation_that_was_lost_is_sent_again_with_all_times_once(invited: Series) -> None:
    services, coordinator = invited.desk.services, invited.desk.coordinator
    cancel_meeting(services, coordinator, MARCH)
    invited.deliver()

    send_again(services, coordinator, APRIL, invited.ann)
    send_again(services, coordinator, APRIL, invited.ann)
    told = invited.deliver()

    assert set(told) == {invited.ann}
    recurring = told[invited.ann].series
    assert recurring is not None
    assert [(one.slot, one.starts) for one in recurring.others] == [
        (datetime(2027, 3, 10, 8, tzinfo=UTC), None)
    ]


def test_silent_ones_are_reminded_of_the_whole_and_not_of_each_time(invited: Series) -> None:
    planned = [one for one in invited.desk.notices() if one.kind == "rsvp"]
    assert {one.meeting_id for one in planned} == {JANUARY}

    nudged = remind_silent(invited.desk.services, invited.desk.coordinator, JANUARY)
    told = invited.deliver()

    assert nudged.reminded == 2
    assert all(one.reminder and one.series for one in told.values())


def test_registration_is_not_opened_for_a_time_of_a_series(invited: Series) -> None:
    services, coordinator = invited.desk.services, invited.desk.coordinator

    assert refused(open_registration, services, coordinator, MARCH) == "series_no_registration"


def test_whoever_keeps_the_calendar_sees_the_next_time_and_how_many_follow(
    invited: Series,
) -> None:
    found = coming_meetings(invited.desk.services, invited.desk.coordinator)

    assert [(one.number, one.further) for one in found] == [(JANUARY, 4)]


@pytest.mark.parametrize(
    ("repeat", "code"),
    [
        (Repeat(every="month", until=date(2027, 1, 31)), "series_of_one"),
        (Repeat(every="week", until=date(2029, 6, 1)), "series_too_long"),
        (Repeat(every="week", until=date(2028, 12, 1)), "series_too_many"),
        (Repeat(every="month", until=date(2027, 6, 1), without=(1,)), "series_first_left_out"),
        (Repeat(every="day", until=date(2027, 6, 1)), "form_unreadable"),
        (Repeat(every="week", until=date(2027, 6, 1), without=(13,)), "form_unreadable"),
    ],
)
def test_what_is_no_series_is_refused(desk: Desk, repeat: Repeat, code: str) -> None:
    desk.clock.now = datetime(2026, 12, 1, 9, tzinfo=UTC)
    plan = Plan(title="Kort avstämning", booking=PLAN.booking, repeat=repeat)

    assert refused(plan_meeting, desk.services, desk.coordinator, plan) == code
    assert coming_meetings(desk.services, desk.coordinator) == ()


def _state(series: Series, number: int) -> str:
    planned: Planned = show_planned(series.desk.services, series.desk.coordinator, number)
    return planned.meeting.state
