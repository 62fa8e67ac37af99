from datetime import date
from typing import Any

import pytest

from bot.slack.blocks.year_wheel import wheel_list
from bot.workspace.rules import check_message
from handlers.ports import Services
from tests.years import NAME, TODAY, booked, deadline, sample_year, year


def items(shown: Any) -> list[str]:
    return [
        "".join(piece["text"] for piece in item["elements"])
        for block in shown["blocks"]
        for part in block.get("elements", [])
        if part["type"] == "rich_text_list"
        for item in part["elements"]
    ]


@pytest.mark.parametrize("collaboration", ["jonkoping", "vast"])
def test_whole_year_of_a_sample_is_one_message(
    sample_services: Services, collaboration: str
) -> None:
    shown = wheel_list(sample_year(sample_services, collaboration))

    check_message(dict(shown))
    assert "till. De får inte plats" not in str(shown)


def test_list_has_a_heading_for_each_month_that_holds_something() -> None:
    shown = wheel_list(year(deadline("Rapport", date(2027, 2, 26)), deadline("Plan", TODAY)))

    check_message(dict(shown))
    assert shown["text"] == f"Årshjul 2027, {NAME}"
    assert [block["type"] for block in shown["blocks"]] == ["header", "rich_text", "rich_text"]
    assert shown["blocks"][1]["elements"][0]["elements"] == [
        {"type": "text", "text": "Februari", "style": {"bold": True}}
    ]
    assert items(shown) == ["Rapport, senast fre 26 feb", "Plan, senast ons 3 mars"]


@pytest.mark.parametrize("wordy", ["a@b.se ", "ö", '\\"', "😀", "ord "])
def test_year_that_is_too_much_for_a_message_says_how_much_is_left_out(wordy: str) -> None:
    duties = [deadline(f"{n} {wordy * 100}", date(2027, 1 + n % 12, 5)) for n in range(150)]

    shown = wheel_list(year(*duties))

    check_message(dict(shown))
    left = 150 - len(items(shown))
    assert 0 < left < 150
    assert f"… och {left} till. De får inte plats i ett meddelande." in str(shown["blocks"][-1])


def test_line_without_end_is_cut() -> None:
    (line,) = items(wheel_list(year(deadline("ord " * 1000, TODAY))))

    assert len(line) <= 400
    assert line.endswith("…")


def test_peoples_text_is_no_markup_and_an_address_a_link() -> None:
    meeting = booked("Möte <!channel>", TODAY, place="https://mote.example/1")

    shown = wheel_list(year(meetings=(meeting,)))

    check_message(dict(shown))
    pieces = shown["blocks"][1]["elements"][1]["elements"][0]["elements"]
    assert [(one["type"], one["text"]) for one in pieces] == [
        ("text", "Ons 3 mars · Möte <!channel> · "),
        ("link", "https://mote.example/1"),
    ]


def test_empty_year_says_what_will_come() -> None:
    shown = wheel_list(year())

    check_message(dict(shown))
    assert "Inget är planerat det här året än." in str(shown["blocks"][-1])
