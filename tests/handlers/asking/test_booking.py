"""Booking in words, and moving, cancelling and holding what is booked."""

from datetime import date, time

import pytest

from handlers.answers import (
    AgendaAnswer,
    Answer,
    BookingAnswer,
    DutyAnswer,
    MeetingAnswer,
    WhichAnswer,
)
from handlers.asking import ask
from handlers.coming import whole_year
from handlers.contents import MeetingLine
from handlers.errors import Refusal
from tests.handlers.calendars import Desk

BOARD = {"shape": "quota", "count": 3, "per": "year"}
SPRING = {"shape": "quota", "count": 1, "season": "vår"}
AUTUMN = {"shape": "quota", "count": 1, "season": "höst"}
REPORT = {"shape": "deadline", "date": "02-last", "roll": "before"}


@pytest.fixture
def board(desk: Desk) -> Desk:
    """Lend the desk with a board that meets three times a year."""
    desk.add_rule("styrgrupp", BOARD, title="Styrgruppsmöten")
    desk.tick()
    return desk


def say(desk: Desk, text: str) -> Answer:
    return ask(desk.services, desk.coordinator, text)


def told(answer: Answer) -> BookingAnswer:
    assert isinstance(answer, BookingAnswer)
    return answer


def meetings(desk: Desk) -> list[MeetingLine]:
    return list(whole_year(desk.services, desk.coordinator, 2027).meetings)


def test_meeting_is_booked_when_where_and_at_whom(board: Desk) -> None:
    answer = told(say(board, "Boka styrgruppsmöte 14 april 2027 kl 9–12 i Borås, värd: Eksjö"))

    (meeting,) = meetings(board)
    assert (answer.change, answer.meeting) == ("booked", meeting)
    assert (meeting.first, meeting.starts, meeting.ends) == (
        date(2027, 4, 14),
        time(9),
        time(12),
    )
    assert (meeting.place, meeting.host) == ("Borås", "Eksjö")


def test_same_booking_twice_is_one_meeting(board: Desk) -> None:
    for _ in range(2):
        say(board, "boka styrgrupp 14 april kl 9")

    assert len(meetings(board)) == 1


def test_place_before_the_day_is_a_place_and_no_part_of_the_name(board: Desk) -> None:
    say(board, "boka styrgruppsmöte i Borås 14 april")

    assert [one.place for one in meetings(board)] == ["Borås"]


def test_word_of_a_title_is_no_place(desk: Desk) -> None:
    desk.add_rule("avstamning", BOARD, title="Avstämning i styrgruppen")
    desk.tick()

    say(desk, "boka avstämning i styrgruppen 14 april")

    assert [one.place for one in meetings(desk)] == [""]


def test_host_is_whose_turn_it_is_where_nobody_else_is_named(desk: Desk) -> None:
    desk.add_rule("styrgrupp", BOARD, own={"hosts": ["Habo", "Aneby"]})
    desk.tick()

    say(desk, "boka styrgrupp 14 april")

    assert [one.host for one in meetings(desk)] == ["Habo"]


def test_without_a_day_it_is_told_how_to_write_it_for_this_very_duty(desk: Desk) -> None:
    desk.add_rule("chefsmote", AUTUMN, own={"hosts": ["Habo"]})
    desk.tick()

    with pytest.raises(Refusal, match="say_when") as refused:
        say(desk, "boka chefsmote")
    example = str(refused.value.values["example"])
    say(desk, example)

    assert example == "boka chefsmote 2027-08-16 kl 9 i Borås, värd: Habo"
    assert [one.host for one in meetings(desk)] == ["Habo"]


def test_day_tells_which_of_several_is_meant(desk: Desk) -> None:
    desk.add_rule("chefsmote-var", SPRING, title="Chefsmöte, vår")
    desk.add_rule("chefsmote-host", AUTUMN, title="Chefsmöte, höst")
    desk.tick()

    say(desk, "boka chefsmöte 14 oktober kl 9")

    assert [(one.rule, one.first) for one in meetings(desk)] == [
        ("chefsmote-host", date(2027, 10, 14))
    ]


