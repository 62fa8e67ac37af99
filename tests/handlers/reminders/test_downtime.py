"""What is sent, and what is told of as too old, when things do not go as planned."""

from datetime import date, timedelta

from sqlalchemy import update

from handlers.contents import Duty, Reminders
from handlers.meetings import Booking, book, cancel_meeting, move_meeting
from handlers.occurrences import mark_done, move_due, put_off, reopen, skip
from storage.models import CadenceRule, Collaboration, Person
from tests.handlers.calendars import Desk

REPORT = {"shape": "deadline", "date": "02-last", "roll": "before"}
BOARD = {"shape": "quota", "count": 3, "per": "year", "steps": ["kallelse", "protokoll"]}


def test_twenty_hours_of_downtime_delay_a_reminder(desk: Desk) -> None:
    desk.add_rule("report", REPORT)
    desk.to(date(2027, 1, 28), 18)
    desk.tick()

    # Up again at three in the afternoon; the next time after midnight.
    desk.to(date(2027, 1, 29), 14)
    desk.tick()
    desk.to(date(2027, 2, 18), 18)
    desk.tick()
    desk.to(date(2027, 2, 19), 20)
    desk.tick()
    desk.live_until(date(2027, 2, 22))

    assert [day for day, _ in desk.told()] == [date(2027, 1, 29), date(2027, 2, 22)]
    assert desk.missed() == []


def test_ten_days_of_downtime_send_what_is_of_use_and_tell_of_the_rest(desk: Desk) -> None:
    desk.add_rule("report", REPORT)
    desk.add_rule("meeting", {"shape": "quota", "count": 1, "per": "month", "months": [2]})
    desk.to(date(2027, 2, 18))
    desk.tick()

    desk.to(date(2027, 3, 1))
    desk.tick()

    told, (missed,) = desk.told()[-1:], desk.missed()
    # Of the report, the reminder of the 19th is past and that of the 26th is not.
    assert told == [(date(2027, 3, 1), ["report", "meeting"])]
    assert (missed.since, missed.until) == (date(2027, 2, 19), date(2027, 2, 19))
    assert [duty.rule for duty in missed.duties] == ["report"]
    assert ("reminder", "stale") in desk.states()


def test_what_was_missed_is_told_of_once(desk: Desk) -> None:
    desk.add_rule("report", REPORT)
    desk.to(date(2027, 1, 28))
    desk.tick()
    desk.to(date(2027, 2, 22))
    desk.live_until(date(2027, 3, 3))

    assert len(desk.missed()) == 1


def test_reminder_that_waited_too_long_is_stale_and_told_of(desk: Desk) -> None:
    desk.add_rule("report", REPORT)
    desk.to(date(2027, 1, 28))
    desk.tick()
    desk.to(date(2027, 1, 29), 5)
    # Planned at six in the morning; then nothing was delivered for a month.
    desk.tick()

    desk.to(date(2027, 2, 26))
    desk.tick()
    desk.live_until(date(2027, 2, 27))

    assert [day for day, _ in desk.told()] == [date(2027, 2, 26)]
    assert [duty.rule for one in desk.missed() for duty in one.duties] == ["report"]


def test_clock_set_back_two_hours_repeats_nothing(desk: Desk) -> None:
    desk.add_rule("report", REPORT)
    desk.to(date(2027, 1, 28))
    desk.tick()
    desk.to(date(2027, 1, 29), 7)
    desk.tick()

    desk.clock.move(-timedelta(hours=2))
    desk.tick()
    desk.clock.move(timedelta(hours=3))
    desk.tick()

    assert len(desk.told()) == 1


def test_clock_set_back_over_midnight_repeats_nothing(desk: Desk) -> None:
    desk.add_rule("report", REPORT)
    desk.to(date(2027, 1, 28))
    desk.tick()
    desk.to(date(2027, 1, 29), 0)
    desk.tick()
    desk.clock.move(-timedelta(hours=2))
    desk.tick()

    desk.live_until(date(2027, 1, 30), hours=6)

    assert len(desk.told()) == 1


def test_renamed_rule_starts_anew_and_what_waited_is_told_of_as_stale(desk: Desk) -> None:
    desk.add_rule("report", REPORT)
    desk.to(date(2027, 1, 28))
    desk.tick()
    desk.to(date(2027, 1, 29), 5)
    desk.tick()
    with desk.services.database.write() as session:
        session.execute(update(CadenceRule).values(key="annual-report"))
        session.get_one(Collaboration, desk.collaboration_id).revision += 1

    desk.to(date(2027, 1, 29), 8)
    desk.tick()
    desk.live_until(date(2027, 2, 2))

    assert desk.told() == [(date(2027, 1, 29), ["annual-report"])]
    assert sorted(desk.states()) == [
        ("missed", "sent"),
        ("reminder", "sent"),
        ("reminder", "stale"),
    ]
    assert [duty.rule for one in desk.missed() for duty in one.duties] == ["report"]


