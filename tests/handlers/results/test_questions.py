"""A result form's questions, a line each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.errors import Refusal
from handlers.inquiry_views import InquiryQuestion, QuestionKind
from handlers.results import question_line, read_questions


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("Finns en plan? (ja/nej)", ("Finns en plan?", "yes_no", (), "", True)),
        ("Finns en plan? ja/nej", ("Finns en plan?", "yes_no", (), "", True)),
        (
            "3. Finns en plan? (ja/nej/ej aktuellt, frivillig)",
            ("Finns en plan?", "one", ("ja", "nej", "ej aktuellt"), "", False),
        ),
        ("Antal anställda (antal)", ("Antal anställda", "number", (), "", True)),
        ("- Hur många? (antal besök)", ("Hur många?", "number", (), "besök", True)),
        (
            "Vilka skydd? (flera: invallning/avstängning/inget)",
            ("Vilka skydd?", "several", ("invallning", "avstängning", "inget"), "", True),
        ),
        ("Beskriv bristerna (text)", ("Beskriv bristerna", "words", (), "", True)),
        ("Något mer (frivillig)", ("Något mer", "words", (), "", False)),
        ("Hur många (utbildade) är ni?", ("Hur många (utbildade) är ni?", "words", (), "", True)),
        (
            "Finns rutiner (enligt 2 kap.)?",
            ("Finns rutiner (enligt 2 kap.)?", "words", (), "", True),
        ),
        (
            "<b>Plan</b> & <!channel>? (ja/nej)",
            ("<b>Plan</b> & <!channel>?", "yes_no", (), "", True),
        ),
    ],
)
def test_line_says_what_is_asked_and_how(line: str, read: tuple[object, ...]) -> None:
    (one,) = read_questions(line)

    assert (one.text, str(one.kind), one.options, one.unit, one.required) == read


@pytest.mark.parametrize(
    "typed",
    [
        "1. Finns plan? (ja/nej)\n2. Hur många\nanställda? (antal)",
        "1. Finns plan? (ja/nej) 2. Hur många anställda? (antal)",
        "• Finns plan? (ja/nej)\n• Hur många anställda? (antal)",
        "Finns plan? (ja/nej)\n\nHur många anställda? (antal)\n",
    ],
)
def test_checklist_is_read_however_it_is_pasted(typed: str) -> None:
    assert [question_line(one) for one in read_questions(typed)] == [
        "Finns plan? (ja/nej)",
        "Hur många anställda? (antal)",
    ]


@pytest.mark.parametrize(
    ("typed", "code", "values"),
    [
        ("  \n ", "results_without_questions", {}),
        ("A? (text)\n" * 21, "results_many_texts", {"most": 20, "count": 21}),
        ("A? (ja/nej)\n" * 41, "results_many_questions", {"most": 40, "count": 41}),
        (f"A?\n{'å' * 501}?", "results_line_long", {"line": 2, "most": 500, "count": 502}),
        ("A? (ja/)", "results_line_options", {"line": 1, "least": 2, "most": 10}),
        (
            "A?\nB?\nC? (" + "/".join("abcdefghijk") + ")",
            "results_line_options",
            {"line": 3, "least": 2, "most": 10},
        ),
        (
            f"A? (ja/{'x' * 76})",
            "results_line_option",
            {"line": 1, "option": "x" * 76, "most": 75},
        ),
    ],
)
def test_line_that_cannot_be_a_question_is_named(
    typed: str, code: str, values: dict[str, object]
) -> None:
    with pytest.raises(Refusal) as no:
        read_questions(typed)

    assert (no.value.code, dict(no.value.values)) == (code, values)


_WORDS = st.text(alphabet="abcdeåäö ", min_size=1, max_size=30).map(str.split).map(" ".join)
_SOME = _WORDS.filter(bool)
_OPTIONS = st.lists(_SOME, min_size=2, max_size=10, unique=True).map(tuple)
_KINDS = st.sampled_from(QuestionKind)


@st.composite
def asked(draw: st.DrawFn) -> InquiryQuestion:
    kind = draw(_KINDS)
    chosen = kind in {QuestionKind.ONE, QuestionKind.SEVERAL}
    return InquiryQuestion(
        text=f"{draw(_SOME)}?",
        kind=kind,
        options=draw(_OPTIONS) if chosen else (),
        unit=draw(st.sampled_from(("", "besök", "st"))) if kind is QuestionKind.NUMBER else "",
        required=draw(st.booleans()),
    )


@given(asked())
def test_question_that_is_written_down_is_read_as_the_same(question: InquiryQuestion) -> None:
    assert read_questions(question_line(question)) == (question,)
