import pytest

from handlers.answers import Answer, PaperLine, PapersAnswer, WhichAnswer
from handlers.asking import ask
from handlers.enclosures import GivenFile
from handlers.errors import Refusal
from tests.handlers.calendars import Desk
from tests.handlers.meetings_added import DAY, add_meeting

LINK = "https://exempel.example/budget?a=1,2"
PDF = GivenFile("Plan.pdf", "application/pdf", b"%PDF-1.7")


def said(desk: Desk, text: str, *files: GivenFile) -> Answer:
    return ask(desk.services, desk.coordinator, text, files=files)


def papers(answer: Answer) -> tuple[PaperLine, ...]:
    assert isinstance(answer, PapersAnswer)
    return answer.papers


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        (f"lägg till handling {LINK} till styrgruppsmötet, rubrik: Budget", "Budget"),
        (
            f"Lägg till en länk: {LINK} till styrgruppsmötet 10 februari rubrik Ny budget",
            "Ny budget",
        ),
        (f"lägg till dokument {LINK} för styrgruppen", LINK),
    ],
)
def test_link_is_added(desk: Desk, typed: str, title: str) -> None:
    add_meeting(desk)

    answer = said(desk, typed)

    assert papers(answer) == (PaperLine(1, title, LINK, ""),)


@pytest.mark.parametrize(
    "typed",
    ["handlingar till styrgruppsmötet 10 februari", "Här kommer handlingarna till styrgruppen"],
)
def test_files_are_added_and_shown(desk: Desk, typed: str) -> None:
    add_meeting(desk)

    added = papers(said(desk, typed, PDF))
    shown = said(desk, typed)

    assert added == (PaperLine(1, "Plan", "", "Plan.pdf"),)
    assert isinstance(shown, PapersAnswer)
    assert (shown.change, shown.papers) == ("", added)


def test_document_is_taken_off(desk: Desk) -> None:
    add_meeting(desk)
    said(desk, "handlingar till styrgruppsmötet", PDF)

    answer = said(desk, "ta bort handling 1 från styrgruppsmötet 10 februari")

    assert papers(answer) == ()


def test_meeting_is_chosen_with_the_same_words(desk: Desk) -> None:
    one, other = (add_meeting(desk, f"Styrgruppsmöte {name}", DAY) for name in ("Norr", "Söder"))

    answer = said(desk, f"lägg till handling {LINK} till styrgruppsmötet, rubrik: Budget")

    assert isinstance(answer, WhichAnswer)
    assert [option.typed for option in answer.options] == [
        f"lägg till handling {LINK} till möte {number}, rubrik: Budget" for number in (one, other)
    ]


def test_papers_are_sent_to_nobody_where_nobody_is_invited(desk: Desk) -> None:
    add_meeting(desk)

    with pytest.raises(Refusal) as caught:
        said(desk, "skicka handlingarna till styrgruppsmötet")

    assert caught.value.code == "nobody_invited"


def test_documents_of_what_is_no_meeting_are_a_question(desk: Desk) -> None:
    add_meeting(desk)

    assert not isinstance(said(desk, "dokument för släckvatten"), PapersAnswer)
