from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from bot.slack.blocks.meetings import meeting_blocks, meeting_text
from bot.workspace.rules import check_message
from handlers.contents import MeetingLine

TODAY = date(2027, 2, 10)
MEETING = MeetingLine(
    number=3,
    rule="styrgrupp",
    part="",
    title="Styrgruppsmöten",
    first=date(2027, 2, 11),
    last=date(2027, 2, 11),
    starts=time(9),
    place="Värnamo",
    collaboration="Miljösamverkan Jönköping",
)


def labels(blocks: list[dict[str, Any]]) -> list[str]:
    rows = [block for block in blocks if block["type"] == "actions"]
    return [one["text"]["text"] for row in rows for one in row["elements"]]


@pytest.mark.parametrize(
    ("changes", "buttons"),
    [
        ({}, ["Inbjudan och svar", "Flytta", "Ställ in"]),
        ({"first": TODAY}, ["Hölls", "Inbjudan och svar", "Flytta", "Ställ in"]),
        ({"state": "held"}, []),
        ({"state": "cancelled"}, []),
    ],
)
def test_keeper_can_do_what_fits_the_meetings_time(
    changes: dict[str, Any], buttons: list[str]
) -> None:
    shown = meeting_blocks(replace(MEETING, **changes), TODAY, keeps=True)

    check_message({"text": "Möte", "blocks": shown})
    assert labels(shown) == buttons


def test_others_see_the_meeting_alone() -> None:
    assert labels(meeting_blocks(MEETING, TODAY, keeps=False)) == []


def test_cancelling_asks_once_and_names_the_meeting() -> None:
    wordy = replace(MEETING, place="Värnamo " * 100)
    _, row = meeting_blocks(wordy, TODAY, keeps=True)

    (cancel,) = [one for one in row["elements"] if one["action_id"] == "meeting_cancel"]
    check_message({"text": "Möte", "blocks": [row]})
    assert cancel["confirm"]["title"]["text"] == "Ställa in mötet?"
    assert cancel["confirm"]["text"]["text"].startswith("tors 11 feb 2027 kl. 9.00")


def test_line_says_what_became_of_it_and_whose_it_is() -> None:
    own = meeting_text(MEETING, "Miljösamverkan Jönköping")
    held = meeting_text(replace(MEETING, state="held"), "Miljösamverkan Väst")

    assert own == "tors 11 feb 2027 kl. 9.00 · Styrgruppsmöten · Värnamo"
    assert held == f"{own} · har hållits · Miljösamverkan Jönköping"