def test_deleted_person_gets_nothing_and_that_is_kept_as_stale(desk: Desk) -> None:
    desk.add_rule("report", REPORT)
    desk.to(date(2027, 1, 28))
    desk.tick()
    desk.to(date(2027, 1, 29), 5)
    desk.tick()
    with desk.services.database.write() as session:
        session.get_one(Person, desk.coordinator_id).email = None

    desk.to(date(2027, 1, 29), 8)
    desk.tick()

    assert (desk.told(), desk.states()) == ([], [("reminder", "stale")])


def test_moved_meeting_takes_back_what_was_to_be_said_of_its_old_day(desk: Desk) -> None:
    desk.add_rule("board", BOARD)
    desk.tick()
    first = book(desk.services, desk.coordinator, desk.number("board"), on(2027, 2, 15))
    # The notice goes out ten working days before: that is brought up on the same day.
    desk.to(date(2027, 2, 1), 5)
    desk.tick()
    waiting = [one.state for one in desk.notices() if one.due_at.date() == date(2027, 2, 1)]

    move_meeting(desk.services, desk.coordinator, first.number, on(2027, 3, 15))
    desk.live_until(date(2027, 3, 2))

    assert set(waiting) == {"queued"}
    due = {duty.due for _, duty in steps_told(desk) if duty.part == "kallelse"}
    assert due == {date(2027, 3, 1)}


def test_cancelled_meeting_is_to_be_booked_again(desk: Desk) -> None:
    desk.add_rule("board", BOARD)
    desk.tick()
    meetings = [
        book(desk.services, desk.coordinator, desk.number("board"), on(2027, month, 15))
        for month in (2, 4, 6)
    ]
    desk.live_until(date(2027, 1, 5))
    before = len(desk.told())

    cancel_meeting(desk.services, desk.coordinator, meetings[1].number)
    desk.to(date(2027, 2, 1))
    desk.tick()

    board = [rules for _, rules in desk.told()[before:] if "board" in rules]
    assert len(board) == 1


def test_steps_come_before_and_after_a_booked_meeting(desk: Desk) -> None:
    desk.add_rule("board", BOARD)
    desk.tick()
    book(desk.services, desk.coordinator, desk.number("board"), on(2027, 2, 15))

    desk.live_until(date(2027, 3, 1))

    said = {(duty.part, duty.due) for _, duty in steps_told(desk)}
    assert said == {("kallelse", date(2027, 2, 1)), ("protokoll", date(2027, 3, 1))}


def test_what_is_done_is_not_brought_up_and_opened_again_it_is(desk: Desk) -> None:
    desk.add_rule("report", REPORT)
    desk.to(date(2027, 1, 28))
    desk.tick()
    number = desk.number("report")
    desk.to(date(2027, 1, 29), 5)
    desk.tick()
    mark_done(desk.services, desk.coordinator, number)
    desk.live_until(date(2027, 2, 22))
    silent = desk.told()

    reopen(desk.services, desk.coordinator, number)
    desk.live_until(date(2027, 2, 26))

    assert silent == []
    assert [day for day, _ in desk.told()] == [date(2027, 2, 26)]


def test_what_is_put_off_comes_on_that_day_and_then_as_before(desk: Desk) -> None:
    desk.add_rule("report", REPORT)
    desk.to(date(2027, 1, 28))
    desk.live_until(date(2027, 1, 29))

    put_off(desk.services, desk.coordinator, desk.number("report"), date(2027, 2, 22))
    desk.live_until(date(2027, 2, 26))

    assert [day for day, _ in desk.told()] == [
        date(2027, 1, 29),
        date(2027, 2, 22),
        date(2027, 2, 26),
    ]


def test_what_is_moved_is_brought_up_around_its_new_day(desk: Desk) -> None:
    desk.add_rule("report", REPORT)
    desk.to(date(2027, 2, 18))
    desk.tick()

    duty = move_due(desk.services, desk.coordinator, desk.number("report"), date(2027, 3, 12))
    desk.live_until(date(2027, 3, 12))

    assert (duty.due, duty.moved) == (date(2027, 3, 12), True)
    assert [day for day, _ in desk.told()] == [date(2027, 3, 5), date(2027, 3, 12)]


def test_what_is_left_out_is_silent(desk: Desk) -> None:
    desk.add_rule("report", REPORT)
    desk.to(date(2027, 1, 28))
    desk.tick()

    duty = skip(desk.services, desk.coordinator, desk.number("report"), "  Ingen\n personal ")
    desk.live_until(date(2027, 1, 30))

    assert (duty.state, duty.reason, desk.told()) == ("skipped", "Ingen personal", [])


def on(*day: int) -> Booking:
    return Booking(first=date(*day))


def steps_told(desk: Desk) -> list[tuple[date, Duty]]:
    return [
        (parcel.content.today, duty)
        for parcel in desk.mail.sent
        if isinstance(parcel.content, Reminders)
        for duty in parcel.content.duties
        if duty.part
    ]
