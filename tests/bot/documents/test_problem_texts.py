import pytest

from bot.documents.problems import describe
from bot.texts.wording import has_word
from handlers.imports import Code, Expected, Problem


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (
            Problem(Code.WRONG, "projekt.csv", 4, "Start", Expected.DATE, "snart"),
            (
                "projekt.csv, rad 4, kolumn Start: väntade ett datum, en månad, en årstid eller "
                "ett år, till exempel 2026-04-02, 2026-04, 2026-vår eller 2026, här står ”snart”."
            ),
        ),
        (
            Problem(Code.MISSING, "bok.xlsx", 7, "E-post", sheet="Kontakter"),
            "bok.xlsx, blad ”Kontakter”, rad 7, kolumn E-post: uppgiften saknas.",
        ),
        (
            Problem(Code.UNKNOWN_FIELD, "plan.yaml", 3, "plan", found="plan", known=("plans",)),
            "plan.yaml, rad 3, fält plan: fältet är okänt, här står ”plan” (kända är: plans).",
        ),
        (
            Problem(Code.TOO_LONG, "a.csv", 2, "Telefon", found="1" * 80, known=("60",)),
            (
                f"a.csv, rad 2, kolumn Telefon: texten är för lång, här står ”{'1' * 60}…” "
                "(så många tecken får plats: 60)."
            ),
        ),
        (Problem(Code.MISSING_FILE, "saknas.yaml"), "saknas.yaml: filen finns inte."),
        (Problem(Code.TAG, "a.yaml", 1), "a.yaml, rad 1: YAML-taggar (!) tas inte emot."),
        (Problem(Code.WRONG, "a.yaml"), "a.yaml: uppgiften är fel."),
    ],
)
def test_describe_says_where_what_and_how(problem: Problem, text: str) -> None:
    assert describe(problem) == text


def test_describe_lists_at_most_twelve_known() -> None:
    known = tuple(f"k{number}" for number in range(15))

    text = describe(Problem(Code.UNKNOWN_FIELD, "a.yaml", known=known))

    assert text.endswith("k10, k11 och 3 till).")


@pytest.mark.parametrize("code", list(Code))
def test_every_fault_has_words(code: Code) -> None:
    text = describe(Problem(code, "fil", expected=Expected.TEXT))

    assert text not in {"fil: uppgiften är fel.", f"fil: {code}."}


@pytest.mark.parametrize("expected", list(Expected))
def test_every_expectation_has_words(expected: Expected) -> None:
    assert has_word("expected", expected)
    assert describe(Problem(Code.WRONG, "fil", expected=expected)).startswith("fil: väntade ")
