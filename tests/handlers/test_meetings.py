"""Booking what a quota asks for, moving it, cancelling it, and saying that it was held."""

from datetime import date, time, timedelta

import pytest

from handlers.coming import agenda, coming, late, to_do, whole_year
from handlers.contents import Act, Duty
from handlers.errors import Refusal
from handlers.meetings import (
    Booking,
    book,
    cancel_meeting,
    mark_held,
    meetings_of_duty,
    move_meeting,
    show_meeting,
)
from tests.handlers.calendars import Desk

BOARD = {"shape": "quota", "count": 3, "per": "year"}
SPRING = {"shape": "quota", "count": 1, "season": "vår", "days": 2}
VISITS = {"shape": "quota", "count": 1, "per": "month", "except_months": [7]}
REPORT = {"shape": "deadline", "date": "02-last", "roll": "before"}


def duty(desk: Desk, rule: str, year: int = 2027) -> Duty:
    found = agenda(desk.services, desk.coordinator, date(year, 1, 1), date(year, 12, 31)).duties
    return next(one for one in found if one.rule == rule and not one.part)


def test_booked_meetings_are_counted(desk: Desk) -> None:
    desk.add_rule("board", BOARD)
    desk.tick()
    before = duty(desk, "board")

    line = book(
        desk.services,
        desk.coordinator,
        desk.number("board"),
        Booking(
            first=date(2027, 2, 10), starts=time(9, 0), place=" Stadshuset,  Eksjö ", host="Eksjö"
        ),
    )

    after = duty(desk, "board")
    assert (before.booked, before.missing) == (0, 3)
    assert (after.booked, after.missing) == (1, 2)
    assert (line.title, line.starts, line.place) == ("Board", time(9, 0), "Stadshuset, Eksjö")
    assert meetings_of_duty(desk.services, desk.coordinator, desk.number("board")) == (line,)


def test_what_is_booked_in_full_asks_for_nothing_more(desk: Desk) -> None:
    desk.add_rule("spring", SPRING)
    desk.tick()
    number = desk.number("spring")

    book(
        desk.services,
        desk.coordinator,
        number,
        Booking(first=date(2027, 4, 20), last=date(2027, 4, 21)),
    )

    booked = duty(desk, "spring")
    assert (booked.missing, booked.acts) == (0, ())
    assert [one.slot for one in coming(desk.services, desk.coordinator).duties] == ["2028-vår"]
    assert [one.last for one in coming(desk.services, desk.coordinator).meetings] == [
        date(2027, 4, 21)
    ]


