import pytest

from bot.texts.cards import Line, present
from bot.texts.plain import plain
from handlers.answers import ChannelAnswer, ConceptAnswer, Course, EducationAnswer, Labelled
from tests.bot.texts.samples import COORDINATOR, LEADERS


def test_education_course_says_what_is_known_of_it() -> None:
    answer = EducationAnswer(
        heading="K&B grund",
        lines=(Labelled("price_sek_ex_vat", "drygt 7000"), Labelled("group_min", "")),
        contact=LEADERS,
    )

    assert plain(present(answer)) == (
        "K&B grund · Pris utan moms, kronor: drygt 7000\n"
        "Minst antal: saknas\n"
        "Fråga: projektledarna, projektledare@vast.example"
    )


def test_education_of_several_courses_has_a_line_each() -> None:
    card = present(EducationAnswer(courses=(Course("K&B grund", 3), Course("K&B chef", 3))))

    assert (card.heading, card.lead, card.lines) == (
        "Kurser",
        "2 kurser",
        (Line("3 dagar", "K&B grund"), Line("3 dagar", "K&B chef")),
    )


@pytest.mark.parametrize(
    ("days", "line"),
    [
        (1, Line("1 dag", "K&B grund")),
        (0.5, Line("0,5 dag", "K&B grund")),
        (1.5, Line("1,5 dagar", "K&B grund")),
        ("3–4", Line("3–4 dagar", "K&B grund")),
        ("en vecka", Line("en vecka", "K&B grund")),
        (None, Line("K&B grund")),
    ],
)
def test_education_says_a_course_as_long_as_its_source_does(
    days: float | str | None, line: Line
) -> None:
    card = present(EducationAnswer(courses=(Course("K&B grund", days), Course("K&B chef"))))

    assert card.lines[0] == line


def test_education_without_facts_says_so() -> None:
    card = present(EducationAnswer(heading="K&B forts"))

    assert card.lead == "Uppgifter om kursen saknas."


def test_concept_explains_and_names_where_the_word_is_used() -> None:
    answer = ConceptAnswer(
        term="årshjul",
        explanation="En bild av året.",
        source="jonkoping-verksamhetsplan-2024.txt",
    )

    assert plain(present(answer)) == (
        "Årshjul · En bild av året.\nOrdet finns i verksamhetsplanen 2024."
    )


def test_channel_says_where_it_is() -> None:
    place = Labelled("Ping Pong", "inloggad plattform: material och forum")

    one = present(ChannelAnswer(places=(place,), contact=COORDINATOR))
    several = present(ChannelAnswer(places=(place, Labelled("webb", ""))))
    none = present(ChannelAnswer(places=()))

    assert (one.heading, one.lead) == ("Ping Pong", "Inloggad plattform: material och forum")
    assert several.lines == (
        Line("inloggad plattform: material och forum", "Ping Pong"),
        Line("webb", "webb"),
    )
    assert none.lead == "Jag vet inte var det finns."
