import ast
from datetime import date
from pathlib import Path

import pytest

import handlers
from bot.texts import refusal_text
from bot.texts.wording import has_word
from handlers.errors import Refusal

HANDLERS = Path(handlers.__file__).parent
EXPECTED = (
    "not_allowed",
    "bad_hours",
    "bad_period",
    "before_window",
    "channel_taken",
    "day_missing",
    "day_off",
    "day_past",
    "day_too_far",
    "direct_only",
    "duty_gone",
    "meeting_ahead",
    "meeting_gone",
    "meeting_over",
    "meeting_too_long",
    "night_hour",
    "no_such_office",
    "no_weekdays",
    "not_bookable",
    "not_per_office",
    "only_booked",
    "other_office",
    "outside_window",
    "reason_missing",
    "year_too_far",
    "project_gone",
    "task_gone",
    "not_known_yet",
    "unknown_command",
    "too_long",
    "database_busy",
    "database_down",
    "program_error",
)


def _raised() -> set[str]:
    return {
        str(node.args[0].value)
        for path in HANDLERS.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Refusal"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }


def test_refusals_that_handlers_raise_all_have_words() -> None:
    without = sorted(code for code in _raised() if not has_word("refusal", code))

    assert without == []


@pytest.mark.parametrize("code", EXPECTED)
def test_refusal_says_that_nothing_was_changed(code: str) -> None:
    said = refusal_text(Refusal(code))

    assert "Inget har ändrats" in said


def test_refusal_program_error_gives_the_reference_number() -> None:
    said = refusal_text(Refusal("program_error", reference="F-7K2Q"))

    assert said == (
        "Något gick fel hos mig, inte hos dig. Inget har ändrats. Försök igen, eller mejla "
        "samordnaren och ange F-7K2Q."
    )


def test_refusal_says_the_values_it_was_given_as_data() -> None:
    said = refusal_text(Refusal("unknown_role", role="{kung}\n", known=("coordinator", "manager")))

    assert said == (
        "Jag känner inte till rollen {kung}. Inget har ändrats. "
        "Välj en av rollerna: coordinator och manager."
    )


def test_refusal_says_a_day_in_swedish() -> None:
    said = refusal_text(Refusal("day_off", date=date(2027, 2, 6)))

    assert said == "6 februari 2027 är en ledig dag. Inget har ändrats. Välj en arbetsdag."


def test_refusal_value_that_is_not_given_is_missing() -> None:
    assert refusal_text(Refusal("program_error")).endswith("ange saknas.")


def test_refusal_with_an_unknown_code_still_says_something_true() -> None:
    said = refusal_text(Refusal("brand_new", title="{x}"))

    assert said == "Det gick inte. Inget har ändrats. Försök igen, eller fråga samordnaren."
