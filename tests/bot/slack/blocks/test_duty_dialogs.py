from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from bot.slack.blocks.duty_dialogs import (
    book_dialog,
    later_dialog,
    meeting_dialog,
    move_dialog,
    offices_dialog,
    skip_dialog,
)
from bot.slack.blocks.parts import Block
from bot.workspace.rules import check_view
from handlers.contents import Act, MeetingLine
from handlers.later import later_choices
from handlers.occurrences import OfficeLine
from handlers.to_book import ToBook
from tests.bot.texts.agenda_samples import BOARDS

TODAY = date(2026, 11, 27)
BOARD = replace(BOARDS, collaboration="Miljösamverkan Jönköping", acts=(Act.BOOK,))
MEETING = MeetingLine(
    number=3,
    rule="styrgrupp",
    part="",
    title="Styrgruppsmöten",
    first=date(2027, 2, 10),
    last=date(2027, 2, 10),
    starts=time(9),
    place="Värnamo",
    host="Värnamo kommun",
)


def field(view: Block, name: str) -> dict[str, Any]:
    (found,) = [block for block in view["blocks"] if block.get("block_id") == name]
    element: dict[str, Any] = found["element"]
    return element


def small(view: Block) -> list[str]:
    contexts = [block for block in view["blocks"] if block["type"] == "context"]
    return [block["elements"][0]["text"] for block in contexts]


def offices(count: int, done: int = 0) -> list[OfficeLine]:
    return [
        OfficeLine(number, f"Kommun {number}, {'lång ' * 20}", number <= done)
        for number in range(1, count + 1)
    ]


def test_every_dialog_is_one_that_slack_takes() -> None:
    wordy = replace(BOARD, title="o" * 900, said="x " * 400)
    shown = [
        later_dialog(wordy, TODAY, later_choices(TODAY), "carried"),
        move_dialog(wordy, TODAY, "carried"),
        skip_dialog(wordy, TODAY, "carried"),
        book_dialog(ToBook(wordy, usual="v" * 300), TODAY, "carried"),
        meeting_dialog(replace(MEETING, title="o" * 900), "carried"),
        offices_dialog(wordy, TODAY, offices(13), "carried"),
    ]

    for view in shown:
        check_view(view, "modal")
    assert {view["private_metadata"] for view in shown} == {"carried"}


@pytest.mark.parametrize(("count", "boxes"), [(1, 1), (10, 1), (13, 2), (44, 5), (290, 29)])
def test_all_offices_stand_in_one_view_and_can_be_ticked(count: int, boxes: int) -> None:
    view = offices_dialog(BOARD, TODAY, offices(count, done=2), "")

    check_view(view, "modal")
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    values = [one["value"] for block in inputs for one in block["element"]["options"]]
    ticked = [
        one["value"] for block in inputs for one in block["element"].get("initial_options", [])
    ]
    assert (len(inputs), values) == (boxes, [str(number) for number in range(1, count + 1)])
    assert ticked == ["1", "2"][:count]
    # None of the boxes has to be ticked.
    assert all(block["optional"] for block in inputs)


def test_booking_says_what_is_asked_for() -> None:
    view = book_dialog(ToBook(BOARD), TODAY, "")

    assert small(view) == [
        "Boka styrgruppsmöten: 1 av 3 bokade, senast fre 31 dec 2027",
        "Välj en dag från 1 januari 2027 till 31 december 2027.",
    ]


def test_booking_as_soon_as_possible_has_no_last_day() -> None:
    view = book_dialog(ToBook(replace(BOARD, due=None)), TODAY, "")

    assert small(view)[1] == "Välj en dag från 1 januari 2027, så snart det går."


def test_whose_turn_it_is_stands_there_and_the_sources_words_are_a_hint() -> None:
    turn = book_dialog(ToBook(BOARD, turn="Habo"), TODAY, "")
    usual = book_dialog(ToBook(BOARD, usual="värdkommun"), TODAY, "")

    assert field(turn, "host")["initial_value"] == "Habo"
    assert "initial_value" not in field(usual, "host")
    (hint,) = [block["hint"] for block in usual["blocks"] if block.get("block_id") == "host"]
    assert hint["text"] == "Enligt källan: värdkommun"


def test_meeting_that_is_moved_begins_as_it_is() -> None:
    one_day = meeting_dialog(replace(MEETING, ends=time(12)), "")
    two_days = meeting_dialog(replace(MEETING, last=date(2027, 2, 11), starts=None), "")

    assert field(one_day, "first")["initial_date"] == "2027-02-10"
    assert "initial_date" not in field(one_day, "last")
    assert field(one_day, "starts")["initial_time"] == "09:00"
    assert field(one_day, "ends")["initial_time"] == "12:00"
    assert field(one_day, "place")["initial_value"] == "Värnamo"
    assert field(two_days, "last")["initial_date"] == "2027-02-11"
    assert "initial_time" not in field(two_days, "starts")
    assert "initial_time" not in field(two_days, "ends")


def test_later_says_which_day_each_choice_is_and_why() -> None:
    # A Wednesday before a Christmas that ends on a Monday.
    view = later_dialog(BOARD, date(2026, 12, 9), later_choices(date(2026, 12, 9)), "")

    options = field(view, "when")["options"]
    said = [(one["text"]["text"], one.get("description", {}).get("text")) for one in options]
    assert said == [
        ("I morgon: tors 10 dec", None),
        ("Nästa vecka: mån 14 dec", None),
        ("Om två veckor: ons 23 dec", None),
        ("Nästa månad: mån 4 jan", "fre 1 jan är en ledig dag"),
        ("En annan dag", None),
    ]


def test_due_day_that_is_past_is_not_proposed_again() -> None:
    coming = move_dialog(replace(BOARD, due=date(2026, 12, 1)), TODAY, "")
    past = move_dialog(replace(BOARD, due=date(2026, 11, 1)), TODAY, "")

    assert field(coming, "day")["initial_date"] == "2026-12-01"
    assert "initial_date" not in field(past, "day")
