from dataclasses import replace

from bot.texts.cards import present
from tests.bot.texts.paper_samples import NO_PAPERS, PAPERS


def test_documents_are_listed_by_number_with_where_they_are() -> None:
    card = present(PAPERS)

    assert (card.heading, card.lead[:15]) == ("Handlingar", "Ons 10 feb 2027")
    assert [line.text for line in card.lines] == [
        "1. Budget, https://exempel.example/budget",
        "2. Verksamhetsplan, Verksamhetsplan.pdf",
    ]


def test_what_was_not_taken_is_told_first() -> None:
    card = present(replace(PAPERS, change="added", left=("makro.docm", "film.mp4")))

    assert card.heading == "Handlingarna är tillagda"
    assert card.lines[0].text.startswith("Jag tog inte emot makro.docm och film.mp4.")


def test_meeting_without_documents_says_how_they_are_added() -> None:
    card = present(NO_PAPERS)

    assert [line.text for line in card.lines] == ["Inga handlingar finns än."]
    assert card.footer.startswith("Mejla filerna till mig")
