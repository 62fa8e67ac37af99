from bot.texts.cards import Line, present
from bot.texts.plain import plain
from handlers.answers import ChannelAnswer, ConceptAnswer, EducationAnswer, Labelled
from tests.bot.texts.samples import COORDINATOR, LEADERS


def test_education_course_says_what_is_known_of_it() -> None:
    answer = EducationAnswer(
        heading="K&B grund",
        lines=(Labelled("pris utan moms, kronor", "drygt 7000"), Labelled("minst antal", "")),
        contact=LEADERS,
    )

    assert plain(present(answer)) == (
        "K&B grund · Pris utan moms, kronor: drygt 7000\n"
        "Minst antal: saknas\n"
        "Fråga: projektledarna, projektledare@vast.example"
    )


def test_education_of_several_courses_has_a_line_each() -> None:
    answer = EducationAnswer(
        heading="", lines=(Labelled("K&B grund", "3 dagar"), Labelled("K&B chef", "3 dagar"))
    )

    card = present(answer)

    assert (card.heading, card.lead, card.lines) == (
        "Kurser",
        "2 kurser",
        (Line("3 dagar", "K&B grund"), Line("3 dagar", "K&B chef")),
    )


def test_education_without_facts_says_so() -> None:
    card = present(EducationAnswer(heading="K&B forts", lines=()))

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
