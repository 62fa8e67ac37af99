"""What the dialog for a booking begins with."""

import pytest

from handlers.errors import Refusal
from handlers.to_book import what_to_book
from tests.handlers.calendars import Desk

VISIT = {"shape": "quota", "count": 1, "per": "year", "rotation": "värdkommun"}


def test_whose_turn_it_is_is_told_where_the_order_is_set(desk: Desk) -> None:
    desk.add_rule("visit", VISIT, own={"hosts": ["Habo", "Aneby"]})
    desk.tick()

    found = what_to_book(desk.services, desk.coordinator, desk.number("visit"))

    assert (found.turn, found.usual, found.duty.rule) == ("Habo", "", "visit")


def test_sources_words_are_no_ones_turn(desk: Desk) -> None:
    desk.add_rule("visit", VISIT)
    desk.tick()

    found = what_to_book(desk.services, desk.coordinator, desk.number("visit"))

    assert (found.turn, found.usual) == ("", "värdkommun")


def test_what_asks_for_no_meeting_is_refused(desk: Desk) -> None:
    desk.add_rule("report", {"shape": "deadline", "date": "02-26"})
    desk.tick()

    with pytest.raises(Refusal) as refused:
        what_to_book(desk.services, desk.coordinator, desk.number("report"))

    assert refused.value.code == "not_bookable"


def test_only_who_keeps_the_calendar_books(desk: Desk) -> None:
    desk.add_rule("visit", VISIT)
    desk.tick()

    with pytest.raises(Refusal) as refused:
        what_to_book(desk.services, desk.contact, desk.number("visit"))

    assert refused.value.code == "not_allowed"