@pytest.mark.parametrize(
    ("booking", "code"),
    [
        (Booking(first=date(2027, 8, 10)), "outside_window"),
        (Booking(first=date(2027, 3, 26)), "day_off"),
        (Booking(first=date(2027, 4, 24)), "day_off"),
        (Booking(first=date(2027, 4, 21), last=date(2027, 4, 20)), "period_backwards"),
        (Booking(first=date(2027, 4, 20), last=date(2027, 6, 20)), "meeting_too_long"),
        (Booking(first=date(2037, 4, 20)), "day_too_far"),
        (Booking(first=date(2027, 4, 20), starts=time(2, 30)), "night_hour"),
        (Booking(first=date(2027, 4, 20), starts=time(1), ends=time(2, 30)), "night_hour"),
        (Booking(first=date(2027, 4, 20), ends=time(12)), "end_without_start"),
        (Booking(first=date(2027, 4, 20), starts=time(9), ends=time(9)), "ends_before_start"),
        (Booking(first=date(2027, 4, 20), link="javascript:alert(1)"), "link_not_web"),
        (Booking(first=date(2027, 4, 20), link=f"https://{'a' * 500}"), "link_not_web"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_day_that_cannot_be_is_refused_and_nothing_is_booked(
    desk: Desk, booking: Booking, code: str
) -> None:
    desk.add_rule("spring", SPRING)
    desk.tick()

    with pytest.raises(Refusal, match=code):
        book(desk.services, desk.coordinator, desk.number("spring"), booking)

    assert duty(desk, "spring").booked == 0


def test_deadline_is_not_booked(desk: Desk) -> None:
    desk.add_rule("report", REPORT)
    desk.tick()

    with pytest.raises(Refusal, match="not_bookable"):
        book(
            desk.services, desk.coordinator, desk.number("report"), Booking(first=date(2027, 2, 1))
        )


def test_moved_meeting_is_where_it_was_moved_to(desk: Desk) -> None:
    desk.add_rule("board", BOARD)
    desk.tick()
    first = book(
        desk.services, desk.coordinator, desk.number("board"), Booking(first=date(2027, 2, 10))
    )

    moved = move_meeting(
        desk.services, desk.coordinator, first.number, Booking(first=date(2027, 3, 10), host="Habo")
    )

    assert (moved.first, moved.host) == (date(2027, 3, 10), "Habo")
    assert show_meeting(desk.services, desk.coordinator, first.number) == moved


def test_cancelled_meeting_is_missing_again_and_cannot_be_moved(desk: Desk) -> None:
    desk.add_rule("board", BOARD)
    desk.tick()
    first = book(
        desk.services, desk.coordinator, desk.number("board"), Booking(first=date(2027, 2, 10))
    )

    cancelled = cancel_meeting(desk.services, desk.coordinator, first.number)

    assert cancelled.state == "cancelled"
    assert duty(desk, "board").missing == 3
    with pytest.raises(Refusal, match="meeting_over"):
        move_meeting(
            desk.services, desk.coordinator, first.number, Booking(first=date(2027, 3, 10))
        )


def test_meeting_is_held_when_its_day_has_come(desk: Desk) -> None:
    desk.add_rule("board", BOARD)
    desk.tick()
    first = book(
        desk.services, desk.coordinator, desk.number("board"), Booking(first=date(2027, 2, 10))
    )

    with pytest.raises(Refusal, match="meeting_ahead"):
        mark_held(desk.services, desk.coordinator, first.number)
    desk.to(date(2027, 2, 10))
    held = mark_held(desk.services, desk.coordinator, first.number)

    assert held.state == "held"
    assert duty(desk, "board").booked == 1


def test_turn_is_taken_when_the_visit_was_held(desk: Desk) -> None:
    desk.add_rule("visits", VISITS, own={"hosts": ["Aneby", "Eksjö", "Habo"]})
    desk.tick()
    january = desk.number("visits", slot="2027-01")
    first = book(
        desk.services, desk.coordinator, january, Booking(first=date(2027, 1, 20), host="Aneby")
    )
    before = hosts(desk)
    desk.to(date(2027, 2, 1))
    desk.tick()
    # Nobody has said that January's visit was held: Aneby's turn has not been taken.
    not_held = hosts(desk)

    mark_held(desk.services, desk.coordinator, first.number)

    assert before[:3] == ["Aneby", "Eksjö", "Habo"]
    assert not_held[:2] == ["Aneby", "Eksjö"]
    assert hosts(desk)[:3] == ["Eksjö", "Habo", "Aneby"]


def hosts(desk: Desk) -> list[str]:
    today = desk.services.today()
    found = agenda(desk.services, desk.coordinator, today, today + timedelta(days=120)).duties
    return [one.host for one in found if one.rule == "visits"]


def test_only_those_who_keep_the_calendar_book(desk: Desk) -> None:
    desk.add_rule("board", BOARD)
    desk.tick()

    with pytest.raises(Refusal, match="not_allowed"):
        book(desk.services, desk.contact, desk.number("board"), Booking(first=date(2027, 2, 10)))

    assert duty(desk, "board").booked == 0


def test_late_names_what_is_overdue_and_to_do_what_is_soon(desk: Desk) -> None:
    desk.add_rule("report", REPORT)
    desk.add_rule("board", BOARD)
    desk.tick()
    desk.to(date(2027, 2, 20))
    soon = to_do(desk.services, desk.coordinator)
    desk.to(date(2027, 3, 2))

    overdue = late(desk.services, desk.coordinator)

    assert [one.rule for one in soon.duties] == ["report"]
    assert [(one.rule, one.late) for one in overdue.duties] == [("report", True)]
    assert late(desk.services, desk.contact).duties[0].acts == ()


def test_offices_part_is_its_own_to_do(desk: Desk) -> None:
    figures = {"shape": "deadline", "date": "04-01", "roll": "before", "per_office": True}
    desk.add_rule("figures", figures)
    desk.to(date(2027, 3, 25))
    desk.tick()

    theirs = to_do(desk.services, desk.contact)
    keepers = to_do(desk.services, desk.coordinator)

    assert [(one.office, one.acts) for one in theirs.duties] == [("Habo", (Act.DONE, Act.LATER))]
    assert [one.office for one in keepers.duties] == [""]


def test_year_holds_duties_and_meetings(desk: Desk) -> None:
    desk.add_rule("board", BOARD)
    desk.tick()
    number = desk.number("board")
    kept = book(desk.services, desk.coordinator, number, Booking(first=date(2027, 2, 10)))
    gone = book(desk.services, desk.coordinator, number, Booking(first=date(2027, 5, 12)))
    cancel_meeting(desk.services, desk.coordinator, gone.number)

    year = whole_year(desk.services, desk.coordinator, 2027)

    assert [one.rule for one in year.duties] == ["board"]
    assert year.meetings == (kept,)
    with pytest.raises(Refusal, match="year_too_far"):
        whole_year(desk.services, desk.coordinator, 2099)
