"""What is asked, and of whom, in words; a draft changed in words."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from handlers.answers import Asker, InquiriesAnswer, InquiryPictureAnswer
from handlers.asking import ask
from handlers.asking.inquiry_drafts import read_question
from handlers.errors import Refusal
from handlers.inquiry_views import InquiryPicture, InquiryQuestion, QuestionKind, Unit
from handlers.ports import Services
from storage.models import Person

COORDINATOR = "utvecklingsledare@jonkoping.example"


def keeper(services: Services) -> Asker:
    with services.database.session() as session:
        number = session.scalars(select(Person.id).where(Person.email == COORDINATOR)).one()
    return Asker("jonkoping", number, frozenset({"coordinator"}), "mail")


def drafted(services: Services, words: str) -> InquiryPicture:
    answer = ask(services, keeper(services), words)
    assert isinstance(answer, InquiryPictureAnswer)
    return answer.picture


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("Har ni? ja/nej", InquiryQuestion(text="Har ni?", kind=QuestionKind.YES_NO)),
        ("Har ni? (ja eller nej)", InquiryQuestion(text="Har ni?", kind=QuestionKind.YES_NO)),
        (
            "Hur många? antal (st)",
            InquiryQuestion(text="Hur många?", kind=QuestionKind.NUMBER, unit="st"),
        ),
        (
            "När? våren/hösten",
            InquiryQuestion(text="När?", kind=QuestionKind.ONE, options=("våren", "hösten")),
        ),
        (
            "Vilka? flera: PFAS, metaller",
            InquiryQuestion(text="Vilka?", kind=QuestionKind.SEVERAL, options=("PFAS", "metaller")),
        ),
        ("Varför?", InquiryQuestion(text="Varför?")),
        ("Berätta om läget", InquiryQuestion(text="Berätta om läget")),
    ],
)
def test_question_tells_how_it_is_answered(said: str, question: InquiryQuestion) -> None:
    assert read_question(said) == question


def test_single_choice_is_no_choice() -> None:
    with pytest.raises(Refusal) as refused:
        read_question("När? våren")

    assert refused.value.code == "inquiry_unclear"


@pytest.mark.parametrize(
    ("whom", "unit", "count"),
    [
        ("alla kontor", Unit.OFFICE, 13),
        ("Habo och Aneby", Unit.OFFICE, 2),
        ("alla kontor per besök", Unit.VISIT, 13),
        ("alla inspektörer", Unit.PERSON, 37),
        ("styrgruppen", Unit.PERSON, 15),
        ("kontoren i styrgruppen", Unit.OFFICE, 14),
    ],
)
def test_whom_it_is_for_follows_from_the_words(
    sample_services: Services, whom: str, unit: Unit, count: int
) -> None:
    picture = drafted(sample_services, f"Rundfråga till {whom}: Har ni? ja/nej, senast 15 mars")

    assert (picture.line.unit, picture.line.asked) == (unit, count)


def test_questions_are_added_and_taken_out_in_words(sample_services: Services) -> None:
    number = drafted(sample_services, "Rundfråga till Habo: Har ni provtagare? ja/nej").line.number

    drafted(sample_services, f"lägg till fråga i rundfråga {number}: Hur många? antal")
    left = drafted(sample_services, f"ta bort fråga 1 ur rundfråga {number}")

    assert [one.text for one in left.plan.questions] == ["Hur många?"]


@pytest.mark.parametrize("words", ["rundfråga", "rundfråga till alla kontor", "ny rundfråga"])
def test_unfinished_inquiry_is_told_how_to_go_on(sample_services: Services, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        ask(sample_services, keeper(sample_services), words)

    assert refused.value.code == "inquiry_unclear"


def test_orders_within_a_question_are_only_words(sample_services: Services) -> None:
    picture = drafted(
        sample_services, "Rundfråga till Habo: Hur hanterar ni lösenord? ja/nej, senast 15 mars"
    )

    assert picture.plan.questions[0].text == "Hur hanterar ni lösenord?"


@pytest.mark.parametrize("words", ["rundfråga", "ny rundfråga"])
def test_new_inquiry_begins_below_the_list_in_chat(sample_services: Services, words: str) -> None:
    answer = ask(sample_services, replace(keeper(sample_services), door="slack"), words)

    assert isinstance(answer, InquiriesAnswer)
    assert answer.made == ()
