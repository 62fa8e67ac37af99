from bot.texts.cards import present
from tests.bot.texts.weighing_samples import FOUND, NOT_TAKEN, REVIEW, TAKEN, TO_MOVE


def test_what_is_to_be_weighed_stands_with_who_wants_it() -> None:
    card = present(REVIEW)

    assert card.lead == "2 förslag att bereda."
    assert [(line.label, line.text) for line in card.lines] == [
        (
            "2027-001 Tillsyn av skateparker",
            "Miljökontoret i Habo och Miljökontoret i Aneby · under beredning",
        ),
        (
            "Biocidprodukter",
            (
                "inte med i planen: Kemikalieinspektionen gör det 2028."
                " · Miljönytta 2 av 5 och Rådighet 3 av 3"
            ),
        ),
    ]


def test_what_was_found_can_be_moved_from_there() -> None:
    assert [choice.text for choice in present(FOUND).choices] == ["flytta enligt vägningen"]
    assert [choice.text for choice in present(TO_MOVE).choices] == ["flytta enligt vägningen nu"]
    assert present(TAKEN).lines[-1].text == "Rader utan något nytt: 4."


def test_what_is_wrong_with_a_sheet_is_said_row_by_row() -> None:
    card = present(NOT_TAKEN)

    assert card.lead == "Fel att rätta: 2. Inget ur filen är infört."
    assert card.lines[0].text == (
        "Rad 3, ”2027-002”: Motiveringen saknas. Inget är sparat. Skriv varför, för den som har"
        " lämnat förslaget får veta det."
    )
    assert card.lines[1].text == (
        "Rad 5, ”2027-777”: Det finns inget förslag ”2027-777”. Kontrollera numret."
    )
