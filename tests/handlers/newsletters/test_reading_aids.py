"""How an issue reads: counted and pointed at, and never in the way."""

from handlers.contents import Section
from handlers.newsletter_views import ItemLine
from handlers.newsletters import Place, reading_aids
from tests.sample import NOW


def item(number: int, body: str, heading: str = "", *, removed: bool = False) -> ItemLine:
    return ItemLine(
        id=number,
        section=Section.NOW,
        heading=heading,
        body=body,
        revision=0,
        changed_at=NOW,
        removed=removed,
    )


def test_words_are_counted_without_markup_and_addresses() -> None:
    found = reading_aids(
        [
            item(1, "**Ett** [två tre](https://a.example/fyra) ![](bild:abc)\n- fem", "Sex"),
            item(2, "borta", removed=True),
        ]
    )

    assert (found.words, found.minutes, found.length) == (5, 1, "short")


def test_length_is_judged() -> None:
    assert reading_aids([item(1, "ord " * 300)]).length == "right"
    assert reading_aids([item(1, "ord " * 601)]).length == "long"
    assert reading_aids([item(1, "ord " * 601)]).minutes == 4


def test_long_sentences_are_pointed_at_and_lists_are_not_one() -> None:
    long = " ".join(["ord"] * 26) + "."
    found = reading_aids([item(1, f"Kort. {long.capitalize()}"), item(2, "- ord\n" * 40)])

    assert found.sentences == (Place(1, long.capitalize()),)


def test_long_words_are_pointed_at_once_and_names_are_not() -> None:
    found = reading_aids(
        [
            item(1, "En tillsynsvägledning. En tillsynsvägledning hos Länsstyrelsernasgemensamma."),
        ]
    )

    assert found.long_words == (Place(1, "tillsynsvägledning"),)


def test_abbreviations_are_pointed_at_where_nothing_explains_them() -> None:
    found = reading_aids(
        [
            item(1, "Vi mäter PFAS och BTEX i EU, t.ex. här."),
            item(2, "Ämnen som kallas perfluorerade (PFAS)."),
        ]
    )

    assert found.abbreviations == (Place(1, "t.ex."), Place(1, "BTEX"))


def test_an_empty_issue_reads_at_once() -> None:
    assert reading_aids([]).words == 0
