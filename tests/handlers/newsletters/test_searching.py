"""Finding what has stood in newsletters, by the words that people have for it."""

import pytest

from handlers.answers import Asker, NewsletterArchiveAnswer
from handlers.asking import ask, ask_only
from handlers.contents import EditionItem
from storage.models import Collaboration
from tests.factories import add_collaboration
from tests.fakes import recorded_statements
from tests.handlers.calendars import Desk
from tests.handlers.newsletters.archived import PFAS, WATER, add_issue

STRANGER = Asker("jonkoping", door="mail")


def found(desk: Desk, text: str, asker: Asker = STRANGER) -> list[tuple[str, str]]:
    """Return the issues in an answer, with the heading that was found in each."""
    answer = ask_only(desk.services, asker, text)
    assert isinstance(answer, NewsletterArchiveAnswer), answer
    return [(f"{one.year}-{one.number}", one.item) for one in answer.issues]


@pytest.mark.parametrize(
    "text",
    [
        "nyhetsbrev om PFAS",
        "Nyhetsbrev om pfas?",
        "Hej! vilka nyhetsbrev handlar om PFAS?",
        "/nyhetsbrev PFAS",
        "nyhetsbrev om brandövningsplatsen",
        "nyhetsbrev om brandovningsplatser",
        "nyhetsbrev om provtagningar och PFAS",
        "nyhetsbrev om brandövning",
        "sök i nyhetsbreven om PFAS",
    ],
)
def test_item_is_found_however_it_is_asked_for(desk: Desk, text: str) -> None:
    add_issue(desk, 1, WATER)
    add_issue(desk, 2, WATER, PFAS)

    assert found(desk, text) == [("2027-2", "Nytt om PFAS-ämnen")]


@pytest.mark.parametrize(
    "text",
    ["nyhetsbrev", "nyhetsbreven", "Visa nyhetsbrev", "alla nyhetsbrev", "nyhetsbrevsarkivet"],
)
def test_all_issues_are_listed_the_latest_first(desk: Desk, text: str) -> None:
    add_issue(desk, 1)
    add_issue(desk, 2)
    add_issue(desk, 3, state="draft")

    assert found(desk, text) == [("2027-2", ""), ("2027-1", "")]


def test_heading_that_says_it_comes_before_what_mentions_it(desk: Desk) -> None:
    add_issue(desk, 1, EditionItem("Ventilation", "Släckvatten nämns."), WATER)

    assert found(desk, "nyhetsbrev om släckvatten") == [("2027-1", "Släckvatten är klart")]


def test_who_writes_newsletters_finds_what_has_stood_in_them_too(desk: Desk) -> None:
    add_issue(desk, 1, PFAS)

    assert found(desk, "nyhetsbrev om PFAS", desk.coordinator) == [("2027-1", "Nytt om PFAS-ämnen")]


def test_subject_alone_is_enough(desk: Desk) -> None:
    add_issue(desk, 1, PFAS, subject="Vårens kurser")

    assert found(desk, "nyhetsbrev om kurs") == [("2027-1", "")]


@pytest.mark.parametrize("query", ["solarier", "PFAS i solarier", "<!channel>", "x" * 1500])
def test_what_is_nowhere_is_not_found(desk: Desk, query: str) -> None:
    add_issue(desk, 1, PFAS)

    assert found(desk, f"nyhetsbrev om {query}") == []


def test_nothing_of_drafts_or_other_families_is_found(desk: Desk) -> None:
    with desk.services.database.write() as session:
        other = add_collaboration(session, "vast").id
    add_issue(desk, 1, PFAS, collaboration_id=other)
    for number, state in enumerate(("draft", "asked", "approved", "thrown"), 2):
        add_issue(desk, number, PFAS, state=state)

    assert found(desk, "nyhetsbrev om PFAS") == []
    assert found(desk, "nyhetsbrev om PFAS", Asker("vast")) == [("2027-1", "Nytt om PFAS-ämnen")]


def test_what_was_looked_for_is_told_as_it_was_typed(desk: Desk) -> None:
    answer = ask(desk.services, STRANGER, "Nyhetsbrev om PFAS på Öland.")

    assert isinstance(answer, NewsletterArchiveAnswer)
    with desk.services.database.session() as session:
        name = session.get_one(Collaboration, desk.collaboration_id).name
    assert (answer.query, answer.letter, answer.ids) == ("PFAS på Öland", name, ())


def test_search_takes_as_many_questions_however_many_are_found(desk: Desk) -> None:
    counts = []
    for many in (1, 3):
        for each in range(many):
            add_issue(desk, 10 * many + each, PFAS)
        with recorded_statements(desk.services.database) as asked:
            found(desk, "nyhetsbrev om PFAS")
        counts.append(len(asked))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("text", ["hur ofta kommer nyhetsbrevet?", "projekt nyhetsbrev 2024"])
def test_question_about_newsletters_is_no_search(desk: Desk, text: str) -> None:
    assert not isinstance(ask_only(desk.services, STRANGER, text), NewsletterArchiveAnswer)