def test_one_of_several_that_fit_is_chosen_by_what_stands_in_the_answer(desk: Desk) -> None:
    desk.add_rule("traff-avfall", BOARD, title="Träff: avfall")
    desk.add_rule("traff-avlopp", BOARD, title="Träff: avlopp")
    desk.tick()

    asked = say(desk, "boka träff 14 april kl 9 i Borås")

    assert isinstance(asked, WhichAnswer)
    assert meetings(desk) == []
    assert [one.typed for one in asked.options] == [
        "boka traff-avfall 14 april kl 9 i Borås",
        "boka traff-avlopp 14 april kl 9 i Borås",
    ]
    say(desk, asked.options[1].typed)
    assert [(one.rule, one.place) for one in meetings(desk)] == [("traff-avlopp", "Borås")]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("boka styrgrupp 17 april", "day_off"),
        ("boka styrgrupp 14 april 2032", "day_too_far"),
        ("boka styrgrupp 14 april kl 2", "night_hour"),
        ("boka rapport 14 april", "nothing_to_book"),
    ],
)
def test_what_cannot_be_booked_is_said_plainly(board: Desk, typed: str, code: str) -> None:
    board.add_rule("rapport", REPORT)
    board.tick()

    with pytest.raises(Refusal, match=code):
        say(board, typed)

    assert meetings(board) == []


def test_who_may_not_book_leaves_a_wish(board: Desk) -> None:
    answer = ask(board.services, board.contact, "boka styrgruppsmöte 14 april kl 9")

    assert isinstance(answer, MeetingAnswer)
    assert answer.task_id is not None
    assert meetings(board) == []


@pytest.mark.parametrize("typed", ["boka lunch på styrgruppen 14 april", "boka lokal 14 april"])
def test_what_is_booked_around_a_meeting_is_no_meeting(board: Desk, typed: str) -> None:
    answer = say(board, typed)

    assert not isinstance(answer, BookingAnswer)
    assert meetings(board) == []


@pytest.mark.parametrize(
    "typed",
    ["vad ska bokas?", "Vilka möten ska vi boka?", "att boka", "vilka möten är inte bokade?"],
)
def test_what_waits_to_be_booked_is_listed(board: Desk, typed: str) -> None:
    board.add_rule("rapport", REPORT)
    board.add_rule("chefsmote", SPRING)
    board.tick()
    say(board, "boka chefsmote 14 april")

    answer = say(board, typed)

    assert isinstance(answer, AgendaAnswer)
    assert answer.subject == "to_book"
    assert {one.rule for one in answer.duties if one.due == date(2027, 12, 31)} == {"styrgrupp"}


def test_moved_meeting_keeps_what_is_not_said(board: Desk) -> None:
    say(board, "boka styrgrupp 14 april kl 9 i Borås, värd: Eksjö")

    moved = told(say(board, "flytta mötet styrgrupp 14 april till 21 april kl 10"))

    assert (moved.change, moved.meeting.first, moved.meeting.last) == (
        "moved",
        date(2027, 4, 21),
        date(2027, 4, 21),
    )
    assert (moved.meeting.starts, moved.meeting.place) == (time(10), "Borås")
    assert moved.meeting.host == "Eksjö"
    assert meetings(board) == [moved.meeting]


def test_meeting_of_several_days_is_as_long_where_it_is_moved_to(board: Desk) -> None:
    say(board, "boka styrgrupp 14–15 april")

    moved = told(say(board, "flytta styrgrupp till 21 april i Habo"))

    assert (moved.meeting.first, moved.meeting.last) == (date(2027, 4, 21), date(2027, 4, 22))
    assert moved.meeting.place == "Habo"


def test_time_alone_is_moved_on_the_same_day(board: Desk) -> None:
    say(board, "boka styrgrupp 14 april kl 9")

    moved = told(say(board, "flytta mötet styrgrupp till kl 13.30"))

    assert (moved.meeting.first, moved.meeting.starts) == (date(2027, 4, 14), time(13, 30))


def test_duty_without_a_booked_meeting_is_moved_as_a_duty(board: Desk) -> None:
    board.add_rule("rapport", REPORT)
    board.tick()

    answer = say(board, "flytta rapport till 3 februari")

    assert isinstance(answer, DutyAnswer)
    assert answer.duty.due == date(2027, 2, 3)


@pytest.mark.parametrize(
    "typed",
    [
        "kan du ställa in mötet styrgrupp 14 april?",
        "avboka styrgrupp",
        "mötet styrgrupp är inställt",
    ],
)
def test_meeting_is_cancelled_and_is_to_be_booked_again(board: Desk, typed: str) -> None:
    say(board, "boka styrgrupp 14 april")

    answer = told(say(board, typed))

    assert (answer.change, answer.meeting.state) == ("cancelled", "cancelled")
    assert meetings(board) == []


