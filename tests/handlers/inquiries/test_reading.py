import pytest

from handlers.inquiries import as_number, read_answers
from handlers.inquiry_views import Given, InquiryQuestion, QuestionKind

YES_NO = InquiryQuestion(text="Har ni egna provtagare?", kind=QuestionKind.YES_NO)
NUMBER = InquiryQuestion(text="Hur många?", kind=QuestionKind.NUMBER, unit="bilar", required=False)
ONE = InquiryQuestion(text="När?", kind=QuestionKind.ONE, options=("Våren", "Hösten", "Våren 2028"))
SEVERAL = InquiryQuestion(
    text="Vilka?", kind=QuestionKind.SEVERAL, options=("PFAS", "Metaller", "Olja och fett")
)
WORDS = InquiryQuestion(text="Varför?")


def one(question: InquiryQuestion, typed: str) -> Given | None:
    read = read_answers(typed, [question])
    return None if read.unread else read.given[0]


@pytest.mark.parametrize(
    ("question", "typed", "given"),
    [
        (YES_NO, "Ja", Given(("ja",))),
        (YES_NO, "1. Ja.", Given(("ja",))),
        (YES_NO, "Ja, vi har två", Given(("ja",), "vi har två")),
        (YES_NO, "Nej tyvärr inte", Given(("nej",), "tyvärr inte")),
        (YES_NO, "Vet inte", None),
        (YES_NO, "", None),
        (NUMBER, "14", Given(("14",))),
        (NUMBER, "14 bilar", Given(("14",))),
        (NUMBER, "Ungefär 1 400,5 i år", Given(("1400.5",), "Ungefär  i år")),
        (NUMBER, "två", Given(("2",))),
        (NUMBER, "mellan 5 och 10", None),
        (NUMBER, "-", Given()),
        (ONE, "hösten", Given(("Hösten",))),
        (ONE, "2", Given(("Hösten",))),
        (ONE, "Helst hösten", Given(("Hösten",), "Helst hösten")),
        (ONE, "Våren 2028", Given(("Våren 2028",))),
        (ONE, "Vi tänker oss våren 2028", Given(("Våren 2028",), "Vi tänker oss våren 2028")),
        (ONE, "våren eller hösten", None),
        (SEVERAL, "pfas, metaller", Given(("PFAS", "Metaller"))),
        (SEVERAL, "3, 1", Given(("PFAS", "Olja och fett"))),
        (SEVERAL, "Olja och fett", Given(("Olja och fett",))),
        (SEVERAL, "pfas och lukt", None),
        (WORDS, "Därför.\nOch därför.", Given(("Därför.\nOch därför.",))),
    ],
)
def test_answer_in_words_is_read(
    question: InquiryQuestion, typed: str, given: Given | None
) -> None:
    assert one(question, typed) == given


@pytest.mark.parametrize(
    "typed",
    [
        "1. ja 2. 14 3. Därför",
        "1) ja\n2) 14\n3) Därför",
        "ja\n14\nDärför",
        "1: ja\n\n2: 14\n3: Därför",
    ],
)
def test_several_are_told_apart_by_number_or_line(typed: str) -> None:
    read = read_answers(typed, [YES_NO, NUMBER, WORDS])

    assert (read.given, read.unread) == ((Given(("ja",)), Given(("14",)), Given(("Därför",))), ())


def test_what_is_not_understood_is_told_question_by_question() -> None:
    assert read_answers("1. kanske 2. 14", [YES_NO, NUMBER]).unread == (0,)
    assert read_answers("det beror på", [YES_NO, NUMBER]).unread == (0, 1)
    assert read_answers("2. 14", [YES_NO, NUMBER]).unread == (0,)


def test_visit_is_named_first() -> None:
    read = read_answers("Besök: Macken  i Habo\nJa", [YES_NO])

    assert (read.visit, read.given) == ("Macken i Habo", (Given(("ja",)),))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("1 400", "1400"),
        ("1.400", "1400"),
        ("2,5", "2.5"),
        ("\N{MINUS SIGN}3", "-3"),
        ("många", ""),
        ("", ""),
    ],
)
def test_number_is_kept_in_one_way(written: str, kept: str) -> None:
    assert as_number(written) == kept
