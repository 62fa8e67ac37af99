"""What is looked up: courses, words, and where things are kept."""

from bot.texts.amounts import decimal
from bot.texts.cards.model import Card, Line
from bot.texts.cards.shaping import asking, labelled, make, noted
from bot.texts.safe import sentence_case
from bot.texts.sources import source_words
from bot.texts.wording import text, word
from handlers.answers import ChannelAnswer, ConceptAnswer, Course, EducationAnswer


def education_card(answer: EducationAnswer) -> Card:
    """Present courses: each on a line, or one with its length, price and group size."""
    rows = [labelled(sentence_case(word("course", row.label)), row.value) for row in answer.lines]
    if answer.courses:
        rows = list(map(_course, answer.courses))
        lead = text("education.count", count=len(rows))
    elif rows:
        first, *rows = rows
        lead = text("common.part_of", label=first.label, value=first.text)
    else:
        lead = text("education.none")
    return make(
        "education",
        lead,
        heading=answer.heading or text("education.heading"),
        lines=(*rows[:3], *noted(answer.notes[:1]), *asking(answer.contact)),
        more=(*rows[3:], *noted(answer.notes[1:])),
    )


def _course(course: Course) -> Line:
    title = sentence_case(course.title)
    return Line(title) if course.days is None else Line(_days(course.days), title)


def _days(days: float | str) -> str:
    if isinstance(days, str):
        # "3–4" needs its unit, "en vecka" has it.
        return text("education.days", count=days) if days[-1:].isdigit() else days
    # Half a day is "0,5 dag", one and a half "1,5 dagar".
    if days <= 1:
        return text("education.day", count=decimal(days))
    return text("education.days", count=decimal(days))


def concept_card(answer: ConceptAnswer) -> Card:
    """Explain a word."""
    source = source_words(answer.source)
    return make(
        "concept",
        answer.explanation or text("common.missing"),
        heading=answer.term,
        footer=text("age.word_from", source=source) if source else "",
    )


def channel_card(answer: ChannelAnswer) -> Card:
    """Say where something is kept."""
    places = [Line(place.value, place.label) for place in answer.places]
    lines = asking(answer.contact)
    if not places:
        return make("channel", text("channel.none"), lines=lines)
    if len(places) > 1:
        heading, lead = "", text("channel.heading")
        lines = (*(Line(place.text or place.label, place.label) for place in places), *lines)
    else:
        heading, lead = places[0].label, sentence_case(places[0].text)
    return make("channel", lead, heading=heading, lines=lines)
