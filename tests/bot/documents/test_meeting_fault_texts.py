import ast
from pathlib import Path

import pytest

from bot.documents.problems import describe
from bot.texts.wording import has_word
from handlers.imports import Code, Problem
from handlers.imports.problems import MeetingFault

MEETINGS = Path(__file__).parents[3] / "handlers" / "meetings"
# A row cannot say these: its title, its sort, its length and the least are seen to where it is
# read, or have no column.
UNSAID = {
    "least_over_places",
    "meeting_title_missing",
    "meeting_words_too_long",
    "unknown_meeting_kind",
}


@pytest.mark.parametrize("why", list(MeetingFault))
def test_every_meeting_fault_has_words(why: MeetingFault) -> None:
    said = describe(Problem(Code.BAD_MEETING, "datum.csv", 4, "Datum", why=why))

    assert has_word("meeting_fault", why)
    assert said.startswith("datum.csv, rad 4, kolumn Datum: ")


def test_whatever_refuses_a_plan_can_be_said_of_a_row() -> None:
    checks = [*refusals("wanted.py"), *refusals("planned.py"), "day_past"]

    # Two are found where the row is read.
    assert set(MeetingFault) - {"other_weekday", "twice"} == set(checks) - UNSAID


def test_a_meeting_fault_says_what_stands_there_and_what_to_do() -> None:
    fault = Problem(
        Code.BAD_MEETING, "datum.csv", 4, "Datum", found="17 april 2027", why=MeetingFault.DAY_OFF
    )

    assert describe(fault) == (
        "datum.csv, rad 4, kolumn Datum: dagen är ledig, välj en arbetsdag, "
        "här står ”17 april 2027”."
    )
    assert describe(Problem(Code.BAD_MEETING, "a.csv", why="newer")) == (
        "a.csv: mötet går inte att boka."
    )


def refusals(module: str) -> list[str]:
    """Return the codes with which a module refuses."""
    tree = ast.parse((MEETINGS / module).read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [
        str(call.args[0].value)
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id == "Refusal"
        and isinstance(call.args[0], ast.Constant)
    ]
