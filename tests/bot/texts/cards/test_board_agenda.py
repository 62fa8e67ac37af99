from dataclasses import replace

from bot.texts.cards import present
from tests.bot.texts.paper_samples import DECISION, LEFT, PROPOSED, WRITTEN


def test_agenda_is_proposed_and_taken_as_it_stands() -> None:
    card = present(PROPOSED)

    (use,) = card.choices
    points = [line.text.partition(". ")[2] for line in (*card.lines, *card.more)]
    assert points == [
        "Mötets öppnande",
        "Föregående protokoll, ons 4 nov 2026",
        "Beslut att följa upp: vi inför gemensamma kontrolldagar, vi köper in mätare, två",
        "Förslag som väntar i förslagsbanken (12)",
        "Reviderad budget",
        "Nästa möte",
        "Övriga frågor",
    ]
    assert (use.label, use.text) == (
        "Använd den",
        f"dagordning till möte 7: {'; '.join(points)}",
    )


def test_agenda_fits_a_button_however_much_was_decided() -> None:
    many = (replace(DECISION, text="ä" * 2000),) * 40

    card = present(replace(PROPOSED, proposed=replace(PROPOSED.proposed, decisions=many)))

    assert len(card.choices[0].text) < 1500
    assert "och 35 till" in card.choices[0].text


def test_agenda_that_was_there_is_asked_about() -> None:
    card, taken = present(LEFT), present(WRITTEN)

    assert (card.heading, card.choices[0].text) == ("Mötet har redan en dagordning", LEFT.again)
    assert (taken.heading, taken.choices) == ("Dagordningen är inskriven", ())