@pytest.mark.parametrize(
    "typed",
    [
        "mötet styrgrupp 14 april är genomfört",
        "mötet styrgrupp hölls 14 april",
        "Mötet styrgrupp har hållits.",
    ],
)
def test_meeting_was_held(board: Desk, typed: str) -> None:
    say(board, "boka styrgrupp 14 april")
    say(board, "boka styrgrupp 14 september")
    board.to(date(2027, 4, 20))

    answer = told(say(board, typed))

    assert (answer.change, answer.meeting.state) == ("held", "held")
    assert answer.meeting.first == date(2027, 4, 14)


def test_meeting_that_is_to_come_was_not_held(board: Desk) -> None:
    say(board, "boka styrgrupp 14 april")

    with pytest.raises(Refusal, match="meeting_ahead"):
        say(board, "mötet styrgrupp hölls")


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("ställ in mötet styrgrupp", "ställ in mötet styrgrupp 2027-09-14"),
        (
            "flytta styrgrupp till 21 september",
            "flytta mötet styrgrupp 2027-09-14 till 21 september",
        ),
    ],
)
def test_one_of_several_meetings_is_chosen_by_its_day(board: Desk, typed: str, choice: str) -> None:
    say(board, "boka styrgrupp 14 april")
    say(board, "boka styrgrupp 14 september")

    asked = say(board, typed)

    assert isinstance(asked, WhichAnswer)
    assert asked.options[1].typed == choice
    assert told(say(board, choice)).meeting.number == meetings_number(asked, 1)


def test_one_of_several_meetings_that_were_held_is_chosen_by_its_day(board: Desk) -> None:
    say(board, "boka styrgrupp 14 april")
    say(board, "boka styrgrupp 12 maj")
    board.to(date(2027, 5, 20))

    asked = say(board, "mötet styrgrupp hölls")

    assert isinstance(asked, WhichAnswer)
    assert [one.typed for one in asked.options] == [
        "mötet styrgrupp 2027-04-14 hölls",
        "mötet styrgrupp 2027-05-12 hölls",
    ]
    assert told(say(board, asked.options[0].typed)).meeting.first == date(2027, 4, 14)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ställ in mötet styrgrupp", "no_meeting_booked"),
        ("flytta mötet styrgrupp till 21 april", "no_meeting_booked"),
        ("mötet styrgrupp hölls", "no_meeting_booked"),
    ],
)
def test_meeting_that_is_not_booked_is_refused(board: Desk, typed: str, code: str) -> None:
    with pytest.raises(Refusal, match=code) as refused:
        say(board, typed)

    assert refused.value.values == {"title": "Styrgruppsmöten"}


def test_meeting_is_not_moved_to_no_day(board: Desk) -> None:
    say(board, "boka styrgrupp 14 april")

    with pytest.raises(Refusal, match="say_day"):
        say(board, "flytta mötet styrgrupp till våren")


@pytest.mark.parametrize(
    "typed", ["ställ in mötet styrgrupp", "flytta styrgrupp till 21 april", "mötet styrgrupp hölls"]
)
def test_only_who_keeps_the_calendar_changes_a_meeting(board: Desk, typed: str) -> None:
    say(board, "boka styrgrupp 14 april")

    with pytest.raises(Refusal, match="not_allowed"):
        ask(board.services, board.contact, typed)


def meetings_number(asked: WhichAnswer, at: int) -> int:
    meeting = asked.options[at].meeting
    assert meeting is not None
    return meeting.number


@pytest.mark.parametrize(
    "typed",
    [
        "avboka inte styrgrupp",
        "ställ inte in mötet styrgrupp",
        "flytta inte styrgrupp till 21 april",
        "flytta styrgrupp till 21 april?",
        "mötet styrgrupp är inställt?",
        "mötet styrgrupp är inte inställt",
        "mötet styrgrupp hölls inte",
        "mötet styrgrupp hölls aldrig",
        "boka inte styrgrupp 5 maj",
    ],
)
def test_what_is_not_to_be_done_or_only_asked_is_not_done(board: Desk, typed: str) -> None:
    say(board, "boka styrgrupp 14 april")
    board.to(date(2027, 4, 20))
    before = meetings(board)

    say(board, typed)

    assert [one.first for one in before] == [date(2027, 4, 14)]
    assert meetings(board) == before
